//! What clients report for somebody to read later: log lines, issues with contacts, quality of calls.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::instance::time::Timestamp;

/// Older entries are forgotten beyond this number.
const KEPT: usize = 10_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Kind {
    /// A line of `SendClientLogs`: `{timestamp, component, message}`.
    Log,
    /// `NotifyContactIssue`: `{issueCode, description, clientLogs}`.
    Issue,
    /// The report of `SendSoftphoneCallReport`.
    CallReport,
    /// One of the statistics of `SendSoftphoneCallMetrics`.
    CallMetrics,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Entry {
    number: u64,
    /// When it came, in milliseconds since 1970.
    at: i64,
    agent: String,
    kind: Kind,
    contact_id: Option<String>,
    content: Value,
}

#[derive(Debug, Default)]
pub(crate) struct ClientLogs {
    entries: VecDeque<Entry>,
    last: u64,
}

impl ClientLogs {
    pub(crate) fn add(
        &mut self,
        agent: &str,
        kind: Kind,
        contact_id: Option<&str>,
        content: Value,
        now: Timestamp,
    ) {
        self.last += 1;
        self.entries.push_back(Entry {
            number: self.last,
            at: now.milliseconds,
            agent: agent.to_owned(),
            kind,
            contact_id: contact_id.map(str::to_owned),
            content,
        });
        if self.entries.len() > KEPT {
            self.entries.pop_front();
        }
    }

    pub(crate) fn last(&self) -> u64 {
        self.last
    }

    /// Entries after a number, of one kind and of one agent where these are given.
    pub(crate) fn after(&self, number: u64, kind: Option<Kind>, agent: Option<&str>) -> Vec<&Entry> {
        self.entries
            .iter()
            .filter(|entry| entry.number > number)
            .filter(|entry| kind.is_none_or(|kind| entry.kind == kind))
            .filter(|entry| agent.is_none_or(|agent| entry.agent == agent))
            .collect()
    }

    /// Forgets the entries; their numbers go on.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_by_number_kind_and_agent() {
        let mut logs = ClientLogs::default();
        let now = Timestamp::from_milliseconds(1_000);
        logs.add("jane", Kind::Log, None, Value::from("a"), now);
        logs.add("john", Kind::Log, None, Value::from("b"), now);
        logs.add("jane", Kind::Issue, Some("call"), Value::from("c"), now);
        let contents = |entries: Vec<&Entry>| -> Vec<Value> {
            entries.iter().map(|entry| entry.content.clone()).collect()
        };
        assert_eq!(contents(logs.after(0, None, Some("jane"))), ["a", "c"]);
        assert_eq!(contents(logs.after(0, Some(Kind::Log), None)), ["a", "b"]);
        assert_eq!(contents(logs.after(2, None, None)), ["c"]);
        logs.clear();
        logs.add("jane", Kind::Log, None, Value::from("d"), now);
        assert_eq!((logs.last(), contents(logs.after(3, None, None)).len()), (4, 1));
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let mut logs = ClientLogs::default();
        for _ in 0..=KEPT {
            logs.add(
                "jane",
                Kind::Log,
                None,
                Value::Null,
                Timestamp::from_milliseconds(0),
            );
        }
        assert_eq!(logs.after(0, None, None).len(), KEPT);
    }
}
