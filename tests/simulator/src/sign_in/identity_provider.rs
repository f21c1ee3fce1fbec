//! The identity provider: a sign-in page of its own, at an origin of its own, that sends people back to
//! the instance with a one-time code.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::local_path::encoded;
use super::{Credentials, Landing};
use crate::clock;
use crate::pages::{self, Page};
use crate::simulator::{Simulator, host_name};

pub(crate) fn router() -> Router<Arc<Simulator>> {
    Router::new()
        .route("/", get(show).post(submit))
        .merge(pages::assets())
}

async fn show(Query(landing): Query<Landing>) -> Response {
    match landing.path() {
        Ok(path) => form(StatusCode::OK, "", path.as_deref().unwrap_or_default(), None),
        Err(refused) => *refused,
    }
}

async fn submit(
    State(simulator): State<Arc<Simulator>>,
    headers: HeaderMap,
    Form(credentials): Form<Credentials>,
) -> Response {
    let landing = Landing {
        landat: Some(credentials.landat.clone()),
        ..Landing::default()
    };
    let path = match landing.path() {
        Ok(path) => path,
        Err(refused) => return *refused,
    };
    match credentials.check() {
        Ok(agent) => {
            let code = simulator.sessions().issue_code(agent, clock::now());
            let landat = path
                .map(|path| format!("&landat={}", encoded(&path)))
                .unwrap_or_default();
            let instance = simulator.addresses.instance(host_name(&headers));
            Redirect::to(&format!("{instance}/saml?code={code}{landat}")).into_response()
        }
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

fn form(status: StatusCode, username: &str, landat: &str, error: Option<&str>) -> Response {
    pages::sign_in(status, Page::IdentityProvider, username, landat, error)
}
