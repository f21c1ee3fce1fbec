//! The manifest: one source, and for each browser and for development what differs.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Release;
use crate::browser::Browser;
use crate::workspace::{VERSION, Workspace};

/// The manifest of a build: `manifest/manifest.json` with the differences of the browser, for development those of
/// `development.json` too, each a JSON Merge Patch (RFC 7396), and the version of the workspace.
///
/// # Errors
/// When a source cannot be read or is no JSON.
pub(crate) fn read(workspace: &Workspace, release: Release, browser: Browser) -> Result<Value> {
    let source = |name: &str| read_json(&workspace.path("manifest").join(name));
    let mut differences = vec![source(&format!("{}.json", browser.name()))?];
    if release == Release::Development {
        differences.push(source("development.json")?);
    }
    Ok(compose(source("manifest.json")?, &differences, VERSION))
}

fn compose(mut manifest: Value, differences: &[Value], version: &str) -> Value {
    for difference in differences {
        json_patch::merge(&mut manifest, difference);
    }
    json_patch::merge(&mut manifest, &serde_json::json!({ "version": version }));
    manifest
}

fn read_json(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no JSON", path.display()))
}

/// The oldest browsers that the manifests admit, as esbuild takes them, such as `chrome120`.
///
/// # Errors
/// When a manifest names none.
pub(super) fn oldest_browsers(workspace: &Workspace) -> Result<[String; 2]> {
    let oldest = |browser: Browser, pointer: &str, name: &str| {
        let manifest = read(workspace, Release::Store, browser)?;
        let version = manifest.pointer(pointer).and_then(Value::as_str);
        let version =
            version.with_context(|| format!("the manifest for {} has no {pointer}", browser.name()))?;
        anyhow::Ok(format!("{name}{version}"))
    };
    Ok([
        oldest(Browser::Chromium, "/minimum_chrome_version", "chrome")?,
        oldest(
            Browser::Firefox,
            "/browser_specific_settings/gecko/strict_min_version",
            "firefox",
        )?,
    ])
}

/// The strings of a list in the manifest; empty when it has none.
pub(crate) fn strings<'manifest>(manifest: &'manifest Value, pointer: &str) -> Vec<&'manifest str> {
    manifest
        .pointer(pointer)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_difference_adds_beside_what_is_there_and_null_removes() {
        let manifest = compose(
            json!({ "name": "H", "background": { "type": "module" }, "incognito": "not_allowed" }),
            &[
                json!({ "background": { "scripts": ["worker.js"] } }),
                json!({ "incognito": null }),
            ],
            "1.2.3",
        );
        assert_eq!(
            manifest,
            json!({ "name": "H", "background": { "type": "module", "scripts": ["worker.js"] }, "version": "1.2.3" })
        );
    }

    #[test]
    fn a_difference_replaces_a_list_as_a_whole() {
        let manifest = compose(
            json!({ "permissions": ["a", "b"] }),
            &[json!({ "permissions": ["c"] })],
            "1.0.0",
        );
        assert_eq!(strings(&manifest, "/permissions"), ["c"]);
    }

    #[test]
    fn a_missing_list_has_no_strings() {
        assert!(strings(&json!({}), "/host_permissions").is_empty());
    }
}
