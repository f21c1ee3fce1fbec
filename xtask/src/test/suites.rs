//! The suites that Node.js runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::browser::Browser;
use crate::build::{self, Release};
use crate::prerequisites::{self, browsers};
use crate::process::run;
use crate::simulator;
use crate::workspace::Workspace;

const SCRIPT_SUITES: &str = "content-script/tests";
const BROWSER_SUITES: &str = "tests/e2e";

/// Runs the suites of the content script, which need no browser.
///
/// # Errors
/// When there is no suite, or one fails.
pub(super) fn scripts(workspace: &Workspace) -> Result<()> {
    let suites = suites(&workspace.path(SCRIPT_SUITES))?;
    ensure!(
        !suites.is_empty(),
        "{SCRIPT_SUITES} has no suite (*.test.mjs) to run"
    );
    prerequisites::for_build(workspace)?;
    run(Command::new("node")
        .args(["--test", "--test-reporter=spec"])
        .args(suites)
        .current_dir(workspace.root()))
}

/// Runs the browser suites with the development build. They learn from the environment what to use: `HEADWATER_BROWSER`
/// (`chromium` or `firefox`), `CHROMIUM` or `FIREFOX` (its program), `HEADWATER_EXTENSION` (the unpacked extension) and
/// `HEADWATER_SIMULATOR` (the program of the simulator).
///
/// # Errors
/// When something cannot be built, there is no suite, or one fails.
pub(super) fn browser(workspace: &Workspace, browser: Browser) -> Result<()> {
    let suites = suites(&workspace.path(BROWSER_SUITES))?;
    ensure!(
        !suites.is_empty(),
        "{BROWSER_SUITES} has no suite (*.test.mjs) to run"
    );
    prerequisites::for_tests(workspace)?;
    let programs = browsers::ensure(&[browser])?;
    build::build(workspace, &[Release::Development])?;
    let simulator = simulator::build(workspace)?;
    // One suite after the other: each has a browser and a simulator of its own.
    run(Command::new("node")
        .args(["--test", "--test-reporter=spec", "--test-concurrency=1"])
        .args(suites)
        .env("HEADWATER_BROWSER", browser.name())
        .envs(
            programs
                .iter()
                .map(|program| (browsers::variable(browser), program)),
        )
        .env(
            "HEADWATER_EXTENSION",
            workspace.dist(Release::Development.folder(browser)),
        )
        .env("HEADWATER_SIMULATOR", simulator)
        .current_dir(workspace.root()))
}

/// The suites of a folder and of those below it, in order; none when the folder does not exist.
fn suites(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut suites = Vec::new();
    if !folder.is_dir() {
        return Ok(suites);
    }
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("node_modules") {
            suites.extend(self::suites(&path)?);
        } else if path.to_string_lossy().ends_with(".test.mjs") {
            suites.push(path);
        }
    }
    suites.sort();
    Ok(suites)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suites_are_found_in_folders_but_not_in_those_of_packages() {
        let folder = tempfile::tempdir().unwrap();
        for file in [
            "b.test.mjs",
            "a/c.test.mjs",
            "a/helper.mjs",
            "node_modules/d.test.mjs",
        ] {
            let file = folder.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "").unwrap();
        }
        let found = suites(folder.path()).unwrap();
        assert_eq!(
            found,
            [
                folder.path().join("a/c.test.mjs"),
                folder.path().join("b.test.mjs")
            ]
        );
        assert!(suites(&folder.path().join("nothing")).unwrap().is_empty());
    }
}
