//! The worker failed, and begins again in the same browser.

use headwater_protocol::stored::StoredSessions;

use super::Sessions;
use crate::effect::LogLevel;

/// How the worker's former life ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// How often it has failed soon after it began, this time included.
    pub in_a_row: u32,
    /// What the browser or Rust says about it.
    pub why: String,
}

impl Failure {
    /// What can still be believed of what was stored: whoever fails over and over may do so for what he reads. The log is
    /// given up last.
    fn believed(&self, stored: StoredSessions) -> StoredSessions {
        match self.in_a_row {
            0 | 1 => stored,
            2 => StoredSessions {
                version: stored.version,
                next_id: stored.next_id,
                log: stored.log,
                ..StoredSessions::default()
            },
            _ => StoredSessions::default(),
        }
    }
}

impl Sessions {
    /// To be told before anything that happens.
    pub fn after_failure(&mut self, failure: Failure) {
        self.failure = Some(failure);
    }

    /// What is taken of what was stored.
    pub(super) fn believed(&self, stored: StoredSessions) -> StoredSessions {
        match &self.failure {
            Some(failure) => failure.believed(stored),
            None => stored,
        }
    }

    pub(super) fn log_failure(&mut self) {
        let Some(Failure { in_a_row, why }) = self.failure.take() else {
            return;
        };
        let forgotten = if in_a_row > 1 {
            ", without what it had stored of the sessions"
        } else {
            ""
        };
        let text = format!("The worker failed ({in_a_row} in a row) and began again{forgotten}: {why}");
        self.outbox.log(None, LogLevel::Error, &text);
    }
}
