//! Services beside the CTI service that its clients ask, as far as they need an answer to start.

use std::sync::Arc;

use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::json;

use crate::instance::directory;
use crate::simulator::Simulator;

pub(crate) fn router() -> Router<Arc<Simulator>> {
    Router::new()
        .route("/agent-app", post(agent_app))
        .route("/agent-discovery", get(agent_discovery))
}

/// The AgentApp service (PROTOCOL.md 3.3). The instance has no Voice ID domain, and says so.
async fn agent_app(headers: HeaderMap) -> Response {
    match headers.get("x-amz-target").and_then(|value| value.to_str().ok()) {
        Some("AgentAppService.Acs.listIntegrationAssociations") => {
            Json(json!({ "IntegrationAssociationSummaryList": [] })).into_response()
        }
        target => {
            let message = format!(
                "The simulator does not know {}.",
                target.unwrap_or("a request without X-Amz-Target")
            );
            (StatusCode::BAD_REQUEST, Json(json!({ "message": message }))).into_response()
        }
    }
}

/// What clients of a second region poll (PROTOCOL.md 3.5).
async fn agent_discovery() -> Response {
    Json(json!({ "TerminateActiveContacts": false, "InstanceArn": directory::INSTANCE_ARN })).into_response()
}
