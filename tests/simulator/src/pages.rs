//! The pages that the simulator serves, and the scripts that they run.

pub(crate) mod applications;
mod clients;

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path as UrlPath, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;

use crate::sign_in;
use crate::simulator::{Simulator, host_name};
use clients::Clients;

const STYLE: &str = include_str!("../pages/style.css");
const INDEX: &str = include_str!("../pages/index.html");
const SIGN_IN: &str = include_str!("../pages/sign-in.html");
const MESSAGE: &str = include_str!("../pages/message.html");
const CRM: &str = include_str!("../pages/crm.html");
const CRM_NPM: &str = include_str!("../pages/crm-npm.html");
const CLIENTS_SCRIPT: &str = include_str!("../pages/clients.js");
const CRM_SCRIPT: &str = include_str!("../pages/crm.js");
const WIKI: &str = include_str!("../pages/wiki.html");
const CONTROL_PANEL: &str = include_str!("../pages/ccp.html");
const CONTROL_PANEL_SCRIPT: &str = include_str!("../pages/ccp.js");

const STREAMS: &str = "amazon-connect-streams";

/// npm packages that pages can load, and the file of each.
const PACKAGES: [(&str, &str); 3] = [
    (STREAMS, "release/connect-streams.js"),
    ("amazon-connect-chatjs", "dist/amazon-connect-chat.js"),
    ("amazon-connect-taskjs", "dist/amazon-connect-task.js"),
];

/// The two pages with a sign-in form.
#[derive(Clone, Copy)]
pub(crate) enum Page {
    SignIn,
    IdentityProvider,
}

/// Files that all pages share.
pub(crate) fn assets() -> Router<Arc<Simulator>> {
    Router::new()
        .route("/style.css", get(async || text("text/css", STYLE.to_owned())))
        .route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
}

/// The pages that integrate the instance, for its own origin and for others.
pub(crate) fn router() -> Router<Arc<Simulator>> {
    Router::new()
        .route("/", get(index))
        .route("/crm", get(crm))
        .route("/crm-npm", get(crm_npm))
        .route("/wiki", get(wiki))
        .route(
            "/clients.js",
            get(async || text("text/javascript", CLIENTS_SCRIPT.to_owned())),
        )
        .route(
            "/crm.js",
            get(async || text("text/javascript", CRM_SCRIPT.to_owned())),
        )
        .route("/npm/{file}", get(npm_package))
        .merge(assets())
}

/// The control panel, which only the instance's own origin serves.
pub(crate) fn control_panel() -> Router<Arc<Simulator>> {
    Router::new()
        .route("/", get(show_control_panel))
        .route(
            "/ccp.js",
            get(async || text("text/javascript", CONTROL_PANEL_SCRIPT.to_owned())),
        )
        .route("/shared-worker.js", get(shared_worker))
}

pub(crate) async fn to_control_panel() -> Redirect {
    Redirect::to("/ccp-v2/")
}

async fn index(State(simulator): State<Arc<Simulator>>, headers: HeaderMap) -> Response {
    let origins = simulator.addresses.pages(host_name(&headers));
    let links: String = origins
        .iter()
        .map(|origin| format!(r#"<li><a href="{origin}/">{origin}/</a></li>"#))
        .collect();
    Html(with_instance(&simulator, &headers, INDEX).replace("{{pages}}", &links)).into_response()
}

async fn crm(
    State(simulator): State<Arc<Simulator>>,
    Query(clients): Query<Clients>,
    headers: HeaderMap,
) -> Response {
    integration(&simulator, &headers, &clients, CRM)
}

async fn crm_npm(
    State(simulator): State<Arc<Simulator>>,
    Query(clients): Query<Clients>,
    headers: HeaderMap,
) -> Response {
    without_library(&simulator).unwrap_or_else(|| integration(&simulator, &headers, &clients, CRM_NPM))
}

fn integration(simulator: &Simulator, headers: &HeaderMap, clients: &Clients, page: &str) -> Response {
    match clients.put_into(page) {
        Ok(page) => Html(with_instance(simulator, headers, &page)).into_response(),
        Err(refused) => *refused,
    }
}

async fn wiki(State(simulator): State<Arc<Simulator>>, headers: HeaderMap) -> Response {
    let instance = simulator.addresses.instance(host_name(&headers));
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; frame-src {instance}; base-uri 'none'; form-action 'none'"
    );
    let mut response = Html(with_instance(&simulator, &headers, WIKI)).into_response();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

async fn show_control_panel(State(simulator): State<Arc<Simulator>>, headers: HeaderMap) -> Response {
    sign_in::require_sign_in(&simulator, &headers, "/ccp-v2/")
        .or_else(|| without_library(&simulator))
        .unwrap_or_else(|| Html(CONTROL_PANEL).into_response())
}

/// The npm library as a shared worker: the whole bundle, and the call that starts its worker part.
async fn shared_worker(State(simulator): State<Arc<Simulator>>) -> Response {
    match read_package(&simulator, STREAMS).await {
        Some(script) => text("text/javascript", format!("{script}\n;connect.worker.main();\n")),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn npm_package(State(simulator): State<Arc<Simulator>>, UrlPath(file): UrlPath<String>) -> Response {
    let Some(name) = file
        .strip_suffix(".js")
        .filter(|name| PACKAGES.iter().any(|(known, _)| known == name))
    else {
        return (StatusCode::NOT_FOUND, "There is no such package here.").into_response();
    };
    match read_package(&simulator, name).await {
        Some(script) => text("text/javascript", script),
        None => (
            StatusCode::NOT_FOUND,
            format!("{name} is not installed. {INSTALL}"),
        )
            .into_response(),
    }
}

async fn read_package(simulator: &Simulator, name: &str) -> Option<String> {
    let folder = simulator.npm.clone()?;
    let file = folder.join(name).join(file_of(name)?);
    tokio::task::spawn_blocking(move || std::fs::read_to_string(file))
        .await
        .ok()?
        .ok()
}

fn file_of(package: &str) -> Option<&'static Path> {
    PACKAGES
        .iter()
        .find(|(name, _)| *name == package)
        .map(|(_, file)| Path::new(*file))
}

const INSTALL: &str = "Run “npm ci” in the folder tests of the project, or start the simulator with --npm and a folder that has it.";

/// A page that says what is missing, if the library is.
fn without_library(simulator: &Simulator) -> Option<Response> {
    let file = Path::new(STREAMS).join(file_of(STREAMS)?);
    let present = simulator
        .npm
        .as_ref()
        .is_some_and(|folder| folder.join(file).is_file());
    let status = StatusCode::SERVICE_UNAVAILABLE;
    (!present).then(|| {
        message(
            status,
            "The npm library is missing",
            &format!("{STREAMS} is not installed. {INSTALL}"),
        )
    })
}

/// A page that says one thing.
pub(crate) fn message(status: StatusCode, title: &str, message: &str) -> Response {
    let page = MESSAGE
        .replace("{{title}}", &escaped(title))
        .replace("{{message}}", &escaped(message));
    (status, Html(page)).into_response()
}

/// A page with a sign-in form.
pub(crate) fn sign_in(
    status: StatusCode,
    page: Page,
    username: &str,
    landat: &str,
    error: Option<&str>,
) -> Response {
    let (title, hint) = match page {
        Page::SignIn => (
            "Sign in to Amazon Connect",
            "The simulator takes any user name and the password “demo”.",
        ),
        Page::IdentityProvider => (
            "Example identity provider",
            "It takes any user name and the password “demo”, and leads back to the instance.",
        ),
    };
    let page = SIGN_IN
        .replace("{{title}}", title)
        .replace("{{hint}}", hint)
        .replace("{{error}}", &escaped(error.unwrap_or_default()))
        .replace("{{landat}}", &escaped(landat))
        .replace("{{username}}", &escaped(username));
    (status, [(header::CACHE_CONTROL, "no-store")], Html(page)).into_response()
}

fn with_instance(simulator: &Simulator, headers: &HeaderMap, page: &str) -> String {
    page.replace(
        "{{instance}}",
        &escaped(&simulator.addresses.instance(host_name(headers))),
    )
}

fn text(kind: &str, content: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, format!("{kind}; charset=utf-8")),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
    ];
    (headers, content).into_response()
}

/// The text as content or attribute value of an HTML page. Braces go too, so that nothing a person
/// enters is taken for a placeholder.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '{' => escaped.push_str("&#123;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(
            escaped(r#"<a href="x">'&{{instance}}"#),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#123;&#123;instance}}"
        );
    }
}
