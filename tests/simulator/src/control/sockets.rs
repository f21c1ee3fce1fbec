//! WebSockets: close them, let them fall silent, send messages over them.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Body, Failure, done};
use crate::simulator::Simulator;

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Action {
    Close,
    Quiet,
    Message,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Act {
    action: Action,
    code: Option<u16>,
    topic: Option<String>,
    content: Option<Value>,
    agent: Option<String>,
}

/// Answers `{sockets}`: how many the action was for.
pub(super) async fn act(State(simulator): State<Arc<Simulator>>, Body(act): Body<Act>) -> Answer {
    let mut sockets = simulator.sockets();
    let agent = act.agent.as_deref();
    let count = match act.action {
        Action::Close => sockets.close(agent, act.code),
        Action::Quiet => sockets.quiet(agent),
        Action::Message => {
            let topic = act
                .topic
                .ok_or_else(|| Failure::bad_request("The member topic is missing: a message needs it."))?;
            sockets.publish(agent, &topic, &act.content.unwrap_or_default())
        }
    };
    Ok(Json(json!({ "sockets": count })))
}

pub(super) async fn list(State(simulator): State<Arc<Simulator>>) -> Answer {
    Ok(Json(json!({ "sockets": simulator.sockets().list() })))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Transport {
    transport_life_time_in_seconds: u64,
}

/// How long WebSockets made from now on live.
pub(super) async fn set_transport(
    State(simulator): State<Arc<Simulator>>,
    Body(new): Body<Transport>,
) -> Answer {
    simulator.set_transport_seconds(new.transport_life_time_in_seconds);
    done()
}
