//! What the manifests may ask for.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::build::{Release, manifest};
use crate::workspace::Workspace;

const REASONS: &str = "manifest/permissions.md";

/// What development may have on top of the store build.
const LOCALHOST: [&str; 2] = ["http://localhost/*", "https://localhost/*"];

/// Where a manifest asks for something.
const REQUESTS: [&str; 4] = [
    "/permissions",
    "/optional_permissions",
    "/host_permissions",
    "/optional_host_permissions",
];

/// # Errors
/// When a manifest asks for something without a reason, or development differs in more than localhost.
pub(super) fn check(workspace: &Workspace) -> Result<()> {
    let reasons =
        fs::read_to_string(workspace.path(REASONS)).with_context(|| format!("{REASONS} cannot be read"))?;
    let mut complaints = Vec::new();
    let mut requested = BTreeSet::new();
    for browser in Browser::ALL {
        let store = manifest::read(workspace, Release::Store, browser)?;
        let development = manifest::read(workspace, Release::Development, browser)?;
        if without_localhost(development.clone()) != store {
            complaints.push(format!(
                "the development build for {} differs in more than localhost",
                browser.name()
            ));
        }
        if without_localhost(store.clone()) != store {
            complaints.push(format!(
                "the store build for {} asks for localhost",
                browser.name()
            ));
        }
        complaints.extend(within_reach(browser, &store).map(str::to_owned));
        for manifest in [&store, &development] {
            requested.extend(requests(manifest));
        }
    }
    complaints.extend(without_agreement(&requested, &reasons));
    if !complaints.is_empty() {
        bail!("{}", complaints.join("\n"));
    }
    Ok(())
}

fn requests(manifest: &Value) -> impl Iterator<Item = String> {
    REQUESTS
        .into_iter()
        .flat_map(|pointer| manifest::strings(manifest, pointer))
        .map(str::to_owned)
}

/// What is wrong with what pages may load: they may load the panel, and must not be able to guess where it is.
fn within_reach(browser: Browser, manifest: &Value) -> Option<&'static str> {
    let mut panel = json!({ "resources": ["popup/panel.html"], "matches": ["https://*/*"] });
    // Firefox draws the address of the whole extension by lot.
    if browser == Browser::Chromium {
        panel["use_dynamic_url"] = json!(true);
    }
    (manifest["web_accessible_resources"] != json!([panel]))
        .then_some("pages may load the panel alone, at an address that they cannot guess")
}

/// The manifest without host permissions and content scripts that are for localhost and nothing else.
fn without_localhost(mut manifest: Value) -> Value {
    let is_localhost = |pattern: &Value| {
        pattern
            .as_str()
            .is_some_and(|pattern| LOCALHOST.contains(&pattern))
    };
    if let Some(hosts) = manifest
        .pointer_mut("/host_permissions")
        .and_then(Value::as_array_mut)
    {
        hosts.retain(|host| !is_localhost(host));
    }
    let mut scripts_left = true;
    if let Some(scripts) = manifest
        .pointer_mut("/content_scripts")
        .and_then(Value::as_array_mut)
    {
        scripts.retain(|script| {
            script
                .get("matches")
                .and_then(Value::as_array)
                .is_none_or(|matches| !matches.iter().all(is_localhost))
        });
        scripts_left = !scripts.is_empty();
    }
    if let Some(manifest) = manifest.as_object_mut().filter(|_| !scripts_left) {
        manifest.remove("content_scripts");
    }
    manifest
}

/// What is asked for without a row in the table of reasons, and rows for what nobody asks for. A row begins with the
/// permission as code.
fn without_agreement(requested: &BTreeSet<String>, reasons: &str) -> Vec<String> {
    let explained: BTreeSet<String> = reasons
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"))
        .filter(|(_, reason)| !reason.trim_matches([' ', '|']).is_empty())
        .map(|(permission, _)| permission.to_owned())
        .collect();
    let unexplained = requested
        .difference(&explained)
        .map(|it| format!("{REASONS} gives no reason for {it}"));
    let idle = explained
        .difference(requested)
        .map(|it| format!("{REASONS} explains {it}, which no manifest asks for"));
    unexplained.chain(idle).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(items: &[&str]) -> BTreeSet<String> {
        items.iter().map(|&item| item.to_owned()).collect()
    }

    #[test]
    fn what_development_adds_for_localhost_is_taken_away() {
        let development = json!({
            "name": "H",
            "host_permissions": ["https://*.example/*", "https://localhost/*"],
            "content_scripts": [{ "matches": ["http://localhost/*", "https://localhost/*"], "js": ["a.js"] }],
        });
        let store = json!({ "name": "H", "host_permissions": ["https://*.example/*"] });
        assert_eq!(without_localhost(development), store);
    }

    #[test]
    fn what_development_adds_for_others_stays() {
        let scripts = json!([{ "matches": ["http://localhost/*", "https://example.com/*"] }]);
        let development =
            json!({ "host_permissions": ["https://localhost.example/*"], "content_scripts": scripts });
        assert_eq!(without_localhost(development.clone()), development);
    }

    #[test]
    fn pages_reach_the_panel_alone_and_only_where_they_are_told() {
        let with = |resources: Value| json!({ "web_accessible_resources": resources });
        let fixed = json!({ "resources": ["popup/panel.html"], "matches": ["https://*/*"] });
        let mut dynamic = fixed.clone();
        dynamic["use_dynamic_url"] = json!(true);
        let is_wrong = |browser, resources| within_reach(browser, &with(resources)).is_some();
        assert!(!is_wrong(Browser::Chromium, json!([dynamic])));
        assert!(!is_wrong(Browser::Firefox, json!([fixed])));
        assert!(is_wrong(Browser::Chromium, json!([fixed])));
        assert!(is_wrong(Browser::Chromium, json!([dynamic, fixed])));
    }

    #[test]
    fn a_permission_needs_a_row_with_a_reason() {
        let reasons = "| Permission | Why |\n|---|---|\n| `storage` | keeps settings |\n| `alarms` | |\n";
        assert_eq!(
            without_agreement(&set(&["alarms", "storage", "tabs"]), reasons),
            [
                "manifest/permissions.md gives no reason for alarms",
                "manifest/permissions.md gives no reason for tabs",
            ]
        );
    }

    #[test]
    fn a_row_for_nothing_is_an_error() {
        assert_eq!(
            without_agreement(&set(&[]), "| `tabs` | reads addresses |\n"),
            ["manifest/permissions.md explains tabs, which no manifest asks for"]
        );
    }
}
