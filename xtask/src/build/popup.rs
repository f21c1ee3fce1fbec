//! The popup: its page, its style, its wasm and the module that starts it.

use std::fs;

use anyhow::{Context, Result};

use super::Package;
use super::bundle::{Format, bundle};
use super::wasm::Module;
use crate::process::progress;
use crate::workspace::Workspace;

/// Unlike the worker, the popup may wait for its wasm: it misses nothing meanwhile.
const START: &str = "import initialise, { start } from \"./bindings.js\";\n\
     \n\
     await initialise({ module_or_path: new URL(\"./popup.wasm\", import.meta.url) });\n\
     start();\n";

pub(super) fn add(workspace: &Workspace, popup: &Module, package: &mut Package) -> Result<()> {
    package.add_folder(&workspace.path("popup"), "popup", &["html", "css", "svg"])?;
    let entry = popup.folder.join("popup.js");
    fs::write(&entry, START).with_context(|| format!("{} cannot be written", entry.display()))?;
    progress("popup", "bundling popup.js");
    package.add("popup/popup.js", bundle(workspace, &entry, Format::Module, &[])?);
    package.add("popup/popup.wasm", popup.wasm.clone());
    Ok(())
}
