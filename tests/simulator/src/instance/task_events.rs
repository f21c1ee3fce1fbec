//! What agents are told of their tasks (PROTOCOL.md 4.6).

use serde::Deserialize;
use serde_json::json;

use super::contact::{Channel, ContactKey};
use super::messages::{EVENT_PREFIX, TASK};
use super::time::Timestamp;
use super::{Exception, Instance, Refusal};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum TaskEvent {
    #[serde(rename = "transfer.initiated")]
    TransferInitiated,
    #[serde(rename = "transfer.succeeded")]
    TransferSucceeded,
    #[serde(rename = "transfer.failed")]
    TransferFailed,
    /// It will expire in two hours.
    #[serde(rename = "expire.warning")]
    ExpireWarning,
    #[serde(rename = "expire.complete")]
    ExpireComplete,
}

impl TaskEvent {
    const fn name(self) -> &'static str {
        match self {
            Self::TransferInitiated => "transfer.initiated",
            Self::TransferSucceeded => "transfer.succeeded",
            Self::TransferFailed => "transfer.failed",
            Self::ExpireWarning => "expire.warning",
            Self::ExpireComplete => "expire.complete",
        }
    }
}

impl Instance {
    /// Tells the agent, if the contact is a task.
    pub(super) fn tell_of_task(&mut self, key: &ContactKey, event: TaskEvent, now: Timestamp) {
        let Some(contact) = self.contact_at(key) else {
            return;
        };
        if contact.channel != Channel::Task {
            return;
        }
        let content = json!({
            "Type": "EVENT",
            "ContentType": format!("{EVENT_PREFIX}{}", event.name()),
            "Id": contact.id,
            "ContactId": contact.id,
            "InitialContactId": contact.conversation(),
            "AbsoluteTime": now.to_iso(),
        });
        self.say(&key.agent, TASK, content);
    }

    /// Something happens to a task (control API): the agent is told, and a task that has expired ends.
    pub(crate) fn task_happening(
        &mut self,
        key: &ContactKey,
        event: TaskEvent,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let contact = self.known_contact(&key.agent, &key.contact)?;
        if contact.channel != Channel::Task {
            return Err(Refusal::new(
                Exception::InvalidContactType,
                format!("Contact {} is no task.", key.contact),
            ));
        }
        let live = contact.state.is_live();
        self.tell_of_task(key, event, now);
        if event == TaskEvent::ExpireComplete && live {
            self.end_contact(key, now);
        }
        Ok(())
    }
}
