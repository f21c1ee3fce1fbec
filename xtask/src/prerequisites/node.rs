use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

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

/// Installs the npm packages of a folder when its lock file is newer than what is installed.
pub(super) fn ensure_packages(workspace: &Workspace, folder: &str) -> Result<()> {
    let folder = workspace.path(folder);
    // npm writes this file last, so a broken-off installation is not taken for a complete one.
    let installed = modified(&folder.join("node_modules/.package-lock.json"));
    let wanted = modified(&folder.join("package-lock.json"));
    if installed.is_some() && installed >= wanted {
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

fn modified(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|metadata| metadata.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_the_first_number() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v9.0.0"), Some(9));
        assert_eq!(major("nightly"), None);
    }
}
