//! The answer of `GetAgentSnapshot` in the form of the agent document (see [`crate::document`]).

use std::{cell::OnceCell, ops::Range, rc::Rc};

use serde::de::IgnoredAny;
use serde_json::{Map, Value};

mod form;

use form::{read_contact, read_rest, state_time};

use super::walk::Walk;
use crate::{
    document,
    places::{Places, sorted},
};

/// One answer of the long poll.
#[derive(Debug, Clone, PartialEq)]
pub struct AgentSnapshot {
    /// In the form of the document, without `contacts`, `contactIds`, `localTimestamp` and `skew`.
    pub rest: Map<String, Value>,
    /// By the time of their state, as in PROTOCOL.md 2.5; each once.
    pub contacts: Vec<SnapshotContact>,
    /// When the service made it, in milliseconds by its clock.
    pub timestamp: f64,
    /// To be sent with the next poll.
    pub next_token: Option<String>,
    /// What the next answer is compared with.
    pub text: SnapshotText,
}

/// One contact of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct SnapshotContact {
    /// Its id.
    pub id: Rc<str>,
    /// In the form of the document; nothing when the last answer had the very same text for it.
    pub news: Option<Value>,
}

/// The text of an answer, and where in it the contacts are. A contact that has the same text in the next answer is
/// not read again.
#[derive(Clone, Default, PartialEq)]
pub struct SnapshotText {
    body: String,
    contacts: Vec<ContactText>,
}

impl std::fmt::Debug for SnapshotText {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} contacts", self.contacts.len())
    }
}

#[derive(Debug, Clone, PartialEq)]
struct ContactText {
    place: Range<usize>,
    id: Rc<str>,
    /// Milliseconds.
    state_time: i64,
}

/// Reads the body of a successful answer. Members that the model does not know are passed through. `last` is the text
/// of the answer before, if what was read from it is still known.
///
/// # Errors
/// In words, when a part that everything stands on (`state`, `contacts`) is missing or malformed.
pub fn read_snapshot(body: String, last: &SnapshotText) -> Result<AgentSnapshot, String> {
    let mut walk = Walk::new(&body);
    if !walk.take(b'{') {
        walk.value::<IgnoredAny>()?;
        return Err("not an object".to_owned());
    }
    let (mut found, mut next_token) = (None, None);
    walk.each(b'}', |walk| {
        match walk.name()?.as_str() {
            "snapshot" if walk.take(b'{') => found = Some(read_members(walk, last)?),
            "nextToken" => {
                next_token = match walk.value()? {
                    Value::String(token) => Some(token),
                    _ => None,
                };
            }
            _ => {
                walk.value::<IgnoredAny>()?;
            }
        }
        Ok(())
    })?;
    walk.end()?;
    let Some((mut rest, contacts)) = found else {
        return Err("no snapshot".to_owned());
    };
    read_rest(&mut rest)?;
    let timestamp = rest
        .get("snapshotTimestamp")
        .and_then(Value::as_f64)
        .unwrap_or_default();
    let (contacts, texts) = in_order(contacts);
    Ok(AgentSnapshot {
        rest,
        contacts,
        timestamp,
        next_token,
        text: SnapshotText {
            body,
            contacts: texts,
        },
    })
}

type ReadContact = (ContactText, Option<Value>);

/// The members of a snapshot: its contacts apart from the others.
fn read_members(
    walk: &mut Walk<'_>,
    last: &SnapshotText,
) -> Result<(Map<String, Value>, Vec<ReadContact>), String> {
    let mut rest = Map::new();
    let mut contacts = Vec::new();
    walk.each(b'}', |walk| {
        let name = walk.name()?;
        if name != "contacts" {
            rest.insert(name, walk.value()?);
        } else if walk.take(b'[') {
            contacts = read_contacts(walk, last)?;
        } else {
            match walk.value()? {
                Value::Null => contacts = Vec::new(),
                _ => return Err("contacts are not a list".to_owned()),
            }
        }
        Ok(())
    })?;
    Ok((rest, contacts))
}

/// The contacts of a list that was entered, in the order of the service. Contacts come in the order in which they
/// came last, mostly: a text is looked for where the last one ended, and behind one that is gone.
fn read_contacts(walk: &mut Walk<'_>, last: &SnapshotText) -> Result<Vec<ReadContact>, String> {
    let mut contacts: Vec<ReadContact> = Vec::with_capacity(last.contacts.len() + 1);
    let mut expected = 0;
    let places = OnceCell::new();
    walk.each(b']', |walk| {
        // Goes over spaces.
        walk.take(0xff);
        let from = walk.at();
        let same = (expected..last.contacts.len())
            .take(2)
            // A text that begins with a whole object is that object.
            .find(|index| walk.take_text(&last.body[last.contacts[*index].place.clone()]));
        if let Some(index) = same {
            expected = index + 1;
            let known = &last.contacts[index];
            let text = ContactText {
                place: from..walk.at(),
                id: Rc::clone(&known.id),
                state_time: known.state_time,
            };
            contacts.push((text, None));
        } else if let Some((id, contact)) = read_contact(walk.value()?) {
            let places = places.get_or_init(|| places_of(&last.contacts));
            if let Some(found) = places.get(&id) {
                expected = found + 1;
            }
            let text = ContactText {
                place: from..walk.at(),
                id: id.into(),
                state_time: state_time(&contact),
            };
            contacts.push((text, Some(document::without_nulls(Value::Object(contact)))));
        }
        Ok(())
    })?;
    Ok(contacts)
}

fn places_of(contacts: &[ContactText]) -> Places<'_> {
    Places::of(contacts.iter().map(|text| &*text.id))
}

/// By the time of their state, and with the texts in the order of the service. Of contacts with one id, which the
/// service does not send, the last one counts, in the first one's place.
fn in_order(contacts: Vec<ReadContact>) -> (Vec<SnapshotContact>, Vec<ContactText>) {
    let (mut texts, mut news): (Vec<ContactText>, Vec<Option<Value>>) = contacts.into_iter().unzip();
    let order = sorted(texts.iter().map(|text| text.state_time).zip(0..).collect());
    let mut contacts: Vec<SnapshotContact> = order
        .into_iter()
        .map(|(_, place): (i64, usize)| SnapshotContact {
            id: Rc::clone(&texts[place].id),
            news: news[place].take(),
        })
        .collect();
    if places_of(&texts).has_repetitions() {
        texts.clear();
        contacts = without_repetitions(contacts);
    }
    (contacts, texts)
}

fn without_repetitions(contacts: Vec<SnapshotContact>) -> Vec<SnapshotContact> {
    let mut unique: Vec<SnapshotContact> = Vec::new();
    for contact in contacts {
        match unique.iter_mut().find(|other| other.id == contact.id) {
            Some(other) => other.news = contact.news,
            None => unique.push(contact),
        }
    }
    unique
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn body(snapshot: &Value) -> String {
        json!({"snapshot": snapshot, "nextToken": "n"}).to_string()
    }

    pub(super) fn read(snapshot: Value) -> AgentSnapshot {
        read_snapshot(body(&snapshot), &SnapshotText::default()).unwrap()
    }

    pub(super) fn ids(answer: &AgentSnapshot) -> Vec<&str> {
        answer.contacts.iter().map(|contact| &*contact.id).collect()
    }

    /// Which contacts were read, and which are as they were.
    fn news(answer: &AgentSnapshot) -> Vec<(&str, bool)> {
        answer
            .contacts
            .iter()
            .map(|contact| (&*contact.id, contact.news.is_some()))
            .collect()
    }

    pub(super) fn contact<'a>(answer: &'a AgentSnapshot, id: &str) -> &'a Value {
        let found = answer.contacts.iter().find(|contact| &*contact.id == id);
        found.and_then(|contact| contact.news.as_ref()).unwrap()
    }

    pub(super) fn agent_state() -> Value {
        json!({"agentStateARN": null, "type": "system", "name": "PendingBusy", "startTimestamp": 1.5})
    }

    #[test]
    fn orders_contacts_by_time_of_state_and_connections_as_sent() {
        let sent = |id: &str, time: u32| {
            json!({
                "contactId": id, "state": {"type": "connected", "timestamp": time},
                "connections": [{"connectionId": "z"}, {"connectionId": "a"}],
            })
        };
        let answer = read(json!({
            "state": agent_state(), "contacts": [sent("c", 3), sent("a", 1), sent("b", 1)],
        }));
        assert_eq!(ids(&answer), ["a", "b", "c"]);
        assert_eq!(contact(&answer, "a")["connectionIds"], json!(["z", "a"]));
    }

    #[test]
    fn says_what_is_missing() {
        for (body, reason) in [
            ("<html>", "not JSON"),
            ("[]", "not an object"),
            ("{}", "no snapshot"),
            (r#"{"snapshot":7}"#, "no snapshot"),
            (r#"{"snapshot":{"state":{"name":"a"}}} x"#, "not JSON"),
            (r#"{"snapshot":{"state":{"name":"a"},"contacts":[1"#, "not JSON"),
            (r#"{"snapshot":{}}"#, "no agent state"),
            (
                r#"{"snapshot":{"state":{"name":"a"},"contacts":7}}"#,
                "contacts are not a list",
            ),
        ] {
            let error = read_snapshot(body.to_owned(), &SnapshotText::default()).unwrap_err();
            assert!(error.starts_with(reason), "{body}: {error}");
        }
    }

    fn plain(id: &str, time: u32, name: &str) -> Value {
        json!({"contactId": id, "state": {"type": "connected", "timestamp": time}, "name": name})
    }

    #[test]
    fn reads_only_the_contacts_whose_text_is_new() {
        let first = read(json!({
            "state": agent_state(), "contacts": [plain("a", 3, "x"), plain("b", 1, "x"), plain("c", 2, "x")],
        }));
        assert_eq!(news(&first), [("b", true), ("c", true), ("a", true)]);
        // One changed, one gone, one new, and something before them that moves them all.
        let second = json!({
            "aBefore": 7, "state": agent_state(),
            "contacts": [plain("a", 3, "x"), plain("n", 9, "x"), plain("c", 2, "y")],
        });
        let second = read_snapshot(body(&second), &first.text).unwrap();
        assert_eq!(news(&second), [("c", true), ("a", false), ("n", true)]);
        let third = json!({
            "state": agent_state(), "contacts": [plain("n", 9, "x"), plain("c", 2, "y")],
        });
        let third = read_snapshot(body(&third), &second.text).unwrap();
        assert_eq!(news(&third), [("c", false), ("n", false)]);
    }

    #[test]
    fn a_text_that_only_begins_like_a_known_contact_is_no_answer() {
        let first = read(json!({"state": agent_state(), "contacts": [plain("a", 3, "x")]}));
        let odd = body(&json!({"state": agent_state(), "contacts": [plain("a", 3, "x")]}));
        let odd = odd.replace("}]", "}{}]");
        assert!(read_snapshot(odd, &first.text).is_err());
    }

    #[test]
    fn contacts_with_one_id_are_read_anew_each_time() {
        let twice = json!({
            "state": agent_state(), "contacts": [plain("a", 3, "x"), plain("a", 2, "y")],
        });
        let first = read(twice.clone());
        let second = read_snapshot(body(&twice), &first.text).unwrap();
        assert_eq!(news(&second), [("a", true)]);
        assert_eq!(contact(&second, "a")["name"], "x");
    }
}
