//! A snapshot made of the one before and what an answer says, and the merge patch between them.

use headwater_protocol::{cti::SnapshotContact, document::difference, places::Places};
use serde_json::{Map, Value};

pub(super) const CONTACTS: &str = "contacts";
const CONTACT_IDS: &str = "contactIds";

/// A snapshot in the form of the document, of its parts.
pub(super) fn whole_snapshot(rest: Map<String, Value>, contacts: Vec<SnapshotContact>) -> Value {
    next_snapshot(Value::Object(Map::new()), rest, contacts).0
}

/// The snapshot after `old`, and the merge patch that makes it. Contacts without news are those of `old`.
pub(super) fn next_snapshot(
    old: Value,
    rest: Map<String, Value>,
    contacts: Vec<SnapshotContact>,
) -> (Value, Map<String, Value>) {
    let mut old = object(old);
    let mut by_id = object(old.remove(CONTACTS).unwrap_or_default());
    let old_ids = old.remove(CONTACT_IDS);
    let (old, rest) = (Value::Object(old), Value::Object(rest));
    let mut patch = object(difference(&old, &rest).unwrap_or_default());

    let ids: Vec<Value> = contacts.iter().map(|contact| Value::from(&*contact.id)).collect();
    let mut contacts_patch = changed_contacts(&mut by_id, contacts);
    if by_id.len() > ids.len() {
        remove_others(&mut by_id, &ids, &mut contacts_patch);
    }
    if !contacts_patch.is_empty() {
        patch.insert(CONTACTS.to_owned(), Value::Object(contacts_patch));
    }
    let ids = Value::Array(ids);
    if old_ids.as_ref() != Some(&ids) {
        patch.insert(CONTACT_IDS.to_owned(), ids.clone());
    }
    let mut snapshot = object(rest);
    snapshot.insert(CONTACTS.to_owned(), Value::Object(by_id));
    snapshot.insert(CONTACT_IDS.to_owned(), ids);
    (Value::Object(snapshot), patch)
}

pub(super) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// Puts the contacts that have news in; the merge patch of that.
fn changed_contacts(by_id: &mut Map<String, Value>, contacts: Vec<SnapshotContact>) -> Map<String, Value> {
    let mut patch = Map::new();
    for SnapshotContact { id, news } in contacts {
        let Some(contact) = news else { continue };
        let change = match by_id.get(&*id) {
            Some(old) => difference(old, &contact),
            None => Some(contact.clone()),
        };
        if let Some(change) = change {
            patch.insert(id.to_string(), change);
            by_id.insert(id.to_string(), contact);
        }
    }
    patch
}

/// Takes the contacts that have none of these ids out.
fn remove_others(by_id: &mut Map<String, Value>, ids: &[Value], patch: &mut Map<String, Value>) {
    let present = Places::of(ids.iter().filter_map(Value::as_str));
    by_id.retain(|id, _| {
        let stays = present.get(id).is_some();
        if !stays {
            patch.insert(id.clone(), Value::Null);
        }
        stays
    });
}

#[cfg(test)]
mod tests {
    use headwater_protocol::{
        Millis,
        cti::{self, SnapshotText},
        document::apply,
    };
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use crate::agent_document::{AgentDocument, Change};

    /// Some of six contacts in some order, each with one of three names, and a member beside them.
    fn any_snapshot() -> impl Strategy<Value = Value> {
        let names = prop::collection::vec(0..3_u8, 6);
        let ids = prop::sample::subsequence((0..6_usize).collect::<Vec<_>>(), 0..=6).prop_shuffle();
        (ids, names, 0..2_u8).prop_map(|(ids, names, rest)| {
            let contact = |id: &usize| {
                json!({
                    "contactId": format!("c{id}"), "state": {"type": "connected", "timestamp": id % 3},
                    "name": names[*id], "attributes": {"a": {"value": names[*id]}, "b": null},
                })
            };
            json!({
                "state": {"name": "Busy"}, "rest": rest, "snapshotTimestamp": 1,
                "contacts": ids.iter().map(contact).collect::<Vec<_>>(),
            })
        })
    }

    proptest! {
        /// Whatever was read before: the document is what one gets who reads the last answer alone, and so is what
        /// pages make of the patches.
        #[test]
        fn contacts_that_are_not_read_again_are_those_of_before(
            snapshots in prop::collection::vec(any_snapshot(), 1..8),
        ) {
            let mut document = AgentDocument::default();
            document.take_configuration(Millis(1), json!({}));
            let mut replica = Value::Null;
            for snapshot in snapshots {
                let body = json!({ "snapshot": snapshot }).to_string();
                let answer = cti::read_snapshot(body.clone(), document.last_answer()).unwrap();
                match document.take_snapshot(Millis(1), Millis(1), answer) {
                    Some(Change { patch: Some(patch), .. }) => apply(&mut replica, &patch),
                    Some(_) => replica = document.whole().unwrap(),
                    None => {}
                }
                let mut fresh = AgentDocument::default();
                fresh.take_configuration(Millis(1), json!({}));
                let answer = cti::read_snapshot(body, &SnapshotText::default()).unwrap();
                fresh.take_snapshot(Millis(1), Millis(1), answer);
                prop_assert_eq!(document.whole(), fresh.whole());
                prop_assert_eq!(Some(replica.clone()), document.whole());
            }
        }
    }
}
