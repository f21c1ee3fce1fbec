//! What is stored, and where.
//!
//! `storage.session` lives in memory as long as the browser and is hidden from pages: it carries a session over
//! the worker's death. `storage.local` is on disk: it never holds a token.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Millis, agent_app::AgentApp, instance::Instance, log::LogLevel};

/// The version of the stored form. What has another version is not read.
pub const STORED_VERSION: u32 = 1;

/// Where in `storage.session` the popup finds what was shown last: a [`crate::popup::WorkerToPopup::View`] as JSON.
pub const VIEW_KEY: &str = "view";

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
    /// Origins of pages and of the identity providers that they asked for, which nobody answered yet.
    #[serde(default)]
    pub sign_in_requests: Vec<(String, String)>,
    /// The lines of the worker's log, redacted.
    #[serde(default)]
    pub log: Vec<String>,
    /// Ids of the notifications that were shown and are not over.
    #[serde(default)]
    pub notified: Vec<String>,
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
    /// A sign-out that was not answered yet.
    #[serde(default)]
    pub signing_out: bool,
    /// The sign-in ended while the agent was on a call.
    #[serde(default)]
    pub call_goes_on: bool,
    /// The sign-in window.
    #[serde(default)]
    pub sign_in_window: StoredSignInWindow,
    /// The agent document and its version.
    pub document: Option<Value>,
    /// The version of the document.
    pub document_version: u64,
    /// Ids of the document's contacts that were accepted in this browser.
    #[serde(default)]
    pub accepted: Vec<String>,
    /// `nextToken` of the long poll.
    pub next_token: Option<String>,
    /// Topics and the page ids of their masters.
    pub masters: Vec<(String, String)>,
    /// WebSocket topics that pages asked for.
    pub topics: Vec<String>,
    /// Pages were told that there is a WebSocket connection.
    #[serde(default)]
    pub connection_told: bool,
    /// The name of the state that the agent chose last.
    #[serde(default)]
    pub chosen: Option<String>,
}

/// The sign-in window of a session.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredSignInWindow {
    /// The browser's id of it, if it is open.
    pub id: Option<i64>,
    /// The browser was asked to open it and had not answered.
    pub opening: bool,
    /// It is closed once somebody is signed in.
    pub auto_close: bool,
    /// It is not opened by itself again.
    pub dismissed: bool,
    /// That is because the agent signs in elsewhere, not because the agent closed it.
    #[serde(default)]
    pub left_to_agent: bool,
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
    /// Origins of identity providers that the agent allowed.
    #[serde(default)]
    pub identity_providers: Vec<String>,
    /// What is written to the log.
    #[serde(default)]
    pub log_level: LogLevel,
    /// The agent wants no notifications of contacts.
    #[serde(default)]
    pub notifications_off: bool,
    /// It rings when a contact waits.
    #[serde(default)]
    pub sound: bool,
    /// Origin of the instance that calls are made with.
    #[serde(default)]
    pub default_instance: Option<String>,
    /// The language of what is said to the agent, one of those in `_locales`; absent for the browser's.
    #[serde(default)]
    pub language: Option<String>,
    /// Pages that do not say which one they want show Headwater's panel as their control panel.
    #[serde(default)]
    pub panel_in_pages: bool,
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
    /// Whether a page leads through the first steps after the installation.
    #[serde(default)]
    pub welcome: bool,
    /// Where instances have the agent-app service; Voice ID needs it.
    #[serde(default)]
    pub agent_app: Option<AgentApp>,
    /// The version of the extension, for the diagnosis.
    #[serde(default)]
    pub version: String,
    /// The browser as it calls itself, for the diagnosis. The shell says it.
    #[serde(skip)]
    pub browser: String,
    /// The address of the panel for pages that show it in a frame. The shell says it: in Chromium it is another one each
    /// time that the browser starts.
    #[serde(skip)]
    pub panel: String,
}
