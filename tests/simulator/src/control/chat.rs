//! Chats: what is said, and the customer's side of them.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Body, Failure, done};
use crate::instance::chat::{ChatEvent, ChatMessage, NewAttachment, Participant};
use crate::instance::time::Timestamp;
use crate::instance::{Instance, Refusal};
use crate::simulator::Simulator;

const EVENT_PREFIX: &str = "application/vnd.amazonaws.connect.event.";

fn find(simulator: &Simulator, contact: &str) -> Result<String, Failure> {
    simulator
        .read(|instance| instance.find_chat(contact))
        .ok_or_else(|| Failure::not_found(format!("There is no chat with a contact {contact}.")))
}

pub(super) async fn show(State(simulator): State<Arc<Simulator>>, Path(id): Path<String>) -> Answer {
    let chat = find(&simulator, &id)?;
    let shown = simulator.read(|instance| instance.show_chat(&chat));
    Ok(Json(shown.unwrap_or_default()))
}

/// What the customer does.
#[derive(Deserialize)]
#[serde(
    tag = "action",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub(super) enum Act {
    Message {
        content: String,
        content_type: Option<String>,
    },
    Typing,
    Delivered {
        message_id: String,
    },
    Read {
        message_id: String,
    },
    Attach {
        name: String,
        content: String,
        content_type: Option<String>,
    },
    /// An event of the chat itself, such as `participant.idle`.
    Event {
        name: String,
    },
    Leave,
}

/// Answers `{id}` where something was said.
pub(super) async fn customer_acts(
    State(simulator): State<Arc<Simulator>>,
    Path(id): Path<String>,
    Body(act): Body<Act>,
) -> Answer {
    let chat = find(&simulator, &id)?;
    let said = simulator.command(|instance, now| act_in(instance, &chat, act, now))?;
    match said {
        Some(id) => Ok(Json(json!({ "id": id }))),
        None => done(),
    }
}

fn act_in(instance: &mut Instance, chat: &str, act: Act, now: Timestamp) -> Result<Option<String>, Refusal> {
    let customer = Participant::Customer(chat.to_owned());
    let event = |name: &str, content: Option<Value>| ChatEvent {
        content_type: format!("{EVENT_PREFIX}{name}"),
        content: content.map(|content| content.to_string()),
        client_token: None,
    };
    let receipt = |message_id: String| Some(json!({ "messageId": message_id }));
    let said = match act {
        Act::Message {
            content,
            content_type,
        } => {
            let message = ChatMessage {
                content_type: content_type.unwrap_or_else(|| "text/plain".to_owned()),
                content,
                client_token: None,
            };
            instance.send_chat_message(&customer, &message, now)?
        }
        Act::Typing => instance.send_chat_event(&customer, &event("typing", None), now)?,
        Act::Delivered { message_id } => {
            instance.send_chat_event(&customer, &event("message.delivered", receipt(message_id)), now)?
        }
        Act::Read { message_id } => {
            instance.send_chat_event(&customer, &event("message.read", receipt(message_id)), now)?
        }
        Act::Attach {
            name,
            content,
            content_type,
        } => {
            let new = NewAttachment {
                attachment_name: name,
                attachment_size_in_bytes: content.len(),
                content_type: content_type.unwrap_or_else(|| "text/plain".to_owned()),
            };
            let (id, signature) = instance.start_upload(&customer, new)?;
            instance.upload(&id, &signature, content.as_bytes())?;
            instance.complete_uploads(&customer, std::slice::from_ref(&id), now)?;
            return Ok(Some(id));
        }
        Act::Event { name } => {
            instance.chat_event(&customer, &name, now);
            return Ok(None);
        }
        Act::Leave => {
            instance.customer_leaves_chat(chat, now)?;
            return Ok(None);
        }
    };
    Ok(Some(said.id))
}
