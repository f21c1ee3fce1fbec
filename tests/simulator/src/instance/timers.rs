//! What the instance does by itself later.

use std::collections::BTreeMap;

use super::agent::OutboundAnswer;
use super::contact::ContactKey;
use super::tasks::PendingTask;
use super::time::Timestamp;

#[derive(Debug)]
pub(super) enum Due {
    /// The agent did not take the contact in time.
    RingOver(ContactKey),
    AutoAccept(ContactKey),
    /// Whoever was dialled reacts.
    Answer {
        contact: ContactKey,
        connection: String,
        outcome: OutboundAnswer,
    },
    TaskScheduled(Box<PendingTask>),
}

/// Things due, in order of time and then in the order in which they were added.
#[derive(Debug, Default)]
pub(super) struct Timers {
    due: BTreeMap<(Timestamp, u64), Due>,
    added: u64,
}

impl Timers {
    pub(super) fn add(&mut self, at: Timestamp, due: Due) {
        self.added += 1;
        self.due.insert((at, self.added), due);
    }

    pub(super) fn next(&self) -> Option<Timestamp> {
        self.due.keys().next().map(|(at, _)| *at)
    }

    pub(super) fn pop(&mut self, now: Timestamp) -> Option<Due> {
        let first = self.due.first_entry()?;
        (first.key().0 <= now).then(|| first.remove())
    }
}
