//! What Mozilla's linter says about the store build for Firefox: the checks that a submission goes through.

use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::browser::Browser;
use crate::build::{self, Release};
use crate::prerequisites;
use crate::workspace::Workspace;

/// Warnings that stay, each with its reason.
const ACCEPTED: &[(&str, &str, &str)] = &[
    (
        "KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION",
        "manifest.json",
        "it is not offered for Android, and an older Firefox ignores the key",
    ),
    (
        "UNSAFE_VAR_ASSIGNMENT",
        "popup/popup.js",
        "Leptos fills a <template> with markup that is fixed at compile time",
    ),
    ("UNSAFE_VAR_ASSIGNMENT", "popup/options/options.js", "likewise"),
];

#[derive(Deserialize)]
struct Report {
    errors: Vec<Finding>,
    warnings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Finding {
    code: String,
    message: String,
    #[serde(default)]
    file: Option<String>,
    #[serde(default)]
    line: Option<u32>,
}

/// # Errors
/// When the linter finds an error, or a warning that is not accepted.
pub(super) fn check(workspace: &Workspace) -> Result<()> {
    prerequisites::for_tests(workspace)?;
    build::build(workspace, &[Release::Store])?;
    let command = Command::new(workspace.npm_tool("tests", "addons-linter"))
        .args(["--output", "json"])
        .arg(workspace.dist(Release::Store.folder(Browser::Firefox)))
        .output()
        .context("addons-linter could not be started")?;
    // With findings it exits with 1, and reports all the same.
    let report: Report = serde_json::from_slice(&command.stdout).with_context(|| {
        format!(
            "addons-linter gave no report: {}",
            String::from_utf8_lossy(&command.stderr)
        )
    })?;
    let complaints = complaints(&report);
    if !complaints.is_empty() {
        bail!("{}", complaints.join("\n"));
    }
    println!("no errors; accepted warnings: {}", report.warnings.len());
    Ok(())
}

fn complaints(report: &Report) -> Vec<String> {
    let is_accepted = |warning: &&Finding| {
        ACCEPTED
            .iter()
            .any(|&(code, file, _)| warning.code == code && warning.file.as_deref() == Some(file))
    };
    let warnings = report.warnings.iter().filter(|warning| !is_accepted(warning));
    report
        .errors
        .iter()
        .chain(warnings)
        .map(|finding| {
            let place = match (&finding.file, finding.line) {
                (Some(file), Some(line)) => format!("{file}:{line}: "),
                (Some(file), None) => format!("{file}: "),
                (None, _) => String::new(),
            };
            format!("{place}{} ({})", finding.message, finding.code)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_accepted_warnings_pass() {
        let report: Report = serde_json::from_str(
            r#"{
                "errors": [{ "code": "BAD", "message": "No such key" }],
                "warnings": [
                    { "code": "UNSAFE_VAR_ASSIGNMENT", "message": "innerHTML", "file": "popup/popup.js", "line": 5 },
                    { "code": "UNSAFE_VAR_ASSIGNMENT", "message": "innerHTML", "file": "worker.js", "line": 7 }
                ]
            }"#,
        )
        .unwrap();
        assert_eq!(
            complaints(&report),
            [
                "No such key (BAD)",
                "worker.js:7: innerHTML (UNSAFE_VAR_ASSIGNMENT)"
            ]
        );
    }
}
