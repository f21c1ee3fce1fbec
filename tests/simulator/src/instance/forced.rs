//! What only the control API can do: states out of turn, changed attributes, contacts that vanish.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::contact::{ConnectionState, ContactKey, ContactState};
use super::time::Timestamp;
use super::{Instance, Refusal};

impl Instance {
    /// Puts a contact in any state; the connections take the state that goes with it.
    pub(crate) fn force_state(
        &mut self,
        key: &ContactKey,
        state: ContactState,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        self.known_contact(&key.agent, &key.contact)?;
        if state == ContactState::Ended {
            self.end_chat(key, false, now);
        }
        let contact = self.known_contact(&key.agent, &key.contact)?;
        contact.enter(state, now);
        match state {
            ContactState::Missed | ContactState::Error | ContactState::Ended | ContactState::Rejected => {
                contact.disconnect_all(now);
            }
            ContactState::Connected | ContactState::Paused => {
                for connection in &mut contact.connections {
                    if matches!(
                        connection.state,
                        ConnectionState::Init | ConnectionState::Connecting
                    ) {
                        connection.enter(ConnectionState::Connected, now);
                    }
                }
            }
            ContactState::Init
            | ContactState::Incoming
            | ContactState::Pending
            | ContactState::Connecting => {
                if let Some(own) = contact.agent_connection_mut() {
                    own.enter(ConnectionState::Connecting, now);
                }
            }
        }
        self.settle(&key.agent, now);
        Ok(())
    }

    /// Adds attributes, or replaces those of the same name. None takes one away.
    pub(crate) fn set_attributes(
        &mut self,
        key: &ContactKey,
        attributes: BTreeMap<String, Option<String>>,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let contact = self.known_contact(&key.agent, &key.contact)?;
        for (name, value) in attributes {
            match value {
                Some(value) => contact.attributes.insert(name, value),
                None => contact.attributes.remove(&name),
            };
        }
        self.settle(&key.agent, now);
        Ok(())
    }

    /// Adds references, or replaces those of the same name. Null takes one away.
    pub(crate) fn set_references(
        &mut self,
        key: &ContactKey,
        references: Map<String, Value>,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let contact = self.known_contact(&key.agent, &key.contact)?;
        let mut all = match contact.references.take() {
            Some(Value::Object(all)) => all,
            _ => Map::new(),
        };
        for (name, reference) in references {
            if reference.is_null() {
                all.remove(&name);
            } else {
                all.insert(name, reference);
            }
        }
        contact.references = (!all.is_empty()).then_some(Value::Object(all));
        self.settle(&key.agent, now);
        Ok(())
    }

    /// The contact is gone from one snapshot to the next, whatever its state was.
    pub(crate) fn vanish(&mut self, key: &ContactKey, now: Timestamp) -> Result<(), Refusal> {
        self.known_contact(&key.agent, &key.contact)?;
        self.remove_contact(&key.agent, &key.contact, now);
        self.monitors_end(key, now);
        Ok(())
    }
}
