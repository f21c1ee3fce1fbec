//! Faults to come.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde_json::json;

use super::{Answer, Body, Failure, done};
use crate::clock;
use crate::faults::{Fault, FaultKind};
use crate::simulator::Simulator;

pub(super) async fn add(State(simulator): State<Arc<Simulator>>, Body(fault): Body<Fault>) -> Answer {
    if fault.kind == FaultKind::Latency && fault.milliseconds.is_none() {
        return Err(Failure::bad_request(
            "The member milliseconds is missing: a latency needs it.",
        ));
    }
    if let Some(status) = fault.status.filter(|status| !(200..=599).contains(status)) {
        return Err(Failure::bad_request(format!(
            "The member status is not right: {status} is no HTTP status of an answer."
        )));
    }
    if let Some(seconds) = fault
        .seconds
        .filter(|seconds| !seconds.is_finite() || *seconds < 0.0)
    {
        return Err(Failure::bad_request(format!(
            "The member seconds is not right: {seconds} is no duration."
        )));
    }
    let id = simulator.faults().add(fault, clock::now());
    Ok(Json(json!({ "faultId": id })))
}

pub(super) async fn list(State(simulator): State<Arc<Simulator>>) -> Answer {
    let faults = simulator.faults().list(clock::now());
    Ok(Json(json!({ "faults": faults })))
}

pub(super) async fn show(State(simulator): State<Arc<Simulator>>, Path(id): Path<String>) -> Answer {
    let faults = simulator.faults().list(clock::now());
    let fault = faults.into_iter().find(|fault| fault.fault_id == id);
    fault.map(|fault| Json(json!(fault))).ok_or_else(|| missing(&id))
}

pub(super) async fn remove(State(simulator): State<Arc<Simulator>>, Path(id): Path<String>) -> Answer {
    let removed = simulator.faults().remove(&id);
    simulator.notify();
    if removed { done() } else { Err(missing(&id)) }
}

pub(super) async fn clear(State(simulator): State<Arc<Simulator>>) -> Answer {
    simulator.faults().clear();
    simulator.notify();
    done()
}

fn missing(id: &str) -> Failure {
    Failure::not_found(format!("There is no fault {id}."))
}
