//! The port to the worker, kept open, and the last view that came over it.
//!
//! A port that closes means that the worker went away: the browser stops idle workers at will. The last view stays, is
//! marked stale, and connecting again wakes the worker.

use headwater_browser::runtime::Port;
use headwater_browser::storage::Area;
use headwater_protocol::Millis;
use headwater_protocol::popup::{Answer, PopupToWorker, PopupView, WorkerToPopup};
use headwater_protocol::stored::VIEW_KEY;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::clock;
use crate::frame;
use crate::pending::{Pending, Place};
use crate::reading;
use crate::reconnect::ReconnectDelay;
use crate::selection::Latest;
use crate::words;

/// What the name of the port begins with; the origins of the pages around this one follow.
const PORT_NAME: &str = "popup";

/// The way to the worker and back, for every component.
#[derive(Clone, Copy)]
pub(crate) struct Connection {
    view: RwSignal<Option<PopupView>>,
    stale: RwSignal<bool>,
    refused: RwSignal<bool>,
    pending: RwSignal<Pending>,
    answer: RwSignal<Option<(PopupToWorker, Answer)>>,
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
            refused: RwSignal::new(false),
            pending: RwSignal::new(Pending::default()),
            answer: RwSignal::new(None),
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

    /// Whether the page is in the frame of one that may not show it.
    pub(crate) fn refused(self) -> ReadSignal<bool> {
        self.refused.read_only()
    }

    /// Whether this command was sent and is not done yet.
    pub(crate) fn waits_for(self, command: &PopupToWorker) -> bool {
        self.pending.with(|pending| pending.is(command))
    }

    /// Whether something that was asked for at this place is not done yet.
    pub(crate) fn waits_at(self, place: &Place) -> bool {
        self.pending.with(|pending| pending.at(place))
    }

    /// In words, why the last command at this place failed.
    pub(crate) fn failure(self, place: &Place) -> Option<String> {
        self.pending
            .with(|pending| pending.failure(place).map(words::said))
    }

    /// The agent has read the failure.
    pub(crate) fn forget_failure(self, place: &Place) {
        self.pending.update(|pending| pending.forget_failure(place));
    }

    /// What was answered last, and to what.
    pub(crate) fn answer(self) -> ReadSignal<Option<(PopupToWorker, Answer)>> {
        self.answer.read_only()
    }

    /// Sends a command, unless the very same one is under way; as soon as the worker is there again if it is not.
    pub(crate) fn send(self, command: PopupToWorker) {
        let now = clock::read();
        let posted = self
            .pending
            .try_update(|pending| pending.send(command, now))
            .flatten();
        if let Some(command) = posted
            && !self.post(&command)
        {
            self.link.update_value(|link| link.unsent.push(command));
        }
    }

    /// Looks whether an answer is overdue.
    pub(crate) fn expire_pending(self, now: Millis) {
        self.pending.maybe_update(|pending| pending.expire(now));
    }

    /// Shows what was shown last, until the worker says what is so now. To be called while mounting: it needs what runs
    /// futures. Not in a frame: only the worker knows whether the pages around it may show anything.
    pub(crate) fn recall(self) {
        if frame::is_framed() {
            return;
        }
        let stored = Area::Session.get(VIEW_KEY);
        spawn_local(async move {
            let text = stored.await.ok().flatten();
            let message = text.as_deref().and_then(reading::parse);
            if let Some(WorkerToPopup::View(view)) = message.as_ref().and_then(reading::message)
                && self.view.with_untracked(Option::is_none)
            {
                self.stale.set(true);
                self.view.set(Some(view));
            }
        });
    }

    fn connect(self) {
        let framed_by = frame::framed_by().unwrap_or_default();
        let name = [PORT_NAME, &framed_by].join(" ");
        let Ok(port) = Port::connect(name.trim_end()) else {
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
        let Ok(text) = serde_json::to_string(message) else {
            return false;
        };
        self.link.with_value(|link| {
            link.open
                .as_ref()
                .is_some_and(|open| open.port.post(&text).is_ok())
        })
    }

    fn receive(self, text: &str) {
        match reading::parse(text).as_ref().and_then(reading::message) {
            Some(WorkerToPopup::View(view)) => self.show(view),
            Some(WorkerToPopup::Answer(answer)) => {
                let now = clock::read();
                let command = self.pending.try_update(|pending| pending.answered(&answer, now));
                if let Some(Some(command)) = command {
                    self.answer.set(Some((command, answer)));
                }
            }
            Some(WorkerToPopup::Refused) => self.refused.set(true),
            None => headwater_browser::console::warn("The worker sent something that cannot be read."),
        }
    }

    fn show(self, view: PopupView) {
        self.link.update_value(|link| link.delay.reset());
        if self.refused.get_untracked() {
            self.refused.set(false);
        }
        if self.stale.get_untracked() {
            self.stale.set(false);
        }
        if self.view.with_untracked(|last| last.as_ref() != Some(&view)) {
            self.pending.update(Pending::shown);
            self.view.set(Some(view));
        }
    }

    fn lost(self) {
        self.stale.set(true);
        let unsent: Vec<u32> = self.link.with_value(|link| {
            let ask = |command: &PopupToWorker| command.clone().ask().copied();
            link.unsent.iter().filter_map(ask).collect()
        });
        self.pending.update(|pending| pending.interrupted(&unsent));
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
