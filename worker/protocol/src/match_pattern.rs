//! The match patterns of WebExtensions, as far as origins go: `https://*.example.com/*`.

use url::Url;

/// Whether an origin (`https://a.example.com:8443`) is covered by a match pattern. As in Firefox, a pattern
/// without a port covers every port; the path of the pattern must be `/*`.
#[must_use]
pub fn covers(pattern: &str, origin: &str) -> bool {
    let Some((scheme, rest)) = pattern.split_once("://") else {
        return false;
    };
    let Some(host) = rest.strip_suffix("/*") else {
        return false;
    };
    let Ok(url) = Url::parse(origin) else { return false };
    let Some(origin_host) = url.host_str() else {
        return false;
    };
    let scheme_fits = match scheme {
        "*" => matches!(url.scheme(), "http" | "https"),
        other => url.scheme() == other,
    };
    let (host, port) = match host.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (host, None),
    };
    let port_fits = match port {
        None | Some("*") => true,
        Some(port) => url
            .port_or_known_default()
            .is_some_and(|number| number.to_string() == port),
    };
    let host_fits = host == "*"
        || host == origin_host
        || host.strip_prefix("*.").is_some_and(|domain| {
            origin_host == domain
                || origin_host
                    .strip_suffix(domain)
                    .is_some_and(|before| before.ends_with('.'))
        });
    scheme_fits && host_fits && port_fits
}

#[cfg(test)]
mod tests {
    use super::covers;

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
