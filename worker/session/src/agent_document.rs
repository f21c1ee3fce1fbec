//! The agent document of one session: the last snapshot and configuration, and what changed in them.

use headwater_protocol::{Millis, cti::AgentSnapshot, document::difference};
use serde_json::{Value, json};

/// A clock that is so far from where it was, in milliseconds, was set.
const CLOCK_SET: f64 = 5000.0;

/// A change that pages are to hear of.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Change {
    /// The version before; absent when there was no document.
    pub(crate) from: Option<u64>,
    /// The version after.
    pub(crate) to: u64,
    /// What makes the new document of the old one; the whole document where there was none.
    pub(crate) patch: Value,
}

/// The document exists once both parts do.
#[derive(Debug, Default)]
pub(crate) struct AgentDocument {
    snapshot: Option<Value>,
    configuration: Option<Value>,
    times: Times,
    version: Option<u64>,
    /// The last version of a document that is gone: a new one continues after it.
    last_version: u64,
}

/// What changes with every poll. Pages hear of it only together with something else.
#[derive(Debug, Clone, Copy, Default)]
struct Times {
    /// `snapshotTimestamp`, by the service's clock.
    snapshot: f64,
    /// When it came, by this machine's clock.
    local: Millis,
}

impl Times {
    /// `skew` as the npm library computes it: the service's clock less ours.
    fn skew(self) -> f64 {
        self.snapshot - self.local.0 as f64
    }

    fn write(self, snapshot: &mut Value) {
        snapshot["snapshotTimestamp"] = json!(self.snapshot);
        snapshot["localTimestamp"] = json!(self.local);
        snapshot["skew"] = json!(self.skew());
    }
}

impl AgentDocument {
    pub(crate) fn restore(&mut self, document: Option<Value>, version: u64) {
        self.last_version = version;
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
            ..Self::default()
        };
    }

    pub(crate) fn version(&self) -> Option<u64> {
        self.version
    }

    pub(crate) fn last_version(&self) -> u64 {
        self.last_version
    }

    /// The snapshot, once the document exists.
    pub(crate) fn snapshot(&self) -> Option<&Value> {
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
    pub(crate) fn whole(&self) -> Option<Value> {
        let mut snapshot = self.snapshot()?.clone();
        self.times.write(&mut snapshot);
        Some(json!({ "snapshot": snapshot, "configuration": self.configuration()? }))
    }

    /// Takes the answer of a poll; nothing if it says nothing new.
    pub(crate) fn take_snapshot(
        &mut self,
        now: Millis,
        wall: Millis,
        answer: AgentSnapshot,
    ) -> Option<Change> {
        let mut snapshot = answer.snapshot;
        if let Some(members) = snapshot.as_object_mut() {
            members.remove("snapshotTimestamp");
        }
        let times = Times {
            snapshot: answer.timestamp,
            local: wall,
        };
        let patch = match &self.snapshot {
            None => None,
            Some(old) => match difference(old, &snapshot) {
                None if (times.skew() - self.times.skew()).abs() < CLOCK_SET => return None,
                // Every duration that pages show depends on it.
                None => Some(json!({})),
                some => some,
            },
        };
        self.snapshot = Some(snapshot);
        self.times = times;
        self.publish(
            now,
            patch.map(|mut patch| {
                times.write(&mut patch);
                json!({ "snapshot": patch })
            }),
        )
    }

    /// Takes a configuration; nothing if it says nothing new.
    pub(crate) fn take_configuration(&mut self, now: Millis, configuration: Value) -> Option<Change> {
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
        // Made of the time: what the worker's last life published but did not live to store must not come again as the
        // version of something else.
        let to = self.last_version.max(now.0 * 1000) + 1;
        self.version = Some(to);
        self.last_version = to;
        let patch = patch.filter(|_| from.is_some()).or_else(|| self.whole())?;
        Some(Change { from, to, patch })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use headwater_protocol::document::apply;

    fn answer(name: &str, timestamp: f64) -> AgentSnapshot {
        AgentSnapshot {
            snapshot: json!({"state": {"name": name}, "snapshotTimestamp": timestamp, "contacts": {}}),
            timestamp,
            next_token: None,
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
        assert_eq!(Some(change.patch), document.whole());
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
        apply(&mut replica, &first.patch);
        apply(&mut replica, &second.patch);
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
        restored.restore(document.whole(), document.last_version());
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
        restored.restore(stored, version);
        let other = restored
            .take_snapshot(Millis(30), Millis(30), answer("C", 35.0))
            .unwrap();
        assert!(other.to > lost.to);
    }
}
