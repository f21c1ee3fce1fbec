//! What the popup shows of a session: a pure function of the agent document.

use headwater_protocol::{
    Millis,
    document::{is_null, text},
    popup::{AgentView, ContactAction, ContactView, StateChoice, StateView},
};
use serde_json::Value;

use crate::agent_document::AgentDocument;

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
    })
}

/// Whether the agent is talking to somebody, or about to: what signing in must not get into the way of.
pub(crate) fn in_call(document: &AgentDocument) -> bool {
    let is_call = |contact: &Value| {
        matches!(text(contact, "type"), Some("voice" | "queue_callback"))
            && matches!(text(&contact["state"], "type"), Some("connecting" | "connected"))
    };
    document
        .snapshot()
        .and_then(|snapshot| snapshot["contacts"].as_object())
        .is_some_and(|contacts| contacts.values().any(is_call))
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

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().map(Vec::as_slice).unwrap_or_default().iter()
}

/// A time of the service by this machine's clock.
fn local(time: &Value, skew: f64) -> Option<Millis> {
    if is_null(time) {
        return None;
    }
    time.as_f64().map(|time| Millis((time - skew).max(0.0) as u64))
}

fn contact_view(contact: &Value, skew: f64) -> ContactView {
    let state = text(&contact["state"], "type").unwrap_or_default();
    let channel = text(contact, "type").unwrap_or_default();
    let connections = Connections::of(contact);
    ContactView {
        contact_id: text(contact, "contactId").unwrap_or_default().to_owned(),
        channel: channel.to_owned(),
        state: state.to_owned(),
        since: local(&contact["state"]["timestamp"], skew),
        who: who(contact, &connections),
        queue: contact
            .get("queue")
            .and_then(|queue| text(queue, "name"))
            .map(str::to_owned),
        on_hold: connections.other_is("hold"),
        actions: actions(channel, state, &connections),
    }
}

/// Who is at the other end: the name of a task, the customer's name in a chat, a number.
fn who(contact: &Value, connections: &Connections<'_>) -> Option<String> {
    // The agent's connection is the one with the media.
    let customer_name = || text(connections.agent?.get("chatMediaInfo")?, "customerName");
    let number = || {
        let endpoint = connections.other?.get("endpoint")?;
        text(endpoint, "phoneNumber").or_else(|| text(endpoint, "name"))
    };
    text(contact, "name")
        .or_else(customer_name)
        .or_else(number)
        .filter(|who| !who.is_empty())
        .map(str::to_owned)
}

/// The connections of a contact that actions go to.
pub(crate) struct Connections<'a> {
    /// The agent's own.
    pub(crate) agent: Option<&'a Value>,
    /// The first one of somebody else that is still there, or else the first.
    pub(crate) other: Option<&'a Value>,
}

impl<'a> Connections<'a> {
    pub(crate) fn of(contact: &'a Value) -> Self {
        let connections: Vec<&Value> = list(&contact["connectionIds"])
            .filter_map(|id| contact["connections"].get(id.as_str()?))
            .collect();
        let is_agent =
            |connection: &&&Value| matches!(text(connection, "type"), Some("agent" | "monitoring"));
        let agent = connections.iter().find(is_agent).copied();
        let mut others = connections.iter().filter(|connection| !is_agent(connection));
        let is_there = |connection: &&&Value| text(&connection["state"], "type") != Some("disconnected");
        let other = others.clone().find(is_there).or_else(|| others.next()).copied();
        Self { agent, other }
    }

    fn other_is(&self, state: &str) -> bool {
        self.other
            .is_some_and(|other| text(&other["state"], "type") == Some(state))
    }
}

/// What can be done to a contact now.
fn actions(channel: &str, state: &str, connections: &Connections<'_>) -> Vec<ContactAction> {
    let is_call = matches!(channel, "voice" | "queue_callback");
    let rings = match (channel, state) {
        (_, "incoming") => true,
        ("queue_callback", "connecting") => false,
        // An agent's own outgoing call connects too, but there is nothing to accept.
        ("voice", "connecting") => connections
            .other
            .is_none_or(|other| text(other, "type") != Some("outbound")),
        (_, "connecting") => true,
        _ => false,
    };
    if rings {
        return vec![ContactAction::Accept, ContactAction::Reject];
    }
    match state {
        "connecting" => vec![ContactAction::End],
        "connected" if is_call && connections.other_is("hold") => {
            vec![ContactAction::Resume, ContactAction::End]
        }
        "connected" if is_call && connections.other_is("connected") => {
            vec![ContactAction::Hold, ContactAction::End]
        }
        "connected" | "paused" => vec![ContactAction::End],
        "ended" | "missed" | "error" | "rejected" => vec![ContactAction::Clear],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn contact(channel: &str, state: &str, other: (&str, &str)) -> Value {
        json!({
            "contactId": "c", "type": channel, "state": {"type": state, "timestamp": 5000},
            "queue": {"name": "Support"},
            "connectionIds": ["a", "o"],
            "connections": {
                "a": {"connectionId": "a", "type": "agent", "state": {"type": "connected"}},
                "o": {"connectionId": "o", "type": other.0, "state": {"type": other.1},
                      "endpoint": {"phoneNumber": "+15550100"}},
            },
        })
    }

    #[test]
    fn shows_who_calls_and_since_when() {
        let view = contact_view(&contact("voice", "connected", ("inbound", "hold")), 1000.0);
        assert_eq!(view.who.as_deref(), Some("+15550100"));
        assert_eq!(view.queue.as_deref(), Some("Support"));
        assert_eq!(view.since, Some(Millis(4000)));
        assert!(view.on_hold);
    }

    #[test]
    fn a_chat_has_the_name_of_the_customer() {
        let mut chat = contact("chat", "connected", ("inbound", "connected"));
        chat["connections"]["a"]["chatMediaInfo"] = json!({"customerName": "Frida"});
        assert_eq!(contact_view(&chat, 0.0).who.as_deref(), Some("Frida"));
    }

    #[test]
    fn offers_only_what_can_be_done() {
        use ContactAction::{Accept, Clear, End, Hold, Reject, Resume};
        for (channel, state, other, expected) in [
            (
                "voice",
                "connecting",
                ("inbound", "connected"),
                vec![Accept, Reject],
            ),
            ("voice", "connecting", ("outbound", "connecting"), vec![End]),
            ("voice", "connected", ("inbound", "connected"), vec![Hold, End]),
            ("voice", "connected", ("inbound", "hold"), vec![Resume, End]),
            (
                "queue_callback",
                "incoming",
                ("inbound", "connecting"),
                vec![Accept, Reject],
            ),
            (
                "queue_callback",
                "connecting",
                ("outbound", "connecting"),
                vec![End],
            ),
            (
                "chat",
                "connecting",
                ("inbound", "connected"),
                vec![Accept, Reject],
            ),
            ("chat", "connected", ("inbound", "connected"), vec![End]),
            ("task", "ended", ("inbound", "disconnected"), vec![Clear]),
            ("voice", "init", ("inbound", "init"), vec![]),
        ] {
            let view = contact_view(&contact(channel, state, other), 0.0);
            assert_eq!(view.actions, expected, "{channel} {state}");
        }
    }
}
