//! Agents: look at them, move them, end their sessions, set how the world treats them.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Body, Failure, done, require_agent};
use crate::clock;
use crate::instance::agent::{Agent, AgentState, OutboundAnswer};
use crate::instance::contact::Contact;
use crate::simulator::Simulator;

pub(super) async fn list(State(simulator): State<Arc<Simulator>>) -> Json<Value> {
    let now = clock::now();
    let agents: Vec<_> = simulator.read(|instance| instance.agents().cloned().collect());
    let sessions = simulator.sessions();
    let agents: Vec<_> = agents
        .iter()
        .map(|agent| shown(agent, sessions.is_signed_in(&agent.name, now)))
        .collect();
    Json(json!({ "agents": agents }))
}

fn shown(agent: &Agent, signed_in: bool) -> Value {
    let state = |state: &AgentState| json!({ "name": state.name, "type": state.kind });
    json!({
        "name": agent.name,
        "state": state(agent.state()),
        "nextState": agent.next_status.as_ref().map(state),
        "contacts": agent.contacts.iter().map(contact).collect::<Vec<_>>(),
        "signedIn": signed_in,
    })
}

fn contact(contact: &Contact) -> Value {
    let connections: Vec<_> = contact
        .connections
        .iter()
        .map(|connection| {
            json!({
                "connectionId": connection.id,
                "type": connection.kind,
                "state": connection.state,
                "initial": connection.initial,
            })
        })
        .collect();
    json!({
        "contactId": contact.id,
        "type": contact.channel,
        "state": contact.state,
        "connections": connections,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewState {
    name: String,
}

pub(super) async fn set_state(
    State(simulator): State<Arc<Simulator>>,
    Path(agent): Path<String>,
    Body(state): Body<NewState>,
) -> Answer {
    require_agent(&simulator, &agent)?;
    simulator
        .command(|instance, now| instance.administrator_sets_state(&agent, &state.name, now))
        .map_err(|refusal| Failure::bad_request(refusal.message))?;
    done()
}

pub(super) async fn expire(State(simulator): State<Arc<Simulator>>, Path(agent): Path<String>) -> Answer {
    require_agent(&simulator, &agent)?;
    simulator.sessions().expire(&agent);
    simulator.notify();
    done()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewSettings {
    outbound_answer: Option<OutboundAnswer>,
    answer_milliseconds: Option<u64>,
    ring_seconds: Option<u64>,
    after_contact_work: Option<bool>,
    auto_accept: Option<bool>,
    permissions: Option<BTreeSet<String>>,
}

pub(super) async fn change_settings(
    State(simulator): State<Arc<Simulator>>,
    Path(agent): Path<String>,
    Body(new): Body<NewSettings>,
) -> Answer {
    require_agent(&simulator, &agent)?;
    simulator.command(|instance, _| {
        instance.change_agent(&agent, |agent| {
            let settings = &mut agent.settings;
            settings.outbound_answer = new.outbound_answer.unwrap_or(settings.outbound_answer);
            settings.answer_after = new
                .answer_milliseconds
                .map_or(settings.answer_after, Duration::from_millis);
            settings.ring = new.ring_seconds.map_or(settings.ring, Duration::from_secs);
            settings.after_contact_work = new.after_contact_work.unwrap_or(settings.after_contact_work);
            if let Some(permissions) = new.permissions {
                settings.permissions = permissions;
            }
            if let Some(auto_accept) = new.auto_accept {
                agent.configuration.softphone_auto_accept = auto_accept;
            }
        })
    });
    done()
}
