//! What the toolbar popup and the worker say to each other, as JSON strings over one port.
//!
//! The popup shows a [`PopupView`] and sends what the agent asked for. It holds no state that another context
//! needs, and which actions are possible is decided in the worker.

mod access;
mod agent;
mod instance;

pub use access::{IdentityProviderView, PolicyView, SignInRequest, SiteView};
pub use agent::{AgentView, ContactAction, ContactView, ParticipantView, StateChoice, StateView};
pub use instance::{Health, InstanceView, Notice, SignInStatus};
use serde::{Deserialize, Serialize};

use crate::{log::LogLevel, message::Message};

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
