//! Clients beside Streams that an integration page loads where it is asked to.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::message;

/// Names of the clients, and the package of each.
const CLIENTS: [(&str, &str); 2] = [
    ("chat", "amazon-connect-chatjs"),
    ("task", "amazon-connect-taskjs"),
];

#[derive(Deserialize)]
pub(super) struct Clients {
    /// Names, with commas between them.
    #[serde(default)]
    clients: String,
}

impl Clients {
    /// The scripts of the clients in the place where the page has them, or a page that says what is wrong.
    pub(super) fn put_into(&self, page: &str) -> Result<String, Box<Response>> {
        let mut scripts = String::new();
        for name in self.clients.split(',').filter(|name| !name.is_empty()) {
            let (_, package) = CLIENTS.iter().find(|(known, _)| *known == name).ok_or_else(|| {
                Box::new(message(
                    StatusCode::BAD_REQUEST,
                    "There is no such client",
                    &format!(
                        "The parameter clients takes chat and task, with a comma between them, not {name}."
                    ),
                ))
            })?;
            let script = format!(r#"<script src="/npm/{package}.js"></script>"#);
            if !page.contains(&script) {
                scripts.push_str(&script);
            }
        }
        if !self.clients.is_empty() {
            scripts.push_str(r#"<script src="/clients.js"></script>"#);
        }
        Ok(page.replace("{{clients}}", &scripts))
    }
}
