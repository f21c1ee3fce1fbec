//! Ports to pages and to the popup.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use headwater_browser::{
    Listener, WarnOnError, console,
    lifetime::Begun,
    runtime::{self, Port},
};
use headwater_session::{Input, PortId, TabId};
use litemap::LiteMap;

use crate::{inbox::Inbox, peer::peer};

/// All open ports. All clones are the same.
#[derive(Clone)]
pub(crate) struct Ports {
    inbox: Inbox,
    open: Rc<RefCell<LiteMap<PortId, OpenPort>>>,
    last: Rc<Cell<u64>>,
}

struct OpenPort {
    port: Port,
    _listeners: [Listener; 2],
    /// Closes it.
    _begun: Begun,
}

impl Ports {
    pub(crate) fn new(inbox: &Inbox) -> Self {
        Self {
            inbox: inbox.clone(),
            open: Rc::default(),
            last: Rc::default(),
        }
    }

    /// Takes every port that is opened from now on.
    pub(crate) fn listen(&self) {
        let extension = runtime::url("").warn_on_error();
        let ports = self.clone();
        runtime::on_connect(move |port| {
            let sender = port.sender().unwrap_or_default();
            let Some(peer) = extension
                .as_ref()
                .and_then(|extension| peer(&port.name(), &sender, extension))
            else {
                console::warn("A port of somebody whom the worker does not talk to is closed.");
                port.disconnect();
                return;
            };
            let id = ports.add(port);
            let tab = sender.tab.map(|tab| TabId(tab.into()));
            ports.inbox.put(Input::PortOpened { port: id, peer, tab });
        })
        .keep();
    }

    pub(crate) fn send(&self, port: PortId, text: &str) {
        if let Some(open) = self.open.borrow().get(&port) {
            open.port.post(text).warn_on_error();
        }
    }

    pub(crate) fn disconnect(&self, port: PortId) {
        let removed = self.open.borrow_mut().remove(&port);
        drop(removed);
    }

    fn add(&self, port: Port) -> PortId {
        let id = PortId(self.last.get() + 1);
        self.last.set(id.0);
        let message = port.on_message({
            let inbox = self.inbox.clone();
            move |text| inbox.put(Input::PortMessage { port: id, text })
        });
        let disconnect = port.on_disconnect({
            let ports = self.clone();
            move || {
                let removed = ports.open.borrow_mut().remove(&id);
                drop(removed);
                ports.inbox.put(Input::PortClosed { port: id });
            }
        });
        self.open.borrow_mut().insert(
            id,
            OpenPort {
                _begun: port.guard(),
                port,
                _listeners: [message, disconnect],
            },
        );
        id
    }
}
