//! What the sessions want done. Effects are data; the shell performs them and decides nothing.

use std::rc::Rc;

use headwater_protocol::{
    Millis,
    cti::Headers,
    message::Message,
    stored::{StoredSessions, StoredSettings},
};

pub use headwater_protocol::log::LogLevel;

use crate::input::{EffectId, PortId, TabId, WindowId};

/// One thing to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Send a message. The same text may go to many ports.
    Send {
        /// To this port.
        port: PortId,
        /// As is.
        text: Rc<str>,
    },
    /// Close a port.
    Disconnect {
        /// Which one.
        port: PortId,
    },
    /// Do an HTTP request, with the browser's cookies; answered by [`crate::Input::HttpAnswered`].
    Http {
        /// To be given back.
        id: EffectId,
        /// What to ask.
        request: HttpRequest,
    },
    /// The answer is not wanted any more; none need be given.
    AbortHttp {
        /// Of [`Effect::Http`].
        id: EffectId,
    },
    /// Open a WebSocket.
    OpenSocket {
        /// To be given back.
        id: EffectId,
        /// `wss://…`
        url: String,
    },
    /// Send a frame.
    SendSocket {
        /// Of [`Effect::OpenSocket`].
        id: EffectId,
        /// As is.
        text: String,
    },
    /// Close a WebSocket; [`crate::Input::SocketClosed`] need not follow.
    CloseSocket {
        /// Of [`Effect::OpenSocket`].
        id: EffectId,
    },
    /// Write `storage.session`.
    StoreSessions(Box<StoredSessions>),
    /// Write `storage.local`.
    StoreSettings(StoredSettings),
    /// Write what was shown last, as [`Effect::Send`] says it, to `storage.session`, for popups that open before the worker runs.
    StoreView(Rc<str>),
    /// Show this on the toolbar button.
    SetBadge(Badge),
    /// Open a window of its own for signing in; answered by [`crate::Input::WindowOpened`].
    OpenWindow {
        /// To be given back.
        id: EffectId,
        /// Where it starts.
        url: String,
        /// Where it stands.
        bounds: WindowBounds,
    },
    /// Bring a window to the front.
    FocusWindow {
        /// Which one.
        window: WindowId,
    },
    /// Close a window; one that is gone already is no error.
    CloseWindow {
        /// Which one.
        window: WindowId,
    },
    /// Show a notification of the desktop, in place of the one with the same id.
    Notify(Notification),
    /// Take a notification away; one that is gone already is no error.
    ClearNotification {
        /// [`Notification::id`].
        id: String,
    },
    /// Say which tabs there are; answered by [`crate::Input::TabsListed`].
    ListTabs,
    /// Bring a tab and its window to the front.
    ShowTab {
        /// Which one.
        tab: TabId,
        /// The window it is in.
        window: WindowId,
    },
    /// Open the page that welcomes the agent.
    OpenWelcome,
    /// Show the panel in a window of its own.
    OpenPanel,
    /// Sound a short ring.
    Ring,
    /// Say what is said to the agent in this language from now on.
    Speak {
        /// One of those in `_locales`; absent for the browser's.
        language: Option<String>,
    },
    /// Write to the extension's console.
    Log {
        /// How bad it is.
        level: LogLevel,
        /// Redacted.
        text: String,
    },
    /// Have the browser run the content scripts in the pages of these match patterns from now on, and in no others
    /// beside those of the manifest.
    RegisterScripts {
        /// It was asked before: there is something to change.
        again: bool,
        /// None, to take it back.
        patterns: Vec<String>,
    },
    /// Give this host permission back to the browser; [`crate::Input::AccessChanged`] follows.
    RemovePermission {
        /// A match pattern.
        pattern: String,
    },
}

/// An HTTP request.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The whole address.
    pub url: String,
    /// Names and values.
    pub headers: Headers,
    /// Absent with `GET`.
    pub body: Option<String>,
    /// After so long without a whole answer, it is [`crate::HttpFailure::Timeout`].
    pub timeout: Millis,
}

/// Headers and body carry the token: they are not shown.
impl std::fmt::Debug for HttpRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

/// Size and place of a window, in pixels; the browser chooses what is absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WindowBounds {
    /// Pixels.
    pub width: Option<i32>,
    /// Pixels.
    pub height: Option<i32>,
    /// Pixels from the top of the screen.
    pub top: Option<i32>,
    /// Pixels from the left of the screen.
    pub left: Option<i32>,
}

/// What the toolbar button says at a glance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Badge {
    /// At most four characters.
    pub text: String,
    /// A CSS colour.
    pub colour: String,
    /// The tooltip.
    pub title: Message,
}

/// A notification of the desktop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// Says what it is about.
    pub id: String,
    /// Its first line.
    pub title: Message,
    /// What is below.
    pub text: Message,
    /// Names of the texts of its buttons, where the browser has buttons.
    pub buttons: &'static [&'static str],
}
