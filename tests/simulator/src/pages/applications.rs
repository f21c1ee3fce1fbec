//! Applications of the instance beside the control panel, as far as a page that embeds them needs them.

use std::sync::Arc;

use axum::Router;
use axum::response::{Html, Redirect};
use axum::routing::get;

use super::text;
use crate::simulator::Simulator;

const PAGE: &str = include_str!("../../pages/application.html");
const SCRIPT: &str = include_str!("../../pages/application.js");

/// Paths of the applications, and their names.
const APPLICATIONS: [(&str, &str); 2] = [
    ("/customerprofiles-v2", "Customer Profiles"),
    ("/wisdom-v2", "Wisdom"),
];

/// Pages that show what they are told; only the instance's own origin serves them.
pub(crate) fn router() -> Router<Arc<Simulator>> {
    let router = Router::new().route(
        "/application.js",
        get(async || text("text/javascript", SCRIPT.to_owned())),
    );
    APPLICATIONS.into_iter().fold(router, |router, (path, name)| {
        let folder = format!("{path}/");
        router
            .route(&folder, get(async move || Html(PAGE.replace("{{name}}", name))))
            .route(path, get(async move || Redirect::to(&folder)))
    })
}
