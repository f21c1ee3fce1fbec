//! Effects that wait to be performed, and who asked for what.

use std::collections::VecDeque;

use headwater_protocol::{Millis, instance::Instance};
use litemap::LiteMap;

use crate::{
    effect::{Effect, HttpRequest, LogLevel, WindowBounds},
    input::{EffectId, PortId, WindowId},
    log::Log,
    retry::Jitter,
};

/// Who gets the answer to an effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Owner {
    /// The session of an instance.
    Session(Instance),
    /// The check of an address that may become an instance.
    Check,
}

/// Effects in the order they arose.
#[derive(Debug)]
pub(crate) struct Outbox {
    effects: VecDeque<Effect>,
    owners: LiteMap<EffectId, Owner>,
    next_id: u64,
    pub(crate) jitter: Jitter,
    /// What this machine's clock shows.
    pub(crate) wall: Millis,
    pub(crate) log: Log,
}

impl Outbox {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            effects: VecDeque::new(),
            owners: LiteMap::new(),
            next_id: 1,
            jitter: Jitter::new(seed),
            wall: Millis(0),
            log: Log::default(),
        }
    }

    pub(crate) fn push(&mut self, effect: Effect) {
        self.effects.push_back(effect);
    }

    pub(crate) fn pop(&mut self) -> Option<Effect> {
        self.effects.pop_front()
    }

    /// Writes a line to the log, and to the console if it is to be seen there. `about` is the instance whose pages
    /// are told.
    pub(crate) fn log(&mut self, about: Option<&Instance>, level: LogLevel, text: &str) {
        if let Some(text) = self.log.write(self.wall, about, level, text) {
            self.push(Effect::Log { level, text });
        }
    }

    /// A number that no other id of the browser's life has.
    pub(crate) fn next_number(&mut self) -> u64 {
        let number = self.next_id;
        self.next_id += 1;
        number
    }

    pub(crate) fn numbers_used(&self) -> u64 {
        self.next_id
    }

    pub(crate) fn skip_numbers(&mut self, used: u64) {
        self.next_id = self.next_id.max(used);
    }

    pub(crate) fn owner(&self, id: EffectId) -> Option<&Owner> {
        self.owners.get(&id)
    }

    /// Nothing more comes of this effect.
    pub(crate) fn forget(&mut self, id: EffectId) {
        self.owners.remove(&id);
    }

    fn own(&mut self, owner: Owner) -> EffectId {
        let id = EffectId(self.next_number());
        self.owners.insert(id, owner);
        id
    }
}

/// What a part of a session may use while it handles one input.
pub(crate) struct Context<'a> {
    /// What deadlines are made of: it never goes back.
    pub(crate) now: Millis,
    pub(crate) owner: &'a Owner,
    pub(crate) outbox: &'a mut Outbox,
}

impl Context<'_> {
    /// What this machine's clock shows. It may be wrong, and be set right at any moment.
    pub(crate) fn wall(&self) -> Millis {
        self.outbox.wall
    }

    pub(crate) fn http(&mut self, request: HttpRequest) -> EffectId {
        let id = self.outbox.own(self.owner.clone());
        self.outbox.push(Effect::Http { id, request });
        id
    }

    pub(crate) fn get(&mut self, url: String, timeout: Millis) -> EffectId {
        self.http(HttpRequest {
            method: "GET",
            url,
            headers: Vec::new(),
            body: None,
            timeout,
        })
    }

    pub(crate) fn abort_http(&mut self, id: EffectId) {
        self.outbox.forget(id);
        self.outbox.push(Effect::AbortHttp { id });
    }

    pub(crate) fn open_socket(&mut self, url: String) -> EffectId {
        let id = self.outbox.own(self.owner.clone());
        self.outbox.push(Effect::OpenSocket { id, url });
        id
    }

    pub(crate) fn close_socket(&mut self, id: EffectId) {
        self.outbox.forget(id);
        self.outbox.push(Effect::CloseSocket { id });
    }

    pub(crate) fn open_window(&mut self, url: String, bounds: WindowBounds) -> EffectId {
        let id = self.outbox.own(self.owner.clone());
        self.outbox.push(Effect::OpenWindow { id, url, bounds });
        id
    }

    pub(crate) fn close_window(&mut self, window: WindowId) {
        self.outbox.push(Effect::CloseWindow { window });
    }

    pub(crate) fn send(&mut self, port: PortId, text: impl Into<std::rc::Rc<str>>) {
        self.outbox.push(Effect::Send {
            port,
            text: text.into(),
        });
    }

    pub(crate) fn log(&mut self, level: LogLevel, text: impl AsRef<str>) {
        let about = match self.owner {
            Owner::Session(instance) => Some(instance),
            Owner::Check => None,
        };
        self.outbox.log(about, level, text.as_ref());
    }
}
