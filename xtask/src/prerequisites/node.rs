use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use crate::process::{output, progress, run};
use crate::workspace::Workspace;

const OLDEST_NODE: u32 = 20;

pub(super) fn ensure() -> Result<()> {
    if which::which("node").is_err() || which::which("npm").is_err() {
        bail!("Node.js is missing: install version {OLDEST_NODE} or newer, with npm (https://nodejs.org)");
    }
    let version = output(Command::new("node").arg("--version"))?;
    match major(&version) {
        Some(found) if found >= OLDEST_NODE => Ok(()),
        _ => bail!(
            "Node.js {} is too old: install version {OLDEST_NODE} or newer",
            version.trim()
        ),
    }
}

/// The first number of what `node --version` prints, such as 20 of `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()?
        .parse()
        .ok()
}

/// Installs the npm packages of a folder when they are not what its lock file says.
pub(super) fn ensure_packages(workspace: &Workspace, folder: &str) -> Result<()> {
    let folder = workspace.path(folder);
    // npm writes this file last, so a broken-off installation is not taken for a complete one.
    let installed = packages(&folder.join("node_modules/.package-lock.json"));
    let wanted = packages(&folder.join("package-lock.json"))?;
    if installed.is_ok_and(|installed| are_installed(&wanted, &installed)) {
        return Ok(());
    }
    progress(
        "prerequisites",
        &format!("installing the npm packages of {}", workspace.display(&folder)),
    );
    run(Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(&folder))
    .with_context(|| {
        format!(
            "the npm packages of {} could not be installed",
            workspace.display(&folder)
        )
    })
}

/// The `packages` of a lock file, by their folders.
fn packages(lock_file: &Path) -> Result<Map<String, Value>> {
    let text =
        fs::read_to_string(lock_file).with_context(|| format!("{} cannot be read", lock_file.display()))?;
    let mut lock: Value =
        serde_json::from_str(&text).with_context(|| format!("{} is malformed", lock_file.display()))?;
    match lock["packages"].take() {
        Value::Object(packages) => Ok(packages),
        _ => bail!("{} lists no packages", lock_file.display()),
    }
}

/// Whether all is there that this machine needs, in the wanted versions, and nothing else. The dates of the files say
/// nothing: a checkout writes the lock file anew.
fn are_installed(wanted: &Map<String, Value>, installed: &Map<String, Value>) -> bool {
    let is_same = |one: &Value, other: &Value| {
        one["version"] == other["version"] && one["integrity"] == other["integrity"]
    };
    let nothing_else = installed.keys().all(|folder| wanted.contains_key(folder));
    nothing_else
        && wanted
            .iter()
            // The folder itself; and what is for other machines alone is not installed.
            .filter(|(folder, _)| !folder.is_empty())
            .all(|(folder, package)| match installed.get(folder) {
                Some(found) => is_same(package, found),
                None => package["optional"] == true,
            })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_major_version_is_the_first_number() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v9.0.0"), Some(9));
        assert_eq!(major("nightly"), None);
    }

    #[test]
    fn packages_are_installed_when_they_are_those_of_the_lock_file() {
        let packages = |packages: Value| packages.as_object().expect("packages").clone();
        let wanted = packages(json!({
            "": {"name": "of the folder"},
            "node_modules/a": {"version": "1.0.0", "integrity": "x"},
            "node_modules/of-another-machine": {"version": "1.0.0", "optional": true},
        }));
        let is_enough = |installed: Value| are_installed(&wanted, &packages(installed));
        assert!(is_enough(
            json!({"node_modules/a": {"version": "1.0.0", "integrity": "x"}})
        ));
        assert!(!is_enough(json!({})));
        assert!(!is_enough(
            json!({"node_modules/a": {"version": "1.0.1", "integrity": "x"}})
        ));
        assert!(!is_enough(json!({
            "node_modules/a": {"version": "1.0.0", "integrity": "x"}, "node_modules/b": {"version": "1.0.0"},
        })));
    }
}
