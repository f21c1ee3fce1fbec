//! The port to the worker, kept open.
//!
//! A port that closes means that the worker went away: the browser stops idle workers at will. Connecting again wakes
//! it.

use std::rc::Rc;

use headwater_browser::Listener;
use headwater_browser::runtime::Port;
use headwater_protocol::popup::PopupToWorker;
use leptos::prelude::*;

use crate::reconnect::ReconnectDelay;

/// What the name of the port begins with; the origins of the pages around this one follow, if it is in a frame.
pub(crate) const PORT_NAME: &str = "popup";

/// What the port tells.
pub(crate) enum News {
    /// The worker said this.
    Said(String),
    /// The worker went away. These, by their numbers, it will still be asked when it is back.
    Lost(Vec<u32>),
}

/// The way to the worker.
#[derive(Clone, Copy)]
pub(crate) struct WorkerPort(StoredValue<State, LocalStorage>);

struct State {
    name: String,
    /// Told what happens; nobody yet before it opens.
    heard: Rc<dyn Fn(News)>,
    open: Option<OpenPort>,
    /// What is to be sent as soon as there is a port.
    unsent: Vec<PopupToWorker>,
    delay: ReconnectDelay,
}

struct OpenPort {
    port: Port,
    /// Heard for as long as they are kept.
    _listeners: [Listener; 2],
}

impl WorkerPort {
    /// One that is not open yet. `name` tells the worker who connects.
    pub(crate) fn new(name: String) -> Self {
        Self(StoredValue::new_local(State {
            name,
            heard: Rc::new(|_| ()),
            open: None,
            unsent: Vec::new(),
            delay: ReconnectDelay::default(),
        }))
    }

    /// Connects, and from then on whenever the connection is lost.
    pub(crate) fn open(self, heard: impl Fn(News) + 'static) {
        self.0.update_value(|state| state.heard = Rc::new(heard));
        self.connect();
    }

    /// Sends a command; as soon as the worker is there again if it is not.
    pub(crate) fn send(self, command: PopupToWorker) {
        if !self.post(&command) {
            self.0.update_value(|state| state.unsent.push(command));
        }
    }

    fn connect(self) {
        let Ok(port) = self.0.with_value(|state| Port::connect(&state.name)) else {
            return self.lost();
        };
        let listeners = [
            port.on_message(move |text| {
                self.0.update_value(|state| state.delay.reset());
                self.tell(News::Said(text));
            }),
            port.on_disconnect(move || self.lost()),
        ];
        let unsent = self.0.try_update_value(|state| {
            state.open = Some(OpenPort {
                port,
                _listeners: listeners,
            });
            std::mem::take(&mut state.unsent)
        });
        self.post(&PopupToWorker::Open);
        for command in unsent.unwrap_or_default() {
            self.send(command);
        }
    }

    /// True if the message left.
    fn post(self, message: &PopupToWorker) -> bool {
        let Ok(text) = serde_json::to_string(message) else {
            return false;
        };
        self.0.with_value(|state| {
            let open = state.open.as_ref();
            open.is_some_and(|open| open.port.post(&text).is_ok())
        })
    }

    fn lost(self) {
        let unsent = self.0.with_value(|state| {
            let ask = |command: &PopupToWorker| command.clone().ask().copied();
            state.unsent.iter().filter_map(ask).collect()
        });
        self.tell(News::Lost(unsent));
        let Some(delay) = self.0.try_update_value(|state| state.delay.next()) else {
            return;
        };
        // The old port is let go in a later turn: this may be its own listener.
        let again = move || {
            self.0.update_value(|state| state.open = None);
            self.connect();
        };
        set_timeout(again, delay);
    }

    fn tell(self, news: News) {
        let heard = self.0.with_value(|state| Rc::clone(&state.heard));
        heard(news);
    }
}
