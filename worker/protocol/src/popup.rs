//! What the toolbar popup and the worker say to each other, as JSON strings over one port.
//!
//! The popup shows a [`PopupView`] and sends what the agent asked for. It holds no state that another context
//! needs, and which actions are possible is decided in the worker.

use serde::{Deserialize, Serialize};

use crate::{
    Millis,
    log::LogLevel,
    message::Message,
    policy::{Features, PolicyProblem},
};

/// What the agent asked for in the popup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum PopupToWorker {
    /// The popup is open and wants views from now on.
    Open,
    /// Switch to this state, or queue it as the next one while on a contact.
    SetState {
        /// Origin of the instance.
        instance: String,
        /// The number that the [`Answer`] has.
        ask: u32,
        /// The name of one of the agent's states; absent to take the next state back.
        state: Option<String>,
    },
    /// Do this to a contact.
    Act {
        /// Origin of the instance.
        instance: String,
        /// The number that the [`Answer`] has.
        ask: u32,
        /// Which contact.
        contact_id: String,
        /// Which of its participants, for one of [`ParticipantView::actions`].
        connection_id: Option<String>,
        /// One of [`ContactView::actions`].
        action: ContactAction,
        /// What to dial, for [`ContactAction::SendDigits`].
        digits: Option<String>,
    },
    /// Call somebody, or bring somebody to a contact.
    Connect {
        /// Origin of the instance.
        instance: String,
        /// The number that the [`Answer`] has.
        ask: u32,
        /// To which contact; absent for a new call.
        contact_id: Option<String>,
        /// Whom: an `Endpoint` of the CTI service as JSON, one of those that [`PopupToWorker::FindEndpoints`] finds or
        /// `{"type": "phone_number", "phoneNumber": …}`.
        endpoint: String,
    },
    /// Ask for one page of the quick connects.
    FindEndpoints {
        /// Origin of the instance.
        instance: String,
        /// The number that the [`Answer`] has.
        ask: u32,
        /// `nextToken` of the page before; absent for the first one.
        next_token: Option<String>,
    },
    /// Open the sign-in window, or bring it to the front.
    SignIn {
        /// Origin of the instance.
        instance: String,
    },
    /// Sign out everywhere.
    SignOut {
        /// Origin of the instance.
        instance: String,
    },
    /// Set up another instance; it is asked whether it is one before it is kept.
    AddInstance {
        /// As typed by the agent.
        address: String,
    },
    /// Forget an instance that was added.
    RemoveInstance {
        /// Origin of the instance.
        instance: String,
    },
    /// Take this site's permission back. Allowing one needs no message: an extension page asks the browser for the
    /// permission for its match pattern ([`crate::match_pattern::of_site`]), and the worker hears of it.
    RemoveSite {
        /// [`SiteView::pattern`].
        pattern: String,
    },
    /// Pages may have the agent sign in there (`loginUrl`).
    AllowIdentityProvider {
        /// Any https address of it.
        address: String,
    },
    /// They may not any more.
    RemoveIdentityProvider {
        /// [`IdentityProviderView::origin`].
        origin: String,
    },
    /// The agent does not allow what a page asked for.
    DismissSignInRequest {
        /// [`SignInRequest::identity_provider`].
        identity_provider: String,
    },
    /// How much is written to the log from now on.
    SetLogLevel {
        /// The least that is written.
        level: LogLevel,
    },
    /// Calls are made with this instance where nothing says with which one.
    SetDefaultInstance {
        /// Its origin; absent for the first one.
        instance: Option<String>,
    },
    /// Whether contacts are announced by notifications.
    SetNotifications {
        /// They are.
        on: bool,
    },
    /// Whether it rings when a contact waits.
    SetSound {
        /// It does.
        on: bool,
    },
    /// The language of what Headwater says from now on.
    SetLanguage {
        /// One of those in `_locales`, such as `de`; absent for the browser's.
        language: Option<String>,
    },
    /// Whether pages that do not say which one they want show Headwater's panel as their control panel.
    SetPanelInPages {
        /// They do.
        on: bool,
    },
    /// Open the panel in a window of its own.
    OpenPanel,
    /// The agent has read the notice.
    DismissNotice {
        /// Origin of the instance; absent for the notice of the whole popup.
        instance: Option<String>,
    },
}

impl PopupToWorker {
    /// The number of the answer; none for what is not answered but shown.
    pub fn ask(&mut self) -> Option<&mut u32> {
        match self {
            Self::SetState { ask, .. }
            | Self::Act { ask, .. }
            | Self::Connect { ask, .. }
            | Self::FindEndpoints { ask, .. } => Some(ask),
            _ => None,
        }
    }
}

/// All that the popup shows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PopupView {
    /// In the order of their origins.
    pub instances: Vec<InstanceView>,
    /// An instance that is being asked whether it is one.
    pub checking: Option<String>,
    /// What went wrong outside an instance, such as an address that is none.
    pub notice: Option<Notice>,
    /// Whether contacts are announced by notifications.
    #[serde(default)]
    pub notifications: bool,
    /// Whether it rings when a contact waits.
    #[serde(default)]
    pub sound: bool,
    /// Origin of the instance that calls are made with; absent for the first one.
    #[serde(default)]
    pub default_instance: Option<String>,
    /// Sites whose pages have, or may be given, `window.connect`.
    #[serde(default)]
    pub sites: Vec<SiteView>,
    /// Where pages may have the agent sign in, beside the instances.
    #[serde(default)]
    pub identity_providers: Vec<IdentityProviderView>,
    /// Pages that wait because of where they want the agent to sign in.
    #[serde(default)]
    pub sign_in_requests: Vec<SignInRequest>,
    /// What the organisation has decided.
    #[serde(default)]
    pub policy: PolicyView,
    /// How much is written to the log.
    #[serde(default)]
    pub log_level: LogLevel,
    /// The language that the agent chose, one of those in `_locales`; absent for the browser's.
    #[serde(default)]
    pub language: Option<String>,
    /// Whether pages that do not say which one they want show Headwater's panel as their control panel.
    #[serde(default)]
    pub panel_in_pages: bool,
}

/// A site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SiteView {
    /// Match pattern of its pages, such as `https://crm.example.com/*`.
    pub pattern: String,
    /// Its pages have `window.connect`. If not, the policy names the site and the browser was not asked yet.
    pub allowed: bool,
    /// The policy names it.
    pub by_policy: bool,
    /// The agent may take it back ([`PopupToWorker::RemoveSite`]).
    pub removable: bool,
}

/// An identity provider that is allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IdentityProviderView {
    /// Such as `https://login.example.com`.
    pub origin: String,
    /// The policy names it; the agent cannot remove it.
    pub by_policy: bool,
}

/// "This page wants to sign in at …: allow?" Answered by [`PopupToWorker::AllowIdentityProvider`] or
/// [`PopupToWorker::DismissSignInRequest`]. The page waits for it: then it takes part, or is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignInRequest {
    /// Origin of the page.
    pub page: String,
    /// Origin of where it wants the agent to sign in.
    pub identity_provider: String,
}

/// What the organisation has decided by managed storage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyView {
    /// Whether there is a policy.
    pub managed: bool,
    /// What the agent may do.
    pub features: Features,
    /// Whether it decides which control panel pages show ([`PopupView::panel_in_pages`]).
    #[serde(default)]
    pub decides_panel_in_pages: bool,
    /// What of the policy was ignored.
    pub problems: Vec<PolicyProblem>,
}

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
    /// Bring somebody in with [`PopupToWorker::Connect`]: for a chat or a task that passes it on.
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

/// What became of what the agent asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// The number of the message that asked.
    pub ask: u32,
    /// Why it was not done; absent when it was.
    pub problem: Option<Message>,
    /// For [`PopupToWorker::FindEndpoints`]: `{"endpoints": [Endpoint], "nextToken"?: text}` as JSON.
    pub found: Option<String>,
}

/// What the worker says to the popup.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum WorkerToPopup<View = PopupView> {
    /// All that there is to show. To write it, a borrowed view will do.
    View(View),
    /// To the popup that asked.
    Answer(Answer),
    /// To a panel in a frame of a page whose site is not allowed: it gets nothing else.
    Refused,
}
