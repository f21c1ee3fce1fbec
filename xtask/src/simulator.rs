//! The local Amazon Connect instance, `tests/simulator`.

use std::path::PathBuf;

use anyhow::Result;

use crate::process::{cargo, progress, run};
use crate::workspace::Workspace;

const PACKAGE: &str = "connect-simulator";

/// Builds the simulator and returns its program.
///
/// # Errors
/// When it does not compile.
pub(crate) fn build(workspace: &Workspace) -> Result<PathBuf> {
    progress("simulator", &format!("compiling {PACKAGE}"));
    run(cargo()
        .args(["build", "--quiet", "--package", PACKAGE])
        .current_dir(workspace.root()))?;
    Ok(workspace.cargo_target().join("debug").join(PACKAGE))
}
