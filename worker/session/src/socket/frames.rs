//! What is said over the connections: topics, confirmations, messages of the service and of pages (PROTOCOL.md 4.2).

use headwater_protocol::{
    json,
    socket::{Frame, read, subscribe},
};
use serde_json::Value;

use super::{Socket, SocketEvent, connection::send, event};
use crate::{effect::LogLevel, input::EffectId, outbox::Context};

/// More topics than pages need, and longer names than any has.
const MOST_TOPICS: usize = 200;
const LONGEST_TOPIC: usize = 256;

impl Socket {
    pub(crate) fn message(
        &mut self,
        context: &mut Context<'_>,
        id: EffectId,
        text: &str,
    ) -> Vec<SocketEvent> {
        let is_draining = self.overlap.is_draining(id);
        let is_primary = self
            .primary
            .as_ref()
            .is_some_and(|connection| connection.id == id);
        let is_old = is_draining || is_primary && self.next.is_some();
        let copies_come = self.next.is_some() || self.overlap.is_on();
        let connection = self.connection_mut(id);
        if connection.is_none() && !is_draining {
            return Vec::new();
        }
        match read(text) {
            Frame::Heartbeat => {
                if let Some(connection) = connection {
                    connection.heartbeat_answered = true;
                }
                Vec::new()
            }
            Frame::Subscribed {
                success: true,
                topics,
                frame,
            } => {
                if let Some(connection) = connection {
                    for topic in topics {
                        if !connection.confirmed.contains(&topic) {
                            connection.confirmed.push(topic);
                        }
                    }
                }
                self.hand_over(context);
                vec![event("webSocket::subscription_update", frame)]
            }
            Frame::Subscribed {
                success: false,
                topics,
                frame,
            } => {
                // Given up, so that a topic which the service refuses does not hold up a renewal.
                self.topics.retain(|topic| !topics.contains(topic));
                self.hand_over(context);
                vec![event("webSocket::subscription_failure", frame)]
            }
            Frame::Message { .. } if copies_come && !self.overlap.is_first(text, is_old) => Vec::new(),
            Frame::Message { frame, .. } => vec![event("webSocket::all_message", frame)],
            Frame::Unknown { message } => {
                context.log(LogLevel::Warn, format!("socket: {message}"));
                Vec::new()
            }
        }
    }

    /// A page wants these topics. Asked for again even if known, so that the page hears of the result.
    pub(crate) fn subscribe(&mut self, context: &mut Context<'_>, topics: Vec<String>) {
        let topics: Vec<String> = topics
            .into_iter()
            .filter(|topic| topic.len() <= LONGEST_TOPIC)
            .take(MOST_TOPICS)
            .collect();
        for topic in &topics {
            if self.topics.len() < MOST_TOPICS && !self.topics.contains(topic) {
                self.topics.push(topic.clone());
            }
        }
        for connection in self
            .primary
            .iter()
            .chain(self.next.iter())
            .filter(|connection| connection.is_open())
        {
            send(context, connection.id, subscribe(&topics));
        }
    }

    /// Sends a page's frame; false if there is no connection.
    pub(crate) fn send(&self, context: &mut Context<'_>, frame: &Value) -> bool {
        let connection = self
            .next
            .iter()
            .chain(self.primary.iter())
            .find(|connection| connection.is_open());
        if let Some(connection) = connection {
            send(context, connection.id, json::text(frame));
        }
        connection.is_some()
    }
}
