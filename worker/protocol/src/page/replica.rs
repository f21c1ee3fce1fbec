//! What a page holds of the agent document and knows of it, and how both change.

use serde::{Deserialize, Serialize};
use serde_json::Value;

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
