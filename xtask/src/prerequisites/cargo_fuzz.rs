use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::process::{cargo, progress, run};
use crate::workspace::Workspace;

/// The version that the arguments of `cargo xtask fuzz` are for.
const VERSION: &str = "0.13.2";

/// The cargo-fuzz of the machine, or one below target/, which is built when there is none.
///
/// # Errors
/// When it cannot be built.
pub(crate) fn ensure(workspace: &Workspace) -> Result<PathBuf> {
    if let Ok(program) = which::which("cargo-fuzz") {
        return Ok(program);
    }
    let root = workspace.scratch("cargo-fuzz");
    let program = root.join("bin/cargo-fuzz");
    if !program.is_file() {
        progress(
            "prerequisites",
            &format!("building cargo-fuzz {VERSION} from crates.io"),
        );
        run(cargo()
            .args([
                "install",
                "--quiet",
                "--locked",
                "cargo-fuzz",
                "--version",
                VERSION,
                "--root",
            ])
            .arg(&root))
        .context("cargo-fuzz could not be built; it needs a C++ compiler for its targets as well")?;
    }
    Ok(program)
}
