//! What clients have reported.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::json;

use super::{Answer, Failure, done};
use crate::client_logs::Kind;
use crate::simulator::Simulator;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Selection {
    #[serde(default)]
    after: u64,
    kind: Option<Kind>,
    agent: Option<String>,
}

pub(super) async fn list(
    State(simulator): State<Arc<Simulator>>,
    selection: Result<Query<Selection>, QueryRejection>,
) -> Answer {
    let Query(selection) = selection.map_err(|error| Failure::bad_request(error.body_text()))?;
    let logs = simulator.client_logs();
    let entries = logs.after(selection.after, selection.kind, selection.agent.as_deref());
    Ok(Json(json!({ "logs": entries, "last": logs.last() })))
}

pub(super) async fn clear(State(simulator): State<Arc<Simulator>>) -> Answer {
    simulator.client_logs().clear();
    done()
}
