//! The addresses of one Amazon Connect instance (PROTOCOL.md 3.2).

use serde::{Deserialize, Serialize};

use crate::address::Origin;

/// One instance, named by its origin.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Instance {
    origin: String,
    /// Instances at `*.awsapps.com` keep everything below `/connect`.
    legacy: bool,
}

impl Instance {
    /// The instance that a control panel's address, or any other address of it, belongs to.
    ///
    /// # Errors
    /// In words, when the address is none, or is not http or https.
    pub fn of_address(address: &str) -> Result<Instance, String> {
        let address = address.trim();
        let origin = Origin::of(address).ok_or_else(|| {
            format!("“{address}” is not a web address; it should look like https://example.my.connect.aws")
        })?;
        Ok(Instance {
            legacy: origin.host.ends_with(".awsapps.com"),
            origin: origin.to_string(),
        })
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    fn address(&self, path: &str) -> String {
        format!(
            "{}{}{path}",
            self.origin,
            if self.legacy { "/connect" } else { "" }
        )
    }

    /// GET with the browser's cookies gives a token.
    #[must_use]
    pub fn authorize(&self) -> String {
        self.address("/auth/authorize")
    }

    /// The CTI service.
    #[must_use]
    pub fn service(&self) -> String {
        self.address("/api")
    }

    /// What the addresses of the task-template service begin with.
    #[must_use]
    pub fn task_templates(&self) -> String {
        self.address("/task-templates/api/ccp")
    }

    /// GET with the browser's cookies ends the sign-in.
    #[must_use]
    pub fn logout(&self) -> String {
        self.address("/logout")
    }

    /// The sign-in page; it leads on to the control panel.
    #[must_use]
    pub fn login(&self) -> String {
        if self.legacy {
            self.address("/login")
        } else {
            self.address("/login?landat=%2Fccp-v2%2F")
        }
    }
}

impl From<Instance> for String {
    fn from(instance: Instance) -> String {
        instance.origin
    }
}

impl TryFrom<String> for Instance {
    type Error = String;

    fn try_from(origin: String) -> Result<Instance, String> {
        Instance::of_address(&origin)
    }
}

/// The origin of a web address, such as `https://login.example.com:8443`; nothing for what is none.
#[must_use]
pub fn origin_of(address: &str) -> Option<String> {
    Origin::of(address).map(|origin| origin.to_string())
}

/// The origin of an https address, which is what an identity provider is named by; nothing for what is none.
#[must_use]
pub fn https_origin(address: &str) -> Option<String> {
    origin_of(address.trim()).filter(|origin| origin.starts_with("https://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_two_kinds_of_host() {
        let today = Instance::of_address("https://acme.my.connect.aws/ccp-v2/").unwrap();
        assert_eq!(today.origin(), "https://acme.my.connect.aws");
        assert_eq!(today.authorize(), "https://acme.my.connect.aws/auth/authorize");
        assert_eq!(today.service(), "https://acme.my.connect.aws/api");
        let legacy = Instance::of_address("https://acme.awsapps.com/connect/ccp-v2/").unwrap();
        assert_eq!(
            legacy.authorize(),
            "https://acme.awsapps.com/connect/auth/authorize"
        );
        assert_eq!(legacy.logout(), "https://acme.awsapps.com/connect/logout");
        assert_eq!(legacy.login(), "https://acme.awsapps.com/connect/login");
    }

    #[test]
    fn keeps_ports_and_drops_default_ones() {
        assert_eq!(
            Instance::of_address("https://localhost:9443/x").unwrap().origin(),
            "https://localhost:9443"
        );
        assert_eq!(
            Instance::of_address("https://a.example:443").unwrap().origin(),
            "https://a.example"
        );
    }

    #[test]
    fn says_what_is_wrong_with_an_address() {
        for address in [
            "",
            "acme",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://",
        ] {
            assert!(Instance::of_address(address).is_err(), "{address}");
        }
    }
}
