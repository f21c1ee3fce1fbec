//! What a page with `window.connect` and the worker say to each other, as JSON strings over one port.
//!
//! The bridge in between passes the strings on unread. A page holds a replica of the agent document
//! (see [`crate::document`]) and is told which events to fire; it decides neither.

mod attach;
mod outcome;
mod replica;

pub use attach::{Attach, PAGE_PROTOCOL, SignInOptions};
pub use outcome::{CallError, Outcome};
pub use replica::{Known, KnownContact, SessionEvent, Update};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Millis;

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
