//! The pages of the extension: their HTML and style, their wasm and the modules that start it.

use std::fs;

use anyhow::{Context, Result, ensure};

use super::Package;
use super::bundle::{Format, bundle};
use super::wasm::Module;
use crate::process::progress;
use crate::workspace::Workspace;

pub(super) fn add(
    workspace: &Workspace,
    popup: &Module,
    options: &Module,
    package: &mut Package,
) -> Result<()> {
    package.add_folder(&workspace.path("popup"), "popup", &["html", "css", "svg"])?;
    let kind = |kind: &str| format!("<body class=\"{kind}\">");
    derive(
        package,
        "popup/popup.html",
        "popup/panel.html",
        &kind("popup"),
        &kind("panel"),
    )?;
    let page = |page: &str| format!("<main data-page=\"{page}\"");
    derive(
        package,
        "popup/options/options.html",
        "popup/options/welcome.html",
        &page("options"),
        &page("welcome"),
    )?;
    progress("ring", "bundling ring.js");
    package.add(
        "popup/ring/ring.js",
        bundle(
            workspace,
            &workspace.path("popup/ring/ring.ts"),
            Format::Module,
            &[],
        )?,
    );
    start(workspace, "popup/popup", "start", popup, package)?;
    start(workspace, "popup/options/options", "open", options, package)
}

/// Adds the page at the path `to`: the one at `from`, but for the one place that says which of them it is.
fn derive(package: &mut Package, from: &str, to: &str, this: &str, other: &str) -> Result<()> {
    let page = package
        .content(from)
        .with_context(|| format!("{from} is missing"))?;
    let page = std::str::from_utf8(page).with_context(|| format!("{from} is no text"))?;
    ensure!(page.matches(this).count() == 1, "{from} should have {this} once");
    let page = page.replace(this, other);
    package.add(to, page);
    Ok(())
}

/// The wasm of a page at this path, and the script that calls `function` of it. Unlike the worker, a page may wait for its wasm: it
/// misses nothing meanwhile.
fn start(
    workspace: &Workspace,
    path: &str,
    function: &str,
    module: &Module,
    package: &mut Package,
) -> Result<()> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let script = format!(
        "import initialise, {{ {function} }} from \"./bindings.js\";\n\
         \n\
         await initialise({{ module_or_path: new URL(\"./{name}.wasm\", import.meta.url) }});\n\
         {function}();\n"
    );
    let entry = module.folder.join(format!("{name}.js"));
    fs::write(&entry, script).with_context(|| format!("{} cannot be written", entry.display()))?;
    progress(name, &format!("bundling {name}.js"));
    package.add(
        &format!("{path}.js"),
        bundle(workspace, &entry, Format::Module, &[])?,
    );
    package.add(&format!("{path}.wasm"), module.wasm.clone());
    Ok(())
}
