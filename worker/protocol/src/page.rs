//! What a page with `window.connect` and the worker say to each other, as JSON strings over one port.
//!
//! The bridge in between passes the strings on unread. A page holds a replica of the agent document
//! (see [`crate::document`]) and is told which events to fire; it decides neither.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Millis;

/// The version of these messages. A page of another version is told to reload.
pub const PAGE_PROTOCOL: u32 = 1;

/// The longest message that a page may send, in bytes.
pub const LONGEST_PAGE_MESSAGE: usize = 256 * 1024;

/// What a page says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum PageToWorker {
    /// The page asks to take part in the session of an instance (`connect.core.initCCP`). Again after
    /// every reconnection, then with what it knows.
    Attach(Attach),
    /// One call of the CTI service (PROTOCOL.md 1.3). Answered by exactly one [`WorkerToPage::Settled`].
    Call {
        /// Chosen by the page, unique within its port.
        id: u32,
        /// A value of `connect.ClientMethods`, such as `putAgentState`.
        method: String,
        /// The parameters as the page gave them, without authentication.
        #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
        params: Value,
    },
    /// An event for all pages of the session, the sender among them (PROTOCOL.md 6.3 `broadcast`).
    Broadcast {
        /// The name on the event bus, such as `contact::view`.
        event: String,
        /// What subscribers get.
        #[serde(default)]
        #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
        data: Value,
    },
    /// A question about who is master of a topic (PROTOCOL.md 2.8).
    Master {
        /// Chosen by the page, unique within its port.
        id: u32,
        /// What is asked.
        method: MasterMethod,
        /// Such as `connect::softphone`.
        topic: String,
        /// Ask only; do not take a topic that nobody holds.
        #[serde(default)]
        should_not_become_master_if_none: bool,
    },
    /// The page wants the messages of these WebSocket topics (PROTOCOL.md 4.2).
    SubscribeTopics {
        /// Such as `aws/chat`.
        topics: Vec<String>,
    },
    /// The page sends an application message over the WebSocket (PROTOCOL.md 4.2).
    SendFrame {
        /// An object with a `topic`.
        #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
        frame: Value,
    },
    /// The agent's configuration was changed: fetch it again now.
    ReloadConfiguration,
    /// Are you there? Answered by [`WorkerToPage::Acknowledge`].
    Synchronize,
    /// The page's replica cannot take a patch: send the whole document.
    Resynchronize,
    /// Log lines for the worker's log.
    Log {
        /// In the order they were written.
        entries: Vec<LogEntry>,
    },
    /// The agent signed out (`EventType.TERMINATE`, "Logging out" of the documentation).
    Terminate,
    /// The page takes part no longer (`connect.core.terminate`).
    Detach,
    /// The control panel in the page was loaded: perhaps somebody signed in there.
    ControlPanelLoaded,
}

/// The first words of a page on a port.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attach {
    /// [`PAGE_PROTOCOL`] of the page's scripts.
    pub protocol: u32,
    /// The control panel's address as given to `initCCP`; it names the instance.
    pub ccp_url: String,
    /// The id that the worker gave this page before, when the page comes back.
    #[serde(default)]
    pub page_id: Option<String>,
    /// What the page saw last; absent in a page that saw nothing yet.
    #[serde(default)]
    pub known: Option<Known>,
    /// The version of the page's replica; absent in a page that has none.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<f64>"))]
    pub version: Option<u64>,
    /// How this page wants signing in to be done.
    #[serde(default)]
    pub sign_in: SignInOptions,
    /// Whether the page wants Headwater's panel as its control panel, or the instance's own; absent for what the agent
    /// chose.
    #[serde(default)]
    pub headwater_panel: Option<bool>,
}

/// `loginPopup`, `loginUrl`, `loginOptions` and `loginPopupAutoClose` of `initCCP`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SignInOptions {
    /// Whether a sign-in window may be opened for this page.
    pub login_popup: bool,
    /// Where to sign in, if not at the instance itself (SAML).
    pub login_url: Option<String>,
    /// Whether the window is closed once the agent is signed in.
    pub auto_close: bool,
    /// Pixels.
    pub width: Option<i32>,
    /// Pixels.
    pub height: Option<i32>,
    /// Pixels.
    pub top: Option<i32>,
    /// Pixels.
    pub left: Option<i32>,
}

impl Default for SignInOptions {
    fn default() -> Self {
        Self {
            login_popup: true,
            login_url: None,
            auto_close: false,
            width: None,
            height: None,
            top: None,
            left: None,
        }
    }
}

/// What a page last saw of the agent: all that the events which it is still owed depend on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Known {
    /// `snapshot.state.name`.
    pub state_name: String,
    /// `snapshot.state.type`.
    pub state_type: String,
    /// `snapshot.nextState.name`.
    pub next_state_name: Option<String>,
    /// In the order of the page's snapshot.
    pub contacts: Vec<KnownContact>,
}

impl Known {
    /// The contact of this id.
    #[must_use]
    pub fn contact(&self, contact_id: &str) -> Option<&KnownContact> {
        self.contacts
            .iter()
            .find(|contact| contact.contact_id == contact_id)
    }

    /// The page was told that the contact of this id was accepted.
    pub fn accept(&mut self, contact_id: &str) {
        let mut contacts = self.contacts.iter_mut();
        if let Some(contact) = contacts.find(|contact| contact.contact_id == contact_id) {
            contact.accepted = true;
        }
    }
}

/// One contact of [`Known`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KnownContact {
    /// `contactId`.
    pub contact_id: String,
    /// `state.type`.
    pub state: String,
    /// Whether this page was told that the contact ended. A contact that vanishes before gives `contact::ended`.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
    pub ended: bool,
    /// Whether this page needs not be told that the contact was accepted: it was, or it came later.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
    pub accepted: bool,
}

/// Which question about a mastership (PROTOCOL.md 2.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum MasterMethod {
    /// Take the topic, from whoever holds it.
    BecomeMaster,
    /// Who holds it? Takes it if nobody does.
    CheckMaster,
}

/// What the worker says to a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum WorkerToPage {
    /// The page takes part, or the worker is there (`EventType.ACKNOWLEDGE`).
    Acknowledge {
        /// The page's id (`connect.core.portStreamId`); only in answer to [`PageToWorker::Attach`].
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        page_id: Option<String>,
        /// The address of Headwater's panel, if that is what the page's control panel is to be.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        panel: Option<String>,
    },
    /// The page cannot take part.
    Refused {
        /// Why, for a program.
        reason: Refusal,
        /// Why, and what to do about it, for a developer's console.
        message: String,
    },
    /// The agent document changed. Same text for all pages at the same version.
    Update(Update),
    /// A contact was accepted: `contact::accepted`, also with the contact's id. One message, so that no page hears half.
    Accepted {
        /// Which contact.
        contact_id: String,
    },
    /// A call is over.
    Settled {
        /// As in [`PageToWorker::Call`].
        id: u32,
        /// How it went.
        outcome: Outcome,
    },
    /// Answer to [`PageToWorker::Master`], or news that another page took a topic over (then without `id`).
    Master {
        /// As in [`PageToWorker::Master`].
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        id: Option<u32>,
        /// The topic asked about.
        topic: String,
        /// The page id of the master; absent if nobody is.
        master_id: Option<String>,
        /// Whether that is the page that reads this.
        is_master: bool,
        /// Whether the topic changed hands.
        take_over: bool,
    },
    /// An event for the page's event bus: a broadcast, the WebSocket's, sign-in's. `init` (`EventType.INIT`) comes when
    /// somebody is signed in, before the first update; a page fires it once.
    Event {
        /// Such as `auth_fail` or `webSocket::all_message`.
        event: String,
        /// What subscribers get.
        #[serde(skip_serializing_if = "Value::is_null")]
        #[serde(default)]
        #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
        data: Value,
    },
    /// Log lines of the worker for the page's log.
    Log {
        /// In the order they were written.
        entries: Vec<LogEntry>,
    },
}

/// A change of the agent document and what happened in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Update {
    /// The version that the patch applies to; absent when `patch` is the whole document.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<f64>"))]
    pub from: Option<u64>,
    /// The version after it.
    #[cfg_attr(feature = "typescript", ts(as = "f64"))]
    pub to: u64,
    /// A JSON Merge Patch (RFC 7396) of the document, or the whole document.
    #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
    pub patch: Value,
    /// To be fired in this order once the patch is applied.
    pub events: Vec<SessionEvent>,
}

/// One thing that happened, for the page's event bus (PROTOCOL.md 6.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SessionEvent {
    /// An event of the agent; subscribers get the agent.
    Agent {
        /// Such as `agent::refresh`.
        name: String,
    },
    /// `agent::state_change`.
    StateChange {
        /// Name of the state before.
        old_state: String,
        /// Name of the state now.
        new_state: String,
    },
    /// Events of one contact, in order; subscribers get the contact. Each is fired under its own name and,
    /// `contact::init` excepted, under its name with the contact's id.
    Contact {
        /// Which contact.
        contact_id: String,
        /// Such as `contact::connected`.
        names: Vec<String>,
        /// The contact counts as ended from here on ([`KnownContact::ended`]).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
        ended: bool,
        /// Likewise as accepted ([`KnownContact::accepted`]).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
        accepted: bool,
    },
}

/// How a call went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Outcome {
    /// The service did it.
    Success {
        /// Its answer.
        #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
        data: Value,
    },
    /// It did not, or nobody knows.
    Failure {
        /// Why.
        error: CallError,
    },
}

/// Why a call failed, in the shape that the npm library gives (PROTOCOL.md 1.5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct CallError {
    /// The service's error code, or one of ours: `signedOut`, `offline`, `accessDenied`, `interrupted`,
    /// `timeout`, or a validation code such as `MissingRequiredParameter`.
    #[serde(rename = "type")]
    pub code: String,
    /// In words.
    pub message: Option<String>,
    /// The HTTP status, where there was one or the npm library would say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub status_code: Option<u16>,
    /// What a service beside CTI said, with its `status`: users get this alone, as from the npm library.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional, type = "unknown"))]
    pub said: Option<Value>,
}

/// Why a page cannot take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Refusal {
    /// `ccpUrl` is no address.
    BadAddress,
    /// The address names an instance that Headwater is not set up for.
    UnknownInstance,
    /// `loginUrl` is no address that the agent or a policy allowed.
    LoginAddressNotAllowed,
    /// The page's site is not allowed.
    SiteNotAllowed,
    /// The page runs the scripts of another version of the extension.
    OtherVersion,
}

/// One log line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LogEntry {
    /// When.
    pub time: Millis,
    /// `TEST`, `TRACE`, `DEBUG`, `INFO`, `LOG`, `WARN`, `ERROR` or `CRITICAL` (`connect.LogLevel`).
    pub level: String,
    /// Which part wrote it.
    pub component: String,
    /// What it says.
    pub text: String,
}
