//! What the worker starts with when nothing is stored and no policy is set.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::{Release, manifest};

/// The simulator of `cargo xtask demo`.
pub(crate) const DEVELOPMENT_INSTANCE: &str = "https://localhost:9443";

/// The defaults as the worker takes them, a JSON object: `instances` (origins), `instanceHosts` and `sites` (match
/// patterns), `version`. Hosts and sites are what the manifest asks for, so that the two cannot disagree.
///
/// # Errors
/// When the manifest asks for no instance host.
pub(super) fn of(manifest: &Value, release: Release) -> Result<Value> {
    let instance_hosts = manifest::strings(manifest, "/host_permissions");
    ensure!(
        !instance_hosts.is_empty(),
        "the manifest names no instance in host_permissions"
    );
    let sites = manifest::strings(manifest, "/content_scripts/0/matches");
    let mut defaults = json!({
        "instances": [], "instanceHosts": instance_hosts, "sites": sites, "version": manifest["version"],
    });
    if matches!(release, Release::Development) {
        defaults["instances"] = json!([DEVELOPMENT_INSTANCE]);
        // No public source says where hosted instances have this service.
        defaults["agentApp"] = json!({ "path": "/agent-app/api", "cookieName": "lily-auth-prod-sim" });
    } else {
        // During development the instance is known, and a page that opens by itself is in the way.
        defaults["welcome"] = json!(true);
    }
    Ok(defaults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_store_build_knows_instance_hosts_only() {
        let manifest = json!({ "host_permissions": ["https://*.example/*"], "version": "1.2.3" });
        assert_eq!(
            of(&manifest, Release::Store).unwrap(),
            json!({
                "instances": [], "instanceHosts": ["https://*.example/*"], "sites": [], "version": "1.2.3",
                "welcome": true,
            })
        );
    }

    #[test]
    fn the_development_build_knows_the_simulator_and_the_pages_of_localhost() {
        let manifest = json!({
            "host_permissions": ["https://*.example/*", "https://localhost/*"],
            "content_scripts": [{ "matches": ["http://localhost/*"] }],
            "version": "1.2.3",
        });
        assert_eq!(
            of(&manifest, Release::Development).unwrap(),
            json!({
                "instances": ["https://localhost:9443"],
                "instanceHosts": ["https://*.example/*", "https://localhost/*"],
                "sites": ["http://localhost/*"],
                "version": "1.2.3",
                "agentApp": { "path": "/agent-app/api", "cookieName": "lily-auth-prod-sim" },
            })
        );
    }

    #[test]
    fn a_manifest_without_instances_is_refused() {
        assert!(of(&json!({}), Release::Store).is_err());
    }
}
