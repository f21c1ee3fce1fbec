//! How conversations end, after-contact work, and the clearing of contacts.

use super::agent::OutboundAnswer;
use super::contact::{ConnectionKind, ConnectionState, ContactKey, ContactState};
use super::directory::EndpointKind;
use super::time::Timestamp;
use super::{Exception, Instance, Refusal};

impl Instance {
    /// Somebody who is not the agent leaves. The last one out ends the contact.
    pub(super) fn party_leaves(&mut self, key: &ContactKey, connection: &str, now: Timestamp) {
        let Some(contact) = self.contact_at(key) else {
            return;
        };
        let Some(leaving) = contact.connection_mut(connection) else {
            return;
        };
        leaving.enter(ConnectionState::Disconnected, now);
        let behind = leaving.leads_to.take();
        let others = contact.connections.iter().any(|other| {
            matches!(other.kind, ConnectionKind::Inbound | ConnectionKind::Outbound)
                && other.state.is_active()
        });
        if others {
            self.settle(&key.agent, now);
        } else {
            self.end_chat(key, false, now);
            self.end_contact(key, now);
        }
        if let Some(behind) = behind {
            self.cut_off(&behind, now);
        }
    }

    /// The agent hangs up. Two or more others go on talking without the agent; one alone is cut off.
    pub(super) fn agent_leaves(&mut self, key: &ContactKey, now: Timestamp) {
        self.route_unanswered(key, now);
        self.end_chat(key, true, now);
        let Some(contact) = self.contact_at(key) else {
            return;
        };
        let others: Vec<_> = contact
            .connections
            .iter()
            .filter(|other| {
                matches!(other.kind, ConnectionKind::Inbound | ConnectionKind::Outbound)
                    && other.state.is_active()
            })
            .map(|other| other.leads_to.clone())
            .collect();
        let go_on = others.len() > 1;
        for connection in &mut contact.connections {
            connection.leads_to = None;
        }
        self.end_contact(key, now);
        for behind in others.into_iter().flatten() {
            if go_on {
                if let Some(contact) = self.contact_at(&behind) {
                    contact.comes_from = None;
                }
            } else {
                self.cut_off(&behind, now);
            }
        }
    }

    /// A transfer to an agent or a queue is made even if the first agent does not wait for it.
    fn route_unanswered(&mut self, key: &ContactKey, now: Timestamp) {
        let Some(contact) = self.contact_at(key) else {
            return;
        };
        let unanswered: Vec<_> = contact
            .third_parties()
            .filter(|party| party.state == ConnectionState::Connecting)
            .filter(|party| {
                party
                    .endpoint
                    .as_ref()
                    .is_some_and(|it| it.kind != EndpointKind::PhoneNumber)
            })
            .map(|party| party.id.clone())
            .collect();
        for connection in unanswered {
            self.answer(key, &connection, OutboundAnswer::Answer, now);
        }
    }

    /// The contact of another agent loses the conversation it was joined to.
    fn cut_off(&mut self, key: &ContactKey, now: Timestamp) {
        let Some(contact) = self.contact_at(key) else {
            return;
        };
        contact.comes_from = None;
        if contact.state.is_offered() {
            self.not_taken(&key.agent, &key.contact, ContactState::Missed, now);
        } else if contact.state.is_live() {
            self.end_contact(key, now);
        }
    }

    /// The conversation is over for the agent: after-contact work, where the agent has it.
    pub(super) fn end_contact(&mut self, key: &ContactKey, now: Timestamp) {
        let Some(contact) = self.contact_at(key) else {
            return;
        };
        contact.disconnect_all(now);
        contact.enter(ContactState::Ended, now);
        let comes_from = contact.comes_from.take();
        if let Some(agent) = self.agents.get_mut(&key.agent)
            && !agent.settings.after_contact_work
        {
            agent.contacts.retain(|contact| contact.id != key.contact);
        }
        self.settle(&key.agent, now);
        self.monitors_end(key, now);
        if let Some((other, connection)) = comes_from {
            self.party_leaves(&other, &connection, now);
        }
    }

    /// Removes a contact that is over (`ClearContact`).
    pub(crate) fn clear_contact(&mut self, agent: &str, id: &str, now: Timestamp) -> Result<(), Refusal> {
        let contact = self.known_contact(agent, id)?;
        if contact.state.is_live() {
            return Err(Refusal::invalid_state(format!(
                "The contact is {} and cannot be cleared before it has ended.",
                contact.state.name()
            )));
        }
        self.remove_contact(agent, id, now);
        Ok(())
    }

    /// Removes a contact that is over, but not one that is only listened to (`CompleteContact`).
    pub(crate) fn complete_contact(&mut self, agent: &str, id: &str, now: Timestamp) -> Result<(), Refusal> {
        if self.known_contact(agent, id)?.monitors.is_some() {
            return Err(Refusal::new(
                Exception::InvalidContactType,
                "A contact that is only monitored is cleared, not completed.",
            ));
        }
        self.clear_contact(agent, id, now)
    }

    pub(super) fn remove_contact(&mut self, agent: &str, id: &str, now: Timestamp) {
        if let Some(agent) = self.agents.get_mut(agent) {
            agent.contacts.retain(|contact| contact.id != id);
        }
        self.settle(agent, now);
    }
}
