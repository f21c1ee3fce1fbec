//! The requests seen.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::json;

use super::{Answer, Failure, done};
use crate::simulator::Simulator;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Selection {
    #[serde(default)]
    after: u64,
    operation: Option<String>,
}

pub(super) async fn list(
    State(simulator): State<Arc<Simulator>>,
    selection: Result<Query<Selection>, QueryRejection>,
) -> Answer {
    let Query(selection) = selection.map_err(|error| Failure::bad_request(error.body_text()))?;
    let log = simulator.requests();
    let requests = log.after(selection.after, selection.operation.as_deref());
    Ok(Json(json!({ "requests": requests, "last": log.last() })))
}

pub(super) async fn clear(State(simulator): State<Arc<Simulator>>) -> Answer {
    simulator.requests().clear();
    done()
}
