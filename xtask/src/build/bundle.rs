//! esbuild: many modules in, one file out.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::manifest;
use crate::process::output;
use crate::workspace::Workspace;

/// How the bundle is run.
#[derive(Clone, Copy)]
pub(super) enum Format {
    /// One function called at once. esbuild refuses a top-level `await` in it.
    Script,
    /// A module, with its `import.meta`.
    Module,
}

/// Bundles `entry` and what it imports, for the oldest browsers of the manifest, and returns the result. `options` are
/// further ones of esbuild.
///
/// # Errors
/// When esbuild finds a defect; the message is esbuild's.
pub(super) fn bundle(
    workspace: &Workspace,
    entry: &Path,
    format: Format,
    options: &[&str],
) -> Result<Vec<u8>> {
    let folder = workspace.scratch("extension/bundles");
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let name = entry.file_stem().context("an entry has a name")?;
    let bundled = folder.join(name).with_extension("js");
    let format = match format {
        Format::Script => "--format=iife",
        Format::Module => "--format=esm",
    };
    output(
        Command::new(workspace.npm_tool("content-script", "esbuild"))
            .arg(entry)
            .args([
                "--bundle",
                format,
                "--charset=utf8",
                "--legal-comments=none",
                "--log-level=warning",
            ])
            .arg(format!(
                "--target={}",
                manifest::oldest_browsers(workspace)?.join(",")
            ))
            .args(options)
            .arg(format!("--outfile={}", bundled.display())),
    )?;
    fs::read(&bundled).with_context(|| format!("{} cannot be read", bundled.display()))
}
