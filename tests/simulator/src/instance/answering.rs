//! Somebody is dialled: a customer, for an outbound contact or a callback, or a third party.

use super::agent::{AgentStateKind, OutboundAnswer};
use super::contact::{
    Channel, Connection, ConnectionKind, ConnectionState, Contact, ContactKey, ContactState, Initiation,
    Media,
};
use super::directory::{self, Endpoint, EndpointKind, Queue};
use super::offering::Offered;
use super::time::Timestamp;
use super::timers::Due;
use super::{Exception, Instance, Refusal};

/// What a customer does, as the control API says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum CustomerAction {
    HangUp,
    Answer,
    Busy,
    Fail,
}

impl Instance {
    /// The agent calls somebody (`CreateOutboundContact`).
    pub(crate) fn create_outbound_contact(
        &mut self,
        name: &str,
        endpoint: Endpoint,
        queue: Option<Queue>,
        related_contact_id: Option<String>,
        contact_id: Option<String>,
        now: Timestamp,
    ) -> Result<Offered, Refusal> {
        let agent = self.known_agent(name)?;
        if !agent.settings.permissions.contains("outboundCall") {
            return Err(Refusal::new(
                Exception::AccessDenied,
                format!("{name} may not make outbound calls."),
            ));
        }
        if agent.status.kind == AgentStateKind::Offline {
            return Err(Refusal::invalid_state(format!(
                "{name} is offline and cannot make calls."
            )));
        }
        if agent.contacts.iter().any(|contact| contact.channel.is_voice()) {
            return Err(Refusal::invalid_state(format!("{name} already has a call.")));
        }
        let endpoint = dialled(endpoint)?;
        let settings = agent.settings.clone();
        let id = contact_id.unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
        let mut contact = Contact::new(
            id,
            Channel::Voice,
            ContactState::Connecting,
            Initiation::Outbound,
            now,
        );
        contact.connections = vec![
            Connection {
                endpoint: Some(Endpoint::agent(name)),
                media: Media::Softphone { auto_accept: false },
                ..Connection::new(ConnectionKind::Agent, ConnectionState::Connected, now)
            },
            Connection {
                initial: true,
                quick_connect_name: endpoint.name.clone(),
                endpoint: Some(endpoint.clone()),
                ..Connection::new(ConnectionKind::Outbound, ConnectionState::Connecting, now)
            },
        ];
        contact.queue = Some(queue.unwrap_or_else(directory::default_queue));
        contact.customer = Some(endpoint);
        contact.related_contact_id = related_contact_id;
        let offered = Offered::of(&contact);
        let key = ContactKey {
            agent: name.to_owned(),
            contact: contact.id.clone(),
        };
        agent.contacts.push(contact);
        self.expect_answer(
            key,
            offered.customer_connection_id.clone(),
            settings.outbound_answer,
            now + settings.answer_after,
        );
        self.settle(name, now);
        Ok(offered)
    }

    /// An accepted callback: the agent's connection is a new one, and the customer is dialled.
    pub(super) fn dial_for_callback(&mut self, agent: &str, id: &str, now: Timestamp) -> Result<(), Refusal> {
        let settings = self.known_agent(agent)?.settings.clone();
        let contact = self.known_contact(agent, id)?;
        contact.enter(ContactState::Connecting, now);
        if let Some(own) = contact.agent_connection_mut() {
            own.id = uuid::Uuid::new_v4().to_string();
            own.media = Media::Softphone { auto_accept: false };
            own.enter(ConnectionState::Connected, now);
        }
        let customer = contact.initial_connection_mut().map(|connection| {
            connection.enter(ConnectionState::Connecting, now);
            connection.id.clone()
        });
        if let Some(connection) = customer {
            let key = ContactKey {
                agent: agent.to_owned(),
                contact: id.to_owned(),
            };
            self.expect_answer(
                key,
                connection,
                settings.outbound_answer,
                now + settings.answer_after,
            );
        }
        Ok(())
    }

    pub(super) fn expect_answer(
        &mut self,
        contact: ContactKey,
        connection: String,
        outcome: OutboundAnswer,
        at: Timestamp,
    ) {
        if outcome != OutboundAnswer::Never {
            self.timers.add(
                at,
                Due::Answer {
                    contact,
                    connection,
                    outcome,
                },
            );
        }
    }

    /// Whoever is behind a connecting connection answers, is busy or cannot be reached.
    pub(super) fn answer(&mut self, key: &ContactKey, id: &str, outcome: OutboundAnswer, now: Timestamp) {
        let Some(contact) = self.contact_at(key) else {
            return;
        };
        let Some(connection) = contact.connection_mut(id) else {
            return;
        };
        if connection.state != ConnectionState::Connecting {
            return;
        }
        let initial = connection.initial;
        match outcome {
            OutboundAnswer::Answer => {
                connection.enter(ConnectionState::Connected, now);
                if initial {
                    contact.enter(ContactState::Connected, now);
                }
                self.settle(&key.agent, now);
                self.route_transfer(key, id, now);
            }
            OutboundAnswer::Busy | OutboundAnswer::Fail if initial => {
                contact.disconnect_all(now);
                contact.failure = Some(if outcome == OutboundAnswer::Busy {
                    "LineEngagedCustomer"
                } else {
                    "FailedConnectCustomer"
                });
                contact.enter(ContactState::Error, now);
                self.settle(&key.agent, now);
            }
            OutboundAnswer::Busy | OutboundAnswer::Fail => self.party_leaves(key, id, now),
            OutboundAnswer::Never => {}
        }
    }

    /// The customer acts (control API).
    pub(crate) fn customer_acts(
        &mut self,
        key: &ContactKey,
        action: CustomerAction,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let contact = self.known_contact(&key.agent, &key.contact)?;
        let state = contact.state;
        let customer = contact
            .initial_connection()
            .map(|connection| (connection.id.clone(), connection.state))
            .ok_or_else(|| Refusal::invalid_state("The contact has no customer."))?;
        let outcome = match action {
            CustomerAction::HangUp => {
                if !state.is_live() {
                    return Err(Refusal::invalid_state(format!(
                        "The contact is {} already.",
                        state.name()
                    )));
                }
                self.customer_hangs_up(key, now);
                return Ok(());
            }
            CustomerAction::Answer => OutboundAnswer::Answer,
            CustomerAction::Busy => OutboundAnswer::Busy,
            CustomerAction::Fail => OutboundAnswer::Fail,
        };
        if customer.1 != ConnectionState::Connecting {
            return Err(Refusal::invalid_state(format!(
                "The customer is not being called: the connection is {}.",
                customer.1.name()
            )));
        }
        self.answer(key, &customer.0, outcome, now);
        Ok(())
    }

    fn customer_hangs_up(&mut self, key: &ContactKey, now: Timestamp) {
        let Some(contact) = self.contact_at(key) else {
            return;
        };
        let talking = contact
            .agent_connection()
            .is_some_and(|own| own.state.is_active())
            && matches!(contact.state, ContactState::Connected | ContactState::Paused);
        let dialling = contact
            .initial_connection()
            .is_some_and(|connection| connection.kind == ConnectionKind::Outbound)
            && contact.state == ContactState::Connecting;
        let customer = contact
            .initial_connection()
            .map(|connection| connection.id.clone());
        match customer {
            Some(customer) if talking || dialling => self.party_leaves(key, &customer, now),
            _ => {
                self.end_chat(key, false, now);
                self.not_taken(&key.agent, &key.contact, ContactState::Missed, now);
            }
        }
    }
}

/// Checks whom an agent wants to call or to add, and completes a quick connect from the directory.
pub(super) fn dialled(endpoint: Endpoint) -> Result<Endpoint, Refusal> {
    if let Some(arn) = endpoint.arn.as_deref().filter(|arn| !arn.is_empty()) {
        return directory::quick_connects()
            .into_iter()
            .find(|known| known.arn.as_deref() == Some(arn))
            .ok_or_else(|| Refusal::bad_endpoint(format!("There is no quick connect {arn}.")));
    }
    match (endpoint.kind, &endpoint.phone_number) {
        (EndpointKind::PhoneNumber, Some(number)) if is_dialable(number) => Ok(endpoint),
        (EndpointKind::PhoneNumber, Some(number)) => Err(Refusal::bad_endpoint(format!(
            "{number} is not a telephone number that can be dialled."
        ))),
        (EndpointKind::PhoneNumber, None) => Err(Refusal::bad_endpoint("The endpoint has no phoneNumber.")),
        (EndpointKind::Agent | EndpointKind::Queue, _) => {
            Err(Refusal::bad_endpoint("The endpoint has no endpointARN."))
        }
    }
}

/// E.164, an extension, or a SIP address.
fn is_dialable(number: &str) -> bool {
    let digits = number.strip_prefix('+').unwrap_or(number);
    number.starts_with("sip:")
        || (digits.len() >= 3
            && digits
                .chars()
                .all(|digit| digit.is_ascii_digit() || matches!(digit, '*' | '#' | ',')))
}
