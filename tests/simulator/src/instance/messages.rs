//! What the instance has to say over WebSockets.

use serde_json::Value;

use super::Instance;

pub(crate) const CHAT: &str = "aws/chat";
pub(crate) const TASK: &str = "aws/task";

/// Content types of events are this and the name of the event.
pub(super) const EVENT_PREFIX: &str = "application/vnd.amazonaws.connect.event.";

/// A message to the WebSockets of one agent that have subscribed to its topic.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Message {
    pub(crate) agent: String,
    pub(crate) topic: &'static str,
    pub(crate) content: Value,
}

impl Instance {
    /// What has been said since the last time, in order.
    pub(crate) fn take_messages(&mut self) -> Vec<Message> {
        std::mem::take(&mut self.messages)
    }

    pub(super) fn say(&mut self, agent: &str, topic: &'static str, content: Value) {
        self.messages.push(Message {
            agent: agent.to_owned(),
            topic,
            content,
        });
    }
}
