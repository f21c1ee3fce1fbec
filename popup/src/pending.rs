//! What the agent asked for and what became of it, so that the pressed button shows it and a second press does nothing.

use headwater_protocol::Millis;
use headwater_protocol::message::Message;
use headwater_protocol::popup::{Answer, ContactAction, PopupToWorker};

use crate::words;

/// After this long without an answer the button looks idle again, so that nobody waits for an answer that is lost. The
/// worker gives up on the service before.
const LONGEST: Millis = Millis::seconds(30);
/// The view that shows what was done follows the answer, or there is nothing new to show.
const VIEW_FOLLOWS: Millis = Millis::seconds(2);

/// Which buttons the agent reads a failure beside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// The statuses of an instance.
    Status(String),
    /// A contact.
    Contact(String),
    /// The field for numbers, of a contact or of an instance.
    Dial(String),
    /// The quick connects.
    QuickConnects,
}

/// Where the agent looks after this command; none for one that is not answered.
fn place(command: &PopupToWorker) -> Option<Place> {
    Some(match command {
        PopupToWorker::SetState { instance, .. } => Place::Status(instance.clone()),
        PopupToWorker::Act { contact_id, .. } => Place::Contact(contact_id.clone()),
        PopupToWorker::Connect {
            instance, contact_id, ..
        } => Place::Dial(contact_id.as_ref().unwrap_or(instance).clone()),
        PopupToWorker::FindEndpoints { .. } => Place::QuickConnects,
        _ => return None,
    })
}

/// Whether a new view will show that it was done.
fn changes_the_view(command: &PopupToWorker) -> bool {
    match command {
        PopupToWorker::Act { action, .. } => *action != ContactAction::SendDigits,
        PopupToWorker::FindEndpoints { .. } => false,
        _ => true,
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Sent {
    command: PopupToWorker,
    /// The number that the answer has; 0 for a command that is not answered.
    ask: u32,
    until: Millis,
    answered: bool,
}

/// All commands under way, and what failed last at each place.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Pending {
    sent: Vec<Sent>,
    failures: Vec<(Place, Message)>,
    last_ask: u32,
}

impl Pending {
    /// The command to post, with its number; none while the very same one is under way.
    pub(crate) fn send(&mut self, mut command: PopupToWorker, now: Millis) -> Option<PopupToWorker> {
        if self.is(&command) {
            return None;
        }
        let place = place(&command);
        if let Some(place) = &place {
            self.forget_failure(place);
        }
        let mut sent = Sent {
            command: command.clone(),
            ask: 0,
            until: now.after(LONGEST),
            answered: false,
        };
        if let Some(ask) = command.ask() {
            self.last_ask += 1;
            *ask = self.last_ask;
            sent.ask = self.last_ask;
        }
        self.sent.push(sent);
        Some(command)
    }

    /// The worker answered. Gives back what it answered, unless that is not awaited any more.
    pub(crate) fn answered(&mut self, answer: &Answer, now: Millis) -> Option<PopupToWorker> {
        let index = self.sent.iter().position(|sent| sent.ask == answer.ask)?;
        let command = self.sent[index].command.clone();
        if let Some(problem) = &answer.problem {
            self.sent.remove(index);
            self.fail(&command, problem.clone());
        } else if changes_the_view(&command) {
            self.sent[index].answered = true;
            self.sent[index].until = now.after(VIEW_FOLLOWS);
        } else {
            self.sent.remove(index);
        }
        Some(command)
    }

    /// The worker showed something new: all is done that was answered, or has no other answer.
    pub(crate) fn shown(&mut self) {
        self.sent.retain(|sent| sent.ask != 0 && !sent.answered);
    }

    /// The worker went away, and with it what it was asked; whether that was done nobody knows yet. What it was not
    /// asked yet is still to come.
    pub(crate) fn interrupted(&mut self, unsent: &[u32]) {
        for sent in std::mem::take(&mut self.sent) {
            if unsent.contains(&sent.ask) {
                self.sent.push(sent);
            } else if !sent.answered {
                self.fail(&sent.command, Message::new(words::INTERRUPTED.name()));
            }
        }
    }

    /// Gives up on what has not come for too long. True if that changed something.
    pub(crate) fn expire(&mut self, now: Millis) -> bool {
        let before = self.sent.len();
        self.sent.retain(|sent| sent.until > now);
        self.sent.len() != before
    }

    /// Whether this very command is under way.
    pub(crate) fn is(&self, command: &PopupToWorker) -> bool {
        self.sent.iter().any(|sent| sent.command == *command)
    }

    /// Whether something is under way there.
    pub(crate) fn at(&self, at: &Place) -> bool {
        self.sent
            .iter()
            .any(|sent| place(&sent.command).as_ref() == Some(at))
    }

    /// What failed last there.
    pub(crate) fn failure(&self, at: &Place) -> Option<&Message> {
        self.failures
            .iter()
            .find(|(place, _)| place == at)
            .map(|(_, problem)| problem)
    }

    /// The agent has read it.
    pub(crate) fn forget_failure(&mut self, at: &Place) {
        self.failures.retain(|(place, _)| place != at);
    }

    fn fail(&mut self, command: &PopupToWorker, problem: Message) {
        if let Some(place) = place(command) {
            self.forget_failure(&place);
            self.failures.push((place, problem));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = Millis(1000);

    fn accept(contact: &str) -> PopupToWorker {
        PopupToWorker::Act {
            instance: "https://a.example".to_owned(),
            ask: 0,
            contact_id: contact.to_owned(),
            connection_id: None,
            action: ContactAction::Accept,
            digits: None,
        }
    }

    fn answer(ask: u32, code: Option<&str>) -> Answer {
        Answer {
            ask,
            problem: code.map(Message::new),
            found: None,
        }
    }

    fn at(contact: &str) -> Place {
        Place::Contact(contact.to_owned())
    }

    #[test]
    fn a_second_press_is_not_sent() {
        let mut pending = Pending::default();
        let mut posted = pending.send(accept("a"), NOW).unwrap();
        assert_eq!(posted.ask(), Some(&mut 1));
        assert_eq!(pending.send(accept("a"), NOW), None);
        assert!(pending.is(&accept("a")) && pending.at(&at("a")));
        assert!(!pending.is(&accept("b")) && !pending.at(&at("b")));
        let mut posted = pending.send(accept("b"), NOW).unwrap();
        assert_eq!(posted.ask(), Some(&mut 2));
    }

    #[test]
    fn what_was_done_stays_pressed_until_it_is_shown() {
        let mut pending = Pending::default();
        pending.send(accept("a"), NOW);
        pending.shown();
        assert!(pending.is(&accept("a")), "a view of something else");
        assert_eq!(pending.answered(&answer(1, None), NOW), Some(accept("a")));
        assert!(pending.is(&accept("a")));
        pending.shown();
        assert!(!pending.is(&accept("a")));
        assert_eq!(pending.failure(&at("a")), None);
    }

    #[test]
    fn what_shows_nothing_new_is_over_soon() {
        let mut pending = Pending::default();
        pending.send(accept("a"), NOW);
        pending.answered(&answer(1, None), NOW);
        assert!(!pending.expire(NOW.after(Millis(1999))));
        assert!(pending.expire(NOW.after(Millis(2000))));
        assert!(!pending.is(&accept("a")));
    }

    #[test]
    fn a_failure_stays_beside_its_buttons_until_the_next_try() {
        let mut pending = Pending::default();
        pending.send(accept("a"), NOW);
        pending.answered(&answer(1, Some("offline")), NOW);
        assert!(!pending.is(&accept("a")));
        assert_eq!(pending.failure(&at("a")).unwrap().name, "offline");
        assert_eq!(pending.failure(&at("b")), None);
        pending.send(accept("a"), NOW);
        assert_eq!(pending.failure(&at("a")), None);
    }

    #[test]
    fn an_answer_that_nobody_awaits_is_dropped() {
        let mut pending = Pending::default();
        assert_eq!(pending.answered(&answer(9, Some("offline")), NOW), None);
        assert_eq!(pending, Pending::default());
    }

    #[test]
    fn what_was_under_way_when_the_worker_went_is_said() {
        let mut pending = Pending::default();
        pending.send(accept("a"), NOW);
        pending.send(accept("b"), NOW);
        pending.send(accept("c"), NOW);
        pending.answered(&answer(2, None), NOW);
        pending.interrupted(&[3]);
        assert_eq!(pending.failure(&at("a")).unwrap().name, words::INTERRUPTED.name());
        assert_eq!(pending.failure(&at("b")), None, "it was done");
        assert!(!pending.is(&accept("a")));
        assert!(pending.is(&accept("c")), "it is asked when the worker is back");
    }

    #[test]
    fn a_command_without_an_answer_is_over_with_the_next_view_or_after_a_while() {
        let sign_in = PopupToWorker::SignIn {
            instance: "https://a.example".to_owned(),
        };
        let mut pending = Pending::default();
        pending.send(sign_in.clone(), NOW);
        pending.shown();
        assert!(!pending.is(&sign_in));
        pending.send(sign_in.clone(), NOW);
        assert!(pending.expire(NOW.after(LONGEST)));
        assert!(!pending.is(&sign_in));
    }

    #[test]
    fn a_digit_is_free_again_as_soon_as_it_was_sent() {
        let digit = PopupToWorker::Act {
            instance: "https://a.example".to_owned(),
            ask: 0,
            contact_id: "a".to_owned(),
            connection_id: None,
            action: ContactAction::SendDigits,
            digits: Some("1".to_owned()),
        };
        let mut pending = Pending::default();
        pending.send(digit.clone(), NOW);
        pending.answered(&answer(1, None), NOW);
        assert!(!pending.is(&digit));
    }
}
