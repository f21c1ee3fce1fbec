//! What has to be on the machine. What is missing is installed where that is possible, with one clear line; where it
//! is not, the error says in one line what to install.

pub(crate) mod browsers;
pub(crate) mod cargo_fuzz;
mod node;
pub(crate) mod wasm_target;

use anyhow::Result;

use crate::workspace::Workspace;

/// All that a build needs.
///
/// # Errors
/// When something is missing and cannot be installed.
pub(crate) fn for_build(workspace: &Workspace) -> Result<()> {
    wasm_target::ensure()?;
    node::ensure()?;
    node::ensure_packages(workspace, "content-script")
}

/// The packages that the browser suites and the demo run on.
///
/// # Errors
/// When they are missing and cannot be installed.
pub(crate) fn for_tests(workspace: &Workspace) -> Result<()> {
    node::ensure()?;
    node::ensure_packages(workspace, "tests")
}
