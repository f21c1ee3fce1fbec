//! Answers of the long poll, one after the other: an answer is read in part from the one before.

use std::collections::BTreeMap;

use headwater_protocol::cti::{SnapshotText, read_snapshot};
use serde_json::Value;

use crate::harness::text;

/// Bodies, one a line. Reading one with the last one at hand gives what reading it alone gives, and what is no JSON is
/// no answer.
pub fn snapshots(data: &[u8]) {
    let Some(data) = text(data) else { return };
    let mut last = SnapshotText::default();
    let mut known: BTreeMap<String, Value> = BTreeMap::new();
    for body in data.lines().take(8) {
        let alone = read_snapshot(body.to_owned(), &SnapshotText::default());
        let next = read_snapshot(body.to_owned(), &last);
        let (alone, next) = match (alone, next) {
            (Ok(alone), Ok(next)) => (alone, next),
            (Err(_), Err(_)) => continue,
            (alone, next) => panic!("{body:?} is read as {alone:?} alone, and as {next:?} after another"),
        };
        assert!(
            serde_json::from_str::<Value>(body).is_ok(),
            "{body:?} is no JSON, and read as {alone:?}"
        );
        assert_eq!(next.rest, alone.rest);
        assert_eq!(next.timestamp.to_bits(), alone.timestamp.to_bits());
        assert_eq!(next.next_token, alone.next_token);
        assert_eq!(next.contacts.len(), alone.contacts.len());
        let mut now = BTreeMap::new();
        for (next, alone) in next.contacts.iter().zip(&alone.contacts) {
            assert_eq!(next.id, alone.id, "in order");
            let read = next.news.as_ref().or_else(|| known.get(&*next.id));
            assert_eq!(read, alone.news.as_ref(), "contact {}", next.id);
            if let Some(read) = read {
                now.insert(next.id.to_string(), read.clone());
            }
        }
        known = now;
        last = next.text;
    }
}
