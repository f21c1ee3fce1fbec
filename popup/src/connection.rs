//! What the popup asks of the worker, and the last view that came from it. While the worker is away that view stays,
//! marked stale.

use std::cell::RefCell;
use std::rc::Rc;

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
use crate::selection::Latest;
use crate::words;
use crate::worker_port::{News, PORT_NAME, WorkerPort};

/// What a message with a view begins with.
const VIEW: &str = "{\"view\"";

/// The way to the worker and back, for every component.
#[derive(Clone, Copy)]
pub(crate) struct Connection {
    view: RwSignal<Option<PopupView>>,
    stale: RwSignal<bool>,
    refused: RwSignal<bool>,
    pending: RwSignal<Pending>,
    answer: RwSignal<Option<(PopupToWorker, Answer)>>,
    port: WorkerPort,
}

impl Connection {
    /// Connects, and from then on whenever the connection is lost.
    pub(crate) fn open() -> Self {
        let framed_by = frame::framed_by().unwrap_or_default();
        let name = [PORT_NAME, &framed_by].join(" ");
        let connection = Self {
            view: RwSignal::new(None),
            stale: RwSignal::new(false),
            refused: RwSignal::new(false),
            pending: RwSignal::new(Pending::default()),
            answer: RwSignal::new(None),
            port: WorkerPort::new(name.trim_end().to_owned()),
        };
        // The newest view, while nobody looks at the page.
        let unseen = Rc::new(RefCell::new(None::<String>));
        let waiting = Rc::clone(&unseen);
        let catch_up = move || {
            if let Some(text) = waiting.take() {
                connection.receive(&text);
            }
        };
        frame::on_seen(catch_up.clone());
        connection.port.open(move |news| {
            if let News::Said(text) = &news
                && frame::is_unseen()
                && text.starts_with(VIEW)
            {
                unseen.replace(Some(text.clone()));
                return;
            }
            // What comes after it must not be undone by it.
            catch_up();
            match news {
                News::Said(text) => connection.receive(&text),
                News::Lost(unsent) => {
                    connection.stale.set(true);
                    connection.pending.update(|pending| pending.interrupted(&unsent));
                }
            }
        });
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
        if let Some(command) = posted {
            self.port.send(command);
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
}
