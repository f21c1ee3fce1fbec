//! The match patterns of WebExtensions, as far as origins go: `https://*.example.com/*`.

use crate::address::Origin;

/// The pattern of everything.
const ALL_URLS: &str = "<all_urls>";

/// Whether an origin (`https://a.example.com:8443`) is covered by a match pattern. As in Firefox, a pattern
/// without a port covers every port; the path of the pattern must be `/*`.
#[must_use]
pub fn covers(pattern: &str, origin: &str) -> bool {
    if pattern == ALL_URLS {
        return covers("*://*/*", origin);
    }
    let Some((scheme, rest)) = pattern.split_once("://") else {
        return false;
    };
    let Some(host) = rest.strip_suffix("/*") else {
        return false;
    };
    let Some(origin) = Origin::of(origin) else {
        return false;
    };
    let scheme_fits = match scheme {
        "*" => true,
        other => origin.scheme == other,
    };
    let (host, port) = match host.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (host, None),
    };
    let port_fits = match port {
        None | Some("*") => true,
        Some(port) => port.parse() == Ok(origin.port_or_default()),
    };
    let host_fits = host == "*"
        || host == origin.host
        || host.strip_prefix("*.").is_some_and(|domain| {
            origin.host == domain
                || origin
                    .host
                    .strip_suffix(domain)
                    .is_some_and(|before| before.ends_with('.'))
        });
    scheme_fits && host_fits && port_fits
}

/// Whether all that one match pattern covers is covered by another one.
#[must_use]
pub fn includes(pattern: &str, other: &str) -> bool {
    pattern == other || covers(pattern, &other.replacen("://*.", "://any.", 1))
}

/// The match pattern of the pages of a site, such as `https://crm.example.com/*`. Takes a pattern, also one with
/// subdomains (`https://*.example.com/*`), the address of any page, or a host alone. As in the permissions of
/// browsers, all ports of a host are one site. Nothing for what is none of these, or not https.
#[must_use]
pub fn of_site(text: &str) -> Option<String> {
    let text = text.trim();
    let with_scheme = if text.contains("://") {
        text.to_owned()
    } else {
        format!("https://{text}")
    };
    let address = with_scheme.replacen("://*.", "://", 1);
    let subdomains = if address == with_scheme { "" } else { "*." };
    let Origin { scheme, host, .. } = Origin::of(&address)?;
    (scheme == "https").then(|| format!("https://{subdomains}{host}/*"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_a_host_with_all_its_ports() {
        for text in [
            "https://crm.example.com",
            " https://CRM.example.com:8443/case?id=1#top ",
            "crm.example.com",
            "https://crm.example.com/*",
        ] {
            assert_eq!(
                of_site(text).as_deref(),
                Some("https://crm.example.com/*"),
                "{text}"
            );
        }
        assert_eq!(
            of_site("https://*.example.com/*").as_deref(),
            Some("https://*.example.com/*")
        );
        for text in [
            "",
            "http://crm.example.com",
            "javascript:alert(1)",
            "https://*/*",
            "https://*",
            "*://crm.example.com/*",
            "https://a.*.example.com/*",
            "file:///etc/passwd",
        ] {
            assert_eq!(of_site(text), None, "{text}");
        }
    }

    #[test]
    fn a_pattern_includes_narrower_ones() {
        assert!(includes("https://*.example.com/*", "https://crm.example.com/*"));
        assert!(includes("https://*/*", "https://*.example.com/*"));
        assert!(includes("<all_urls>", "https://crm.example.com/*"));
        assert!(!includes("https://example.com/*", "https://*.example.com/*"));
        assert!(!includes("https://crm.example.com/*", "https://*.example.com/*"));
        assert!(!includes("https://crm.example.com/*", "<all_urls>"));
    }

    #[test]
    fn covers_hosts_subdomains_and_ports() {
        assert!(covers(
            "https://*.my.connect.aws/*",
            "https://acme.my.connect.aws"
        ));
        assert!(covers("https://localhost/*", "https://localhost:9443"));
        assert!(covers("https://localhost:*/*", "https://localhost:9443"));
        assert!(covers("*://localhost:80/*", "http://localhost"));
    }

    #[test]
    fn does_not_cover_look_alikes() {
        assert!(!covers(
            "https://*.my.connect.aws/*",
            "https://my.connect.aws.evil.example"
        ));
        assert!(!covers(
            "https://*.my.connect.aws/*",
            "https://evilmy.connect.aws"
        ));
        assert!(!covers(
            "https://*.my.connect.aws/*",
            "http://acme.my.connect.aws"
        ));
        assert!(!covers("https://localhost/*", "https://127.0.0.1:9443"));
        assert!(!covers("https://localhost/*", "null"));
        assert!(!covers("localhost", "https://localhost"));
    }
}
