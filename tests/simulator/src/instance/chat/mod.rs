//! Chats: who takes part, and what is said (PROTOCOL.md 4.6). A chat lasts from the first contact of a
//! conversation to the last.

mod attachments;
mod item;
mod life;
mod sending;
mod transcript;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use uuid::Uuid;

use super::contact::{Channel, ConnectionState, Contact, ContactKey, Media};
use super::messages::CHAT;
use super::time::Timestamp;
use super::{Exception, Instance, Refusal};
use attachments::Attachment;
pub(crate) use attachments::NewAttachment;
use item::{Item, Place, event, item};
pub(crate) use sending::{ChatEvent, ChatMessage};
pub(crate) use transcript::TranscriptQuery;

/// Somebody in a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Participant {
    /// An agent, or a supervisor, by the contact through which they take part.
    Agent(ContactKey),
    /// The customer of the chat that began with this contact.
    Customer(String),
}

/// A participant as the others see it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Author {
    id: String,
    name: String,
    role: &'static str,
}

/// Identifier and time of what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) id: String,
    pub(crate) at: Timestamp,
}

#[derive(Debug)]
pub(crate) struct Chat {
    customer: Author,
    items: Vec<Item>,
    attachments: BTreeMap<String, Attachment>,
    /// What was said with each client token, so that a repetition says it once.
    said: BTreeMap<String, Said>,
    /// Participants who have confirmed that they are there (`ConnectParticipant`).
    acknowledged: BTreeSet<String>,
    over: bool,
}

fn denied(reason: impl Into<String>) -> Refusal {
    Refusal::new(Exception::AccessDenied, reason)
}

fn invalid(reason: impl Into<String>) -> Refusal {
    Refusal::new(Exception::Validation, reason)
}

/// The agent or the supervisor takes part: has accepted and has not left.
fn takes_part(contact: &Contact) -> bool {
    contact.channel == Channel::Chat
        && contact.state.is_live()
        && contact.agent_connection().is_some_and(|own| {
            matches!(
                own.state,
                ConnectionState::Connected | ConnectionState::SilentMonitor | ConnectionState::Barge
            )
        })
}

impl Instance {
    /// The participant whose own connection this is.
    pub(crate) fn find_participant(&self, connection: &str) -> Option<ContactKey> {
        self.agents.values().find_map(|agent| {
            let contact = agent.contacts.iter().find(|contact| {
                contact.channel == Channel::Chat
                    && contact.agent_connection().is_some_and(|own| own.id == connection)
            })?;
            Some(ContactKey {
                agent: agent.name.clone(),
                contact: contact.id.clone(),
            })
        })
    }

    /// Identifier of the chat that a contact belongs to, or that began with it.
    pub(crate) fn find_chat(&self, contact: &str) -> Option<String> {
        if self.chats.contains_key(contact) {
            return Some(contact.to_owned());
        }
        let key = self.find_contact(contact)?;
        let chat = self.agent(&key.agent)?.contact(contact)?.conversation();
        self.chats.contains_key(chat).then(|| chat.to_owned())
    }

    /// `{transcript, participants: [{participantId, displayName, role, acknowledged}], over}`.
    pub(crate) fn show_chat(&self, id: &str) -> Option<Value> {
        let chat = self.chats.get(id)?;
        let participants: Vec<_> = std::iter::once(chat.customer.clone())
            .chain(self.chat_agents(id).into_iter().map(|(_, author)| author))
            .map(|author| {
                json!({
                    "participantId": author.id,
                    "displayName": author.name,
                    "role": author.role,
                    "acknowledged": chat.acknowledged.contains(&author.id),
                })
            })
            .collect();
        let transcript: Vec<_> = chat.items.iter().map(|item| &item.content).collect();
        Some(json!({ "transcript": transcript, "participants": participants, "over": chat.over }))
    }

    /// Agents and supervisors who take part.
    fn chat_agents(&self, chat: &str) -> Vec<(ContactKey, Author)> {
        let contacts = self
            .agents
            .values()
            .flat_map(|agent| agent.contacts.iter().map(move |contact| (agent, contact)));
        contacts
            .filter(|(_, contact)| contact.conversation() == chat && takes_part(contact))
            .filter_map(|(agent, contact)| {
                let key = ContactKey {
                    agent: agent.name.clone(),
                    contact: contact.id.clone(),
                };
                let author = agent_author(&agent.name, contact)?;
                Some((key, author))
            })
            .collect()
    }

    /// Refuses whoever is in no chat. Says nothing of whether they may speak.
    fn place(&self, participant: &Participant) -> Result<Place, Refusal> {
        match participant {
            Participant::Customer(chat) => {
                let known = self
                    .chats
                    .get(chat)
                    .ok_or_else(|| denied("There is no such chat."))?;
                let agents = self.chat_agents(chat);
                Ok(Place {
                    chat: chat.clone(),
                    contact: agents
                        .first()
                        .map_or_else(|| chat.clone(), |(key, _)| key.contact.clone()),
                    author: known.customer.clone(),
                })
            }
            Participant::Agent(key) => {
                let contact = self
                    .agent(&key.agent)
                    .and_then(|agent| agent.contact(&key.contact))
                    .ok_or_else(|| denied("The contact of this participant is gone."))?;
                let author = agent_author(&key.agent, contact)
                    .filter(|_| self.chats.contains_key(contact.conversation()))
                    .ok_or_else(|| denied("The contact of this participant is no chat."))?;
                Ok(Place {
                    chat: contact.conversation().to_owned(),
                    contact: contact.id.clone(),
                    author,
                })
            }
        }
    }

    /// The place, for somebody who may speak there.
    fn speaking_place(&self, participant: &Participant) -> Result<Place, Refusal> {
        let place = self.place(participant)?;
        if self.chats.get(&place.chat).is_none_or(|chat| chat.over) {
            return Err(denied("The chat has ended."));
        }
        if let Participant::Agent(key) = participant {
            self.place_in(key)?;
            let contact = self
                .agent(&key.agent)
                .and_then(|agent| agent.contact(&key.contact));
            let silent = contact
                .and_then(Contact::agent_connection)
                .is_some_and(|own| own.state == ConnectionState::SilentMonitor);
            if silent {
                return Err(denied("The participant only listens."));
            }
        }
        Ok(place)
    }

    /// The place of an agent or a supervisor who takes part.
    fn place_in(&self, key: &ContactKey) -> Result<Place, Refusal> {
        let contact = self
            .agent(&key.agent)
            .and_then(|agent| agent.contact(&key.contact));
        if !contact.is_some_and(takes_part) {
            return Err(denied("The participant is not connected to the chat."));
        }
        self.place(&Participant::Agent(key.clone()))
    }

    /// Adds something to the transcript and tells everybody who takes part.
    fn enter_item(&mut self, place: &Place, members: Value, now: Timestamp) -> Said {
        let (said, content) = item(place, members, now);
        if let Some(chat) = self.chats.get_mut(&place.chat) {
            chat.items.push(Item {
                id: said.id.clone(),
                at: now,
                content: content.clone(),
            });
        }
        self.tell(&place.chat, &content);
        said
    }

    /// Tells everybody who takes part of something that leaves no trace.
    fn mention(&mut self, place: &Place, members: Value, now: Timestamp) -> Said {
        let (said, content) = item(place, members, now);
        self.tell(&place.chat, &content);
        said
    }

    fn tell(&mut self, chat: &str, content: &Value) {
        for (key, _) in self.chat_agents(chat) {
            self.say(&key.agent, CHAT, content.clone());
        }
    }
}

fn agent_author(agent: &str, contact: &Contact) -> Option<Author> {
    let own = contact.agent_connection()?;
    let role = if contact.monitors.is_some() {
        "SUPERVISOR"
    } else {
        "AGENT"
    };
    (contact.channel == Channel::Chat).then(|| Author {
        id: own.id.clone(),
        name: agent.to_owned(),
        role,
    })
}

fn customer_author(contact: &Contact) -> Author {
    let name = contact.agent_connection().and_then(|own| match &own.media {
        Media::Chat { customer_name, .. } => Some(customer_name.clone()),
        Media::None | Media::Softphone { .. } => None,
    });
    let connection = contact.initial_connection().map(|customer| customer.id.clone());
    Author {
        id: connection.unwrap_or_else(|| Uuid::new_v4().to_string()),
        name: name.unwrap_or_else(|| "Customer".to_owned()),
        role: "CUSTOMER",
    }
}
