//! How a chat begins, who joins and leaves, how it ends.

use std::collections::{BTreeMap, BTreeSet};

use super::{Chat, Participant, customer_author, event};
use crate::instance::contact::{Channel, ContactKey};
use crate::instance::time::Timestamp;
use crate::instance::{CustomerAction, Instance, Refusal};

impl Instance {
    /// The first contact of a chat begins it; the next ones go on with it.
    pub(in crate::instance) fn begin_chat(&mut self, key: &ContactKey, now: Timestamp) {
        let Some(contact) = self.contact_at(key) else {
            return;
        };
        let chat = contact.conversation().to_owned();
        if contact.channel != Channel::Chat || self.chats.contains_key(&chat) {
            return;
        }
        let Some(contact) = self.contact_at(key) else {
            return;
        };
        let begun = Chat {
            customer: customer_author(contact),
            items: Vec::new(),
            attachments: BTreeMap::new(),
            said: BTreeMap::new(),
            acknowledged: BTreeSet::new(),
            over: false,
        };
        self.chats.insert(chat.clone(), begun);
        self.chat_event_of(&Participant::Customer(chat), "participant.joined", now);
    }

    /// Whoever it is joins, leaves and so on, if there is such a chat.
    pub(in crate::instance) fn chat_event_of(
        &mut self,
        participant: &Participant,
        event: &str,
        now: Timestamp,
    ) {
        if let Ok(place) = self.place(participant) {
            self.enter_item(&place, place.event_by_author(event), now);
        }
    }

    /// An event of the chat itself, if there is such a chat.
    pub(crate) fn chat_event(&mut self, participant: &Participant, name: &str, now: Timestamp) {
        if let Ok(place) = self.place(participant) {
            self.enter_item(&place, event(name), now);
        }
    }

    /// The agent, or the supervisor, leaves (`DisconnectParticipant`).
    pub(crate) fn leave_chat(&mut self, key: &ContactKey, now: Timestamp) -> Result<(), Refusal> {
        let place = self.place_in(key)?;
        self.destroy_connection(&key.agent, &key.contact, &place.author.id, now)
    }

    /// The agent goes, or the customer, and with them the chat.
    pub(in crate::instance) fn end_chat(&mut self, key: &ContactKey, agent_left: bool, now: Timestamp) {
        let Ok(place) = self.place(&Participant::Agent(key.clone())) else {
            return;
        };
        if self.chats.get(&place.chat).is_none_or(|chat| chat.over) {
            return;
        }
        let left = if agent_left {
            Participant::Agent(key.clone())
        } else {
            Participant::Customer(place.chat.clone())
        };
        self.chat_event_of(&left, "participant.left", now);
        self.enter_item(&place, event("chat.ended"), now);
        if let Some(chat) = self.chats.get_mut(&place.chat) {
            chat.over = true;
        }
    }

    /// The agent has passed the chat on, or could not.
    pub(in crate::instance) fn chat_transferred(
        &mut self,
        key: &ContactKey,
        succeeded: bool,
        now: Timestamp,
    ) {
        let participant = Participant::Agent(key.clone());
        let Ok(place) = self.place(&participant) else {
            return;
        };
        if succeeded {
            self.chat_event_of(&participant, "participant.left", now);
            self.enter_item(&place, event("transfer.succeeded"), now);
        } else {
            self.enter_item(&place, event("transfer.failed"), now);
        }
    }

    /// The customer leaves the chat, whoever has it now.
    pub(crate) fn customer_leaves_chat(&mut self, chat: &str, now: Timestamp) -> Result<(), Refusal> {
        let with = self.agents.values().find_map(|agent| {
            let contact = agent.contacts.iter().find(|contact| {
                contact.conversation() == chat && contact.state.is_live() && contact.monitors.is_none()
            })?;
            Some(ContactKey {
                agent: agent.name.clone(),
                contact: contact.id.clone(),
            })
        });
        match with {
            Some(key) => self.customer_acts(&key, CustomerAction::HangUp, now),
            None => Err(Refusal::invalid_state("No agent has the chat any more.")),
        }
    }
}
