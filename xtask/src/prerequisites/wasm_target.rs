use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{output, progress, run};

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

pub(super) fn ensure() -> Result<()> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(TARGET)
        .join("lib")
        .is_dir()
    {
        return Ok(());
    }
    if which::which("rustup").is_err() {
        bail!("Rust cannot compile for {TARGET}: install that target, best with rustup (https://rustup.rs)");
    }
    progress(
        "prerequisites",
        &format!("installing the Rust target {TARGET} with rustup"),
    );
    run(Command::new("rustup").args(["target", "add", TARGET]))
        .with_context(|| format!("the Rust target {TARGET} could not be installed"))
}
