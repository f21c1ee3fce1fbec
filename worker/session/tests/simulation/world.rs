//! A whole browser, its machine and its network: everything takes time, and any of it may fail. One queue of what is to
//! happen; the sessions are the real ones.

mod failure;
mod machine;
mod network;
mod tabs;
mod time;
mod worker;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use headwater_protocol::{
    Millis,
    popup::{PopupView, WorkerToPopup},
    stored::{Defaults, StoredSessions, StoredSettings},
};
use headwater_session::{
    Effect, EffectId, Failure, HttpAnswer, HttpFailure, HttpRequest, Input, Peer, PortId, Sessions, WindowId,
};
use serde_json::{Value, json};

use crate::{
    page::CRM,
    random::Random,
    service::{INSTANCE, Request, Service},
    tab::{CallState, Tab},
};

/// A browser moves what is nearer to this distance.
const SHORTEST_ALARM: Millis = Millis::seconds(30);
/// How long the bridge of a page waits before each attempt to connect.
const ATTEMPTS: [u64; 6] = [0, 100, 300, 1000, 3000, 10_000];
const TRACE: usize = 60;

/// What goes wrong around the sessions, in percent and milliseconds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Weather {
    pub(crate) latency: u64,
    pub(crate) offline: bool,
    /// Requests that never reach the service.
    pub(crate) lost_requests: u64,
    /// Answers that never come back.
    pub(crate) lost_answers: u64,
    /// Requests that nothing comes of before they time out.
    pub(crate) silence: u64,
    pub(crate) storage_rejects: bool,
    pub(crate) sockets_hang: bool,
    pub(crate) sockets_fail: bool,
    pub(crate) sockets_are_mute: bool,
}

enum Event {
    Restored(u64),
    Http(u64, EffectId, Box<Result<HttpAnswer, HttpFailure>>),
    Socket(u64, EffectId, SocketNews),
    ToTab(usize, PortId, String),
    ToPopup(PortId, String),
    FromPort(PortId, String),
    PortGone(PortId),
    TabLost(usize, PortId),
    Reconnect(usize),
    PopupReconnects,
    Written(u64),
    WindowOpened(u64, EffectId, Result<WindowId, String>),
    Tell(Input),
    Rested,
}

enum SocketNews {
    Open,
    Message(String),
    Confirm(Vec<String>),
    Closed(u16),
}

struct Worker {
    sessions: Sessions,
    life: u64,
    requests: BTreeSet<EffectId>,
    writing: Option<StoredSessions>,
    waiting: Option<StoredSessions>,
    opening: usize,
}

struct Connection {
    open: bool,
    topics: Vec<String>,
    busy_until: Millis,
}

/// What the service was asked to do by one call.
#[derive(Debug, Default, Clone)]
pub(crate) struct Executed {
    pub(crate) asked: u32,
    pub(crate) refused: u32,
    pub(crate) done: u32,
    /// The tabs that had seen something by the time it was done, and in which life of the worker that was.
    pub(crate) present: Vec<usize>,
    pub(crate) life: u64,
}

pub(crate) struct World {
    /// The true time.
    pub(crate) now: Millis,
    pub(crate) clock_is_ahead: i64,
    pub(crate) random: Random,
    pub(crate) weather: Weather,
    pub(crate) service: Service,
    pub(crate) tabs: Vec<Option<Tab>>,
    pub(crate) popup: Option<(PortId, Option<PopupView>)>,
    pub(crate) popup_is_open: bool,
    /// Open windows; whether the worker knows of it.
    pub(crate) windows: BTreeMap<WindowId, bool>,
    pub(crate) windows_opened: i64,
    pub(crate) stored: Option<String>,
    /// Something that was to be stored was not, or was lost later.
    pub(crate) storage_failed: bool,
    pub(crate) settings: Option<StoredSettings>,
    pub(crate) executed: BTreeMap<String, Executed>,
    pub(crate) requests: u64,
    pub(crate) lives: u64,
    /// Inputs and effects so far.
    pub(crate) steps: u64,
    pub(crate) kill_at: Option<u64>,
    /// The step at which the worker fails.
    pub(crate) fail_at: Option<u64>,
    /// How often it has failed in a row, when it began last, and until when it rests.
    failures: u32,
    began: Millis,
    rests_until: Option<Millis>,
    pub(crate) largest_stored: usize,
    pub(crate) trace: VecDeque<String>,
    queue: BTreeMap<(Millis, u64), Event>,
    sequence: u64,
    worker: Option<Worker>,
    ports: BTreeMap<PortId, Option<usize>>,
    /// When the last thing that was sent on a port arrives, to the page and to the worker.
    arrivals: BTreeMap<PortId, (Millis, Millis)>,
    sockets: BTreeMap<EffectId, Connection>,
    alarm: Option<Millis>,
    next_port: u64,
    next_call: u32,
    next_message: u64,
    ticks: u32,
    /// What happened since time moved last.
    at_once: u32,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let mut world = Self {
            now: Millis(1_700_000_000_000),
            clock_is_ahead: 0,
            random: Random::new(seed),
            weather: Weather {
                latency: 100,
                ..Weather::default()
            },
            service: Service::new(),
            tabs: Vec::new(),
            popup: None,
            popup_is_open: false,
            windows: BTreeMap::new(),
            windows_opened: 0,
            stored: None,
            storage_failed: false,
            settings: None,
            executed: BTreeMap::new(),
            requests: 0,
            lives: 0,
            steps: 0,
            kill_at: None,
            fail_at: None,
            failures: 0,
            began: Millis(0),
            rests_until: None,
            largest_stored: 0,
            trace: VecDeque::new(),
            queue: BTreeMap::new(),
            sequence: 0,
            worker: None,
            ports: BTreeMap::new(),
            arrivals: BTreeMap::new(),
            sockets: BTreeMap::new(),
            alarm: None,
            next_port: 0,
            next_call: 0,
            next_message: 0,
            ticks: 0,
            at_once: 0,
        };
        world.start_worker();
        world
    }

    pub(crate) fn note(&mut self, text: impl FnOnce() -> String) {
        if self.trace.len() == TRACE {
            self.trace.pop_front();
        }
        let line = format!(
            "{:>10.3} s  {}",
            (self.now.0 - 1_700_000_000_000) as f64 / 1000.0,
            text()
        );
        self.trace.push_back(line);
    }

    pub(crate) fn wall(&self) -> Millis {
        Millis(self.now.0.saturating_add_signed(self.clock_is_ahead))
    }

    /// A span of time as long as things take now.
    fn delay(&mut self) -> Millis {
        Millis(self.random.below(self.weather.latency + 1))
    }

    fn later(&mut self, delay: Millis, event: Event) {
        self.at(self.now.after(delay), event);
    }

    fn at(&mut self, time: Millis, event: Event) {
        self.sequence += 1;
        self.queue.insert((time, self.sequence), event);
    }

    fn written(&mut self) {
        let life = self.lives;
        let delay = Millis(self.random.below(50));
        let Some(worker) = &mut self.worker else { return };
        let written = worker.writing.take();
        self.storage_failed |= self.weather.storage_rejects;
        worker.writing = worker.waiting.take();
        let more = worker.writing.is_some();
        if let Some(written) = written.filter(|_| !self.weather.storage_rejects) {
            let text = serde_json::to_string(&written).expect("stored state is plain data");
            self.largest_stored = self.largest_stored.max(text.len());
            self.stored = Some(text);
        }
        if more {
            self.later(delay, Event::Written(life));
        }
    }

    pub(crate) fn calls_open(&self) -> Vec<u32> {
        let tabs = self.tabs.iter().flatten();
        tabs.flat_map(|tab| &tab.calls)
            .filter(|(_, state)| matches!(state, CallState::Waiting | CallState::Sent))
            .map(|(id, _)| *id)
            .collect()
    }
}
