//! Which events a page is owed: a pure function of what it saw last and what is now (PROTOCOL.md 6.4).
//!
//! There is no event log. A page that was away says what it knows and gets exactly what it missed; what came and
//! went in between it could not see, and gets no events for.

use headwater_protocol::{
    document::text,
    page::{Known, KnownContact, SessionEvent},
    places::Places,
};
use serde_json::Value;

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

/// The state of an agent, and of a contact, that was not seen before.
const INIT_AGENT_STATE: &str = "Init";
const INIT: &str = "init";

/// `ContactEvents.ACCEPTED`. No change of state says it: it is said of a call that succeeded.
const ACCEPTED: &str = "contact::accepted";

/// What a page knows once it has seen this snapshot, if it knew `before`.
#[must_use]
pub fn known_after(before: Option<&Known>, snapshot: &Value, accepted: &[String]) -> Known {
    let (_, known) = events(before, snapshot, accepted);
    known
}

/// The events that a page is owed which last knew `before` (`None`: nothing yet) and now gets this snapshot, and
/// what it knows then. The snapshot is in the form of the agent document; `accepted` are ids of contacts that were
/// accepted in this browser, in their order.
#[must_use]
pub fn events(before: Option<&Known>, snapshot: &Value, accepted: &[String]) -> (Vec<SessionEvent>, Known) {
    let mut events = Vec::new();
    if before.is_none() {
        agent(&mut events, "agent::init");
    }
    agent(&mut events, "agent::refresh");

    let state = &snapshot["state"];
    let mut known = Known {
        state_name: text(state, "name").unwrap_or_default().to_owned(),
        state_type: text(state, "type").unwrap_or_default().to_owned(),
        next_state_name: snapshot
            .get("nextState")
            .and_then(|state| text(state, "name"))
            .filter(|name| !name.is_empty())
            .map(str::to_owned),
        contacts: Vec::new(),
    };
    push_agent_events(&mut events, before, &known);
    push_contact_events(&mut events, before, snapshot, accepted, &mut known);
    (events, known)
}

fn agent(events: &mut Vec<SessionEvent>, name: &str) {
    events.push(SessionEvent::Agent {
        name: name.to_owned(),
    });
}

fn push_agent_events(events: &mut Vec<SessionEvent>, before: Option<&Known>, now: &Known) {
    let old_type = before.map_or(INIT, |known| known.state_type.as_str());
    if old_type != now.state_type {
        match now.state_type.as_str() {
            "routable" => agent(events, "agent::routable"),
            "not_routable" => agent(events, "agent::not_routable"),
            "offline" => agent(events, "agent::offline"),
            _ => {}
        }
    }
    let old_name = before.map_or(INIT_AGENT_STATE, |known| known.state_name.as_str());
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

/// Added contacts first, then those that are gone, then those that stayed.
fn push_contact_events(
    events: &mut Vec<SessionEvent>,
    before: Option<&Known>,
    snapshot: &Value,
    accepted: &[String],
    known: &mut Known,
) {
    let old: &[KnownContact] = before.map_or(&[], |known| &known.contacts);
    let ids = snapshot["contactIds"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let state_of = |id: &str| {
        snapshot["contacts"]
            .get(id)
            .and_then(|contact| text(&contact["state"], "type"))
    };
    known.contacts = ids
        .iter()
        .filter_map(Value::as_str)
        .map(|id| KnownContact {
            contact_id: id.to_owned(),
            state: state_of(id).unwrap_or_default().to_owned(),
            ended: false,
            accepted: accepted.binary_search_by(|other| other.as_str().cmp(id)).is_ok(),
        })
        .collect();

    let old_places = places(old);
    for contact in &mut known.contacts {
        if old_places.get(&contact.contact_id).is_some() {
            continue;
        }
        let mut names = vec!["contact::init".to_owned()];
        // What a new page finds accepted was accepted before its time.
        if contact.accepted && before.is_some() {
            names.push(ACCEPTED.to_owned());
        }
        push_transition(&mut names, INIT, contact, false);
        events.push(contact_event(contact, names, contact.ended, contact.accepted));
    }
    for gone in old.iter().filter(|old| state_of(&old.contact_id).is_none()) {
        let names: &[&str] = if gone.ended {
            &["contact::destroyed"]
        } else {
            &["contact::ended", "contact::destroyed"]
        };
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        events.push(contact_event(gone, names, false, false));
    }
    let stayed: Vec<Option<usize>> = {
        let places = places(&known.contacts);
        old.iter().map(|old| places.get(&old.contact_id)).collect()
    };
    for (old, place) in old.iter().zip(stayed) {
        let Some(contact) = place.and_then(|place| known.contacts.get_mut(place)) else {
            continue;
        };
        let mut names = Vec::new();
        let accepted = contact.accepted && !old.accepted;
        if accepted {
            names.push(ACCEPTED.to_owned());
        }
        contact.accepted |= old.accepted;
        push_transition(&mut names, &old.state, contact, old.ended);
        events.push(contact_event(
            contact,
            names,
            contact.ended && !old.ended,
            accepted,
        ));
    }
}

fn places(contacts: &[KnownContact]) -> Places<'_> {
    Places::of(contacts.iter().map(|contact| contact.contact_id.as_str()))
}

fn contact_event(contact: &KnownContact, names: Vec<String>, ended: bool, accepted: bool) -> SessionEvent {
    SessionEvent::Contact {
        contact_id: contact.contact_id.clone(),
        names,
        ended,
        accepted,
    }
}

/// The names for a contact that went from `from` to its state, `contact::refresh` last. A contact counts as ended
/// from the first transition into an inactive state that has an event.
fn push_transition(names: &mut Vec<String>, from: &str, contact: &mut KnownContact, ended: bool) {
    contact.ended = ended;
    if from != contact.state {
        let transition = transition(from, &contact.state);
        if !transition.is_empty()
            && matches!(contact.state.as_str(), "ended" | "missed" | "error" | "rejected")
        {
            contact.ended = true;
        }
        names.extend(transition.iter().map(|name| (*name).to_owned()));
    }
    names.push("contact::refresh".to_owned());
}

/// The events of a transition, in the order in which the npm library fires them: those that any former state
/// gives before those that only this one gives.
fn transition(from: &str, to: &str) -> &'static [&'static str] {
    let rings = matches!(from, "connecting" | "incoming");
    let active = rings || matches!(from, "paused" | "pending" | "connected");
    match to {
        "incoming" => &["contact::incoming"],
        "pending" => &["contact::pending"],
        "connecting" => &["contact::connecting"],
        "connected" => &["contact::connected"],
        "ended" if active => &["contact::acw", "contact::ended"],
        "ended" => &["contact::acw"],
        "error" if rings => &["contact::error", "contact::missed", "contact::ended"],
        "error" if active => &["contact::error", "contact::ended"],
        "error" => &["contact::error"],
        "missed" | "rejected" if rings => &["contact::ended", "contact::missed"],
        "missed" | "rejected" | "init" if active => &["contact::ended"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    pub(crate) fn snapshot(state: (&str, &str), contacts: &[(&str, &str)]) -> Value {
        json!({
            "state": {"name": state.0, "type": state.1},
            "contactIds": contacts.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
            "contacts": contacts.iter().map(|(id, state)| ((*id).to_owned(), json!({"contactId": id, "state": {"type": state}})))
                .collect::<serde_json::Map<_, _>>(),
        })
    }

    /// `agent::x`, `old>new`, `id:name,name`: events in a form to compare.
    fn words(events: &[SessionEvent]) -> Vec<String> {
        events
            .iter()
            .map(|event| match event {
                SessionEvent::Agent { name } => name.replace("agent::", ""),
                SessionEvent::StateChange { old_state, new_state } => format!("{old_state}>{new_state}"),
                SessionEvent::Contact {
                    contact_id,
                    names,
                    ended,
                    accepted,
                } => format!(
                    "{contact_id}:{}{}{}",
                    names
                        .iter()
                        .map(|name| name.replace("contact::", ""))
                        .collect::<Vec<_>>()
                        .join(","),
                    if *ended { "!" } else { "" },
                    if *accepted { "+" } else { "" }
                ),
            })
            .collect()
    }

    fn walk(snapshots: &[Value]) -> Vec<Vec<String>> {
        let mut known = None;
        snapshots
            .iter()
            .map(|snapshot| {
                let (events, after) = events(known.as_ref(), snapshot, &[]);
                known = Some(after);
                words(&events)
            })
            .collect()
    }

    #[test]
    fn a_new_page_gets_what_the_original_gives_it() {
        assert_eq!(
            walk(&[snapshot(
                ("Available", "routable"),
                &[("a", "connected"), ("b", "ended"), ("c", "missed")]
            )]),
            [[
                "init",
                "refresh",
                "routable",
                "Init>Available",
                "a:init,connected,refresh",
                "b:init,acw,refresh!",
                "c:init,refresh"
            ]]
        );
    }

    #[test]
    fn a_call_from_ringing_to_cleared() {
        assert_eq!(
            walk(&[
                snapshot(("Available", "routable"), &[]),
                snapshot(("PendingBusy", "system"), &[("a", "connecting")]),
                snapshot(("Busy", "system"), &[("a", "connected")]),
                snapshot(("AfterCallWork", "system"), &[("a", "ended")]),
                snapshot(("Available", "routable"), &[]),
            ])[1..],
            [
                vec!["refresh", "Available>PendingBusy", "a:init,connecting,refresh"],
                vec!["refresh", "PendingBusy>Busy", "a:connected,refresh"],
                vec!["refresh", "Busy>AfterCallWork", "acw", "a:acw,ended,refresh!"],
                vec!["refresh", "routable", "AfterCallWork>Available", "a:destroyed"],
            ]
        );
    }

    #[test]
    fn a_missed_call_is_an_error_of_the_agent() {
        assert_eq!(
            walk(&[
                snapshot(("PendingBusy", "system"), &[("a", "connecting")]),
                snapshot(("MissedCallAgent", "error"), &[("a", "error")]),
            ])[1],
            [
                "refresh",
                "PendingBusy>MissedCallAgent",
                "error",
                "a:error,missed,ended,refresh!"
            ]
        );
    }

    #[test]
    fn a_contact_that_vanishes_ends_first_and_only_once() {
        assert_eq!(
            walk(&[
                snapshot(
                    ("Available", "routable"),
                    &[("a", "connected"), ("b", "missed"), ("c", "ended")]
                ),
                snapshot(("Available", "routable"), &[]),
            ])[1],
            ["refresh", "a:ended,destroyed", "b:ended,destroyed", "c:destroyed"]
        );
    }

    #[test]
    fn next_states_come_and_go() {
        let with_next = |name: Option<&str>| {
            let mut snapshot = snapshot(("Busy", "system"), &[]);
            if let Some(name) = name {
                snapshot["nextState"] = json!({"name": name});
            }
            snapshot
        };
        assert_eq!(
            walk(&[
                with_next(None),
                with_next(Some("Lunch")),
                with_next(Some("Break")),
                with_next(None)
            ])[1..],
            [
                ["refresh", "enqueued_next_state"],
                ["refresh", "enqueued_next_state"],
                ["refresh", "cleared_next_state"]
            ]
        );
    }

    #[test]
    fn order_is_added_gone_stayed() {
        assert_eq!(
            walk(&[
                snapshot(
                    ("Available", "routable"),
                    &[("stays", "connected"), ("goes", "ended")]
                ),
                snapshot(
                    ("Available", "routable"),
                    &[("new", "connecting"), ("stays", "ended")]
                ),
            ])[1],
            [
                "refresh",
                "new:init,connecting,refresh",
                "goes:destroyed",
                "stays:acw,ended,refresh!"
            ]
        );
    }

    #[test]
    fn a_page_is_told_once_that_a_contact_was_accepted() {
        let (ringing, connected) = (
            snapshot(("PendingBusy", "system"), &[("a", "connecting")]),
            snapshot(("Busy", "system"), &[("a", "connected")]),
        );
        let accepted = ["a".to_owned()];
        let (_, known) = events(None, &ringing, &[]);
        let (missed, known) = events(Some(&known), &connected, &accepted);
        assert_eq!(
            words(&missed)[2..],
            ["a:accepted,connected,refresh+"],
            "before what it led to"
        );
        let (again, known) = events(Some(&known), &connected, &accepted);
        assert_eq!(words(&again), ["refresh", "a:refresh"]);
        let (forgotten, known) = events(Some(&known), &connected, &[]);
        assert_eq!(words(&forgotten), ["refresh", "a:refresh"]);
        assert!(known.contacts[0].accepted, "who was told was told");
    }

    #[test]
    fn what_was_accepted_before_a_page_came_is_no_news_to_it() {
        let connected = snapshot(("Busy", "system"), &[("a", "connected")]);
        let accepted = ["a".to_owned()];
        let (first, known) = events(None, &connected, &accepted);
        assert_eq!(words(&first)[3], "a:init,connected,refresh+");
        let (again, _) = events(Some(&known), &connected, &accepted);
        assert_eq!(words(&again), ["refresh", "a:refresh"]);
        // One that was there all along, and away while the contact came and was accepted, missed it.
        let (_, known) = events(None, &snapshot(("Available", "routable"), &[]), &[]);
        let (missed, _) = events(Some(&known), &connected, &accepted);
        assert_eq!(words(&missed)[2], "a:init,accepted,connected,refresh+");
    }
}
