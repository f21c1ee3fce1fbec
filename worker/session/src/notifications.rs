//! Notifications of the desktop: a contact that waits, one that was missed, and what the agent should read while
//! nothing that would show it is open.

use headwater_protocol::{
    message::Message,
    popup::{ContactAction, ContactView, InstanceView, Notice},
};

use crate::{
    effect::{Effect, Notification},
    outbox::Outbox,
};

const WAITING: &str = "waiting";
const MISSED: &str = "missed";
const NOTICE: &str = "notice";

/// What a notification is about, as its id says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A contact.
    Contact {
        /// Origin of its instance.
        instance: String,
        contact_id: String,
        /// It waits to be accepted.
        waits: bool,
    },
    /// A notice.
    Notice,
}

impl Subject {
    /// The subject of an id that [`Notifications`] made; an origin has no spaces.
    pub(crate) fn of(id: &str) -> Option<Self> {
        let (kind, rest) = id.split_once(' ')?;
        if kind == NOTICE {
            return Some(Self::Notice);
        }
        let (instance, contact_id) = rest.split_once(' ')?;
        Some(Self::Contact {
            instance: instance.to_owned(),
            contact_id: contact_id.to_owned(),
            waits: kind == WAITING,
        })
    }
}

/// How the agent wants to hear of contacts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    /// By notifications.
    pub(crate) notifications: bool,
    /// By a ring, of those that wait.
    pub(crate) sound: bool,
}

/// The notifications that were shown and still have a subject. One that the agent closed is not shown again.
#[derive(Debug, Default)]
pub(crate) struct Notifications {
    /// Ids; that of a notice with a line break and its text, since another notice is news.
    shown: Vec<String>,
}

impl Notifications {
    pub(crate) fn restore(&mut self, shown: Vec<String>) {
        self.shown = shown;
    }

    pub(crate) fn stored(&self) -> Vec<String> {
        self.shown.clone()
    }

    /// The agent asks for something: what is said about it is news, though it may have been said before.
    pub(crate) fn forget_notices(&mut self, outbox: &mut Outbox) {
        self.shown.retain(|mark| {
            let stays = !mark.starts_with(NOTICE);
            if !stays {
                outbox.push(clear(mark));
            }
            stays
        });
    }

    /// Shows what is new and clears what is over. `wanted` is what the agent wants of contacts,
    /// `read` whether a popup is open in which notices are read. Says whether anything changed.
    pub(crate) fn follow(
        &mut self,
        instances: &[InstanceView],
        notice: Option<&Notice>,
        wanted: Wanted,
        read: bool,
        outbox: &mut Outbox,
    ) -> bool {
        let mut current: Vec<Notification> = Vec::new();
        current.extend(notice.map(|notice| of_notice("", notice)));
        for instance in instances {
            let notice = instance.notice.as_ref();
            current.extend(notice.map(|notice| of_notice(&instance.origin, notice)));
            let contacts = instance.agent.iter().flat_map(|agent| &agent.contacts);
            current.extend(contacts.filter_map(|contact| of_contact(&instance.origin, contact)));
        }
        let before = self.shown.len();
        self.shown.retain(|id| {
            let stays = current.iter().any(|notification| mark(notification) == *id);
            if !stays {
                outbox.push(clear(id));
            }
            stays
        });
        let mut rings = false;
        let mut changed = before != self.shown.len();
        for notification in current {
            let mark = mark(&notification);
            if self.shown.contains(&mark) {
                continue;
            }
            changed = true;
            self.shown.push(mark);
            let is_notice = notification.id.starts_with(NOTICE);
            rings |= wanted.sound && notification.id.starts_with(WAITING);
            if if is_notice { !read } else { wanted.notifications } {
                outbox.push(Effect::Notify(notification));
            }
        }
        if rings {
            outbox.push(Effect::Ring);
        }
        changed
    }
}

fn clear(mark: &str) -> Effect {
    let id = mark.split_once('\n').map_or(mark, |(id, _)| id);
    Effect::ClearNotification { id: id.to_owned() }
}

/// What is remembered of a notification.
fn mark(notification: &Notification) -> String {
    let id = notification.id.clone();
    if id.starts_with(NOTICE) {
        id + "\n" + &notification.text.to_string()
    } else {
        id
    }
}

fn of_notice(instance: &str, notice: &Notice) -> Notification {
    Notification {
        id: format!("{NOTICE} {instance}"),
        title: Message::new("extensionName"),
        text: notice.message.clone(),
        buttons: &[],
    }
}

fn of_contact(instance: &str, contact: &ContactView) -> Option<Notification> {
    let waits = contact.actions.contains(&ContactAction::Accept);
    let (kind, buttons): (_, &[&str]) = match contact.state.as_str() {
        _ if waits => (WAITING, &["workerAccept", "workerReject"]),
        "missed" => (MISSED, &[]),
        _ => return None,
    };
    let title = match (contact.channel.as_str(), waits) {
        ("voice", true) => "workerIncomingCall",
        ("queue_callback", true) => "workerIncomingCallback",
        ("chat", true) => "workerIncomingChat",
        ("task", true) => "workerIncomingTask",
        ("email", true) => "workerIncomingEmail",
        (_, true) => "workerIncomingContact",
        ("voice" | "queue_callback", false) => "workerMissedCall",
        ("chat", false) => "workerMissedChat",
        ("task", false) => "workerMissedTask",
        (_, false) => "workerMissedContact",
    };
    let mut with: Vec<String> = [&contact.who, &contact.queue]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    let text = match with.len() {
        0 => "workerSomebody",
        1 => "workerWho",
        _ => "workerWhoAndQueue",
    };
    with.truncate(2);
    Some(Notification {
        id: format!("{kind} {instance} {}", contact.contact_id),
        title: Message::new(title),
        text: Message {
            name: text.to_owned(),
            with,
        },
        buttons,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_says_what_it_is_about() {
        let contact = |waits| Subject::Contact {
            instance: "https://a.example".to_owned(),
            contact_id: "c 1".to_owned(),
            waits,
        };
        assert_eq!(Subject::of("waiting https://a.example c 1"), Some(contact(true)));
        assert_eq!(Subject::of("missed https://a.example c 1"), Some(contact(false)));
        assert_eq!(Subject::of("notice https://a.example"), Some(Subject::Notice));
        assert_eq!(Subject::of("notice "), Some(Subject::Notice));
        assert_eq!(Subject::of(""), None);
        assert_eq!(Subject::of("waiting https://a.example"), None);
    }
}
