//! The events of the agent.

use headwater_protocol::page::{Known, SessionEvent};

/// Names of agent states that count as errors (`connect.AgentErrorStates`).
const AGENT_ERROR_STATES: [&str; 14] = [
    "Error",
    "AgentHungUp",
    "BadAddressAgent",
    "BadAddressCustomer",
    "Default",
    "FailedConnectAgent",
    "FailedConnectCustomer",
    "InvalidLocale",
    "LineEngagedAgent",
    "LineEngagedCustomer",
    "MissedCallAgent",
    "MissedCallCustomer",
    "MultipleCcpWindows",
    "RealtimeCommunicationError",
];

/// Whether the name of an agent state is that of an error.
pub(crate) fn is_error_state(name: &str) -> bool {
    AGENT_ERROR_STATES.contains(&name)
}

/// The name and the type of the state of an agent that was not seen before.
const INIT_NAME: &str = "Init";
const INIT_TYPE: &str = "init";

pub(super) fn agent(events: &mut Vec<SessionEvent>, name: &str) {
    events.push(SessionEvent::Agent {
        name: name.to_owned(),
    });
}

pub(super) fn push_agent_events(events: &mut Vec<SessionEvent>, before: Option<&Known>, now: &Known) {
    let old_type = before.map_or(INIT_TYPE, |known| known.state_type.as_str());
    if old_type != now.state_type {
        match now.state_type.as_str() {
            "routable" => agent(events, "agent::routable"),
            "not_routable" => agent(events, "agent::not_routable"),
            "offline" => agent(events, "agent::offline"),
            _ => {}
        }
    }
    let old_name = before.map_or(INIT_NAME, |known| known.state_name.as_str());
    if old_name != now.state_name {
        events.push(SessionEvent::StateChange {
            old_state: old_name.to_owned(),
            new_state: now.state_name.clone(),
        });
        if is_error_state(&now.state_name) {
            agent(events, "agent::error");
        }
        if now.state_name == "AfterCallWork" {
            agent(events, "agent::acw");
        }
    }
    let old_next = before.and_then(|known| known.next_state_name.as_ref());
    match (old_next, &now.next_state_name) {
        (old, Some(new)) if old != Some(new) => agent(events, "agent::enqueued_next_state"),
        (Some(_), None) => agent(events, "agent::cleared_next_state"),
        _ => {}
    }
}
