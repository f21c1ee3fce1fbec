//! `WebSocket`.

use wasm_bindgen::JsCast;
use web_sys::{CloseEvent, MessageEvent};

use crate::{BrowserError, Listener, console, error::failed, lifetime::Begun};

/// What happens on a socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SocketEvent {
    /// It is open.
    Open,
    /// A text frame came.
    Message(String),
    /// It is closed, or could not be opened. Nothing comes after this.
    Closed {
        /// The close code; 1006 if it broke or never opened.
        code: u16,
        /// In the server's words.
        reason: String,
    },
}

/// A WebSocket; dropping it closes it without a further event.
pub struct Socket {
    socket: web_sys::WebSocket,
    _begun: Begun,
    _listeners: [Listener; 3],
}

impl Socket {
    /// Begins to open a socket.
    ///
    /// # Errors
    /// If the address is none of a WebSocket.
    pub fn open(
        url: &str,
        callback: impl FnMut(SocketEvent) + Clone + 'static,
    ) -> Result<Self, BrowserError> {
        let socket = web_sys::WebSocket::new(url).map_err(failed("WebSocket"))?;
        let (mut opened, mut message, mut closed) = (callback.clone(), callback.clone(), callback);
        let listeners = [
            Listener::target(&socket, "open", move |_, _, _| opened(SocketEvent::Open)),
            Listener::target(&socket, "message", move |event, _, _| {
                match event.unchecked_into::<MessageEvent>().data().as_string() {
                    Some(text) => message(SocketEvent::Message(text)),
                    None => console::warn("A frame of a WebSocket is not text and is dropped."),
                }
            }),
            Listener::target(&socket, "close", move |event, _, _| {
                let event: CloseEvent = event.unchecked_into();
                closed(SocketEvent::Closed {
                    code: event.code(),
                    reason: event.reason(),
                });
            }),
        ];
        Ok(Self {
            _begun: Begun::new(&socket, "close"),
            socket,
            _listeners: listeners,
        })
    }

    /// Sends a text frame.
    ///
    /// # Errors
    /// If it is not open yet.
    pub fn send(&self, text: &str) -> Result<(), BrowserError> {
        self.socket.send_with_str(text).map_err(failed("WebSocket.send"))
    }
}
