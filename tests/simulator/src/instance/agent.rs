//! An agent: the status the agent chose, what voice contacts make of it, the next status.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::contact::{Channel, ConnectionKind, ConnectionState, Contact, ContactState};
use super::directory;
use super::time::Timestamp;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AgentStateKind {
    Routable,
    NotRoutable,
    Offline,
    System,
    Error,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AgentState {
    /// None for the states that the service sets by itself.
    pub(crate) arn: Option<String>,
    pub(crate) kind: AgentStateKind,
    pub(crate) name: String,
    pub(crate) since: Timestamp,
}

impl AgentState {
    /// A state that the service sets by itself, such as `PendingBusy`.
    fn of_service(kind: AgentStateKind, name: &str, since: Timestamp) -> Self {
        Self {
            arn: None,
            kind,
            name: name.to_owned(),
            since,
        }
    }
}

/// What happens at the other end when this agent dials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum OutboundAnswer {
    Answer,
    Never,
    Busy,
    Fail,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Settings {
    pub(crate) outbound_answer: OutboundAnswer,
    /// How long whoever is dialled takes to answer, and an automatic acceptance takes.
    pub(crate) answer_after: Duration,
    /// How long a contact is offered before it is missed.
    pub(crate) ring: Duration,
    pub(crate) after_contact_work: bool,
    pub(crate) permissions: BTreeSet<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            outbound_answer: OutboundAnswer::Answer,
            answer_after: Duration::from_millis(300),
            ring: Duration::from_secs(20),
            after_contact_work: true,
            permissions: directory::PERMISSIONS
                .iter()
                .map(|&name| name.to_owned())
                .collect(),
        }
    }
}

/// What the agent may change with `UpdateAgentConfiguration`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Configuration {
    pub(crate) softphone_enabled: bool,
    pub(crate) softphone_auto_accept: bool,
    pub(crate) extension: String,
    pub(crate) preferences: BTreeMap<String, String>,
}

impl Default for Configuration {
    fn default() -> Self {
        Self {
            softphone_enabled: true,
            softphone_auto_accept: false,
            extension: String::new(),
            preferences: BTreeMap::from([("LANGUAGE".to_owned(), "en_US".to_owned())]),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Agent {
    pub(crate) name: String,
    /// The status that the agent, or an administrator, chose.
    pub(crate) status: AgentState,
    /// What voice contacts put in its place.
    pub(crate) call_state: Option<AgentState>,
    pub(crate) next_status: Option<AgentState>,
    pub(crate) contacts: Vec<Contact>,
    pub(crate) settings: Settings,
    pub(crate) configuration: Configuration,
    /// Grows with every change that the agent's snapshot shows.
    pub(crate) version: u64,
}

impl Agent {
    pub(crate) fn new(name: &str, version: u64, now: Timestamp) -> Self {
        Self {
            name: name.to_owned(),
            status: directory::offline(now),
            call_state: None,
            next_status: None,
            contacts: Vec::new(),
            settings: Settings::default(),
            configuration: Configuration::default(),
            version,
        }
    }

    /// The state as the snapshot shows it.
    pub(crate) fn state(&self) -> &AgentState {
        self.call_state.as_ref().unwrap_or(&self.status)
    }

    pub(crate) fn contact(&self, id: &str) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.id == id)
    }

    pub(crate) fn contact_mut(&mut self, id: &str) -> Option<&mut Contact> {
        self.contacts.iter_mut().find(|contact| contact.id == id)
    }

    pub(crate) fn has_live_contact(&self) -> bool {
        self.contacts.iter().any(|contact| contact.state.is_live())
    }

    /// Ends what the agent has nothing to do for but to clear it, as choosing a status during
    /// after-contact work does.
    pub(crate) fn clear_finished_calls(&mut self) {
        self.contacts
            .retain(|contact| !contact.channel.is_voice() || contact.state.is_live());
    }

    /// Why a contact of this channel would not be routed to the agent now, or `Ok`.
    pub(crate) fn routable(&self, channel: Channel) -> Result<(), String> {
        let state = self.state();
        if state.kind != AgentStateKind::Routable {
            return Err(format!("{} is {}, which is not routable", self.name, state.name));
        }
        if let Some(next) = &self.next_status {
            return Err(format!("{} has chosen {} as next status", self.name, next.name));
        }
        let same = |other: Channel| other == channel || (other.is_voice() && channel.is_voice());
        let taken = self
            .contacts
            .iter()
            .filter(|contact| same(contact.channel))
            .count();
        let limit = directory::concurrency(channel);
        if taken >= limit {
            return Err(format!(
                "{} already has {taken} of {limit} contacts of this channel",
                self.name
            ));
        }
        Ok(())
    }

    /// Lets the agent's state follow the contacts, once all changes of a step are made.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        let wanted = self
            .contacts
            .iter()
            .filter_map(state_of_call)
            .min_by_key(|wanted| wanted.rank);
        match (wanted, &self.call_state) {
            (Some(wanted), Some(current)) if current.name == wanted.name => {}
            (Some(wanted), _) => {
                self.call_state = Some(AgentState::of_service(wanted.kind, wanted.name, now));
            }
            (None, Some(_)) => {
                self.call_state = None;
                self.status.since = now;
            }
            (None, None) => {}
        }
        if self.contacts.is_empty()
            && let Some(next) = self.next_status.take()
        {
            self.status = AgentState { since: now, ..next };
        }
    }
}

struct WantedState {
    rank: u8,
    kind: AgentStateKind,
    name: &'static str,
}

/// The agent state that one voice contact asks for (PROTOCOL.md 1.4). The lowest rank wins.
fn state_of_call(contact: &Contact) -> Option<WantedState> {
    if !contact.channel.is_voice() {
        return None;
    }
    let system = |rank, name| WantedState {
        rank,
        kind: AgentStateKind::System,
        name,
    };
    let error = |name| WantedState {
        rank: 4,
        kind: AgentStateKind::Error,
        name,
    };
    let dialling = contact.connections.iter().any(|connection| {
        connection.initial
            && connection.kind == ConnectionKind::Outbound
            && connection.state == ConnectionState::Connecting
    });
    Some(match contact.state {
        ContactState::Connected | ContactState::Paused => system(0, "Busy"),
        ContactState::Connecting if dialling => system(1, "CallingCustomer"),
        ContactState::Init | ContactState::Incoming | ContactState::Pending | ContactState::Connecting => {
            system(2, "PendingBusy")
        }
        ContactState::Ended => system(3, "AfterCallWork"),
        ContactState::Missed | ContactState::Rejected => error(contact.failure.unwrap_or("MissedCallAgent")),
        ContactState::Error => error(contact.failure.unwrap_or("Error")),
    })
}
