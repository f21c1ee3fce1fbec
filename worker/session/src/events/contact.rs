//! The events of contacts.

use headwater_protocol::{
    document::text,
    page::{Known, KnownContact, SessionEvent},
    places::Places,
};
use serde_json::Value;

/// The state of a contact that was not seen before.
const INIT: &str = "init";
/// `ContactEvents.ACCEPTED`. No change of state says it: it is said of a call that succeeded.
const ACCEPTED: &str = "contact::accepted";

/// Added contacts first, then those that are gone, then those that stayed.
pub(super) fn push_contact_events(
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
