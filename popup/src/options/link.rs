//! The port to the worker, and the last view that came over it.

use headwater_browser::runtime::Port;
use headwater_protocol::popup::{PopupToWorker, PopupView, WorkerToPopup};
use leptos::prelude::*;

use crate::reconnect::ReconnectDelay;

const PORT_NAME: &str = "popup";

/// The way to the worker and back, for every card.
#[derive(Clone, Copy)]
pub(super) struct Link {
    view: RwSignal<Option<PopupView>>,
    stale: RwSignal<bool>,
    port: StoredValue<Open, LocalStorage>,
}

#[derive(Default)]
struct Open {
    port: Option<Port>,
    listeners: Vec<headwater_browser::Listener>,
    delay: ReconnectDelay,
    unsent: Vec<PopupToWorker>,
}

impl Link {
    pub(super) fn open() -> Self {
        let link = Self {
            view: RwSignal::new(None),
            stale: RwSignal::new(false),
            port: StoredValue::new_local(Open::default()),
        };
        link.connect();
        link
    }

    /// Whether a view has come.
    pub(super) fn is_ready(self) -> bool {
        self.view.with(Option::is_some)
    }

    /// The language that the agent chose, empty for the browser's; nothing before a view came.
    pub(super) fn language(self) -> Option<String> {
        self.view
            .with(|view| Some(view.as_ref()?.language.clone().unwrap_or_default()))
    }

    /// Whether the worker is away, so that the last view may be of the past.
    pub(super) fn is_stale(self) -> bool {
        self.stale.get()
    }

    /// A part of the last view; the default until one came.
    pub(super) fn read<T: Default>(self, part: impl FnOnce(&PopupView) -> T) -> T {
        self.view.with(|view| view.as_ref().map(part).unwrap_or_default())
    }

    /// Sends a command; as soon as the worker is there again if it is not.
    pub(super) fn send(self, command: PopupToWorker) {
        if !self.post(&command) {
            self.port.update_value(|open| open.unsent.push(command));
        }
    }

    fn connect(self) {
        let Ok(port) = Port::connect(PORT_NAME) else {
            return self.lost();
        };
        let listeners = vec![
            port.on_message(move |text| self.receive(&text)),
            port.on_disconnect(move || self.lost()),
        ];
        let unsent = self.port.try_update_value(|open| {
            open.port = Some(port);
            open.listeners = listeners;
            std::mem::take(&mut open.unsent)
        });
        self.send(PopupToWorker::Open);
        for command in unsent.unwrap_or_default() {
            self.send(command);
        }
    }

    fn post(self, message: &PopupToWorker) -> bool {
        let Ok(text) = serde_json::to_string(message) else {
            return false;
        };
        self.port
            .with_value(|open| open.port.as_ref().is_some_and(|port| port.post(&text).is_ok()))
    }

    fn receive(self, text: &str) {
        match serde_json::from_str::<WorkerToPopup>(text) {
            // Nothing that the options ask for is answered, and no page may frame them.
            Ok(WorkerToPopup::Answer(_) | WorkerToPopup::Refused) => {}
            Ok(WorkerToPopup::View(view)) => {
                self.port.update_value(|open| open.delay.reset());
                self.stale.set(false);
                self.view.set(Some(view));
            }
            Err(error) => {
                headwater_browser::console::warn(&format!("The worker sent something unreadable: {error}"))
            }
        }
    }

    fn lost(self) {
        self.stale.set(true);
        let delay = self.port.try_update_value(|open| {
            open.port = None;
            open.delay.next()
        });
        if let Some(delay) = delay {
            set_timeout(move || self.connect(), delay);
        }
    }
}
