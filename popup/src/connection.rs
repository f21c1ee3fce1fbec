//! The port to the worker, kept open, and the last view that came over it.
//!
//! A port that closes means that the worker went away: the browser stops idle workers at will. The last view stays, is
//! marked stale, and connecting again wakes the worker.

use headwater_browser::runtime::Port;
use headwater_protocol::Millis;
use headwater_protocol::popup::{PopupToWorker, WorkerToPopup};
use leptos::prelude::*;

use crate::clock;
use crate::pending::Pending;
use crate::reconnect::ReconnectDelay;
use crate::selection::Latest;

const PORT_NAME: &str = "popup";

/// The way to the worker and back, for every component.
#[derive(Clone, Copy)]
pub(crate) struct Connection {
    view: RwSignal<Option<WorkerToPopup>>,
    stale: RwSignal<bool>,
    pending: RwSignal<Pending>,
    link: StoredValue<Link, LocalStorage>,
}

#[derive(Default)]
struct Link {
    open: Option<OpenPort>,
    /// What the agent asked for while there was no port.
    unsent: Vec<PopupToWorker>,
    delay: ReconnectDelay,
}

struct OpenPort {
    port: Port,
    /// Heard for as long as they are kept.
    _listeners: [headwater_browser::Listener; 2],
}

impl Connection {
    /// Connects, and from then on whenever the connection is lost.
    pub(crate) fn open() -> Self {
        let connection = Self {
            view: RwSignal::new(None),
            stale: RwSignal::new(false),
            pending: RwSignal::new(Pending::default()),
            link: StoredValue::new_local(Link::default()),
        };
        connection.connect();
        connection
    }

    /// The last view; none until the first one came.
    pub(crate) fn view(self) -> Latest {
        self.view.read_only()
    }

    /// Whether the worker went away since the last view.
    pub(crate) fn stale(self) -> ReadSignal<bool> {
        self.stale.read_only()
    }

    /// Whether this command was sent and waits for its answer.
    pub(crate) fn waits_for(self, command: &PopupToWorker) -> bool {
        self.pending.with(|pending| pending.is(command))
    }

    /// Sends a command; as soon as the worker is there again if it is not.
    pub(crate) fn send(self, command: PopupToWorker) {
        self.pending
            .update(|pending| pending.send(command.clone(), clock::read()));
        if !self.post(&command) {
            self.link.update_value(|link| link.unsent.push(command));
        }
    }

    /// Looks whether an answer is overdue.
    pub(crate) fn expire_pending(self, now: Millis) {
        self.pending.maybe_update(|pending| pending.expire(now));
    }

    fn connect(self) {
        let Ok(port) = Port::connect(PORT_NAME) else {
            return self.lost();
        };
        let listeners = [
            port.on_message(move |text| self.receive(&text)),
            port.on_disconnect(move || self.lost()),
        ];
        let unsent = self.link.try_update_value(|link| {
            link.open = Some(OpenPort {
                port,
                _listeners: listeners,
            });
            std::mem::take(&mut link.unsent)
        });
        self.post(&PopupToWorker::Open);
        for command in unsent.unwrap_or_default() {
            self.post(&command);
        }
    }

    /// True if the message left.
    fn post(self, message: &PopupToWorker) -> bool {
        let text = serde_json::to_string(message).expect("a message of strings becomes JSON");
        self.link.with_value(|link| {
            link.open
                .as_ref()
                .is_some_and(|open| open.port.post(&text).is_ok())
        })
    }

    fn receive(self, text: &str) {
        let view = match serde_json::from_str::<WorkerToPopup>(text) {
            Ok(view) => view,
            Err(error) => {
                leptos::logging::error!("the worker sent a view that cannot be read: {error}");
                return;
            }
        };
        self.link.update_value(|link| link.delay.reset());
        self.stale.set(false);
        if self.view.with_untracked(|last| last.as_ref() != Some(&view)) {
            self.pending.update(Pending::settle);
            self.view.set(Some(view));
        }
    }

    fn lost(self) {
        self.stale.set(true);
        self.pending.update(Pending::settle);
        let Some(delay) = self.link.try_update_value(|link| link.delay.next()) else {
            return;
        };
        // The old port is let go in a later turn: this may be its own listener.
        let again = move || {
            self.link.update_value(|link| link.open = None);
            self.connect();
        };
        set_timeout(again, delay);
    }
}
