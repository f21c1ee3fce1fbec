//! An instance and who is signed in there, as it is shown.

use serde::{Deserialize, Serialize};

use super::AgentView;
use crate::message::Message;

/// One instance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InstanceView {
    /// Such as `https://acme.my.connect.aws`.
    pub origin: String,
    /// Whether the agent may remove it.
    pub removable: bool,
    /// Who is signed in, if anybody.
    pub sign_in: SignInStatus,
    /// The agent closed the sign-in window: none opens by itself until the agent signs in.
    #[serde(default)]
    pub sign_in_dismissed: bool,
    /// How the worker stands with the service.
    pub health: Health,
    /// The agent, once known.
    pub agent: Option<AgentView>,
    /// What went wrong last, until it is dismissed or something goes right.
    pub notice: Option<Notice>,
}

/// Where signing in stands (the states of the session's sign-in state machine).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SignInStatus {
    /// Not known yet: the instance has not answered.
    Unknown,
    /// Nobody is signed in.
    SignedOut,
    /// Nobody is signed in because the agent signed out.
    SignedOutByUser,
    /// The sign-in window is open.
    SigningIn,
    /// Signed in.
    SignedIn,
    /// The service says that this user may not work as an agent.
    Denied,
}

/// How the worker stands with the service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Health {
    /// Nothing to say: nobody is signed in, or nothing was asked yet.
    Idle,
    /// The service answers.
    Good,
    /// It does not.
    Bad {
        /// Why.
        reason: Message,
    },
}

/// Something the agent should read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// What to read.
    pub message: Message,
}
