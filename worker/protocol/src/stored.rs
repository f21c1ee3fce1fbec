//! What is stored, and where.
//!
//! `storage.session` lives in memory as long as the browser and is hidden from pages: it carries a session over
//! the worker's death. `storage.local` is on disk: it never holds a token.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Millis, agent_app::AgentApp, instance::Instance};

/// The version of the stored form. What has another version is not read.
pub const STORED_VERSION: u32 = 1;

/// Under `sessions` in `storage.session`: all sessions of the browser.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredSessions {
    /// [`STORED_VERSION`].
    pub version: u32,
    /// One for each instance.
    pub sessions: Vec<StoredSession>,
    /// The number that the next id is made of.
    pub next_id: u64,
}

/// One session.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredSession {
    /// Origin of the instance.
    pub instance: String,
    /// The token's text and when it ends.
    pub token: Option<(String, Millis)>,
    /// The agent signed out and has not signed in since.
    pub signed_out_by_user: bool,
    /// The sign-in window, if it is open.
    pub sign_in_window: Option<i64>,
    /// The agent document and its version.
    pub document: Option<Value>,
    /// The version of the document.
    pub document_version: u64,
    /// `nextToken` of the long poll.
    pub next_token: Option<String>,
    /// Topics and the page ids of their masters.
    pub masters: Vec<(String, String)>,
    /// WebSocket topics that pages asked for.
    pub topics: Vec<String>,
}

impl std::fmt::Debug for StoredSession {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("StoredSession")
            .field("instance", &self.instance)
            .field("signed_in", &self.token.is_some())
            .field("document_version", &self.document_version)
            .field("masters", &self.masters)
            .finish_non_exhaustive()
    }
}

/// Under `settings` in `storage.local`: what the agent set up.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredSettings {
    /// [`STORED_VERSION`].
    pub version: u32,
    /// Instances that the agent added.
    pub instances: Vec<Instance>,
}

/// What the package was built with, given to the worker at its start.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Defaults {
    /// Instances that are set up from the start.
    pub instances: Vec<String>,
    /// Match patterns of hosts that may be instances.
    pub instance_hosts: Vec<String>,
    /// Match patterns of pages that are allowed from the start.
    pub sites: Vec<String>,
    /// Where instances have the agent-app service; Voice ID needs it.
    #[serde(default)]
    pub agent_app: Option<AgentApp>,
}
