//! The names that the page's `data-` attributes use: those of the messages.

use headwater_protocol::popup::SignInStatus;

pub(crate) fn sign_in_status(status: SignInStatus) -> &'static str {
    match status {
        SignInStatus::Unknown => "unknown",
        SignInStatus::SignedOut => "signedOut",
        SignInStatus::SignedOutByUser => "signedOutByUser",
        SignInStatus::SigningIn => "signingIn",
        SignInStatus::SignedIn => "signedIn",
        SignInStatus::Denied => "denied",
    }
}

pub(crate) const SIGN_IN_STATUSES: [SignInStatus; 6] = [
    SignInStatus::Unknown,
    SignInStatus::SignedOut,
    SignInStatus::SignedOutByUser,
    SignInStatus::SigningIn,
    SignInStatus::SignedIn,
    SignInStatus::Denied,
];

/// The status of that name.
pub(crate) fn sign_in_status_named(name: &str) -> Option<SignInStatus> {
    SIGN_IN_STATUSES
        .into_iter()
        .find(|status| sign_in_status(*status) == name)
}

/// The host, with its port if it has one: what an agent calls the instance. `https://a.example:8443` is `a.example:8443`.
pub(crate) fn host(origin: &str) -> &str {
    origin.strip_prefix("https://").unwrap_or(origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_in_statuses_are_named_as_in_the_messages() {
        for status in SIGN_IN_STATUSES {
            assert_eq!(serde_json::to_value(status).unwrap(), sign_in_status(status));
            assert_eq!(sign_in_status_named(sign_in_status(status)), Some(status));
        }
    }

    #[test]
    fn a_host_keeps_its_port() {
        assert_eq!(host("https://acme.my.connect.aws"), "acme.my.connect.aws");
        assert_eq!(host("https://localhost:9443"), "localhost:9443");
        assert_eq!(host("no origin"), "no origin");
    }
}
