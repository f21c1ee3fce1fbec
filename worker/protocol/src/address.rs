//! The origins of web addresses.
//!
//! Stricter than a browser on purpose: what a browser would first mend (backslashes, escaped or numeric hosts, line
//! breaks) is no address here, so that nothing is allowed by one reading and opened by another.

use fluent_uri::{Uri, component::Host};

/// Scheme, host and port of an address of the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// `https` or `http`.
    pub scheme: &'static str,
    /// In lower case; an IPv6 address in brackets, as it was written.
    pub host: String,
    /// Where it is not the one of the scheme.
    pub port: Option<u16>,
}

impl Origin {
    /// The origin of an http or https address; nothing for what is none.
    #[must_use]
    pub fn of(address: &str) -> Option<Origin> {
        // What follows the authority may have letters that a strict parser refuses; browsers show such addresses.
        let start = address.find("://")? + 3;
        let rest = address.get(start..)?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let uri = Uri::parse(address.get(..start + end)?).ok()?;
        let authority = uri.authority()?;
        let scheme = ["https", "http"]
            .into_iter()
            .find(|scheme| uri.scheme().as_str().eq_ignore_ascii_case(scheme))?;
        let host = authority.host().to_ascii_lowercase();
        let is_host = match authority.host_parsed() {
            Host::RegName(_) => is_name(&host),
            Host::Ipv4 { .. } | Host::Ipv6 { .. } => true,
            _ => false,
        };
        let port = authority.port_to_u16().ok()?;
        is_host.then(|| Origin {
            scheme,
            host,
            port: port.filter(|port| *port != default_port(scheme)),
        })
    }

    /// The port, that of the scheme where none was given.
    #[must_use]
    pub fn port_or_default(&self) -> u16 {
        self.port.unwrap_or(default_port(self.scheme))
    }
}

impl std::fmt::Display for Origin {
    /// As browsers write it: `https://crm.example.com:8443`.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}://{}", self.scheme, self.host)?;
        self.port.map_or(Ok(()), |port| write!(formatter, ":{port}"))
    }
}

fn default_port(scheme: &str) -> u16 {
    if scheme == "https" { 443 } else { 80 }
}

/// Whether a host is a name that every reader takes for the same host. One that ends in a number is an IPv4 address to
/// a browser, in whatever notation.
fn is_name(host: &str) -> bool {
    let labels = host.strip_suffix('.').unwrap_or(host);
    labels.split('.').all(|label| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    }) && labels
        .rsplit('.')
        .next()
        .is_some_and(|last| !last.bytes().all(|byte| byte.is_ascii_digit()) && !last.starts_with("0x"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(address: &str) -> Option<String> {
        Origin::of(address).map(|origin| origin.to_string())
    }

    #[test]
    fn is_written_as_browsers_do() {
        for (address, expected) in [
            ("https://crm.example.com", "https://crm.example.com"),
            (
                "HTTPS://CRM.Example.com:443/case?id=1#top",
                "https://crm.example.com",
            ),
            (
                "https://crm.example.com:8443/a b|c",
                "https://crm.example.com:8443",
            ),
            ("https://crm.example.com?x=://", "https://crm.example.com"),
            ("http://localhost:80", "http://localhost"),
            ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
            ("https://server.2nd-floor", "https://server.2nd-floor"),
            ("https://[::1]:9443/", "https://[::1]:9443"),
            ("https://user:secret@crm.example.com/", "https://crm.example.com"),
            ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
            (
                "https://an_old_host.example.com.",
                "https://an_old_host.example.com.",
            ),
        ] {
            assert_eq!(origin(address).as_deref(), Some(expected), "{address}");
        }
    }

    #[test]
    fn what_a_browser_would_read_otherwise_is_none() {
        for address in [
            "",
            "acme",
            "null",
            "https:",
            "https://",
            "https://:443",
            "https:acme.my.connect.aws",
            "https:///acme.my.connect.aws",
            "ftp://acme.my.connect.aws",
            "file:///etc/passwd",
            "javascript://acme.my.connect.aws/%0aalert(1)",
            "blob:https://acme.my.connect.aws/1",
            " https://acme.my.connect.aws",
            "https://acme.my.connect.aws\\@evil.example",
            "https://evil.example\\.my.connect.aws",
            "https://acme.my.connect.aws\n.evil.example",
            "https://acme%2emy.connect.aws",
            "https://0x7f.1",
            "https://2130706433",
            "https://127.1",
            "https://acme..my.connect.aws",
            "https://ａcme.my.connect.aws",
            "https://acme.my.connect.aws:99999",
            "https://acme.my.connect.aws:port",
            "https://*.example.com",
        ] {
            assert_eq!(origin(address), None, "{address}");
        }
    }
}
