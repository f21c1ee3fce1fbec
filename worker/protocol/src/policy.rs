//! What an organisation decides for its agents by managed storage. `manifest/managed-storage.md` is for
//! administrators, `manifest/managed_schema.json` for Chromium.
//!
//! A policy is never refused as a whole: what can be read is in force, and what cannot is named.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    instance::{Instance, https_origin},
    match_pattern,
};

/// A policy as it was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Policy {
    /// Whether there is one.
    pub managed: bool,
    /// Instances that are set up from the start and that the agent cannot remove.
    pub instances: Vec<Instance>,
    /// Match patterns of pages that are to have `window.connect`.
    pub pages: Vec<String>,
    /// Origins of identity providers.
    pub identity_providers: Vec<String>,
    /// Whether pages that do not say which one they want show Headwater's panel; absent where agents decide.
    pub panel_in_pages: Option<bool>,
    /// What agents may do.
    pub features: Features,
    /// What was ignored.
    pub problems: Vec<PolicyProblem>,
}

/// What agents may do. All of it, where no policy speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Features {
    /// Set up instances beside those of the policy.
    pub add_instances: bool,
    /// Allow sites beside the pages of the policy.
    pub allow_sites: bool,
    /// Allow identity providers beside those of the policy.
    pub allow_identity_providers: bool,
    /// Get notifications of the extension.
    pub notifications: bool,
    /// See the page that welcomes after the installation.
    #[serde(default = "yes")]
    pub welcome: bool,
}

fn yes() -> bool {
    true
}

impl Default for Features {
    fn default() -> Self {
        Self {
            add_instances: true,
            allow_sites: true,
            allow_identity_providers: true,
            notifications: true,
            welcome: true,
        }
    }
}

/// Something in a policy that was ignored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyProblem {
    /// Where, such as `pages[2]` or `features.addInstances`.
    pub key: String,
    /// Why.
    pub fault: PolicyFault,
}

/// What is wrong with something in a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PolicyFault {
    /// Headwater knows no such key.
    UnknownKey,
    /// It has to be a list.
    NotAList,
    /// It has to be an object.
    NotAnObject,
    /// It has to be `true` or `false`.
    NotABoolean,
    /// It has to be an address or a match pattern, of https where it is none of an instance.
    NotAnAddress,
    /// It is an address, but not that of a host that this build may use as an instance.
    NoInstanceHost,
}

impl Policy {
    /// Reads what `storage.managed` holds.
    #[must_use]
    pub fn read(stored: &Map<String, Value>) -> Policy {
        let mut policy = Policy {
            managed: !stored.is_empty(),
            ..Policy::default()
        };
        for (key, value) in stored {
            match key.as_str() {
                "instances" => {
                    policy.instances = policy.list(key, value, |text| Instance::of_address(text).ok())
                }
                "pages" => policy.pages = policy.list(key, value, match_pattern::of_site),
                "identityProviders" => policy.identity_providers = policy.list(key, value, https_origin),
                "panelInPages" => policy.panel_in_pages = policy.switch(key.clone(), value),
                "features" => policy.read_features(value),
                _ => policy.problem(key.clone(), PolicyFault::UnknownKey),
            }
        }
        policy
    }

    fn read_features(&mut self, value: &Value) {
        let Some(features) = value.as_object() else {
            return self.problem("features".to_owned(), PolicyFault::NotAnObject);
        };
        for (name, value) in features {
            let feature = match name.as_str() {
                "addInstances" => &mut self.features.add_instances,
                "allowSites" => &mut self.features.allow_sites,
                "allowIdentityProviders" => &mut self.features.allow_identity_providers,
                "notifications" => &mut self.features.notifications,
                "welcome" => &mut self.features.welcome,
                _ => {
                    self.problem(format!("features.{name}"), PolicyFault::UnknownKey);
                    continue;
                }
            };
            match value.as_bool() {
                Some(value) => *feature = value,
                None => self.problem(format!("features.{name}"), PolicyFault::NotABoolean),
            }
        }
    }

    fn switch(&mut self, key: String, value: &Value) -> Option<bool> {
        let read = value.as_bool();
        if read.is_none() {
            self.problem(key, PolicyFault::NotABoolean);
        }
        read
    }

    fn list<T: PartialEq>(&mut self, key: &str, value: &Value, read: fn(&str) -> Option<T>) -> Vec<T> {
        let Some(items) = value.as_array() else {
            self.problem(key.to_owned(), PolicyFault::NotAList);
            return Vec::new();
        };
        let mut list = Vec::new();
        for (index, item) in items.iter().enumerate() {
            match item.as_str().and_then(read) {
                Some(item) if list.contains(&item) => {}
                Some(item) => list.push(item),
                None => self.problem(format!("{key}[{index}]"), PolicyFault::NotAnAddress),
            }
        }
        list
    }

    /// Notes that something was ignored.
    pub fn problem(&mut self, key: String, fault: PolicyFault) {
        self.problems.push(PolicyProblem { key, fault });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(policy: Value) -> Policy {
        Policy::read(policy.as_object().unwrap())
    }

    fn problems(policy: &Policy) -> Vec<&str> {
        policy
            .problems
            .iter()
            .map(|problem| problem.key.as_str())
            .collect()
    }

    #[test]
    fn without_a_policy_agents_may_do_all() {
        let none = read(json!({}));
        assert_eq!(none, Policy::default());
        assert!(none.features.add_instances && none.features.allow_sites);
    }

    #[test]
    fn reads_every_key() {
        let policy = read(json!({
            "instances": ["https://acme.my.connect.aws/ccp-v2/"],
            "pages": ["https://*.acme.example/*", "https://crm.example.com/start"],
            "identityProviders": ["https://login.acme.example/saml"],
            "panelInPages": true,
            "features": {"addInstances": false, "allowSites": false,
                "allowIdentityProviders": false, "notifications": false},
        }));
        assert_eq!(policy.instances[0].origin(), "https://acme.my.connect.aws");
        assert_eq!(
            policy.pages,
            ["https://*.acme.example/*", "https://crm.example.com/*"]
        );
        assert_eq!(policy.identity_providers, ["https://login.acme.example"]);
        assert_eq!(policy.panel_in_pages, Some(true));
        let features = &policy.features;
        assert!(!features.add_instances && !features.allow_sites);
        assert!(!features.allow_identity_providers && !features.notifications);
        assert!(policy.managed && policy.problems.is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_named_and_the_rest_is_in_force() {
        let policy = read(json!({
            "instances": "https://acme.my.connect.aws",
            "pages": ["http://crm.example.com", 7, "https://crm.example.com"],
            "identityProviders": ["javascript:alert(1)"],
            "features": {"addInstances": "no", "fly": true},
            "panelInPages": "yes",
            "sites": [],
        }));
        assert_eq!(
            problems(&policy),
            [
                "features.addInstances",
                "features.fly",
                "identityProviders[0]",
                "instances",
                "pages[0]",
                "pages[1]",
                "panelInPages",
                "sites"
            ]
        );
        assert_eq!(policy.pages, ["https://crm.example.com/*"]);
        assert!(policy.instances.is_empty() && policy.features.add_instances);
        assert_eq!(problems(&read(json!({"features": []}))), ["features"]);
    }
}
