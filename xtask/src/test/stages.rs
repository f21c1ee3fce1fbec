//! The stages, quick ones first.

use std::process::Command;

use anyhow::Result;

use super::{addons_linter, dependency_rule, first_turn, manifest_rules, security_tests, suites};
use crate::browser::Browser;
use crate::build::{self, Release, messages};
use crate::prerequisites::{self, wasm_target::TARGET};
use crate::process::{cargo, run};
use crate::soak;
use crate::workspace::Workspace;

pub(super) struct Stage {
    pub(super) name: &'static str,
    /// What is shown to be so, in a few words.
    pub(super) purpose: &'static str,
    pub(super) starts_a_browser: bool,
    pub(super) run: fn(&Workspace) -> Result<()>,
}

impl Stage {
    const fn new(name: &'static str, purpose: &'static str, run: fn(&Workspace) -> Result<()>) -> Self {
        Self {
            name,
            purpose,
            starts_a_browser: false,
            run,
        }
    }

    const fn in_a_browser(
        name: &'static str,
        purpose: &'static str,
        run: fn(&Workspace) -> Result<()>,
    ) -> Self {
        Self {
            name,
            purpose,
            starts_a_browser: true,
            run,
        }
    }
}

pub(super) static STAGES: &[Stage] = &[
    Stage::new("format", "rustfmt would change nothing", format),
    Stage::new(
        "dependencies",
        "no crate depends on one that it must not know",
        dependency_rule::check,
    ),
    Stage::new(
        "manifest",
        "every permission is justified; development adds localhost only",
        manifest_rules::check,
    ),
    Stage::new(
        "security",
        "the tests that SECURITY.md names exist",
        security_tests::check,
    ),
    Stage::new(
        "biome",
        "Biome finds nothing in content-script, tests and the worker's scripts",
        biome,
    ),
    Stage::new(
        "examples",
        "the examples of the documentation type-check against connect.d.ts",
        examples,
    ),
    Stage::new(
        "messages",
        "the TypeScript message types are those of headwater-protocol",
        messages::check,
    ),
    Stage::new("clippy", "clippy finds nothing, natively", clippy),
    Stage::new(
        "clippy-wasm",
        "clippy finds nothing in what is compiled to wasm",
        clippy_wasm,
    ),
    Stage::new("rust", "the tests of all crates", rust),
    Stage::new(
        "simulation",
        "2,000 random stories of the sessions end well, and one with a death at every step; a month leaks nothing",
        simulation,
    ),
    Stage::new(
        "scripts",
        "the tests of the content script and of the worker's scripts",
        suites::scripts,
    ),
    Stage::new(
        "conformance",
        "the page API and the sessions do what the npm library does",
        suites::conformance,
    ),
    Stage::new(
        "build",
        "the store and development builds are made, within their size budgets",
        builds,
    ),
    Stage::new(
        "first-turn",
        "the worker registers every listener in its first turn",
        first_turn::check,
    ),
    Stage::new(
        "addons-linter",
        "Mozilla's linter accepts the store build",
        addons_linter::check,
    ),
    Stage::in_a_browser("chromium", "the browser suites in Chromium", |it| {
        suites::browser(it, Browser::Chromium)
    }),
    Stage::in_a_browser("firefox", "the browser suites in Firefox", |it| {
        suites::browser(it, Browser::Firefox)
    }),
];

/// The stage of that name.
///
/// # Errors
/// When there is none; the message names those that there are.
pub(super) fn find(name: &str) -> Result<&'static Stage, String> {
    STAGES.iter().find(|stage| stage.name == name).ok_or_else(|| {
        let names: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
        format!("there is no such stage; there are {}", names.join(", "))
    })
}

fn format(workspace: &Workspace) -> Result<()> {
    run(cargo()
        .args(["fmt", "--all", "--check"])
        .current_dir(workspace.root()))
}

fn biome(workspace: &Workspace) -> Result<()> {
    prerequisites::for_build(workspace)?;
    prerequisites::for_tests(workspace)?;
    // The worker's scripts by the rules of the tests, which let them write to the console.
    for (folder, what) in [
        ("content-script", ["."].as_slice()),
        ("tests", &[".", "../worker"]),
    ] {
        run(Command::new(workspace.npm_tool(folder, "biome"))
            .args(["ci", "--error-on-warnings"])
            .args(what)
            .current_dir(workspace.path(folder)))?;
    }
    run(Command::new(workspace.npm_tool("content-script", "biome"))
        .args([
            "ci",
            "--error-on-warnings",
            "--config-path=content-script",
            "popup/ring",
        ])
        .current_dir(workspace.root()))
}

fn examples(workspace: &Workspace) -> Result<()> {
    prerequisites::for_build(workspace)?;
    prerequisites::for_tests(workspace)?;
    run(Command::new(workspace.npm_tool("content-script", "tsc"))
        .args(["--strict", "--project", "tests/e2e/documentation"])
        .current_dir(workspace.root()))
}

fn clippy(workspace: &Workspace) -> Result<()> {
    run(cargo()
        .args([
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ])
        .current_dir(workspace.root()))
}

fn clippy_wasm(workspace: &Workspace) -> Result<()> {
    prerequisites::for_build(workspace)?;
    run(cargo()
        .args(["clippy", "--quiet", "--target", TARGET])
        .args([
            "--package",
            "headwater-worker",
            "--package",
            "headwater-popup",
            "--package",
            "headwater-options",
            "--package",
            "headwater-browser",
        ])
        .args(["--", "--deny", "warnings"])
        .current_dir(workspace.root()))
}

fn rust(workspace: &Workspace) -> Result<()> {
    run(cargo()
        .args(["test", "--quiet", "--workspace"])
        .current_dir(workspace.root()))
}

fn simulation(workspace: &Workspace) -> Result<()> {
    run(soak::simulation(workspace).args(["--seeds", "2000", "--every", "1000000", "--days", "30"]))
}

fn builds(workspace: &Workspace) -> Result<()> {
    build::within_budget(workspace, &[Release::Store, Release::Development]).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_found_by_names_that_are_unique() {
        for stage in STAGES {
            assert!(
                std::ptr::eq(find(stage.name).unwrap(), stage),
                "{} is there twice",
                stage.name
            );
        }
        assert!(find("nothing").is_err());
    }
}
