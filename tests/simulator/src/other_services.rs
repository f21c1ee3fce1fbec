//! Services beside the CTI service that its clients ask, as far as they need an answer to start.

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;

use crate::instance::directory;
use crate::simulator::Simulator;

pub(crate) fn router() -> Router<Arc<Simulator>> {
    Router::new().route("/agent-discovery", get(agent_discovery))
}

/// What clients of a second region poll (PROTOCOL.md 3.5).
async fn agent_discovery() -> Response {
    Json(json!({ "TerminateActiveContacts": false, "InstanceArn": directory::INSTANCE_ARN })).into_response()
}
