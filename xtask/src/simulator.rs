//! The local Amazon Connect instance, `tests/simulator`.

use std::path::PathBuf;

use anyhow::Result;

use crate::process::{cargo, progress, run};
use crate::workspace::Workspace;

const PACKAGE: &str = "connect-simulator";

/// How the simulator is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quickly.
    Debug,
    /// To run quickly.
    Release,
}

/// Builds the simulator and returns its program.
///
/// # Errors
/// When it does not compile.
pub(crate) fn build(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    progress("simulator", &format!("compiling {PACKAGE}"));
    let (option, folder) = match profile {
        Profile::Debug => (None, "debug"),
        Profile::Release => (Some("--release"), "release"),
    };
    run(cargo()
        .args(["build", "--quiet", "--package", PACKAGE])
        .args(option)
        .current_dir(workspace.root()))?;
    Ok(workspace.cargo_target().join(folder).join(PACKAGE))
}
