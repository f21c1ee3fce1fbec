//! The long poll: the agent's snapshot, as soon as it changes (PROTOCOL.md 2.3).

use headwater_protocol::{
    Millis,
    cti::{self, AgentSnapshot, SnapshotText, operation_of_method},
};
use serde_json::json;

use crate::{
    input::{EffectId, HttpAnswer, HttpFailure},
    outbox::Context,
    retry::Backoff,
    service::{self, Failure, Service},
};

/// How long the service may hold a poll. Chromium ends a worker whose request takes 30 s to answer.
const POLL: Millis = Millis::seconds(20);
/// A poll without an answer by then never gets one.
const POLL_TIMEOUT: Millis = Millis::seconds(28);
/// Polls that may follow each other at once; an instance that answers without pause gets the rate below.
const BURST: u32 = 20;
const REFILL: Millis = Millis(100);

/// One session's long poll.
#[derive(Debug)]
pub(crate) struct SnapshotPoll {
    running: bool,
    in_flight: Option<EffectId>,
    poll_at: Option<Millis>,
    next_token: Option<String>,
    backoff: Backoff,
    bucket: Bucket,
}

impl SnapshotPoll {
    pub(crate) fn new() -> Self {
        Self {
            running: false,
            in_flight: None,
            poll_at: None,
            next_token: None,
            backoff: Backoff::new(Millis(500), Millis::seconds(30)),
            bucket: Bucket {
                left: BURST,
                since: Millis(0),
            },
        }
    }

    pub(crate) fn restore(&mut self, next_token: Option<String>) {
        self.next_token = next_token;
    }

    pub(crate) fn next_token(&self) -> Option<&String> {
        self.next_token.as_ref()
    }

    pub(crate) fn start(&mut self, now: Millis) {
        self.running = true;
        if self.in_flight.is_none() {
            self.poll_at = Some(now);
        }
    }

    /// Polling ends; the next start asks for the snapshot anew.
    pub(crate) fn stop(&mut self, context: &mut Context<'_>) {
        self.running = false;
        self.poll_at = None;
        self.next_token = None;
        self.backoff.succeeded();
        if let Some(id) = self.in_flight.take() {
            context.abort_http(id);
        }
    }

    pub(crate) fn timeout(&self) -> Option<Millis> {
        self.poll_at
    }

    pub(crate) fn time_came(&mut self, context: &mut Context<'_>, service: Service<'_>) {
        if !self.running || self.in_flight.is_some() || self.poll_at.is_none_or(|at| at > context.now) {
            return;
        }
        self.poll_at = None;
        if let Some(operation) = operation_of_method("getAgentSnapshot") {
            // After a failure an answer is wanted at once, since it tells that the service is back.
            let held = if self.backoff.failures() == 0 {
                POLL
            } else {
                Millis(0)
            };
            let parameters = json!({ "nextToken": self.next_token, "timeout": held.0 });
            self.in_flight = Some(service.request(context, operation, &parameters, POLL_TIMEOUT));
        }
    }

    pub(crate) fn is_mine(&self, id: EffectId) -> bool {
        self.in_flight == Some(id)
    }

    /// Reads the answer, of which `last` is the one before; the next poll is planned either way.
    pub(crate) fn answered(
        &mut self,
        context: &mut Context<'_>,
        answer: Result<HttpAnswer, HttpFailure>,
        last: &SnapshotText,
    ) -> Result<AgentSnapshot, Failure> {
        self.in_flight = None;
        let snapshot =
            service::read(answer).and_then(|body| cti::read_snapshot(body, last).map_err(Failure::Malformed));
        match &snapshot {
            Ok(snapshot) => {
                self.backoff.succeeded();
                self.next_token.clone_from(&snapshot.next_token);
                self.poll_at = Some(self.bucket.take(context.now));
            }
            Err(failure) => {
                // A token that the service refuses would be refused for ever: ask for the snapshot anew.
                if matches!(failure, Failure::Refused { error, .. } if error.status == 400) {
                    self.next_token = None;
                }
                self.poll_at = Some(self.backoff.failed(
                    context.now,
                    &mut context.outbox.jitter,
                    failure.retry_after(),
                ));
            }
        }
        snapshot
    }

    /// What was asked will not be answered: ask again.
    pub(crate) fn begin_anew(&mut self, context: &mut Context<'_>) {
        if let Some(id) = self.in_flight.take() {
            context.abort_http(id);
        }
        self.hurry(context.now);
    }

    /// A fresh token or a network is there: do not wait any longer.
    pub(crate) fn hurry(&mut self, now: Millis) {
        if self.running && self.in_flight.is_none() {
            self.poll_at = Some(self.backoff.at_once(now));
        }
    }
}

/// Lets [`BURST`] polls through at once and then one each [`REFILL`].
#[derive(Debug)]
struct Bucket {
    left: u32,
    since: Millis,
}

impl Bucket {
    /// When the next poll may leave.
    fn take(&mut self, now: Millis) -> Millis {
        let refilled = u32::try_from(now.since(self.since).0 / REFILL.0).unwrap_or(u32::MAX);
        if refilled > 0 {
            self.left = self.left.saturating_add(refilled).min(BURST);
            self.since = now;
        }
        if self.left == 0 {
            return self.since.after(REFILL);
        }
        self.left -= 1;
        now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noisy_instance_is_not_hammered() {
        let mut bucket = Bucket {
            left: BURST,
            since: Millis(0),
        };
        let now = Millis(1_000_000);
        let at_once = (0..100).filter(|_| bucket.take(now) == now).count();
        assert_eq!(at_once, BURST as usize);
        assert_eq!(bucket.take(now), now.after(REFILL));
        let later = now.after(REFILL);
        assert_eq!(bucket.take(later), later);
    }
}
