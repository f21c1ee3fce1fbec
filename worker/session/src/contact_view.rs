//! What the popup shows of a contact, and what can be done to it now.

use headwater_protocol::{
    document::text,
    popup::{
        ContactAction::{
            self, Accept, Add, Clear, Conference, End, Hold, Mute, Pause, Reject, Resume, SendDigits, Toggle,
            Unmute,
        },
        ContactView, ParticipantView,
    },
};
use serde_json::Value;

use crate::view::{list, local};

/// What rings, is held and dialled in.
pub(crate) fn is_call(channel: &str) -> bool {
    matches!(channel, "voice" | "queue_callback")
}

pub(crate) fn contact_view(contact: &Value, skew: f64) -> ContactView {
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
        on_hold: is_in(connections.other, "hold"),
        muted: connections.muted(),
        actions: actions(channel, state, &connections),
        participants: participants(&connections),
    }
}

/// Who is at the other end: the name of a task, the customer's name in a chat, a number.
fn who(contact: &Value, connections: &Connections<'_>) -> Option<String> {
    // The agent's connection is the one with the media.
    let customer_name = || text(connections.agent?.get("chatMediaInfo")?, "customerName");
    text(contact, "name")
        .or_else(customer_name)
        .or_else(|| party(connections.other?))
        .filter(|who| !who.is_empty())
        .map(str::to_owned)
}

fn party(connection: &Value) -> Option<&str> {
    let endpoint = connection.get("endpoint");
    text(connection, "quickConnectName")
        .or_else(|| text(endpoint?, "phoneNumber"))
        .or_else(|| text(endpoint?, "name"))
        .filter(|who| !who.is_empty())
}

fn is_in(connection: Option<&Value>, state: &str) -> bool {
    connection.is_some_and(|connection| text(&connection["state"], "type") == Some(state))
}

/// The connections of a contact that actions go to.
pub(crate) struct Connections<'a> {
    /// The agent's own.
    pub(crate) agent: Option<&'a Value>,
    /// The first one of somebody else that is still there, or else the first.
    pub(crate) other: Option<&'a Value>,
    /// All of somebody else that are still there.
    others: Vec<&'a Value>,
}

impl<'a> Connections<'a> {
    pub(crate) fn of(contact: &'a Value) -> Self {
        let connections: Vec<&Value> = list(&contact["connectionIds"])
            .filter_map(|id| contact["connections"].get(id.as_str()?))
            .collect();
        let is_agent = |connection: &&Value| matches!(text(connection, "type"), Some("agent" | "monitoring"));
        let agent = connections.iter().copied().find(is_agent);
        let (gone, others): (Vec<&Value>, Vec<&Value>) = connections
            .into_iter()
            .filter(|connection| !is_agent(connection))
            .partition(|connection| is_in(Some(connection), "disconnected"));
        let other = others.first().or(gone.first()).copied();
        Self { agent, other, others }
    }

    /// The first of somebody else in this state.
    pub(crate) fn other_in(&self, state: &str) -> Option<&'a Value> {
        self.others
            .iter()
            .copied()
            .find(|connection| is_in(Some(connection), state))
    }

    fn muted(&self) -> bool {
        let set = |name: &str| self.agent.is_some_and(|agent| agent[name] == true);
        set("mute") || set("forcedMute")
    }
}

/// All beside the agent, where the contact as a whole does not say it all.
fn participants(connections: &Connections<'_>) -> Vec<ParticipantView> {
    if connections.others.len() < 2 {
        return Vec::new();
    }
    let participant = |connection: &&Value| {
        let state = text(&connection["state"], "type").unwrap_or_default();
        ParticipantView {
            connection_id: text(connection, "connectionId").unwrap_or_default().to_owned(),
            who: party(connection).map(str::to_owned),
            state: state.to_owned(),
            actions: match state {
                "connected" => vec![Hold, End],
                "hold" => vec![Resume, End],
                _ => vec![End],
            },
        }
    };
    connections.others.iter().map(participant).collect()
}

/// What can be done to a contact now.
fn actions(channel: &str, state: &str, connections: &Connections<'_>) -> Vec<ContactAction> {
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
        return vec![Accept, Reject];
    }
    match (channel, state) {
        (_, "connecting") => vec![End],
        (channel, "connected") if is_call(channel) => in_call(connections),
        ("task", "connected") => vec![Pause, Add, End],
        ("task", "paused") => vec![Resume, End],
        (_, "connected") => vec![Add, End],
        (_, "paused") => vec![End],
        (_, "ended" | "missed" | "error" | "rejected") => vec![Clear],
        _ => Vec::new(),
    }
}

fn in_call(connections: &Connections<'_>) -> Vec<ContactAction> {
    let (talks, held) = (connections.other_in("connected"), connections.other_in("hold"));
    let mut actions = Vec::new();
    let mut add = |action, possible: bool| {
        if possible {
            actions.push(action);
        }
    };
    let calls = connections.other_in("connecting").is_some();
    let alone = connections.others.len() == 1;
    add(Hold, alone && talks.is_some());
    add(Resume, alone && held.is_some());
    add(Toggle, !alone && talks.is_some() && held.is_some());
    add(Conference, !alone && held.is_some() && !calls);
    // The agent's own connection is on hold, or not there yet, for as long as the service says so.
    let heard = is_in(connections.agent, "connected");
    add(Unmute, heard && connections.muted());
    add(Mute, heard && !connections.muted());
    add(SendDigits, talks.is_some());
    add(Add, talks.or(held).is_some() && !calls);
    add(End, true);
    actions
}

#[cfg(test)]
mod tests {
    use headwater_protocol::Millis;
    use serde_json::json;

    use super::*;

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
        for (channel, state, other, expected) in [
            (
                "voice",
                "connecting",
                ("inbound", "connected"),
                vec![Accept, Reject],
            ),
            ("voice", "connecting", ("outbound", "connecting"), vec![End]),
            (
                "voice",
                "connected",
                ("inbound", "connected"),
                vec![Hold, Mute, SendDigits, Add, End],
            ),
            (
                "voice",
                "connected",
                ("inbound", "hold"),
                vec![Resume, Mute, Add, End],
            ),
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
            ("chat", "connected", ("inbound", "connected"), vec![Add, End]),
            (
                "task",
                "connected",
                ("inbound", "connected"),
                vec![Pause, Add, End],
            ),
            ("task", "paused", ("inbound", "connected"), vec![Resume, End]),
            ("task", "ended", ("inbound", "disconnected"), vec![Clear]),
            ("voice", "init", ("inbound", "init"), vec![]),
        ] {
            let view = contact_view(&contact(channel, state, other), 0.0);
            assert_eq!(view.actions, expected, "{channel} {state}");
        }
    }
    /// A call with a third party.
    fn three(customer: &str, third: &str) -> Value {
        let mut contact = contact("voice", "connected", ("inbound", customer));
        contact["connectionIds"] = json!(["a", "o", "t"]);
        contact["connections"]["t"] = json!({
            "connectionId": "t", "type": "outbound", "state": {"type": third}, "quickConnectName": "Billing",
            "endpoint": {"phoneNumber": "+15550199"},
        });
        contact
    }

    #[test]
    fn with_a_third_party_each_has_actions_of_its_own() {
        let view = contact_view(&three("hold", "connected"), 0.0);
        assert_eq!(view.actions, [Toggle, Conference, Mute, SendDigits, Add, End]);
        let of = |index: usize| {
            let participant: &ParticipantView = &view.participants[index];
            (participant.who.as_deref(), participant.actions.as_slice())
        };
        assert_eq!(of(0), (Some("+15550100"), [Resume, End].as_slice()));
        assert_eq!(of(1), (Some("Billing"), [Hold, End].as_slice()));
        let view = contact_view(&three("connected", "connected"), 0.0);
        assert_eq!(view.actions, [Mute, SendDigits, Add, End]);
        let view = contact_view(&three("hold", "hold"), 0.0);
        assert_eq!(view.actions, [Conference, Mute, Add, End]);
    }

    #[test]
    fn nobody_else_is_called_while_a_third_party_is() {
        let view = contact_view(&three("hold", "connecting"), 0.0);
        assert_eq!(view.actions, [Mute, End]);
        assert_eq!(view.participants[1].actions, [End]);
    }

    #[test]
    fn a_third_party_that_left_takes_part_no_longer() {
        let view = contact_view(&three("hold", "disconnected"), 0.0);
        assert_eq!(view.participants, []);
        assert_eq!(view.actions, [Resume, Mute, Add, End]);
    }

    #[test]
    fn who_is_not_heard_can_be_heard_again() {
        let mut call = contact("voice", "connected", ("inbound", "connected"));
        call["connections"]["a"]["mute"] = json!(true);
        let view = contact_view(&call, 0.0);
        assert!(view.muted);
        assert_eq!(view.actions, [Hold, Unmute, SendDigits, Add, End]);
    }
}
