//! The command that was sent and not answered yet, so that the pressed button can show it.

use headwater_protocol::Millis;
use headwater_protocol::popup::PopupToWorker;

/// After this long without any change the button looks idle again, so that nobody waits for an answer that is lost.
const LONGEST: Millis = Millis::seconds(10);

/// At most one command: the last one. A view that differs from the one before is taken as the answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Pending {
    sent: Option<(PopupToWorker, Millis)>,
}

impl Pending {
    /// A command leaves.
    pub(crate) fn send(&mut self, command: PopupToWorker, now: Millis) {
        self.sent = Some((command, now));
    }

    /// The worker answered, or the connection to it is lost.
    pub(crate) fn settle(&mut self) {
        self.sent = None;
    }

    /// Gives up on an answer that has not come for too long. True if that changed something.
    pub(crate) fn expire(&mut self, now: Millis) -> bool {
        let expired = self
            .sent
            .as_ref()
            .is_some_and(|(_, since)| now.since(*since) >= LONGEST);
        if expired {
            self.sent = None;
        }
        expired
    }

    /// Whether this command waits for its answer.
    pub(crate) fn is(&self, command: &PopupToWorker) -> bool {
        self.sent.as_ref().is_some_and(|(sent, _)| sent == command)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign_in(instance: &str) -> PopupToWorker {
        PopupToWorker::SignIn {
            instance: instance.to_owned(),
        }
    }

    #[test]
    fn only_the_very_command_that_was_sent_is_pending() {
        let mut pending = Pending::default();
        assert!(!pending.is(&sign_in("https://a.example")));
        pending.send(sign_in("https://a.example"), Millis(1));
        assert!(pending.is(&sign_in("https://a.example")));
        assert!(!pending.is(&sign_in("https://b.example")));
    }

    #[test]
    fn an_answer_settles_it() {
        let mut pending = Pending::default();
        pending.send(sign_in("https://a.example"), Millis(1));
        pending.settle();
        assert_eq!(pending, Pending::default());
    }

    #[test]
    fn an_answer_that_never_comes_is_given_up() {
        let mut pending = Pending::default();
        pending.send(sign_in("https://a.example"), Millis(1000));
        assert!(!pending.expire(Millis(10_999)));
        assert!(pending.is(&sign_in("https://a.example")));
        assert!(pending.expire(Millis(11_000)));
        assert!(!pending.is(&sign_in("https://a.example")));
        assert!(!pending.expire(Millis(12_000)));
    }
}
