//! The inputs and effects of the sessions as JSON.

use headwater_protocol::{Millis, stored::Defaults};
use headwater_session::{Effect, EffectId, HttpAnswer, HttpFailure, Input, Peer, PortId, WindowId};
use serde::{Deserialize, Serialize};

/// One line in.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) enum Line {
    /// Begins anew, with nothing stored; the sessions before are forgotten.
    Start {
        now: Millis,
        seed: u64,
        defaults: Defaults,
    },
    /// These things happened at this time, in this order.
    Happened { now: Millis, inputs: Vec<Happening> },
}

/// An [`Input`] of a browser whose stores were read.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) enum Happening {
    PortOpened {
        port: u64,
        origin: String,
    },
    PortMessage {
        port: u64,
        text: String,
    },
    PortClosed {
        port: u64,
    },
    HttpAnswered {
        id: u64,
        status: u16,
        /// Names in lower case.
        headers: Vec<(String, String)>,
        body: String,
        url: String,
    },
    HttpFailed {
        id: u64,
        failure: Failure,
    },
    SocketOpened {
        id: u64,
    },
    SocketMessage {
        id: u64,
        text: String,
    },
    SocketClosed {
        id: u64,
        code: u16,
        reason: String,
    },
    WindowOpened {
        id: u64,
        window: i64,
    },
    TimeCame,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Failure {
    Network,
    Timeout,
}

impl From<Happening> for Input {
    fn from(happening: Happening) -> Self {
        match happening {
            Happening::PortOpened { port, origin } => Input::PortOpened {
                port: PortId(port),
                peer: Peer::Page { origin },
                tab: None,
            },
            Happening::PortMessage { port, text } => Input::PortMessage {
                port: PortId(port),
                text,
            },
            Happening::PortClosed { port } => Input::PortClosed { port: PortId(port) },
            Happening::HttpAnswered {
                id,
                status,
                headers,
                body,
                url,
            } => Input::HttpAnswered {
                id: EffectId(id),
                answer: Ok(HttpAnswer {
                    status,
                    headers,
                    body,
                    url,
                }),
            },
            Happening::HttpFailed { id, failure } => Input::HttpAnswered {
                id: EffectId(id),
                answer: Err(match failure {
                    Failure::Network => HttpFailure::Network,
                    Failure::Timeout => HttpFailure::Timeout,
                }),
            },
            Happening::SocketOpened { id } => Input::SocketOpened { id: EffectId(id) },
            Happening::SocketMessage { id, text } => Input::SocketMessage {
                id: EffectId(id),
                text,
            },
            Happening::SocketClosed { id, code, reason } => Input::SocketClosed {
                id: EffectId(id),
                code,
                reason,
            },
            Happening::WindowOpened { id, window } => Input::WindowOpened {
                id: EffectId(id),
                window: Ok(WindowId(window)),
            },
            Happening::TimeCame => Input::TimeCame,
        }
    }
}

/// One line out.
#[derive(Serialize)]
pub(crate) struct Wanted {
    /// In the order they are to be performed.
    pub(crate) effects: Vec<Performance>,
    /// When the sessions next want [`Happening::TimeCame`].
    pub(crate) timeout: Option<Millis>,
}

/// An [`Effect`] that somebody besides the agent can notice.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Performance {
    Send {
        port: u64,
        text: String,
    },
    Disconnect {
        port: u64,
    },
    Http {
        id: u64,
        method: &'static str,
        url: String,
        headers: Vec<(String, String)>,
        body: Option<String>,
        timeout: Millis,
    },
    AbortHttp {
        id: u64,
    },
    OpenSocket {
        id: u64,
        url: String,
    },
    SendSocket {
        id: u64,
        text: String,
    },
    CloseSocket {
        id: u64,
    },
    OpenWindow {
        id: u64,
        url: String,
    },
    Log {
        level: String,
        text: String,
    },
}

/// The effect as JSON; nothing for what only the agent sees or only a later worker reads.
pub(crate) fn effect(effect: Effect) -> Option<Performance> {
    Some(match effect {
        Effect::Send { port, text } => Performance::Send {
            port: port.0,
            text: text.to_string(),
        },
        Effect::Disconnect { port } => Performance::Disconnect { port: port.0 },
        Effect::Http { id, request } => Performance::Http {
            id: id.0,
            method: request.method,
            url: request.url,
            headers: request.headers,
            body: request.body,
            timeout: request.timeout,
        },
        Effect::AbortHttp { id } => Performance::AbortHttp { id: id.0 },
        Effect::OpenSocket { id, url } => Performance::OpenSocket { id: id.0, url },
        Effect::SendSocket { id, text } => Performance::SendSocket { id: id.0, text },
        Effect::CloseSocket { id } => Performance::CloseSocket { id: id.0 },
        Effect::OpenWindow { id, url, .. } => Performance::OpenWindow { id: id.0, url },
        Effect::Log { level, text } => Performance::Log {
            level: format!("{level:?}"),
            text,
        },
        Effect::StoreSessions(_)
        | Effect::StoreSettings(_)
        | Effect::StoreView(_)
        | Effect::SetBadge(_)
        | Effect::Notify(_)
        | Effect::ClearNotification { .. }
        | Effect::ListTabs
        | Effect::ShowTab { .. }
        | Effect::OpenWelcome
        | Effect::OpenPanel
        | Effect::Ring
        | Effect::Speak { .. }
        | Effect::FocusWindow { .. }
        | Effect::CloseWindow { .. }
        | Effect::RegisterScripts { .. }
        | Effect::RemovePermission { .. } => return None,
    })
}
