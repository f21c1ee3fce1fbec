//! The frames of the WebSocket of Amazon Connect (PROTOCOL.md 4.2).

use serde_json::{Value, json};

use crate::json;

/// The topic of subscriptions and their results.
pub const SUBSCRIBE: &str = "aws/subscribe";
/// The topic of heartbeats.
pub const HEARTBEAT: &str = "aws/heartbeat";
/// Topics that a page may not send to.
pub const RESERVED: [&str; 4] = [SUBSCRIBE, "aws/unsubscribe", HEARTBEAT, "aws/ping"];

/// A frame that arrived.
#[derive(Debug, Clone, PartialEq)]
pub enum Frame {
    /// The answer to our heartbeat.
    Heartbeat,
    /// The result of a subscription.
    Subscribed {
        /// Whether it worked.
        success: bool,
        /// Which topics.
        topics: Vec<String>,
        /// The frame itself, for pages.
        frame: Value,
    },
    /// A message for pages.
    Message {
        /// Its topic.
        topic: String,
        /// The frame itself, for pages.
        frame: Value,
    },
    /// The service complains, or says what we do not understand.
    Unknown {
        /// In words.
        message: String,
    },
}

/// Reads one frame. Never fails: what cannot be read is [`Frame::Unknown`].
#[must_use]
pub fn read(text: &str) -> Frame {
    let frame: Value = match serde_json::from_str(text) {
        Ok(frame) => frame,
        Err(error) => {
            return Frame::Unknown {
                message: format!("not JSON: {error}"),
            };
        }
    };
    let Some(topic) = frame.get("topic").and_then(Value::as_str) else {
        let message = frame
            .get("message")
            .and_then(Value::as_str)
            .unwrap_or("a frame without a topic");
        return Frame::Unknown {
            message: message.to_owned(),
        };
    };
    match topic {
        HEARTBEAT | "aws/ping" => Frame::Heartbeat,
        SUBSCRIBE => {
            let content = &frame["content"];
            let topics = content["topics"]
                .as_array()
                .map(Vec::as_slice)
                .unwrap_or_default();
            Frame::Subscribed {
                success: content["status"] == "success",
                topics: topics
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect(),
                frame,
            }
        }
        topic => Frame::Message {
            topic: topic.to_owned(),
            frame,
        },
    }
}

/// Our heartbeat.
#[must_use]
pub fn heartbeat() -> String {
    json::text(&json!({ "topic": HEARTBEAT }))
}

/// Asks for these topics.
#[must_use]
pub fn subscribe<'a>(topics: impl IntoIterator<Item = &'a String>) -> String {
    json::text(
        &json!({ "topic": SUBSCRIBE, "content": { "topics": topics.into_iter().collect::<Vec<_>>() } }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_frames_apart() {
        assert_eq!(read(r#"{"topic":"aws/heartbeat"}"#), Frame::Heartbeat);
        assert!(matches!(
            read(r#"{"topic":"aws/subscribe","content":{"status":"success","topics":["aws/chat"]}}"#),
            Frame::Subscribed { success: true, topics, .. } if topics == ["aws/chat"]
        ));
        assert!(matches!(
            read(r#"{"topic":"aws/chat","contentType":"application/json","content":"{}"}"#),
            Frame::Message { topic, .. } if topic == "aws/chat"
        ));
        for odd in ["", "[]", "{\"message\":\"Forbidden\"}", "{\"topic\":7}"] {
            assert!(matches!(read(odd), Frame::Unknown { .. }), "{odd}");
        }
    }

    #[test]
    fn writes_frames_of_the_documented_shape() {
        assert_eq!(heartbeat(), r#"{"topic":"aws/heartbeat"}"#);
        assert_eq!(
            subscribe(&["aws/chat".to_owned()]),
            r#"{"content":{"topics":["aws/chat"]},"topic":"aws/subscribe"}"#
        );
    }
}
