//! Which events a page is owed: a pure function of what it saw last and what is now (PROTOCOL.md 6.4).
//!
//! There is no event log. A page that was away says what it knows and gets exactly what it missed; what came and
//! went in between it could not see, and gets no events for.

mod agent;
mod contact;

pub(crate) use agent::is_error_state;
use agent::{agent, push_agent_events};
use contact::push_contact_events;
use headwater_protocol::{
    document::text,
    page::{Known, SessionEvent},
};
use serde_json::Value;

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
