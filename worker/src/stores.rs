//! What survives the worker.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use headwater_browser::{WarnOnError, console, storage::Area};
use headwater_protocol::stored::{STORED_VERSION, StoredSessions, StoredSettings, VIEW_KEY};
use headwater_session::Input;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen_futures::spawn_local;

use crate::{access, inbox::Inbox};

/// The two stores.
#[derive(Default)]
pub(crate) struct Stores {
    pub(crate) sessions: Store<StoredSessions>,
    pub(crate) settings: Store<StoredSettings>,
}

/// What is kept in a store.
pub(crate) trait Kept: Serialize + DeserializeOwned + 'static {
    const AREA: Area;
    const KEY: &'static str;
    fn version(&self) -> u32;
}

impl Kept for StoredSessions {
    const AREA: Area = Area::Session;
    const KEY: &'static str = "sessions";
    fn version(&self) -> u32 {
        self.version
    }
}

impl Kept for StoredSettings {
    const AREA: Area = Area::Local;
    const KEY: &'static str = "settings";
    fn version(&self) -> u32 {
        self.version
    }
}

/// Writes one state at a time; of those that come meanwhile, only the last one.
pub(crate) struct Store<T>(Rc<Writing<T>>);

struct Writing<T> {
    busy: Cell<bool>,
    waiting: RefCell<Option<T>>,
}

impl<T> Default for Store<T> {
    fn default() -> Self {
        Self(Rc::new(Writing {
            busy: Cell::new(false),
            waiting: RefCell::new(None),
        }))
    }
}

impl<T: Kept> Store<T> {
    pub(crate) fn write(&self, state: T) {
        self.0.waiting.replace(Some(state));
        if self.0.busy.replace(true) {
            return;
        }
        let writing = Rc::clone(&self.0);
        spawn_local(async move {
            // The next one is taken in a statement of its own: no borrow is held while a write is under way.
            loop {
                let next = writing.waiting.take();
                let Some(state) = next else { break };
                write(&state).await;
            }
            writing.busy.set(false);
        });
    }
}

/// What was shown last. The browser keeps the order of writes.
pub(crate) fn write_view(text: &str) {
    let written = Area::Session.set(VIEW_KEY, text);
    spawn_local(async {
        written.await.warn_on_error();
    });
}

async fn write<T: Kept>(state: &T) {
    match serde_json::to_string(state) {
        Ok(text) => {
            T::AREA.set(T::KEY, &text).await.warn_on_error();
        }
        Err(error) => console::error(&format!(
            "What is kept under “{}” cannot be written: {error}",
            T::KEY
        )),
    }
}

/// Reads both stores and tells what was in them.
pub(crate) fn restore(inbox: &Inbox) {
    let inbox = inbox.clone();
    let access = access::read_in_advance(&inbox);
    let sessions = StoredSessions::AREA.get(StoredSessions::KEY);
    let settings = StoredSettings::AREA.get(StoredSettings::KEY);
    spawn_local(async move {
        access.await;
        let sessions = parse(sessions.await.warn_on_error().flatten());
        let settings = parse(settings.await.warn_on_error().flatten());
        inbox.put(Input::Restored { sessions, settings });
        inbox.end_start();
    });
}

fn parse<T: Kept>(text: Option<String>) -> Option<T> {
    match serde_json::from_str::<T>(&text?) {
        Ok(state) => Some(state).filter(|state| state.version() == STORED_VERSION),
        Err(error) => {
            // Where it went wrong is enough to know; what is stored does not belong on the console.
            let (line, column) = (error.line(), error.column());
            console::warn(&format!(
                "What is kept under “{}” cannot be read ({line}:{column}).",
                T::KEY
            ));
            None
        }
    }
}
