//! The suites that Node.js runs.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, ensure};

use crate::browser::Browser;
use crate::build::{self, Release};
use crate::prerequisites::{self, browsers};
use crate::process::run;
use crate::simulator::{self, Profile};
use crate::workspace::Workspace;

const SCRIPT_SUITES: [&str; 2] = ["content-script/tests", "worker/tests"];
const CONFORMANCE_SUITES: &str = "tests/conformance";
const BROWSER_SUITES: &str = "tests/e2e";

/// Runs the suites of what is no wasm: the content script, and the worker's scripts. They need no browser.
///
/// # Errors
/// When a folder has no suite, or one fails.
pub(super) fn scripts(workspace: &Workspace) -> Result<()> {
    let mut suites = Vec::new();
    for folder in SCRIPT_SUITES {
        let found = self::suites(&workspace.path(folder))?;
        ensure!(!found.is_empty(), "{folder} has no suite (*.test.mjs) to run");
        suites.extend(found);
    }
    prerequisites::for_build(workspace)?;
    run(Command::new("node")
        .args(["--test", "--test-reporter=spec"])
        .args(suites)
        .current_dir(workspace.root()))
}

/// Runs the suites that hold the page API and the sessions against the npm library, in one process each, and then the
/// table of what they have checked. `HEADWATER_WRITE_TABLE` writes the table anew; `tests/conformance/README.md` lists
/// what else they learn from the environment.
///
/// # Errors
/// When there is no suite, one fails, a name was checked by none, or the table is stale.
pub(super) fn conformance(workspace: &Workspace) -> Result<()> {
    let suites = suites(&workspace.path(CONFORMANCE_SUITES))?;
    ensure!(
        !suites.is_empty(),
        "{CONFORMANCE_SUITES} has no suite (*.test.mjs) to run"
    );
    prerequisites::for_build(workspace)?;
    prerequisites::for_tests(workspace)?;
    let checked = workspace.scratch("checked");
    if checked.exists() {
        fs::remove_dir_all(&checked).with_context(|| format!("{} cannot be emptied", checked.display()))?;
    }
    run(Command::new("node")
        .args(["--test", "--test-concurrency=2", "--test-reporter=spec"])
        .args(suites)
        .env("HEADWATER_CHECKED", &checked)
        .current_dir(workspace.root()))?;
    let write = env::var_os("HEADWATER_WRITE_TABLE").map(|_| "--write");
    run(Command::new("node")
        .arg(workspace.path("tests/conformance/checked/table.mjs"))
        .arg(&checked)
        .args(write)
        .current_dir(workspace.root()))
}

/// Runs the browser suites with the development build. They learn from the environment what to use: `HEADWATER_BROWSER`
/// (`chromium` or `firefox`), `CHROMIUM` or `FIREFOX` (its program), `HEADWATER_EXTENSION` (the unpacked extension) and
/// `HEADWATER_SIMULATOR` (the program of the simulator).
///
/// # Errors
/// When something cannot be built, there is no suite, all are skipped, or one fails.
pub(super) fn browser(workspace: &Workspace, browser: Browser) -> Result<()> {
    let suites = suites(&workspace.path(BROWSER_SUITES))?;
    ensure!(
        !suites.is_empty(),
        "{BROWSER_SUITES} has no suite (*.test.mjs) to run"
    );
    prerequisites::for_tests(workspace)?;
    let (variable, program) = browsers::program(browser)?;
    build::build(workspace, &[Release::Development])?;
    let simulator = simulator::build(workspace, Profile::Debug)?;
    // One suite after the other: each has a browser and a simulator of its own.
    let report = workspace.scratch(format!("{}.tap", browser.name()));
    run(Command::new("node")
        .args(["--test", "--test-concurrency=1"])
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
        .args(["--test-reporter=tap", "--test-reporter-destination"])
        .arg(&report)
        .args(suites)
        .env("HEADWATER_BROWSER", browser.name())
        .env(variable, program)
        .env(
            "HEADWATER_EXTENSION",
            workspace.dist(Release::Development.folder(browser)),
        )
        .env("HEADWATER_SIMULATOR", simulator)
        .current_dir(workspace.root()))?;
    let report =
        fs::read_to_string(&report).with_context(|| format!("{} cannot be read", report.display()))?;
    ensure!(
        passed(&report).is_some_and(|passed| passed > 0),
        "no test ran in {}: all were skipped",
        browser.name()
    );
    Ok(())
}

/// How many tests passed, by a report of Node.js in the Test Anything Protocol.
fn passed(report: &str) -> Option<u32> {
    report
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("# pass "))?
        .parse()
        .ok()
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
    fn skipped_tests_do_not_count_as_passed() {
        assert_eq!(
            passed("TAP version 13\n# pass 9 o'clock\n# tests 3\n# pass 2\n# fail 0\n# skipped 1\n"),
            Some(2)
        );
        assert_eq!(passed("# tests 1\n# pass 0\n# skipped 1\n"), Some(0));
        assert_eq!(passed(""), None);
    }

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
