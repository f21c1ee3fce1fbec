//! Sign-in with a form or through the identity provider, `/auth/authorize`, sign-out.

pub(crate) mod cookies;
mod identity_provider;
pub(crate) mod local_path;
pub(crate) mod sessions;

use std::sync::Arc;

use axum::Json;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::json;

pub(crate) use identity_provider::router as identity_provider;

use crate::agent_app;
use crate::clock;
use crate::cti;
use crate::pages::{self, Page};
use crate::simulator::{Simulator, host_name};
use cookies::Cookies;
use local_path::local_path;
use sessions::Grant;

/// The one password of the instance.
pub(crate) const PASSWORD: &str = "demo";

/// Where to go after sign-in. Both names are in use.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Landing {
    landat: Option<String>,
    landing: Option<String>,
    /// One-time code of the identity provider.
    code: Option<String>,
}

impl Landing {
    /// The path to go to, if one is asked for and it is one of this server.
    fn path(&self) -> Result<Option<String>, Box<Response>> {
        let asked = self
            .landat
            .as_deref()
            .or(self.landing.as_deref())
            .filter(|path| !path.is_empty());
        asked
            .map(|path| local_path(path).ok_or_else(|| Box::new(bad_landing(path))))
            .transpose()
    }
}

fn bad_landing(path: &str) -> Response {
    let message = format!("landat must be a path of this instance, such as /ccp-v2/, not {path}.");
    pages::message(StatusCode::BAD_REQUEST, "Sign-in is not possible", &message)
}

#[derive(Deserialize)]
pub(crate) struct Credentials {
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    landat: String,
}

impl Credentials {
    /// The name of the agent, or why it is not let in.
    fn check(&self) -> Result<&str, &'static str> {
        let name = self.username.trim();
        if name.is_empty() {
            Err("Enter a user name.")
        } else if self.password == PASSWORD {
            Ok(name)
        } else {
            Err("The user name or the password is not right.")
        }
    }
}

/// Whose cookies came along.
pub(crate) fn agent_of_cookies(simulator: &Simulator, headers: &HeaderMap) -> Option<String> {
    let cookies = Cookies::read(headers);
    simulator.sessions().agent_of_cookies(
        cookies.refresh.as_deref(),
        cookies.access.as_deref(),
        clock::now(),
    )
}

/// Who sent this request, by its token or by its cookies.
pub(crate) fn agent_of_request(simulator: &Simulator, headers: &HeaderMap) -> Option<String> {
    let bearer = headers.get(cti::BEARER).and_then(|value| value.to_str().ok());
    let token = agent_app::token(headers).or_else(|| bearer.map(str::to_owned));
    let by_token = token.and_then(|token| simulator.sessions().agent_of_token(&token, clock::now()));
    by_token.or_else(|| agent_of_cookies(simulator, headers))
}

pub(crate) async fn show(
    State(simulator): State<Arc<Simulator>>,
    Query(landing): Query<Landing>,
    headers: HeaderMap,
) -> Response {
    match landing.path() {
        Err(refused) => *refused,
        Ok(path) => match agent_of_cookies(&simulator, &headers) {
            Some(agent) => arrive(&agent, path.as_deref()),
            None => form(StatusCode::OK, "", path.as_deref().unwrap_or_default(), None),
        },
    }
}

pub(crate) async fn submit(
    State(simulator): State<Arc<Simulator>>,
    Query(landing): Query<Landing>,
    Form(credentials): Form<Credentials>,
) -> Response {
    let asked = Landing {
        landat: Some(credentials.landat.clone())
            .filter(|path| !path.is_empty())
            .or(landing.landat),
        ..landing
    };
    let path = match asked.path() {
        Ok(path) => path,
        Err(refused) => return *refused,
    };
    match credentials.check() {
        Ok(agent) => sign_in(&simulator, agent, path.as_deref()),
        Err(reason) => {
            let landat = path.as_deref().unwrap_or_default();
            form(
                StatusCode::UNAUTHORIZED,
                &credentials.username,
                landat,
                Some(reason),
            )
        }
    }
}

fn sign_in(simulator: &Simulator, agent: &str, path: Option<&str>) -> Response {
    simulator.command(|instance, now| instance.add_agent(agent, now));
    let grant = simulator.sessions().sign_in(agent, clock::now());
    with_cookies(simulator, &grant, arrive(agent, path))
}

/// Goes to the asked path, or to a page that says that the window is no longer needed.
fn arrive(agent: &str, path: Option<&str>) -> Response {
    match path {
        Some(path) => Redirect::to(path).into_response(),
        None => pages::message(
            StatusCode::OK,
            "Signed in",
            &format!("Signed in as {agent}; this window can be closed."),
        ),
    }
}

fn form(status: StatusCode, username: &str, landat: &str, error: Option<&str>) -> Response {
    pages::sign_in(status, Page::SignIn, username, landat, error)
}

fn with_cookies(simulator: &Simulator, grant: &Grant, mut response: Response) -> Response {
    cookies::set(response.headers_mut(), grant, simulator.addresses.is_secure());
    response
}

/// `{accessToken, expiration}`, the expiration in milliseconds since 1970, or 401 (PROTOCOL.md 3.5).
pub(crate) async fn authorize(State(simulator): State<Arc<Simulator>>, headers: HeaderMap) -> Response {
    let cookies = Cookies::read(&headers);
    let grant = simulator.sessions().authorize(
        cookies.refresh.as_deref(),
        cookies.access.as_deref(),
        clock::now(),
    );
    match grant {
        Some(grant) => {
            let body = json!({ "accessToken": grant.access_token, "expiration": grant.expires.milliseconds });
            let response = ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response();
            with_cookies(&simulator, &grant, response)
        }
        None => (
            StatusCode::UNAUTHORIZED,
            Json(json!({ "message": "Nobody is signed in." })),
        )
            .into_response(),
    }
}

pub(crate) async fn sign_out(State(simulator): State<Arc<Simulator>>, headers: HeaderMap) -> Response {
    let cookies = Cookies::read(&headers);
    simulator.sessions().sign_out(
        cookies.refresh.as_deref(),
        cookies.access.as_deref(),
        clock::now(),
    );
    simulator.notify();
    let mut response = pages::message(
        StatusCode::OK,
        "Signed out",
        "You are signed out of this instance.",
    );
    cookies::clear(response.headers_mut(), simulator.addresses.is_secure());
    response
}

/// Sign-in through the identity provider: there first, then back here with a code.
pub(crate) async fn saml(
    State(simulator): State<Arc<Simulator>>,
    Query(landing): Query<Landing>,
    headers: HeaderMap,
) -> Response {
    let path = match landing.path() {
        Ok(path) => path,
        Err(refused) => return *refused,
    };
    let Some(code) = landing.code else {
        let provider = simulator.addresses.identity_provider(host_name(&headers));
        let landat = path
            .map(|path| format!("?landat={}", local_path::encoded(&path)))
            .unwrap_or_default();
        return Redirect::to(&format!("{provider}/{landat}")).into_response();
    };
    let agent = simulator.sessions().redeem_code(&code, clock::now());
    match agent {
        Some(agent) => sign_in(&simulator, &agent, path.as_deref()),
        None => pages::message(
            StatusCode::UNAUTHORIZED,
            "Sign-in is not possible",
            "The code of the identity provider has been used or has expired. Start again.",
        ),
    }
}

/// Origins that may frame the control panel (deprecated, PROTOCOL.md 3.2).
pub(crate) async fn allowed_origins(State(simulator): State<Arc<Simulator>>, headers: HeaderMap) -> Response {
    if agent_of_request(&simulator, &headers).is_none() {
        return cti::error(401, "UnauthorizedException", "Nobody is signed in.");
    }
    let name = host_name(&headers);
    let mut origins = simulator.addresses.pages(name);
    origins.push(simulator.addresses.instance(name));
    Json(json!({ "whitelistedOrigins": origins })).into_response()
}

/// Leads to the sign-in page unless somebody is signed in.
pub(crate) fn require_sign_in(simulator: &Simulator, headers: &HeaderMap, path: &str) -> Option<Response> {
    let signed_in = agent_of_cookies(simulator, headers).is_some();
    (!signed_in)
        .then(|| Redirect::to(&format!("/login?landat={}", local_path::encoded(path))).into_response())
}
