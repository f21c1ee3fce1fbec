//! Rust to wasm: compiled by cargo, bound to JavaScript by wasm-bindgen, made small by binaryen.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use super::stamp::Stamp;
use crate::prerequisites::wasm_target::TARGET;
use crate::process::{Stopwatch, cargo, output, progress, run};
use crate::workspace::Workspace;

const PROFILE: &str = "wasm";

/// The package of the worker.
pub(super) const WORKER: &str = "headwater-worker";

/// Small before all else, with what every supported browser has and Rust uses. Flattened in between, the passes of `-Oz`
/// find one per cent more; that Rust keeps nothing in the first kilobyte lets them fold addresses.
const OPTIMISATION: [&str; 12] = [
    "--low-memory-unused",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What the bindings import of ours, and what the start modules do; they lie beside the bindings.
const SCRIPTS: [&str; 2] = ["worker/browser/src/lifetime.js", "worker/src/recovery.js"];

/// A wasm module and its glue, ready to be bundled.
pub(super) struct Module {
    /// Where the files lie, `bindings.js` among them.
    pub(super) folder: PathBuf,
    /// The module itself, after wasm-opt; `module.wasm` in the folder.
    pub(super) wasm: Vec<u8>,
}

/// Compiles the packages and makes a module of each.
pub(super) fn build<const COUNT: usize>(
    workspace: &Workspace,
    packages: [&str; COUNT],
) -> Result<[Module; COUNT]> {
    // One after the other: in one go, a package would get the features that another one wants.
    for package in packages {
        progress("wasm", &format!("compiling {package}"));
        run(cargo()
            .args(["--config", &without_local_paths(workspace)?])
            .args([
                "build",
                "--quiet",
                "--lib",
                "--target",
                TARGET,
                "--profile",
                PROFILE,
                "--package",
                package,
            ])
            .current_dir(workspace.root()))?;
    }

    let modules = packages
        .iter()
        .map(|package| module(workspace, package).with_context(|| format!("the wasm of {package}")))
        .collect::<Result<Vec<Module>>>()?;
    modules.try_into().map_err(|_| anyhow!("a module is missing"))
}

/// A configuration of cargo with which what panics say names files by crate, not by where this machine keeps them. So
/// the same sources give the same wasm everywhere, and a shorter one.
fn without_local_paths(workspace: &Workspace) -> Result<String> {
    let packages = &workspace.metadata().packages;
    let bindgen = packages
        .iter()
        .find(|package| package.name == "wasm-bindgen")
        .context("no wasm-bindgen")?;
    let registry = bindgen
        .manifest_path
        .ancestors()
        .nth(2)
        .context("wasm-bindgen is in a registry")?;
    let remap = serde_json::to_string(&format!("--remap-path-prefix={registry}/="))?;
    Ok(format!("target.{TARGET}.rustflags=[{remap}]"))
}

fn module(workspace: &Workspace, package: &str) -> Result<Module> {
    let compiled = compiled(workspace, package);
    let input = fs::read(&compiled).with_context(|| {
        format!(
            "{} is missing; has the package the crate type `cdylib`?",
            compiled.display()
        )
    })?;
    let folder = workspace.scratch("extension").join(package);
    let optimised = folder.join("module.wasm");

    let tools = format!("{} {}", tool_versions(workspace)?, OPTIMISATION.join(" "));
    let stamp = Stamp::of(&folder, &[&input, tools.as_bytes()]);
    if !(stamp.is_current() && optimised.exists()) {
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("{} cannot be emptied", folder.display()))?;
        }
        bind(package, input, &folder)?;
        optimise(workspace, package, &folder.join("bindings_bg.wasm"), &optimised)?;
        stamp.record()?;
    }
    for script in SCRIPTS {
        let (from, name) = (workspace.path(script), Path::new(script).file_name());
        let to = folder.join(name.context("a script has a name")?);
        fs::copy(&from, &to).with_context(|| format!("{} cannot be copied", from.display()))?;
    }
    let wasm = fs::read(&optimised).with_context(|| format!("{} cannot be read", optimised.display()))?;
    Ok(Module { folder, wasm })
}

fn compiled(workspace: &Workspace, package: &str) -> PathBuf {
    let name = format!("{}.wasm", package.replace('-', "_"));
    workspace.cargo_target().join(TARGET).join(PROFILE).join(name)
}

fn bind(package: &str, wasm: Vec<u8>, folder: &Path) -> Result<()> {
    progress(package, "binding to JavaScript");
    Bindgen::new()
        .input_bytes("bindings", wasm)
        .web(true)?
        .typescript(false)
        // The start modules say where the wasm is.
        .omit_default_module_path(true)
        // A worker that fails begins again in a new instance.
        .reset_state_function(package == WORKER)
        .remove_producers_section(true)
        .generate(folder)
}

fn optimise(workspace: &Workspace, package: &str, input: &Path, optimised: &Path) -> Result<()> {
    let stopwatch = Stopwatch::start();
    output(
        Command::new(workspace.npm_tool("content-script", "wasm-opt"))
            .args(OPTIMISATION)
            .arg(input)
            .arg("--output")
            .arg(optimised),
    )?;
    let size = |path: &Path| fs::metadata(path).map(|metadata| metadata.len() / 1000);
    progress(
        package,
        &format!(
            "{} kB, by wasm-opt {} kB ({stopwatch})",
            size(input)?,
            size(optimised)?
        ),
    );
    Ok(())
}

/// What, besides the compiled wasm, decides about the result.
fn tool_versions(workspace: &Workspace) -> Result<String> {
    let version = |name: &str| {
        let package = workspace
            .metadata()
            .packages
            .iter()
            .find(|package| package.name == name);
        package
            .map(|package| package.version.to_string())
            .with_context(|| format!("{name} is not in Cargo.lock"))
    };
    let binaryen = fs::read_to_string(workspace.path("content-script/node_modules/binaryen/package.json"))?;
    Ok(format!("{} {binaryen}", version("wasm-bindgen-cli-support")?))
}
