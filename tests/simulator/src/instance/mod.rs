//! The instance as a state machine: agents, their contacts and connections, and what is due later.
//!
//! Nothing here knows of HTTP or of a clock: the time is an argument of every command, and
//! [`Instance::advance`] does what has become due. A command is either carried out whole or refused.

pub(crate) mod agent;
mod answering;
pub(crate) mod chat;
pub(crate) mod contact;
mod conversation;
pub(crate) mod directory;
mod forced;
pub(crate) mod messages;
mod monitoring;
mod offering;
mod refusal;
mod status;
mod task_events;
mod tasks;
mod templated_tasks;
pub(crate) mod templates;
#[cfg(test)]
mod tests;
pub(crate) mod time;
mod timers;
mod transfer;
mod wrap_up;

use std::collections::BTreeMap;

pub(crate) use answering::CustomerAction;
pub(crate) use offering::{Offer, Offered};
pub(crate) use refusal::{Exception, Refusal};
pub(crate) use task_events::TaskEvent;
pub(crate) use tasks::TaskRequest;

use agent::Agent;
use chat::Chat;
use contact::{Contact, ContactKey};
use messages::Message;
use time::Timestamp;
use timers::{Due, Timers};

/// The whole state of the simulated instance.
#[derive(Debug, Default)]
pub(crate) struct Instance {
    agents: BTreeMap<String, Agent>,
    timers: Timers,
    /// The last version given to an agent. Never goes back, not even when everything is forgotten.
    version: u64,
    /// Contact of each idempotency token that a task came with.
    tasks_by_token: BTreeMap<String, String>,
    /// By the identifier of the first contact.
    chats: BTreeMap<String, Chat>,
    /// What is to be said over WebSockets.
    messages: Vec<Message>,
}

impl Instance {
    /// Makes the agent known. An agent that is known already stays as it is.
    pub(crate) fn add_agent(&mut self, name: &str, now: Timestamp) {
        if !self.agents.contains_key(name) {
            self.version += 1;
            self.agents
                .insert(name.to_owned(), Agent::new(name, self.version, now));
        }
    }

    pub(crate) fn agent(&self, name: &str) -> Option<&Agent> {
        self.agents.get(name)
    }

    pub(crate) fn agents(&self) -> impl Iterator<Item = &Agent> {
        self.agents.values()
    }

    /// Changes what no contact depends on: settings and configuration.
    pub(crate) fn change_agent(&mut self, name: &str, change: impl FnOnce(&mut Agent)) -> bool {
        self.agents.get_mut(name).map(change).is_some()
    }

    /// Forgets all agents, contacts and what is due. Versions go on counting.
    pub(crate) fn reset(&mut self) {
        *self = Self {
            version: self.version,
            ..Self::default()
        };
    }

    /// When [`Self::advance`] has something to do next.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        self.timers.next()
    }

    /// Does everything that is due by now. Tells whether anything was.
    pub(crate) fn advance(&mut self, now: Timestamp) -> bool {
        let mut any = false;
        while let Some(due) = self.timers.pop(now) {
            any = true;
            match due {
                Due::RingOver(key) => self.ring_over(&key, now),
                Due::AutoAccept(key) => {
                    // The contact may be gone or taken already, which is as good.
                    let _ = self.accept_contact(&key.agent, &key.contact, now);
                }
                Due::Answer {
                    contact,
                    connection,
                    outcome,
                } => {
                    self.answer(&contact, &connection, outcome, now);
                }
                Due::TaskScheduled(task) => self.offer_task(*task, now),
            }
        }
        any
    }

    /// The agent that has the contact.
    pub(crate) fn find_contact(&self, id: &str) -> Option<ContactKey> {
        let agent = self.agents.values().find(|agent| agent.contact(id).is_some())?;
        Some(ContactKey {
            agent: agent.name.clone(),
            contact: id.to_owned(),
        })
    }

    /// Refuses what is about a contact that the agent does not have.
    pub(crate) fn require_contact(&self, agent: &str, id: &str) -> Result<(), Refusal> {
        self.agent(agent)
            .and_then(|agent| agent.contact(id))
            .map(|_| ())
            .ok_or_else(|| Refusal::invalid_state(format!("{agent} has no contact {id}.")))
    }

    /// Refuses a request in the name of another agent than the one who is signed in.
    pub(crate) fn require_agent_arn(&self, agent: &str, arn: Option<&str>) -> Result<(), Refusal> {
        match arn {
            Some(arn) if arn != directory::agent_arn(agent) => Err(Refusal::new(
                Exception::AccessDenied,
                format!("{arn} is not the agent who is signed in."),
            )),
            _ => Ok(()),
        }
    }

    fn known_agent(&mut self, name: &str) -> Result<&mut Agent, Refusal> {
        self.agents
            .get_mut(name)
            .ok_or_else(|| Refusal::invalid_state(format!("There is no agent named {name}.")))
    }

    fn known_contact(&mut self, agent: &str, id: &str) -> Result<&mut Contact, Refusal> {
        self.known_agent(agent)?
            .contact_mut(id)
            .ok_or_else(|| Refusal::invalid_state(format!("{agent} has no contact {id}.")))
    }

    fn contact_at(&mut self, key: &ContactKey) -> Option<&mut Contact> {
        self.agents.get_mut(&key.agent)?.contact_mut(&key.contact)
    }

    /// Ends a step that changed the agent: the state follows the contacts, the snapshot is a new one.
    fn settle(&mut self, agent: &str, now: Timestamp) {
        if let Some(agent) = self.agents.get_mut(agent) {
            self.version += 1;
            agent.version = self.version;
            agent.settle(now);
        }
    }
}
