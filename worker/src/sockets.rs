//! WebSockets.

use std::{cell::RefCell, rc::Rc};

use headwater_browser::{
    WarnOnError,
    web_socket::{Socket, SocketEvent},
};
use headwater_session::{EffectId, Input};
use litemap::LiteMap;

use crate::inbox::Inbox;

/// The close code of a connection that broke or never was (RFC 6455, 7.4.1).
const ABNORMAL: u16 = 1006;

/// All sockets that are open or opening.
pub(crate) struct Sockets {
    inbox: Inbox,
    open: Rc<RefCell<LiteMap<EffectId, Socket>>>,
}

impl Sockets {
    pub(crate) fn new(inbox: &Inbox) -> Self {
        Self {
            inbox: inbox.clone(),
            open: Rc::default(),
        }
    }

    pub(crate) fn open(&self, id: EffectId, url: &str) {
        let inbox = self.inbox.clone();
        let open = Rc::clone(&self.open);
        let opened = Socket::open(url, move |event| {
            inbox.put(match event {
                SocketEvent::Open => Input::SocketOpened { id },
                SocketEvent::Message(text) => Input::SocketMessage { id, text },
                SocketEvent::Closed { code, reason } => {
                    let closed = open.borrow_mut().remove(&id);
                    drop(closed);
                    Input::SocketClosed { id, code, reason }
                }
            });
        });
        match opened {
            Ok(socket) => {
                self.open.borrow_mut().insert(id, socket);
            }
            Err(error) => {
                let reason = error.to_string();
                self.inbox.put(Input::SocketClosed {
                    id,
                    code: ABNORMAL,
                    reason,
                });
            }
        }
    }

    pub(crate) fn send(&self, id: EffectId, text: &str) {
        if let Some(socket) = self.open.borrow().get(&id) {
            socket.send(text).warn_on_error();
        }
    }

    pub(crate) fn close(&self, id: EffectId) {
        let closed = self.open.borrow_mut().remove(&id);
        drop(closed);
    }
}
