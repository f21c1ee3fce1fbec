//! Requests to the services beside CTI, ready to be sent.

use crate::cti::Headers;

/// One HTTP request, made of a page's call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// `GET`, `POST` or `PUT`.
    pub method: &'static str,
    /// The whole address.
    pub url: String,
    /// Names and values.
    pub headers: Headers,
    /// JSON, except with `GET`.
    pub body: Option<String>,
}

/// Headers of a request that sends and wants JSON, and more of them.
pub(crate) fn json_headers(more: &[(&str, &str)]) -> Headers {
    [
        ("Accept", "application/json"),
        ("Content-Type", "application/json"),
    ]
    .iter()
    .chain(more)
    .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
    .collect()
}
