//! What the options ask of the worker, and the last view that came from it.

use headwater_protocol::popup::{PopupToWorker, PopupView, WorkerToPopup};
use leptos::prelude::*;

use crate::worker_port::{News, PORT_NAME, WorkerPort};

/// The way to the worker and back, for every card.
#[derive(Clone, Copy)]
pub(super) struct Link {
    view: RwSignal<Option<PopupView>>,
    stale: RwSignal<bool>,
    port: WorkerPort,
}

impl Link {
    pub(super) fn open() -> Self {
        let link = Self {
            view: RwSignal::new(None),
            stale: RwSignal::new(false),
            port: WorkerPort::new(PORT_NAME.to_owned()),
        };
        link.port.open(move |news| match news {
            News::Said(text) => link.receive(&text),
            News::Lost(_) => link.stale.set(true),
        });
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
        self.port.send(command);
    }

    fn receive(self, text: &str) {
        match serde_json::from_str::<WorkerToPopup>(text) {
            // Nothing that the options ask for is answered, and no page may frame them.
            Ok(WorkerToPopup::Answer(_) | WorkerToPopup::Refused) => {}
            Ok(WorkerToPopup::View(view)) => {
                self.stale.set(false);
                self.view.set(Some(view));
            }
            Err(error) => {
                headwater_browser::console::warn(&format!("The worker sent something unreadable: {error}"))
            }
        }
    }
}
