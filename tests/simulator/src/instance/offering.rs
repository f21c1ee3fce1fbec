//! A contact is offered to an agent, who accepts it, rejects it or misses it.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;

use super::agent::Agent;
use super::chat::Participant;
use super::contact::{
    Channel, Connection, ConnectionKind, ConnectionState, Contact, ContactKey, ContactState, Initiation,
    Media,
};
use super::directory::{self, Endpoint, Queue};
use super::time::Timestamp;
use super::timers::Due;
use super::{Instance, Refusal};

/// What is offered.
#[derive(Debug, Clone)]
pub(crate) struct Offer {
    pub(crate) channel: Channel,
    pub(crate) initiation: Initiation,
    /// Telephone number, or name in a chat.
    pub(crate) customer: Option<String>,
    pub(crate) queue: Option<Queue>,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) references: Option<Value>,
    pub(crate) contact_id: Option<String>,
    pub(crate) initial_contact_id: Option<String>,
    pub(crate) related_contact_id: Option<String>,
    /// Of a task: identifier and version of its template, and when it was to be offered, in seconds since 1970.
    pub(crate) template: Option<(String, u32)>,
    pub(crate) scheduled_time: Option<i64>,
    /// None asks the agent's configuration.
    pub(crate) auto_accept: Option<bool>,
    /// None asks the agent's settings.
    pub(crate) ring: Option<Duration>,
    pub(crate) comes_from: Option<(ContactKey, String)>,
}

impl Offer {
    pub(crate) fn new(channel: Channel) -> Self {
        let initiation = match channel {
            Channel::Voice | Channel::Chat => Initiation::Inbound,
            Channel::QueueCallback => Initiation::Callback,
            Channel::Task => Initiation::Api,
        };
        Self {
            channel,
            initiation,
            customer: None,
            queue: None,
            attributes: BTreeMap::new(),
            name: None,
            description: None,
            references: None,
            contact_id: None,
            initial_contact_id: None,
            related_contact_id: None,
            template: None,
            scheduled_time: None,
            auto_accept: None,
            ring: None,
            comes_from: None,
        }
    }
}

/// Identifiers of a contact just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offered {
    pub(crate) contact_id: String,
    pub(crate) agent_connection_id: String,
    pub(crate) customer_connection_id: String,
}

impl Offered {
    pub(super) fn of(contact: &Contact) -> Self {
        let id = |connection: Option<&Connection>| connection.map(|it| it.id.clone()).unwrap_or_default();
        Self {
            contact_id: contact.id.clone(),
            agent_connection_id: id(contact.agent_connection()),
            customer_connection_id: id(contact.initial_connection()),
        }
    }
}

impl Instance {
    /// Offers a contact to the agent, routable or not: that is for the caller to ask.
    pub(crate) fn offer(&mut self, agent: &str, offer: Offer, now: Timestamp) -> Result<Offered, Refusal> {
        if let Some(id) = &offer.contact_id
            && let Some(key) = self.find_contact(id)
        {
            return Err(Refusal::invalid_state(format!(
                "{} already has a contact {id}.",
                key.agent
            )));
        }
        let known = self.known_agent(agent)?;
        let ring = offer.ring.unwrap_or(known.settings.ring);
        let answer_after = known.settings.answer_after;
        let auto_accept = offer
            .auto_accept
            .unwrap_or(offer.channel.is_voice() && known.configuration.softphone_auto_accept);
        let contact = offered_contact(known, offer, auto_accept, now);
        let offered = Offered::of(&contact);
        let key = ContactKey {
            agent: agent.to_owned(),
            contact: contact.id.clone(),
        };
        known.contacts.push(contact);
        self.begin_chat(&key, now);
        if auto_accept {
            self.timers.add(now + answer_after, Due::AutoAccept(key.clone()));
        }
        self.timers.add(now + ring, Due::RingOver(key));
        self.settle(agent, now);
        Ok(offered)
    }

    /// The agent takes what is offered.
    pub(crate) fn accept_contact(&mut self, agent: &str, id: &str, now: Timestamp) -> Result<(), Refusal> {
        let contact = self.known_contact(agent, id)?;
        let waiting = contact.state.is_offered()
            && contact
                .agent_connection()
                .is_some_and(|own| !own.state.is_joined());
        if !waiting {
            return Err(Refusal::invalid_state(format!(
                "Contact {id} is {} and cannot be accepted.",
                contact.state.name()
            )));
        }
        if contact.channel == Channel::QueueCallback {
            self.dial_for_callback(agent, id, now)?;
        } else {
            if let Some(own) = contact.agent_connection_mut() {
                own.enter(ConnectionState::Connected, now);
            }
            contact.enter(ContactState::Connected, now);
            let key = ContactKey {
                agent: agent.to_owned(),
                contact: id.to_owned(),
            };
            self.chat_event_of(&Participant::Agent(key), "participant.joined", now);
        }
        self.settle(agent, now);
        Ok(())
    }

    /// The agent refuses what is offered (`RejectContact`).
    pub(crate) fn reject_contact(&mut self, agent: &str, id: &str, now: Timestamp) -> Result<(), Refusal> {
        let contact = self.known_contact(agent, id)?;
        let waiting = contact.state.is_offered()
            && contact
                .agent_connection()
                .is_some_and(|own| !own.state.is_joined());
        if !waiting {
            return Err(Refusal::invalid_state(format!(
                "Contact {id} is {} and cannot be rejected.",
                contact.state.name()
            )));
        }
        self.not_taken(agent, id, ContactState::Rejected, now);
        Ok(())
    }

    pub(super) fn ring_over(&mut self, key: &ContactKey, now: Timestamp) {
        let Some(contact) = self.contact_at(key) else {
            return;
        };
        let waiting = contact.state.is_offered()
            && contact
                .agent_connection()
                .is_some_and(|own| !own.state.is_joined());
        if waiting {
            self.not_taken(&key.agent, &key.contact, ContactState::Missed, now);
        }
    }

    /// An offered contact ends without a conversation, as missed or rejected.
    pub(super) fn not_taken(&mut self, agent: &str, id: &str, state: ContactState, now: Timestamp) {
        let Ok(contact) = self.known_contact(agent, id) else {
            return;
        };
        contact.disconnect_all(now);
        contact.enter(state, now);
        let comes_from = contact.comes_from.take();
        self.settle(agent, now);
        if let Some((key, connection)) = comes_from {
            self.party_leaves(&key, &connection, now);
        }
    }
}

fn offered_contact(agent: &Agent, offer: Offer, auto_accept: bool, now: Timestamp) -> Contact {
    let callback = offer.channel == Channel::QueueCallback;
    let state = if callback {
        ContactState::Incoming
    } else {
        ContactState::Connecting
    };
    let id = offer
        .contact_id
        .unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
    let mut contact = Contact::new(id, offer.channel, state, offer.initiation, now);

    let customer = offer.customer;
    let endpoint = match offer.channel {
        Channel::Voice | Channel::QueueCallback => Some(Endpoint::phone(
            customer.as_deref().unwrap_or(directory::CUSTOMER_NUMBER),
        )),
        Channel::Chat | Channel::Task => None,
    };
    let mut own = Connection {
        endpoint: Some(Endpoint::agent(&agent.name)),
        media: match offer.channel {
            Channel::Voice => Media::Softphone { auto_accept },
            Channel::Chat => Media::Chat {
                auto_accept,
                customer_name: customer.unwrap_or_else(|| "Customer".to_owned()),
            },
            // A callback carries no media before the agent has accepted it.
            Channel::QueueCallback | Channel::Task => Media::None,
        },
        ..Connection::new(ConnectionKind::Agent, ConnectionState::Connecting, now)
    };
    if callback {
        own.id = format!("{}_{}", own.id, contact.id);
    }
    let (kind, customer_state) = if callback {
        (ConnectionKind::Outbound, ConnectionState::Init)
    } else {
        (ConnectionKind::Inbound, ConnectionState::Connected)
    };
    contact.connections = vec![
        own,
        Connection {
            initial: true,
            endpoint: endpoint.clone(),
            ..Connection::new(kind, customer_state, now)
        },
    ];
    contact.customer = endpoint;
    contact.queue = Some(offer.queue.unwrap_or_else(directory::default_queue));
    contact.attributes = offer.attributes;
    contact.name = offer.name;
    contact.description = offer.description;
    contact.references = offer.references;
    contact.initial_contact_id = offer.initial_contact_id;
    contact.related_contact_id = offer.related_contact_id;
    contact.template = offer.template;
    contact.scheduled_time = offer.scheduled_time;
    contact.comes_from = offer.comes_from;
    contact
}
