//! Walks of contacts and agents through their states.

mod chat;
mod chat_and_task;
mod monitoring;
mod outbound;
mod status;
mod transfer;
mod voice;

use std::time::Duration;

use super::contact::{Channel, ConnectionKind, ConnectionState, Contact, ContactKey, ContactState};
use super::directory::Endpoint;
use super::time::Timestamp;
use super::{CustomerAction, Instance, Offer, Offered, Refusal};

const START: Timestamp = Timestamp::from_milliseconds(1_700_000_000_000);
const JANE: &str = "jane";

/// An instance with its own clock and with jane in it, who is available.
struct Stage {
    instance: Instance,
    now: Timestamp,
}

impl Stage {
    fn new() -> Self {
        let mut stage = Self {
            instance: Instance::default(),
            now: START,
        };
        stage.add(JANE);
        stage
    }

    /// One more agent who is available.
    fn add(&mut self, name: &str) {
        self.instance.add_agent(name, self.now);
        self.choose(name, "Available").unwrap();
    }

    /// Lets time pass and does what becomes due meanwhile, each at its time.
    fn wait(&mut self, milliseconds: u64) {
        let end = self.now + Duration::from_millis(milliseconds);
        while let Some(due) = self.instance.next_due().filter(|due| *due <= end) {
            self.now = due.max(self.now);
            self.instance.advance(self.now);
        }
        self.now = end;
    }

    fn choose(&mut self, agent: &str, state: &str) -> Result<(), Refusal> {
        self.instance.put_agent_state(agent, None, state, false, self.now)
    }

    fn choose_next(&mut self, agent: &str, state: &str) -> Result<(), Refusal> {
        self.instance.put_agent_state(agent, None, state, true, self.now)
    }

    fn offer(&mut self, channel: Channel) -> Offered {
        self.instance.offer(JANE, Offer::new(channel), self.now).unwrap()
    }

    /// Offers and accepts.
    fn talk(&mut self, channel: Channel) -> Offered {
        let offered = self.offer(channel);
        self.instance
            .accept_contact(JANE, &offered.contact_id, self.now)
            .unwrap();
        offered
    }

    fn dial(&mut self, number: &str) -> Result<Offered, Refusal> {
        self.instance
            .create_outbound_contact(JANE, Endpoint::phone(number), None, None, None, self.now)
    }

    fn customer(&mut self, contact: &str, action: CustomerAction) -> Result<(), Refusal> {
        let key = self.instance.find_contact(contact).unwrap();
        self.instance.customer_acts(&key, action, self.now)
    }

    /// Name and kind of the agent's state, as `PendingBusy/system`.
    fn state(&self, agent: &str) -> String {
        let state = self.instance.agent(agent).unwrap().state();
        let kind = serde_json::to_value(state.kind).unwrap();
        format!("{}/{}", state.name, kind.as_str().unwrap())
    }

    fn contact(&self, id: &str) -> &Contact {
        let key = self.instance.find_contact(id).expect("somebody has the contact");
        self.instance.agent(&key.agent).unwrap().contact(id).unwrap()
    }

    fn contact_state(&self, id: &str) -> ContactState {
        self.contact(id).state
    }

    /// Kind and state of each connection, in order.
    fn connections(&self, id: &str) -> Vec<(ConnectionKind, ConnectionState)> {
        self.contact(id)
            .connections
            .iter()
            .map(|connection| (connection.kind, connection.state))
            .collect()
    }

    /// The contact that the agent has alone.
    fn only_contact(&self, agent: &str) -> &Contact {
        let [contact] = self.instance.agent(agent).unwrap().contacts.as_slice() else {
            panic!("{agent} has not exactly one contact");
        };
        contact
    }

    fn has_no_contact(&self, agent: &str) -> bool {
        self.instance.agent(agent).unwrap().contacts.is_empty()
    }

    fn version(&self, agent: &str) -> u64 {
        self.instance.agent(agent).unwrap().version
    }

    fn key(&self, id: &str) -> ContactKey {
        self.instance.find_contact(id).unwrap()
    }
}
