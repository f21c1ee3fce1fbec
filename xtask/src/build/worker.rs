//! `worker.js`: the background worker in one file, wasm included.
//!
//! A browser drops an event for which no listener is registered by the end of the script's first turn. So nothing in it
//! waits: the wasm is inlined, instantiated at once, and registers its listeners in `start`.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Release;
use super::bundle::{Format, bundle};
use super::wasm::Module;
use crate::process::progress;
use crate::workspace::Workspace;

/// The worker of a release. It runs as a module service worker (Chromium) and as a module background script (Firefox).
pub(super) fn module(
    workspace: &Workspace,
    worker: &Module,
    release: Release,
    defaults: &Value,
) -> Result<Vec<u8>> {
    let name = match release {
        Release::Store => "worker.js",
        Release::Development => "worker-development.js",
    };
    let entry = worker.folder.join(name);
    fs::write(&entry, start(release, defaults))
        .with_context(|| format!("{} cannot be written", entry.display()))?;
    progress("worker", &format!("bundling {name}"));
    bundle(workspace, &entry, Format::Script, &["--loader:.wasm=binary"])
}

fn start(release: Release, defaults: &Value) -> String {
    // A JSON text in a JSON string is a JavaScript string too.
    let defaults = Value::String(defaults.to_string());
    let start = format!(
        "import {{ __wbg_reset_state, initSync, start }} from \"./bindings.js\";\n\
         import * as lifetime from \"./lifetime.js\";\n\
         import module from \"./module.wasm\";\n\
         import {{ keepRunning }} from \"./recovery.js\";\n\
         \n\
         initSync({{ module }});\n\
         keepRunning((failures, why) => start({defaults}, failures, why), __wbg_reset_state, lifetime, globalThis);\n"
    );
    match release {
        Release::Store => start,
        Release::Development => start + PANIC + TRAP,
    }
}

/// How tests make the worker panic: a start without defaults. No page reaches the worker's scope.
const PANIC: &str = "globalThis.panic = () => start(\"\", 0, \"\");\n";
/// Likewise, how they make it fail without a panic, in the task of a promise.
const TRAP: &str = "globalThis.trap = () => queueMicrotask(() => { throw new WebAssembly.RuntimeError(\"unreachable\"); });\n";

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_defaults_reach_the_worker_as_a_json_text() {
        let defaults = json!({ "instances": ["https://localhost:9443"] });
        let start = start(Release::Store, &defaults);
        assert!(
            start.contains("start(\"{\\\"instances\\\":[\\\"https://localhost:9443\\\"]}\", failures, why)"),
            "{start}"
        );
    }

    #[test]
    fn only_the_development_build_can_be_made_to_fail() {
        let defaults = json!({});
        for how in ["panic", "trap"] {
            assert!(start(Release::Development, &defaults).contains(how));
            assert!(!start(Release::Store, &defaults).contains(how));
        }
    }
}
