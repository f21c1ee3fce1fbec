//! What the popup shows of a session: a pure function of the agent document.

use headwater_protocol::{
    Millis,
    document::{is_null, text},
    popup::{AgentView, ContactView, StateChoice, StateView},
};
use serde_json::Value;

use crate::{
    agent_document::AgentDocument,
    contact_view::{contact_view, is_call},
};

/// The agent, once there is a document.
pub(crate) fn agent_view(document: &AgentDocument) -> Option<AgentView> {
    let (snapshot, configuration) = (document.snapshot()?, document.configuration()?);
    let skew = document.skew();
    let state = &snapshot["state"];
    let contacts: Vec<ContactView> = list(&snapshot["contactIds"])
        .filter_map(|id| snapshot["contacts"].get(id.as_str()?))
        .map(|contact| contact_view(contact, skew))
        .collect();
    Some(AgentView {
        name: text(configuration, "name").unwrap_or_default().to_owned(),
        state: StateView {
            name: text(state, "name").unwrap_or_default().to_owned(),
            state_type: text(state, "type").unwrap_or_default().to_owned(),
            since: local(&state["startTimestamp"], skew),
        },
        next_state: snapshot
            .get("nextState")
            .and_then(|next| text(next, "name"))
            .map(str::to_owned),
        choice_is_next: choice_is_next(snapshot),
        states: list(&configuration["agentStates"])
            .filter_map(|state| {
                Some(StateChoice {
                    name: text(state, "name")?.to_owned(),
                    state_type: text(state, "type").unwrap_or_default().to_owned(),
                })
            })
            .collect(),
        contacts,
        can_dial: can_dial(snapshot, configuration),
        countries: list(&configuration["dialableCountries"])
            .filter_map(|country| Some(country.as_str()?.to_ascii_lowercase()))
            .collect(),
    })
}

/// Whether the agent is talking to somebody, or about to: what signing in must not get into the way of.
pub(crate) fn in_call(document: &AgentDocument) -> bool {
    let is_call = |contact: &Value| {
        is_call(text(contact, "type").unwrap_or_default())
            && matches!(text(&contact["state"], "type"), Some("connecting" | "connected"))
    };
    document
        .snapshot()
        .and_then(|snapshot| snapshot["contacts"].as_object())
        .is_some_and(|contacts| contacts.values().any(is_call))
}

/// Who may call out, and is in no call.
fn can_dial(snapshot: &Value, configuration: &Value) -> bool {
    let in_call = |contact: &Value| {
        is_call(text(contact, "type").unwrap_or_default()) && is_live(text(&contact["state"], "type"))
    };
    list(&configuration["permissions"]).any(|permission| permission == "outboundCall")
        && !snapshot["contacts"]
            .as_object()
            .is_some_and(|contacts| contacts.values().any(in_call))
}

fn is_live(state: Option<&str>) -> bool {
    matches!(state, Some("connecting" | "connected" | "incoming"))
}

/// While the agent is on a contact, the service takes a chosen state only as the next one.
fn choice_is_next(snapshot: &Value) -> bool {
    let live = |contact: &Value| {
        matches!(
            text(&contact["state"], "type"),
            Some("connecting" | "connected" | "incoming" | "ended" | "paused")
        )
    };
    snapshot["contacts"]
        .as_object()
        .is_some_and(|contacts| contacts.values().any(live))
}

pub(crate) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().map(Vec::as_slice).unwrap_or_default().iter()
}

/// A time of the service by this machine's clock.
pub(crate) fn local(time: &Value, skew: f64) -> Option<Millis> {
    if is_null(time) {
        return None;
    }
    time.as_f64().map(|time| Millis((time - skew).max(0.0) as u64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn snapshot(contacts: &[(&str, &str)]) -> Value {
        let contacts: serde_json::Map<String, Value> = contacts
            .iter()
            .enumerate()
            .map(|(index, (channel, state))| {
                (
                    index.to_string(),
                    json!({"type": channel, "state": {"type": state}}),
                )
            })
            .collect();
        json!({ "contacts": contacts })
    }

    #[test]
    fn who_is_in_a_call_cannot_place_another() {
        let may = json!({"permissions": ["outboundCall"]});
        assert!(can_dial(&snapshot(&[]), &may));
        assert!(can_dial(
            &snapshot(&[("chat", "connected"), ("voice", "ended")]),
            &may
        ));
        assert!(!can_dial(&snapshot(&[("voice", "connected")]), &may));
        assert!(!can_dial(&snapshot(&[("queue_callback", "incoming")]), &may));
        assert!(!can_dial(&snapshot(&[]), &json!({"permissions": ["voiceId"]})));
    }
}
