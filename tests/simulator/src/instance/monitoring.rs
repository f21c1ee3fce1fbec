//! A supervisor listens to another agent's contact, and may barge in.

use super::contact::{
    Connection, ConnectionKind, ConnectionState, Contact, ContactKey, ContactState, Initiation, Media,
};
use super::directory::Endpoint;
use super::offering::Offered;
use super::time::Timestamp;
use super::{Exception, Instance, Refusal};

impl Instance {
    /// The supervisor starts to listen to a contact that is connected.
    pub(crate) fn monitor(
        &mut self,
        supervisor: &str,
        monitored: &ContactKey,
        now: Timestamp,
    ) -> Result<Offered, Refusal> {
        self.known_agent(supervisor)?;
        let original = self.known_contact(&monitored.agent, &monitored.contact)?;
        if original.state != ContactState::Connected || monitored.agent == supervisor {
            return Err(Refusal::invalid_state(
                "Only a connected contact of another agent can be monitored.",
            ));
        }
        let mut contact = Contact::new(
            uuid::Uuid::new_v4().to_string(),
            original.channel,
            ContactState::Connected,
            Initiation::Monitor,
            now,
        );
        contact.initial_contact_id = Some(original.conversation().to_owned());
        contact.queue.clone_from(&original.queue);
        contact.attributes.clone_from(&original.attributes);
        contact.customer.clone_from(&original.customer);
        let media = match original.agent_connection().map(|own| &own.media) {
            Some(Media::Chat { customer_name, .. }) => Media::Chat {
                auto_accept: true,
                customer_name: customer_name.clone(),
            },
            _ if original.channel.is_voice() => Media::Softphone { auto_accept: true },
            _ => Media::None,
        };
        let mut connections: Vec<_> = original
            .connections
            .iter()
            .filter(|connection| connection.state.is_joined())
            .map(|connection| Connection {
                initial: connection.initial,
                endpoint: connection.endpoint.clone(),
                ..Connection::new(connection.kind, connection.state, now)
            })
            .collect();
        connections.insert(
            0,
            Connection {
                endpoint: Some(Endpoint::agent(supervisor)),
                media,
                monitoring: Some((monitored.agent.clone(), now)),
                ..Connection::new(ConnectionKind::Monitoring, ConnectionState::SilentMonitor, now)
            },
        );
        contact.connections = connections;
        contact.monitors = Some(monitored.clone());
        let offered = Offered::of(&contact);
        self.known_agent(supervisor)?.contacts.push(contact);
        self.settle(supervisor, now);
        Ok(offered)
    }

    /// The supervisor listens or speaks (`UpdateMonitorParticipantState`): `SILENT_MONITOR` or `BARGE`.
    pub(crate) fn set_monitor_mode(
        &mut self,
        agent: &str,
        id: &str,
        mode: &str,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let state = match mode {
            "SILENT_MONITOR" => ConnectionState::SilentMonitor,
            "BARGE" => ConnectionState::Barge,
            _ => {
                return Err(Refusal::new(
                    Exception::Validation,
                    format!("targetMonitorMode is {mode}; it must be SILENT_MONITOR or BARGE."),
                ));
            }
        };
        let contact = self.known_contact(agent, id)?;
        let monitored = contact
            .monitors
            .clone()
            .filter(|_| contact.state.is_live())
            .ok_or_else(|| Refusal::invalid_state(format!("{agent} does not monitor contact {id}.")))?;
        let connection = contact.agent_connection_mut().map(|own| {
            own.enter(state, now);
            own.id.clone()
        });
        self.settle(agent, now);
        if let Some(connection) = connection {
            self.show_supervisor(
                agent,
                &monitored,
                &connection,
                state == ConnectionState::Barge,
                now,
            );
        }
        Ok(())
    }

    /// The monitored agent sees a supervisor who has barged in, and nothing of one who only listens.
    fn show_supervisor(
        &mut self,
        supervisor: &str,
        monitored: &ContactKey,
        connection: &str,
        barges: bool,
        now: Timestamp,
    ) {
        let Some(contact) = self.contact_at(monitored) else {
            return;
        };
        contact.connections.retain(|it| it.id != connection);
        if barges {
            contact.connections.push(Connection {
                id: connection.to_owned(),
                endpoint: Some(Endpoint::agent(supervisor)),
                ..Connection::new(ConnectionKind::Monitoring, ConnectionState::Barge, now)
            });
        }
        self.settle(&monitored.agent, now);
    }

    /// The supervisor leaves; there is no after-contact work for listening.
    pub(super) fn stop_monitoring(&mut self, key: &ContactKey, now: Timestamp) {
        let Some(contact) = self.contact_at(key) else {
            return;
        };
        let monitored = contact.monitors.clone();
        let connection = contact.agent_connection().map(|own| own.id.clone());
        self.remove_contact(&key.agent, &key.contact, now);
        if let (Some(monitored), Some(connection)) = (monitored, connection) {
            self.show_supervisor(&key.agent, &monitored, &connection, false, now);
        }
    }

    /// The monitored contact is over, and so is listening to it.
    pub(super) fn monitors_end(&mut self, monitored: &ContactKey, now: Timestamp) {
        let listening: Vec<_> = self
            .agents
            .values()
            .flat_map(|agent| agent.contacts.iter().map(move |contact| (agent, contact)))
            .filter(|(_, contact)| contact.monitors.as_ref() == Some(monitored))
            .map(|(agent, contact)| ContactKey {
                agent: agent.name.clone(),
                contact: contact.id.clone(),
            })
            .collect();
        for key in listening {
            self.remove_contact(&key.agent, &key.contact, now);
        }
    }
}
