//! An agent with contacts, as they are shown.

use serde::{Deserialize, Serialize};

use crate::Millis;

/// The agent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentView {
    /// Display name.
    pub name: String,
    /// The state now.
    pub state: StateView,
    /// The name of the state that follows the current contact.
    pub next_state: Option<String>,
    /// Whether a chosen state becomes the next one rather than the current one.
    pub choice_is_next: bool,
    /// The states to choose from, in the service's order.
    pub states: Vec<StateChoice>,
    /// In the order of the snapshot.
    pub contacts: Vec<ContactView>,
    /// Whether the agent may call somebody now.
    pub can_dial: bool,
    /// Countries that the agent may call, as ISO 3166-1 alpha-2 codes in lower case.
    pub countries: Vec<String>,
}

/// A state and since when.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StateView {
    /// Such as `Available`.
    pub name: String,
    /// `routable`, `not_routable`, `offline`, `system`, `error` or `init`.
    #[serde(rename = "type")]
    pub state_type: String,
    /// By this machine's clock.
    pub since: Option<Millis>,
}

/// A state to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StateChoice {
    /// Such as `Lunch`.
    pub name: String,
    /// As in [`StateView::state_type`].
    #[serde(rename = "type")]
    pub state_type: String,
}

/// A contact.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContactView {
    /// `contactId`.
    pub contact_id: String,
    /// `voice`, `queue_callback`, `chat`, `task` or `email`.
    pub channel: String,
    /// `state.type`.
    pub state: String,
    /// By this machine's clock.
    pub since: Option<Millis>,
    /// Who is at the other end: a number or a name.
    pub who: Option<String>,
    /// The queue's name.
    pub queue: Option<String>,
    /// Whether the other end is on hold.
    pub on_hold: bool,
    /// Whether the others do not hear the agent.
    pub muted: bool,
    /// What can be done now.
    pub actions: Vec<ContactAction>,
    /// All who take part beside the agent, if they are several.
    pub participants: Vec<ParticipantView>,
}

/// Somebody who takes part in a contact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ParticipantView {
    /// `connectionId`.
    pub connection_id: String,
    /// A name or a number.
    pub who: Option<String>,
    /// `state.type`.
    pub state: String,
    /// What can be done to this participant alone.
    pub actions: Vec<ContactAction>,
}

/// What can be done to a contact, or to one who takes part in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ContactAction {
    /// Take it.
    Accept,
    /// Refuse it.
    Reject,
    /// Put the other end on hold.
    Hold,
    /// End the hold, or the pause of a task.
    Resume,
    /// Be heard no longer.
    Mute,
    /// Be heard again.
    Unmute,
    /// Bring all together.
    Conference,
    /// Change who is on hold.
    Toggle,
    /// Interrupt a task.
    Pause,
    /// Bring somebody in with [`super::PopupToWorker::Connect`]: for a chat or a task that passes it on.
    Add,
    /// Dial in the call.
    SendDigits,
    /// Leave it; of a participant: take it out.
    End,
    /// End after-contact work.
    Clear,
}

impl ContactAction {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Accept,
        Self::Reject,
        Self::Hold,
        Self::Resume,
        Self::Mute,
        Self::Unmute,
        Self::Conference,
        Self::Toggle,
        Self::Pause,
        Self::Add,
        Self::SendDigits,
        Self::End,
        Self::Clear,
    ];

    /// As in a message.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Hold => "hold",
            Self::Resume => "resume",
            Self::Mute => "mute",
            Self::Unmute => "unmute",
            Self::Conference => "conference",
            Self::Toggle => "toggle",
            Self::Pause => "pause",
            Self::Add => "add",
            Self::SendDigits => "sendDigits",
            Self::End => "end",
            Self::Clear => "clear",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }
}
