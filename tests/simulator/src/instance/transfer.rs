//! Third parties: an agent adds somebody to a conversation, who may be another agent of the instance.

use super::agent::OutboundAnswer;
use super::answering::dialled;
use super::contact::{
    Channel, Connection, ConnectionKind, ConnectionState, ContactKey, ContactState, Initiation,
};
use super::conversation::connected_call;
use super::directory::{Endpoint, EndpointKind};
use super::offering::Offer;
use super::time::Timestamp;
use super::{Instance, Refusal, TaskEvent};

impl Instance {
    /// Calls a third party, with the customer on hold meanwhile, or passes a chat or a task on
    /// (`CreateAdditionalConnection`).
    pub(crate) fn create_additional_connection(
        &mut self,
        agent: &str,
        id: &str,
        endpoint: Endpoint,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let settings = self.known_agent(agent)?.settings.clone();
        let contact = self.known_contact(agent, id)?;
        if !contact.channel.is_voice() {
            return self.pass_on(agent, id, endpoint, now);
        }
        let contact = connected_call(contact)?;
        if contact.active_third_party().is_some() {
            return Err(Refusal::invalid_state(
                "The contact already has an active third party.",
            ));
        }
        let endpoint = dialled(endpoint)?;
        let outcome = if endpoint.kind == EndpointKind::PhoneNumber {
            settings.outbound_answer
        } else {
            OutboundAnswer::Answer
        };
        let connection = Connection {
            quick_connect_name: endpoint.name.clone(),
            endpoint: Some(endpoint),
            ..Connection::new(ConnectionKind::Outbound, ConnectionState::Connecting, now)
        };
        let connection_id = connection.id.clone();
        if let Some(customer) = contact.initial_connection_mut()
            && customer.state == ConnectionState::Connected
        {
            customer.enter(ConnectionState::Hold, now);
        }
        contact.connections.push(connection);
        let key = ContactKey {
            agent: agent.to_owned(),
            contact: id.to_owned(),
        };
        self.expect_answer(key, connection_id, outcome, now + settings.answer_after);
        self.settle(agent, now);
        Ok(())
    }

    /// A chat or a task goes to somebody else, and is over for this agent. If the agent it should go to is not
    /// routable, it stays.
    fn pass_on(&mut self, agent: &str, id: &str, endpoint: Endpoint, now: Timestamp) -> Result<(), Refusal> {
        if endpoint.kind == EndpointKind::PhoneNumber {
            return Err(Refusal::bad_endpoint(
                "Chats and tasks cannot be passed to a telephone number.",
            ));
        }
        let endpoint = dialled(endpoint)?;
        let contact = self.known_contact(agent, id)?;
        if contact.state != ContactState::Connected {
            return Err(Refusal::invalid_state(format!(
                "The contact is {}, not connected.",
                contact.state.name()
            )));
        }
        let offer = offer_of_transfer(contact, &endpoint);
        let channel = contact.channel;
        let key = ContactKey {
            agent: agent.to_owned(),
            contact: id.to_owned(),
        };
        let target = self.agent_for(&endpoint, channel, agent);
        // A queue keeps what nobody takes at once.
        let succeeds = target.is_some() || endpoint.kind == EndpointKind::Queue;
        self.tell_of_task(&key, TaskEvent::TransferInitiated, now);
        self.chat_transferred(&key, succeeds, now);
        let outcome = if succeeds {
            TaskEvent::TransferSucceeded
        } else {
            TaskEvent::TransferFailed
        };
        self.tell_of_task(&key, outcome, now);
        if !succeeds {
            return Ok(());
        }
        self.end_contact(&key, now);
        if let Some(target) = target {
            self.offer(&target, offer, now)?;
        }
        Ok(())
    }

    /// A third party that is an agent or a queue is connected as soon as the contact is routed there
    /// (documentation, `connection.isConnected()`): now somebody is looked for.
    pub(super) fn route_transfer(&mut self, key: &ContactKey, connection: &str, now: Timestamp) {
        let Some(contact) = self.contact_at(key) else {
            return;
        };
        let Some(endpoint) = contact
            .connection_mut(connection)
            .and_then(|it| it.endpoint.clone())
        else {
            return;
        };
        if endpoint.kind == EndpointKind::PhoneNumber {
            return;
        }
        let offer = Offer {
            comes_from: Some((key.clone(), connection.to_owned())),
            ..offer_of_transfer(contact, &endpoint)
        };
        let Some(target) = self.agent_for(&endpoint, Channel::Voice, &key.agent) else {
            return;
        };
        let Ok(offered) = self.offer(&target, offer, now) else {
            return;
        };
        if let Some(connection) = self
            .contact_at(key)
            .and_then(|contact| contact.connection_mut(connection))
        {
            connection.leads_to = Some(ContactKey {
                agent: target,
                contact: offered.contact_id,
            });
        }
    }

    /// The agent whom a quick connect reaches: the one it names, or anybody for a queue.
    pub(super) fn agent_for(&self, endpoint: &Endpoint, channel: Channel, except: &str) -> Option<String> {
        self.agents
            .values()
            .filter(|agent| agent.name != except && agent.routable(channel).is_ok())
            .find(|agent| endpoint.kind == EndpointKind::Queue || endpoint.name.as_ref() == Some(&agent.name))
            .map(|agent| agent.name.clone())
    }
}

fn offer_of_transfer(contact: &super::contact::Contact, endpoint: &Endpoint) -> Offer {
    let customer = match &contact.agent_connection().map(|own| own.media.clone()) {
        Some(super::contact::Media::Chat { customer_name, .. }) => Some(customer_name.clone()),
        _ => contact
            .customer
            .as_ref()
            .and_then(|endpoint| endpoint.phone_number.clone()),
    };
    let channel = if contact.channel.is_voice() {
        Channel::Voice
    } else {
        contact.channel
    };
    Offer {
        initiation: Initiation::Transfer,
        customer,
        queue: endpoint.queue.clone().or_else(|| contact.queue.clone()),
        attributes: contact.attributes.clone(),
        name: contact.name.clone(),
        description: contact.description.clone(),
        references: contact.references.clone(),
        initial_contact_id: Some(
            contact
                .initial_contact_id
                .clone()
                .unwrap_or_else(|| contact.id.clone()),
        ),
        related_contact_id: contact.related_contact_id.clone(),
        template: contact.template.clone(),
        ..Offer::new(channel)
    }
}
