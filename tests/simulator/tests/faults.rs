//! Injected faults, as a client sees them.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod common;

use std::thread;

use common::{JANE, Session, Simulator};
use serde_json::{Value, json};

fn add(simulator: &Simulator, fault: Value) -> String {
    simulator.control("/faults", fault).ok()["faultId"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn states(session: &Session<'_>) -> Result<common::Answer, ureq::Error> {
    session.try_call("GetAgentStates", json!({}))
}

#[test]
fn a_status_with_code_message_and_headers() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let fault = json!({
        "operation": "GetAgentStates", "kind": "status", "status": 429, "count": 1,
        "code": "ThrottlingException", "message": "Too fast.", "headers": { "retry-after": "3" },
    });
    let id = add(&simulator, fault);
    session.call("GetAgentPermissions", json!({})).ok();
    let refused = states(&session).unwrap();
    assert_eq!((refused.status, refused.header("retry-after")), (429, "3"));
    assert_eq!(
        refused.json(),
        json!({ "__type": "ThrottlingException", "message": "Too fast." })
    );
    states(&session).unwrap().ok();
    assert_eq!(simulator.get(&format!("/_sim/faults/{id}")).ok()["hits"], 1);
    assert_eq!(simulator.delete(&format!("/_sim/faults/{id}")).status, 200);
    assert_eq!(simulator.delete(&format!("/_sim/faults/{id}")).status, 404);
}

#[test]
fn statuses_have_the_codes_that_go_with_them() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    for (status, code) in [
        (401, "UnauthorizedException"),
        (403, "AccessDeniedException"),
        (503, "InternalServiceException"),
    ] {
        add(
            &simulator,
            json!({ "operation": "*", "kind": "status", "status": status, "count": 1 }),
        );
        let refused = states(&session).unwrap();
        assert_eq!(
            (u64::from(refused.status), refused.json()["__type"].as_str()),
            (status, Some(code))
        );
    }
    add(
        &simulator,
        json!({ "operation": "/auth/authorize", "kind": "status", "status": 500 }),
    );
    states(&session).unwrap().ok();
    assert_eq!(simulator.get("/auth/authorize").status, 500);
}

#[test]
fn a_malformed_body_is_a_success_without_json() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    add(
        &simulator,
        json!({ "operation": "GetAgentStates", "kind": "malformed" }),
    );
    let answer = states(&session).unwrap();
    assert_eq!(answer.status, 200);
    assert!(serde_json::from_str::<Value>(&answer.text).is_err());
}

#[test]
fn truncated_and_cut_answers_are_errors_of_the_connection() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    for kind in ["truncated", "cut"] {
        add(
            &simulator,
            json!({ "operation": "GetAgentStates", "kind": kind, "count": 1 }),
        );
        assert!(states(&session).is_err(), "{kind}");
        states(&session).unwrap().ok();
    }
}

#[test]
fn a_lost_answer_can_have_been_carried_out() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let lunch = json!({ "state": { "type": "not_routable", "name": "Lunch" } });
    add(
        &simulator,
        json!({ "operation": "PutAgentState", "kind": "cut", "count": 1 }),
    );
    assert!(session.try_call("PutAgentState", lunch.clone()).is_err());
    assert_eq!(simulator.agent(JANE)["state"]["name"], "Available");
    add(
        &simulator,
        json!({ "operation": "PutAgentState", "kind": "cut", "count": 1, "performed": true }),
    );
    assert!(session.try_call("PutAgentState", lunch).is_err());
    assert_eq!(simulator.agent(JANE)["state"]["name"], "Lunch");
}

#[test]
fn silence_lasts_until_it_is_taken_back() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    add(
        &simulator,
        json!({ "operation": "GetAgentStates", "kind": "silence" }),
    );
    let waited = thread::scope(|scope| {
        let waiting = scope.spawn(|| states(&session).is_err());
        while simulator.get("/_sim/faults").ok()["faults"][0]["hits"] == 0 {
            thread::yield_now();
        }
        let seen = simulator.get("/_sim/requests?operation=GetAgentStates").ok();
        assert_eq!(seen["requests"][0]["status"], Value::Null, "no answer yet");
        simulator.delete("/_sim/faults");
        waiting.join().unwrap()
    });
    assert!(waited, "the connection is cut in the end");
    states(&session).unwrap().ok();
    add(
        &simulator,
        json!({ "operation": "GetAgentStates", "kind": "silence", "milliseconds": 10, "count": 1 }),
    );
    assert!(states(&session).is_err());
}

#[test]
fn latency_delays_the_real_answer() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    add(
        &simulator,
        json!({ "operation": "GetAgentStates", "kind": "latency", "milliseconds": 30, "headers": { "x-slow": "1" } }),
    );
    let answer = states(&session).unwrap();
    assert_eq!(answer.header("x-slow"), "1");
    assert_eq!(answer.ok()["states"].as_array().unwrap().len(), 8);
}
