//! What the agent does within a conversation: hold, resume, toggle, conference, mute, hang up.

use super::contact::{Connection, ConnectionState, Contact, ContactKey, ContactState};
use super::time::Timestamp;
use super::{Instance, Refusal};

impl Instance {
    pub(crate) fn hold_connection(
        &mut self,
        agent: &str,
        id: &str,
        connection: &str,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        self.move_connection(
            agent,
            id,
            connection,
            ConnectionState::Connected,
            ConnectionState::Hold,
            now,
        )
    }

    pub(crate) fn resume_connection(
        &mut self,
        agent: &str,
        id: &str,
        connection: &str,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        self.move_connection(
            agent,
            id,
            connection,
            ConnectionState::Hold,
            ConnectionState::Connected,
            now,
        )
    }

    fn move_connection(
        &mut self,
        agent: &str,
        id: &str,
        connection: &str,
        from: ConnectionState,
        to: ConnectionState,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let contact = connected_call(self.known_contact(agent, id)?)?;
        let connection = known_connection(contact, connection)?;
        if connection.state != from {
            return Err(Refusal::invalid_state(format!(
                "The connection is {}; only one that is {} can change to {}.",
                connection.state.name(),
                from.name(),
                to.name()
            )));
        }
        connection.enter(to, now);
        self.settle(agent, now);
        Ok(())
    }

    /// Who was on hold is heard, who was heard is on hold (`ToggleActiveConnections`).
    pub(crate) fn toggle_active_connections(
        &mut self,
        agent: &str,
        id: &str,
        connection: &str,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let contact = connected_call(self.known_contact(agent, id)?)?;
        known_connection(contact, connection)?;
        let own = own_connection(contact);
        require_third_party(contact)?;
        for other in contact
            .connections
            .iter_mut()
            .filter(|other| Some(&other.id) != own.as_ref())
        {
            match other.state {
                ConnectionState::Hold => other.enter(ConnectionState::Connected, now),
                ConnectionState::Connected => other.enter(ConnectionState::Hold, now),
                _ => {}
            }
        }
        self.settle(agent, now);
        Ok(())
    }

    /// Everybody hears everybody (`ConferenceConnections`).
    pub(crate) fn conference_connections(
        &mut self,
        agent: &str,
        id: &str,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let contact = connected_call(self.known_contact(agent, id)?)?;
        require_third_party(contact)?;
        for connection in &mut contact.connections {
            if connection.state == ConnectionState::Hold {
                connection.enter(ConnectionState::Connected, now);
            }
        }
        self.settle(agent, now);
        Ok(())
    }

    pub(crate) fn mute_participant(
        &mut self,
        agent: &str,
        id: &str,
        connection: &str,
        mute: bool,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let contact = connected_call(self.known_contact(agent, id)?)?;
        let connection = known_connection(contact, connection)?;
        if !connection.state.is_joined() {
            return Err(Refusal::invalid_state(
                "The participant is not in the conversation.",
            ));
        }
        connection.mute = mute;
        self.settle(agent, now);
        Ok(())
    }

    /// Touch tones change nothing that a snapshot shows.
    pub(crate) fn send_digits(
        &mut self,
        agent: &str,
        id: &str,
        connection: &str,
        digits: &str,
    ) -> Result<(), Refusal> {
        let contact = connected_call(self.known_contact(agent, id)?)?;
        known_connection(contact, connection)?;
        if digits
            .chars()
            .all(|digit| digit.is_ascii_digit() || matches!(digit, '*' | '#' | ',' | '+'))
        {
            Ok(())
        } else {
            Err(Refusal::invalid_state(format!(
                "{digits} are not digits that can be sent."
            )))
        }
    }

    /// Ends one connection (`DestroyConnection`): the agent's own to refuse an offer or to leave, that of
    /// somebody else to hang up on them. On a chat that has ended it clears the contact, as it used to.
    pub(crate) fn destroy_connection(
        &mut self,
        agent: &str,
        id: &str,
        connection: &str,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let contact = self.known_contact(agent, id)?;
        let state = contact.state;
        let own = own_connection(contact).as_deref() == Some(connection);
        let monitoring = contact.monitors.is_some();
        let voice = contact.channel.is_voice();
        let target = known_connection(contact, connection)?;
        if !state.is_live() {
            if voice {
                return Err(Refusal::invalid_state(format!(
                    "The contact is {} already.",
                    state.name()
                )));
            }
            return self.clear_contact(agent, id, now);
        }
        if !target.state.is_active() {
            return Err(Refusal::invalid_state("The connection is disconnected already."));
        }
        let key = ContactKey {
            agent: agent.to_owned(),
            contact: id.to_owned(),
        };
        let waiting = self
            .contact_at(&key)
            .and_then(|contact| contact.agent_connection())
            .is_some_and(|own| own.state == ConnectionState::Connecting);
        if waiting {
            self.not_taken(agent, id, ContactState::Missed, now);
        } else if own && monitoring {
            self.stop_monitoring(&key, now);
        } else if own {
            self.agent_leaves(&key, now);
        } else {
            self.party_leaves(&key, connection, now);
        }
        Ok(())
    }
}

/// Refuses what is possible only in a conversation by voice.
pub(super) fn connected_call(contact: &mut Contact) -> Result<&mut Contact, Refusal> {
    if !contact.channel.is_voice() {
        return Err(Refusal::new(
            super::Exception::InvalidContactType,
            format!("This is not possible for a {} contact.", contact.channel.name()),
        ));
    }
    if contact.state != ContactState::Connected {
        return Err(Refusal::invalid_state(format!(
            "The contact is {}, not connected.",
            contact.state.name()
        )));
    }
    Ok(contact)
}

fn own_connection(contact: &Contact) -> Option<String> {
    contact.agent_connection().map(|connection| connection.id.clone())
}

fn known_connection<'a>(contact: &'a mut Contact, id: &str) -> Result<&'a mut Connection, Refusal> {
    contact
        .connection_mut(id)
        .ok_or_else(|| Refusal::invalid_state(format!("The contact has no connection {id}.")))
}

fn require_third_party(contact: &Contact) -> Result<(), Refusal> {
    let third_party = contact
        .active_third_party()
        .is_some_and(|connection| connection.state.is_joined());
    let customer = contact
        .initial_connection()
        .is_some_and(|connection| connection.state.is_joined());
    if third_party && customer {
        Ok(())
    } else {
        Err(Refusal::invalid_state(
            "This needs a customer and a third party who are both connected.",
        ))
    }
}
