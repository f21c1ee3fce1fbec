//! Contacts and their connections, as data (PROTOCOL.md 1.4).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::directory::{Endpoint, Queue};
use super::time::Timestamp;

/// What media a contact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Channel {
    Voice,
    QueueCallback,
    Chat,
    Task,
}

impl Channel {
    /// Voice contacts, queue callbacks among them, move the agent's state; chats and tasks do not.
    pub(crate) const fn is_voice(self) -> bool {
        matches!(self, Self::Voice | Self::QueueCallback)
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Voice => "voice",
            Self::QueueCallback => "queue_callback",
            Self::Chat => "chat",
            Self::Task => "task",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ContactState {
    Init,
    Incoming,
    Pending,
    Connecting,
    Connected,
    Missed,
    Error,
    Ended,
    Rejected,
    Paused,
}

impl ContactState {
    /// The agent can still do something else with it than clear it.
    pub(crate) const fn is_live(self) -> bool {
        matches!(
            self,
            Self::Init | Self::Incoming | Self::Pending | Self::Connecting | Self::Connected | Self::Paused
        )
    }

    /// It waits for the agent.
    pub(crate) const fn is_offered(self) -> bool {
        matches!(
            self,
            Self::Init | Self::Incoming | Self::Pending | Self::Connecting
        )
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Init => "init",
            Self::Incoming => "incoming",
            Self::Pending => "pending",
            Self::Connecting => "connecting",
            Self::Connected => "connected",
            Self::Missed => "missed",
            Self::Error => "error",
            Self::Ended => "ended",
            Self::Rejected => "rejected",
            Self::Paused => "paused",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ConnectionKind {
    Agent,
    Inbound,
    Outbound,
    Monitoring,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ConnectionState {
    Init,
    Connecting,
    Connected,
    Hold,
    Disconnected,
    SilentMonitor,
    Barge,
}

impl ConnectionState {
    pub(crate) const fn is_active(self) -> bool {
        !matches!(self, Self::Init | Self::Disconnected)
    }

    /// There is somebody at the other end, heard or on hold.
    pub(crate) const fn is_joined(self) -> bool {
        matches!(self, Self::Connected | Self::Hold)
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Init => "init",
            Self::Connecting => "connecting",
            Self::Connected => "connected",
            Self::Hold => "hold",
            Self::Disconnected => "disconnected",
            Self::SilentMonitor => "silent_monitor",
            Self::Barge => "barge",
        }
    }
}

/// What the agent's connection carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Media {
    None,
    Softphone {
        auto_accept: bool,
    },
    Chat {
        auto_accept: bool,
        customer_name: String,
    },
}

/// One contact of one agent, named by both, since a transfer makes a second contact for the other agent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ContactKey {
    pub(crate) agent: String,
    pub(crate) contact: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Connection {
    pub(crate) id: String,
    pub(crate) kind: ConnectionKind,
    pub(crate) state: ConnectionState,
    pub(crate) since: Timestamp,
    /// The connection that was there first: the customer's.
    pub(crate) initial: bool,
    pub(crate) endpoint: Option<Endpoint>,
    pub(crate) media: Media,
    pub(crate) mute: bool,
    pub(crate) quick_connect_name: Option<String>,
    /// Name of the agent who is listened to and since when, on a supervisor's connection.
    pub(crate) monitoring: Option<(String, Timestamp)>,
    /// The contact of another agent that stands behind this connection.
    pub(crate) leads_to: Option<ContactKey>,
}

impl Connection {
    pub(crate) fn new(kind: ConnectionKind, state: ConnectionState, now: Timestamp) -> Self {
        Self {
            id: uuid::Uuid::new_v4().to_string(),
            kind,
            state,
            since: now,
            initial: false,
            endpoint: None,
            media: Media::None,
            mute: false,
            quick_connect_name: None,
            monitoring: None,
            leads_to: None,
        }
    }

    pub(crate) fn enter(&mut self, state: ConnectionState, now: Timestamp) {
        if self.state != state {
            self.state = state;
            self.since = now;
        }
    }
}

/// How a contact came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Initiation {
    Inbound,
    Outbound,
    Transfer,
    Callback,
    Api,
    Monitor,
}

impl Initiation {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Inbound => "INBOUND",
            Self::Outbound => "OUTBOUND",
            Self::Transfer => "TRANSFER",
            Self::Callback => "CALLBACK",
            Self::Api => "API",
            Self::Monitor => "MONITOR",
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Contact {
    pub(crate) id: String,
    pub(crate) channel: Channel,
    pub(crate) state: ContactState,
    pub(crate) since: Timestamp,
    pub(crate) created: Timestamp,
    pub(crate) initiation: Initiation,
    pub(crate) initial_contact_id: Option<String>,
    pub(crate) related_contact_id: Option<String>,
    pub(crate) queue: Option<Queue>,
    pub(crate) connections: Vec<Connection>,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    /// Task references: name to `{value, type, …}`, kept as they came.
    pub(crate) references: Option<Value>,
    /// Of a task: identifier and version of the template it was made from.
    pub(crate) template: Option<(String, u32)>,
    /// Of a task: when it was to be offered, in seconds since 1970.
    pub(crate) scheduled_time: Option<i64>,
    pub(crate) customer: Option<Endpoint>,
    /// Name of the agent state of type `error` that a failed voice contact puts the agent in.
    pub(crate) failure: Option<&'static str>,
    /// The connection of another agent's contact through which this one is joined to a conversation.
    pub(crate) comes_from: Option<(ContactKey, String)>,
    /// The contact that a supervisor listens to.
    pub(crate) monitors: Option<ContactKey>,
}

impl Contact {
    pub(crate) fn new(
        id: String,
        channel: Channel,
        state: ContactState,
        initiation: Initiation,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            channel,
            state,
            since: now,
            created: now,
            initiation,
            initial_contact_id: None,
            related_contact_id: None,
            queue: None,
            connections: Vec::new(),
            attributes: BTreeMap::new(),
            name: None,
            description: None,
            references: None,
            template: None,
            scheduled_time: None,
            customer: None,
            failure: None,
            comes_from: None,
            monitors: None,
        }
    }

    pub(crate) fn enter(&mut self, state: ContactState, now: Timestamp) {
        if self.state != state {
            self.state = state;
            self.since = now;
        }
    }

    /// Identifier of the first contact of the conversation that this one belongs to.
    pub(crate) fn conversation(&self) -> &str {
        self.initial_contact_id.as_deref().unwrap_or(&self.id)
    }

    /// The agent's own connection: kind `agent`, or `monitoring` for a supervisor.
    pub(crate) fn agent_connection(&self) -> Option<&Connection> {
        let own = if self.monitors.is_some() {
            ConnectionKind::Monitoring
        } else {
            ConnectionKind::Agent
        };
        self.connections.iter().find(|connection| connection.kind == own)
    }

    pub(crate) fn agent_connection_mut(&mut self) -> Option<&mut Connection> {
        let own = if self.monitors.is_some() {
            ConnectionKind::Monitoring
        } else {
            ConnectionKind::Agent
        };
        self.connections
            .iter_mut()
            .find(|connection| connection.kind == own)
    }

    pub(crate) fn initial_connection(&self) -> Option<&Connection> {
        self.connections.iter().find(|connection| connection.initial)
    }

    pub(crate) fn initial_connection_mut(&mut self) -> Option<&mut Connection> {
        self.connections.iter_mut().find(|connection| connection.initial)
    }

    /// Everybody who is neither this agent nor the customer.
    pub(crate) fn third_parties(&self) -> impl Iterator<Item = &Connection> {
        let own = self.agent_connection().map(|connection| connection.id.as_str());
        self.connections
            .iter()
            .filter(move |connection| !connection.initial && Some(connection.id.as_str()) != own)
    }

    pub(crate) fn active_third_party(&self) -> Option<&Connection> {
        self.third_parties()
            .find(|connection| connection.kind != ConnectionKind::Monitoring && connection.state.is_active())
    }

    pub(crate) fn connection_mut(&mut self, id: &str) -> Option<&mut Connection> {
        self.connections.iter_mut().find(|connection| connection.id == id)
    }

    pub(crate) fn disconnect_all(&mut self, now: Timestamp) {
        for connection in &mut self.connections {
            connection.enter(ConnectionState::Disconnected, now);
        }
    }
}
