//! The agent document of one session: the last snapshot and configuration, and what changed in them.

mod next_snapshot;
mod times;

use headwater_protocol::{
    Millis,
    cti::{AgentSnapshot, SnapshotText},
    document::difference,
};
use next_snapshot::{CONTACTS, next_snapshot, whole_snapshot};
use serde_json::{Value, json};
use times::Times;

/// A clock that is so far from where it was, in milliseconds, was set.
const CLOCK_SET: f64 = 5000.0;

/// A change that pages are to hear of.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The version before; absent when there was no document.
    pub from: Option<u64>,
    /// The version after.
    pub to: u64,
    /// What makes the new document of the old one; nothing where there was none.
    pub patch: Option<Value>,
}

/// The last snapshot and configuration of an agent. The document exists once both do.
#[derive(Debug, Default)]
pub struct AgentDocument {
    snapshot: Option<Value>,
    configuration: Option<Value>,
    times: Times,
    /// What the contacts of the snapshot were read from.
    last_answer: SnapshotText,
    /// Ids of contacts that were accepted in this browser, in their order; gone with the contact.
    accepted: Vec<String>,
    /// Whether the service was heard since the worker started: before, contacts may be unknown that pages have.
    is_fresh: bool,
    /// The version that a former life of the worker stored, and the first one that this life made.
    restored: Option<u64>,
    first_made: Option<u64>,
    version: Option<u64>,
    /// The last version of a document that is gone: a new one continues after it.
    last_version: u64,
}

impl AgentDocument {
    /// Takes up what was stored. `leap` is a number by chance: versions that a former life published and did not live to
    /// store lie within it.
    pub(crate) fn restore(
        &mut self,
        document: Option<Value>,
        accepted: Vec<String>,
        version: u64,
        leap: u64,
    ) {
        self.last_version = version.saturating_add(leap);
        self.restored = Some(version);
        self.accepted = accepted;
        let Some(mut document) = document else { return };
        let mut snapshot = document["snapshot"].take();
        let Some(members) = snapshot.as_object_mut() else {
            return;
        };
        let number = |value: Option<Value>| value.and_then(|value| value.as_f64()).unwrap_or_default();
        self.times.snapshot = number(members.remove("snapshotTimestamp"));
        self.times.local = Millis(number(members.remove("localTimestamp")) as u64);
        members.remove("skew");
        self.snapshot = Some(snapshot);
        self.configuration = Some(document["configuration"].take());
        self.version = Some(version);
    }

    /// Nobody is signed in any more.
    pub(crate) fn clear(&mut self) {
        *self = Self {
            last_version: self.last_version,
            accepted: std::mem::take(&mut self.accepted),
            restored: self.restored,
            first_made: self.first_made,
            ..Self::default()
        };
    }

    /// Whether the snapshot is what a former life of the worker stored: the service was not heard since.
    pub(crate) fn is_stored(&self) -> bool {
        !self.is_fresh
    }

    /// Whether the snapshot is older than what a page of this version has.
    pub(crate) fn is_older_than(&self, version: u64) -> bool {
        self.is_stored() && self.restored.is_some_and(|restored| version > restored)
    }

    /// Ids of contacts that were accepted in this browser, in their order.
    pub(crate) fn accepted(&self) -> &[String] {
        &self.accepted
    }

    /// The contact was accepted. Whether this is remembered: not of one that does not exist.
    pub(crate) fn accept(&mut self, contact_id: &str) -> bool {
        let exists = |snapshot: &Value| snapshot[CONTACTS].get(contact_id).is_some();
        // Also of a snapshot that waits for the configuration.
        let remembered = !self.is_fresh || self.snapshot.as_ref().is_some_and(exists);
        if remembered && let Err(place) = self.accepted.binary_search_by(|id| id.as_str().cmp(contact_id)) {
            self.accepted.insert(place, contact_id.to_owned());
        }
        remembered
    }

    /// Whether a page of this version may have heard from a former life of the worker what that did not live to store.
    pub(crate) fn may_know_less_than(&self, version: u64) -> bool {
        self.restored.is_some_and(|restored| version >= restored)
            && self.first_made.is_none_or(|first| version < first)
    }

    pub(crate) fn version(&self) -> Option<u64> {
        self.version
    }

    /// The version to store: of the document, or of the last one where it is gone.
    pub(crate) fn last_version(&self) -> u64 {
        self.version.unwrap_or(self.last_version)
    }

    /// The snapshot, once the document exists.
    pub fn snapshot(&self) -> Option<&Value> {
        self.version.and(self.snapshot.as_ref())
    }

    /// The configuration, once the document exists.
    pub(crate) fn configuration(&self) -> Option<&Value> {
        self.version.and(self.configuration.as_ref())
    }

    /// Milliseconds that the service's clock is ahead of this machine's.
    pub(crate) fn skew(&self) -> f64 {
        self.times.skew()
    }

    /// The whole document.
    pub fn whole(&self) -> Option<Value> {
        let mut snapshot = self.snapshot()?.clone();
        self.times.write(&mut snapshot);
        Some(json!({ "snapshot": snapshot, "configuration": self.configuration()? }))
    }

    /// What the next answer of the poll is to be read with.
    pub fn last_answer(&self) -> &SnapshotText {
        &self.last_answer
    }

    /// Takes the answer of a poll, read with [`Self::last_answer`]; nothing if it says nothing new.
    pub fn take_snapshot(&mut self, now: Millis, wall: Millis, answer: AgentSnapshot) -> Option<Change> {
        let times = Times {
            snapshot: answer.timestamp,
            local: wall,
        };
        let mut rest = answer.rest;
        rest.remove("snapshotTimestamp");
        self.last_answer = answer.text;
        self.is_fresh = true;
        self.accepted
            .retain(|id| answer.contacts.iter().any(|contact| *contact.id == **id));
        let (snapshot, patch) = match self.snapshot.take() {
            None => (whole_snapshot(rest, answer.contacts), None),
            Some(old) => {
                let (snapshot, patch) = next_snapshot(old, rest, answer.contacts);
                (snapshot, Some(patch))
            }
        };
        self.snapshot = Some(snapshot);
        let patch = match patch {
            Some(patch) if patch.is_empty() && (times.skew() - self.times.skew()).abs() < CLOCK_SET => {
                return None;
            }
            // Every duration that pages show depends on the clock, if that is what changed.
            patch => patch,
        };
        self.times = times;
        self.publish(
            now,
            patch.map(|patch| {
                let mut patch = Value::Object(patch);
                times.write(&mut patch);
                json!({ "snapshot": patch })
            }),
        )
    }

    /// Takes a configuration; nothing if it says nothing new.
    pub fn take_configuration(&mut self, now: Millis, configuration: Value) -> Option<Change> {
        let patch = match &self.configuration {
            None => None,
            Some(old) => Some(difference(old, &configuration)?),
        };
        self.configuration = Some(configuration);
        self.publish(now, patch.map(|patch| json!({ "configuration": patch })))
    }

    fn publish(&mut self, now: Millis, patch: Option<Value>) -> Option<Change> {
        if self.snapshot.is_none() || self.configuration.is_none() {
            return None;
        }
        let from = self.version;
        // Made of the time, and of chance where the clock was set back: what the worker's last life published but did not
        // live to store must not come again as the version of something else.
        let to = self.last_version.max(now.0 * 1000) + 1;
        self.version = Some(to);
        self.last_version = to;
        self.first_made.get_or_insert(to);
        let patch = patch.filter(|_| from.is_some());
        Some(Change { from, to, patch })
    }
}

#[cfg(test)]
mod tests {
    use super::next_snapshot::object;
    use super::*;
    use headwater_protocol::document::apply;

    fn answer(name: &str, timestamp: f64) -> AgentSnapshot {
        AgentSnapshot {
            rest: object(json!({"state": {"name": name}, "snapshotTimestamp": timestamp})),
            contacts: Vec::new(),
            timestamp,
            next_token: None,
            text: SnapshotText::default(),
        }
    }

    #[test]
    fn exists_once_both_parts_do() {
        let mut document = AgentDocument::default();
        assert_eq!(
            document.take_snapshot(Millis(10), Millis(10), answer("A", 15.0)),
            None
        );
        assert_eq!(document.whole(), None);
        let change = document
            .take_configuration(Millis(11), json!({"name": "Ann"}))
            .unwrap();
        assert_eq!(change.from, None);
        assert_eq!(change.patch, None);
        assert_eq!(document.whole().unwrap()["snapshot"]["skew"], json!(5.0));
    }

    #[test]
    fn patches_make_the_whole_of_the_whole() {
        let mut document = AgentDocument::default();
        document.take_snapshot(Millis(10), Millis(10), answer("A", 15.0));
        document.take_configuration(Millis(10), json!({"name": "Ann"}));
        let mut replica = document.whole().unwrap();
        let first = document
            .take_snapshot(Millis(20), Millis(20), answer("B", 26.0))
            .unwrap();
        let second = document
            .take_configuration(Millis(30), json!({"name": "Bea"}))
            .unwrap();
        assert!(first.from < Some(first.to));
        assert_eq!(second.from, Some(first.to));
        apply(&mut replica, &first.patch.unwrap());
        apply(&mut replica, &second.patch.unwrap());
        assert_eq!(Some(replica), document.whole());
    }

    #[test]
    fn a_poll_without_news_changes_nothing() {
        let mut document = AgentDocument::default();
        document.take_configuration(Millis(10), json!({}));
        document.take_snapshot(Millis(10), Millis(10), answer("A", 15.0));
        assert_eq!(
            document.take_snapshot(Millis(30_000), Millis(30_000), answer("A", 30_015.0)),
            None
        );
        assert_eq!(document.take_configuration(Millis(30_000), json!({})), None);
    }

    #[test]
    fn a_restored_document_goes_on() {
        let mut document = AgentDocument::default();
        document.take_configuration(Millis(10), json!({}));
        document.take_snapshot(Millis(10), Millis(10), answer("A", 15.0));
        let mut restored = AgentDocument::default();
        restored.restore(document.whole(), Vec::new(), document.last_version(), 0);
        assert_eq!(restored.whole(), document.whole());
        assert_eq!(
            restored.take_snapshot(Millis(40), Millis(40), answer("A", 45.0)),
            None
        );
        let change = restored
            .take_snapshot(Millis(40), Millis(40), answer("B", 45.0))
            .unwrap();
        assert_eq!(change.from, document.version());
    }

    #[test]
    fn a_version_that_was_not_stored_is_never_used_again() {
        let mut document = AgentDocument::default();
        document.take_configuration(Millis(10), json!({}));
        document.take_snapshot(Millis(10), Millis(10), answer("A", 15.0));
        let (stored, version) = (document.whole(), document.last_version());
        let lost = document
            .take_snapshot(Millis(20), Millis(20), answer("B", 25.0))
            .unwrap();
        let mut restored = AgentDocument::default();
        restored.restore(stored, Vec::new(), version, 0);
        let other = restored
            .take_snapshot(Millis(30), Millis(30), answer("C", 35.0))
            .unwrap();
        assert!(other.to > lost.to);
    }
}
