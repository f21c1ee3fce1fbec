//! Messages, and events such as typing and receipts.

use serde::Deserialize;
use serde_json::json;

use super::{Participant, Said, invalid};
use crate::instance::messages::EVENT_PREFIX;
use crate::instance::time::Timestamp;
use crate::instance::{Instance, Refusal};

const MESSAGE_TYPES: [&str; 5] = [
    "text/plain",
    "text/markdown",
    "application/json",
    "application/vnd.amazonaws.connect.message.interactive",
    "application/vnd.amazonaws.connect.message.interactive.response",
];

/// Characters of a text, and of any other message.
const LONGEST_TEXT: usize = 1024;
const LONGEST_MESSAGE: usize = 12_288;

/// `SendMessage`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ChatMessage {
    pub(crate) content_type: String,
    pub(crate) content: String,
    pub(crate) client_token: Option<String>,
}

/// `SendEvent`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ChatEvent {
    pub(crate) content_type: String,
    pub(crate) content: Option<String>,
    pub(crate) client_token: Option<String>,
}

/// Content of a receipt.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Receipt {
    message_id: String,
}

impl Instance {
    pub(crate) fn send_chat_message(
        &mut self,
        participant: &Participant,
        message: &ChatMessage,
        now: Timestamp,
    ) -> Result<Said, Refusal> {
        let kind = message.content_type.as_str();
        if !MESSAGE_TYPES.contains(&kind) {
            return Err(invalid(format!(
                "ContentType is {kind}; a message is one of {}.",
                MESSAGE_TYPES.join(", ")
            )));
        }
        let longest = if kind.starts_with("text/") {
            LONGEST_TEXT
        } else {
            LONGEST_MESSAGE
        };
        let length = message.content.chars().count();
        if !(1..=longest).contains(&length) {
            return Err(invalid(format!(
                "Content has {length} characters; it must have from 1 to {longest}."
            )));
        }
        let place = self.speaking_place(participant)?;
        let token = message.client_token.as_deref();
        if let Some(said) = self.said_before(&place.chat, token) {
            return Ok(said);
        }
        let members = place.by_author("MESSAGE", kind, Some(&message.content));
        let said = self.enter_item(&place, members, now);
        self.remember(&place.chat, token, &said);
        Ok(said)
    }

    pub(crate) fn send_chat_event(
        &mut self,
        participant: &Participant,
        event: &ChatEvent,
        now: Timestamp,
    ) -> Result<Said, Refusal> {
        let place = self.speaking_place(participant)?;
        let token = event.client_token.as_deref();
        if let Some(said) = self.said_before(&place.chat, token) {
            return Ok(said);
        }
        let name = event.content_type.strip_prefix(EVENT_PREFIX);
        let said = match name {
            Some("typing") => self.mention(&place, place.event_by_author("typing"), now),
            Some("connection.acknowledged") => {
                self.acknowledge(participant)?;
                self.mention(&place, place.event_by_author("connection.acknowledged"), now)
            }
            Some("message.delivered") => self.receipt(participant, event, "DeliveredTimestamp", now)?,
            Some("message.read") => self.receipt(participant, event, "ReadTimestamp", now)?,
            _ => {
                return Err(invalid(format!(
                    "ContentType is {}, which is no event that a participant sends.",
                    event.content_type
                )));
            }
        };
        self.remember(&place.chat, token, &said);
        Ok(said)
    }

    /// The participant has got, or read, a message of the chat.
    fn receipt(
        &mut self,
        participant: &Participant,
        event: &ChatEvent,
        timestamp: &str,
        now: Timestamp,
    ) -> Result<Said, Refusal> {
        let place = self.speaking_place(participant)?;
        let receipt: Receipt = serde_json::from_str(event.content.as_deref().unwrap_or_default())
            .map_err(|_| invalid("Content must be JSON with the member messageId, a text."))?;
        let known = self.chats.get(&place.chat).is_some_and(|chat| {
            chat.items
                .iter()
                .any(|item| item.id == receipt.message_id && item.content["Type"] != "EVENT")
        });
        if !known {
            return Err(invalid(format!(
                "The chat has no message {}.",
                receipt.message_id
            )));
        }
        let members = json!({
            "Type": "MESSAGEMETADATA",
            "ContentType": format!("{EVENT_PREFIX}message.metadata"),
            "MessageMetadata": {
                "MessageId": receipt.message_id,
                "Receipts": [{ timestamp: now.to_iso(), "RecipientParticipantId": place.author.id }],
            },
        });
        Ok(self.enter_item(&place, members, now))
    }

    /// The participant confirms to be there (`ConnectParticipant`).
    pub(crate) fn acknowledge(&mut self, participant: &Participant) -> Result<(), Refusal> {
        let place = self.place(participant)?;
        if let Some(chat) = self.chats.get_mut(&place.chat) {
            chat.acknowledged.insert(place.author.id);
        }
        Ok(())
    }

    fn said_before(&self, chat: &str, token: Option<&str>) -> Option<Said> {
        self.chats.get(chat)?.said.get(token?).cloned()
    }

    fn remember(&mut self, chat: &str, token: Option<&str>, said: &Said) {
        if let (Some(chat), Some(token)) = (self.chats.get_mut(chat), token) {
            chat.said.insert(token.to_owned(), said.clone());
        }
    }
}
