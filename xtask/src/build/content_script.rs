//! The two scripts of a page: the Streams API in the page's own world, and the bridge beside it.

use std::process::Command;

use anyhow::Result;

use super::Package;
use super::bundle::{Format, bundle};
use crate::process::{output, progress};
use crate::workspace::Workspace;

const TYPES: &str = "content-script/connect.d.ts";

/// Checks the types and bundles the scripts, minified: every page that is allowed runs them.
pub(super) fn add(workspace: &Workspace, package: &mut Package) -> Result<()> {
    progress("content-script", "checking types");
    output(
        Command::new(workspace.npm_tool("content-script", "tsc"))
            .args(["--noEmit", "--strict"])
            .current_dir(workspace.path("content-script")),
    )?;
    for (name, entry) in [("page.js", "src/page/main.ts"), ("bridge.js", "src/bridge.ts")] {
        progress("content-script", &format!("bundling {name}"));
        let entry = workspace.path("content-script").join(entry);
        package.add(
            &format!("content-script/{name}"),
            bundle(workspace, &entry, Format::Script, &["--minify"])?,
        );
    }
    let types = workspace.path(TYPES);
    if types.exists() {
        package.add_file(TYPES, &types)?;
    }
    Ok(())
}
