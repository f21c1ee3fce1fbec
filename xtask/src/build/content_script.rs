//! The two scripts of a page: the Streams API in the page's own world, and the bridge beside it.

use std::process::Command;

use anyhow::Result;

use super::Package;
use super::bundle::{Format, bundle};
use crate::process::{output, progress};
use crate::workspace::Workspace;

const TYPES: &str = "content-script/connect.d.ts";
/// What the page API calls by a short name: see the file.
const BUILTINS: &str = "content-script/src/builtins.ts";
const REPLACED: [&str; 6] = [
    "Object.defineProperty=objectDefineProperty",
    "Object.entries=objectEntries",
    "Object.fromEntries=objectFromEntries",
    "Object.keys=objectKeys",
    "Object.values=objectValues",
    "Array.isArray=arrayIsArray",
];

/// Checks the types and bundles the scripts, minified: every page that is allowed runs them.
pub(super) fn add(workspace: &Workspace, package: &mut Package) -> Result<()> {
    progress("content-script", "checking types");
    output(
        Command::new(workspace.npm_tool("content-script", "tsc"))
            .args(["--noEmit", "--strict"])
            .current_dir(workspace.path("content-script")),
    )?;
    let inject = format!("--inject:{}", workspace.path(BUILTINS).display());
    let define = REPLACED.map(|pair| format!("--define:{pair}"));
    let mut page_options = vec!["--minify", &inject];
    page_options.extend(define.iter().map(String::as_str));
    for (name, entry, options) in [
        ("page.js", "src/page/main.ts", page_options.as_slice()),
        ("bridge.js", "src/bridge.ts", &["--minify"]),
    ] {
        progress("content-script", &format!("bundling {name}"));
        let entry = workspace.path("content-script").join(entry);
        package.add(
            &format!("content-script/{name}"),
            bundle(workspace, &entry, Format::Script, options)?,
        );
    }
    let types = workspace.path(TYPES);
    if types.exists() {
        package.add_file(TYPES, &types)?;
    }
    Ok(())
}
