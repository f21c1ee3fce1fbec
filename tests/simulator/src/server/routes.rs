//! What is served where.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get, post};

use super::observe::observe;
use crate::simulator::Simulator;
use crate::{agent_app, control, cti, other_services, pages, participant, sign_in, socket, task_templates};

/// The instance itself: everything under its present and under its legacy paths, its pages, the control API.
pub(super) fn instance(simulator: &Arc<Simulator>) -> Router {
    let service = Router::new()
        .merge(service_paths())
        .nest("/connect", service_paths())
        .route("/socket", any(socket::handle))
        .merge(other_services::router())
        .merge(participant::router())
        .merge(pages::router());
    observed(service, simulator).merge(
        Router::new()
            .nest("/_sim", control::router())
            .with_state(Arc::clone(simulator)),
    )
}

fn service_paths() -> Router<Arc<Simulator>> {
    Router::new()
        .route("/api", post(cti::handle))
        .route("/agent-app", post(agent_app::handle))
        .route("/agent-app/api", post(agent_app::handle))
        .route("/login", get(sign_in::show).post(sign_in::submit))
        .route("/auth/authorize", get(sign_in::authorize))
        .route("/logout", get(sign_in::sign_out))
        .route("/saml", get(sign_in::saml))
        .merge(task_templates::router())
        .route("/whitelisted-origins", get(sign_in::allowed_origins))
        .route("/ccp-v2", get(pages::to_control_panel))
        .nest("/ccp-v2/", pages::control_panel())
        .merge(pages::applications::router())
}

/// A page origin: the pages and nothing of the service.
pub(super) fn pages(simulator: &Arc<Simulator>) -> Router {
    observed(pages::router(), simulator)
}

pub(super) fn identity_provider(simulator: &Arc<Simulator>) -> Router {
    observed(sign_in::identity_provider(), simulator)
}

fn observed(router: Router<Arc<Simulator>>, simulator: &Arc<Simulator>) -> Router {
    router
        .fallback(async || (StatusCode::NOT_FOUND, "There is nothing here."))
        .layer(from_fn_with_state(Arc::clone(simulator), observe))
        .with_state(Arc::clone(simulator))
}
