//! What can happen to the sessions.

use headwater_protocol::{
    Millis,
    cti::{self, Headers},
    stored::{StoredSessions, StoredSettings},
};
use serde_json::{Map, Value};

/// A runtime port to a page or the popup; the shell numbers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortId(pub u64);

/// One request, socket or window that an effect asked for; what comes of it is told under the same id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EffectId(pub u64);

/// The browser's id of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WindowId(pub i64);

/// The browser's id of a tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TabId(pub i64);

/// A tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Its id.
    pub id: TabId,
    /// The window it is in.
    pub window: WindowId,
    /// When the agent last looked at it.
    pub last_used: Millis,
}

/// Who is at the other end of a port, as the browser says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Peer {
    /// A content script.
    Page {
        /// Origin of the frame, such as `https://crm.example.com`.
        origin: String,
    },
    /// A page of the extension itself.
    Popup {
        /// Origins of the pages in whose frame it is shown, from the innermost; none for a page of its own.
        framed_by: Vec<String>,
    },
    /// A page of the extension that wants the log: it gets one message, the file ([`headwater_protocol::log`]), and the
    /// port is closed.
    LogReader,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// The stores were read; the first input of a worker's life that is acted on. What came before waits for it.
    Restored {
        /// From `storage.session`; absent if there was nothing that can be read.
        sessions: Option<StoredSessions>,
        /// From `storage.local`; likewise.
        settings: Option<StoredSettings>,
    },
    /// What the browser and the organisation let the extension do, all of it; read when the worker starts, before
    /// [`Input::Restored`], and again whenever it changes.
    AccessChanged {
        /// Match patterns of the host permissions that the extension has (`permissions.getAll`).
        granted: Vec<String>,
        /// Match patterns of the pages that get the content scripts (`scripting.getRegisteredContentScripts`).
        registered: Vec<String>,
        /// `storage.managed`.
        policy: Map<String, Value>,
    },
    /// A port was opened.
    PortOpened {
        /// Its id.
        port: PortId,
        /// Who opened it.
        peer: Peer,
        /// The tab it is in; absent for the popup under the toolbar button.
        tab: Option<TabId>,
    },
    /// A message came.
    PortMessage {
        /// From this port.
        port: PortId,
        /// Unparsed.
        text: String,
    },
    /// The other end is gone.
    PortClosed {
        /// Which one.
        port: PortId,
    },
    /// A request is over.
    HttpAnswered {
        /// Of [`crate::Effect::Http`].
        id: EffectId,
        /// How it went.
        answer: Result<HttpAnswer, HttpFailure>,
    },
    /// A WebSocket is open.
    SocketOpened {
        /// Of [`crate::Effect::OpenSocket`].
        id: EffectId,
    },
    /// A frame came.
    SocketMessage {
        /// Of [`crate::Effect::OpenSocket`].
        id: EffectId,
        /// Unparsed.
        text: String,
    },
    /// A WebSocket is closed, or could not be opened.
    SocketClosed {
        /// Of [`crate::Effect::OpenSocket`].
        id: EffectId,
        /// The close code.
        code: u16,
        /// In the service's words.
        reason: String,
    },
    /// The window that was asked for is open, or could not be opened.
    WindowOpened {
        /// Of [`crate::Effect::OpenWindow`].
        id: EffectId,
        /// Its id, or why there is none.
        window: Result<WindowId, String>,
    },
    /// Some window was closed, by anybody.
    WindowClosed {
        /// Its id.
        window: WindowId,
    },
    /// A tab finished loading a page at this origin.
    PageLoaded {
        /// The page's origin.
        origin: String,
    },
    /// The extension was installed just now, for the first time.
    Installed,
    /// The key of a command was pressed.
    CommandPressed {
        /// One of the manifest's `commands`.
        name: String,
    },
    /// A notification was clicked.
    NotificationClicked {
        /// [`crate::Notification::id`].
        id: String,
        /// Which of its buttons; absent for the rest of it.
        button: Option<u32>,
    },
    /// The agent wants to call what is selected in a page.
    SelectionDialled {
        /// What is selected.
        text: String,
    },
    /// All tabs there are: the answer to [`crate::Effect::ListTabs`].
    TabsListed {
        /// In any order.
        tabs: Vec<Tab>,
    },
    /// Whether the browser has a network, as it says.
    OnlineChanged {
        /// `navigator.onLine`.
        online: bool,
    },
    /// The time that [`crate::Sessions::poll_timeout`] asked for has come.
    TimeCame,
}

/// The answer to an HTTP request, whatever its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpAnswer {
    /// The status.
    pub status: u16,
    /// With lower-case names: at least `date`, `retry-after` and `x-amzn-errortype` where they came.
    pub headers: Headers,
    /// The body as text.
    pub body: String,
    /// The address that answered, after redirects.
    pub url: String,
}

impl HttpAnswer {
    /// The value of a header by its lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// How long the service asks to wait: `retry-after` in seconds, or as a date by the clock of its `date`.
    #[must_use]
    pub fn retry_after(&self) -> Option<Millis> {
        let asked = self.header("retry-after")?.trim();
        if let Ok(seconds) = asked.parse() {
            return Some(Millis::seconds(seconds));
        }
        let until = cti::timestamp::read_text(asked)?;
        Some(Millis(until as u64).since(self.date()?))
    }

    /// The service's clock when it answered.
    #[must_use]
    pub fn date(&self) -> Option<Millis> {
        cti::timestamp::read_text(self.header("date")?).map(|date| Millis(date as u64))
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HttpFailure {
    /// The address cannot be reached, or the connection broke.
    Network,
    /// It took longer than asked for.
    Timeout,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(headers: &[(&str, &str)]) -> HttpAnswer {
        HttpAnswer {
            status: 429,
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            body: String::new(),
            url: String::new(),
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(
            answer(&[("retry-after", " 120 ")]).retry_after(),
            Some(Millis::seconds(120))
        );
        let date = ("date", "Mon, 20 Nov 2023 22:04:25 GMT");
        assert_eq!(
            answer(&[("retry-after", "Mon, 20 Nov 2023 22:04:55 GMT"), date]).retry_after(),
            Some(Millis::seconds(30))
        );
        assert_eq!(
            answer(&[("retry-after", "Mon, 20 Nov 2023 22:00:00 GMT"), date]).retry_after(),
            Some(Millis(0))
        );
        for odd in ["", "soon", "-3", "1e9"] {
            assert_eq!(answer(&[("retry-after", odd), date]).retry_after(), None, "{odd}");
        }
        assert_eq!(
            answer(&[("retry-after", "99999999999999999999")]).retry_after(),
            None
        );
        assert_eq!(
            answer(&[("retry-after", "18446744073709551615")]).retry_after(),
            Some(Millis(u64::MAX))
        );
    }
}
