//! A whole browser, its machine and its network: everything takes time, and any of it may fail. One queue of what is to
//! happen; the sessions are the real ones.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use headwater_protocol::{
    Millis,
    popup::{PopupView, WorkerToPopup},
    stored::{Defaults, StoredSessions, StoredSettings},
};
use headwater_session::{
    Effect, EffectId, HttpAnswer, HttpFailure, HttpRequest, Input, Peer, PortId, Sessions, WindowId,
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

    // ---- the worker

    fn start_worker(&mut self) {
        if self.worker.is_some() {
            return;
        }
        self.lives += 1;
        let life = self.lives;
        self.note(|| format!("worker {life} starts"));
        self.worker = Some(Worker {
            sessions: Sessions::new(defaults(), life),
            life,
            requests: BTreeSet::new(),
            writing: None,
            waiting: None,
            opening: 0,
        });
        let delay = Millis(self.random.below(20));
        self.later(delay, Event::Restored(life));
    }

    /// The browser stops the worker. What was on its way to it, and what it had not done yet, is lost.
    pub(crate) fn kill(&mut self) {
        let Some(worker) = self.worker.take() else { return };
        self.note(|| format!("worker {} dies", worker.life));
        for id in &worker.requests {
            self.service.aborted(*id);
        }
        // A window that is opening is opened all the same; the worker never hears of it.
        self.sockets.clear();
        let all_arrives = self.random.percent(50);
        for (port, tab) in std::mem::take(&mut self.ports) {
            let (to_page, _) = self.arrivals.remove(&port).unwrap_or_default();
            if !all_arrives {
                self.queue.retain(|_, event| {
                    !matches!(event, Event::ToTab(_, of, _) | Event::ToPopup(of, _) if *of == port)
                });
            }
            let at = self.now.max(to_page);
            match tab {
                Some(tab) => self.at(at, Event::TabLost(tab, port)),
                None => self.at(at, Event::PopupReconnects),
            }
        }
        self.queue
            .retain(|_, event| !matches!(event, Event::FromPort(..) | Event::PortGone(_)));
    }

    /// Counts one step; whether the worker died at it.
    fn dies_here(&mut self) -> bool {
        self.steps += 1;
        if self.kill_at == Some(self.steps) {
            self.kill();
            return true;
        }
        false
    }

    pub(crate) fn tell(&mut self, input: Input) {
        self.start_worker();
        self.tell_if_alive(input);
    }

    fn tell_if_alive(&mut self, input: Input) {
        if self.worker.is_none() || self.dies_here() {
            return;
        }
        let wall = self.wall();
        if let Some(worker) = &mut self.worker {
            worker.sessions.handle(wall, input);
        }
        while let Some(effect) = self
            .worker
            .as_mut()
            .and_then(|worker| worker.sessions.poll_effect())
        {
            if self.dies_here() {
                return;
            }
            self.perform(effect);
        }
        let deadline = self.deadline();
        self.alarm = deadline.map(|deadline| deadline.max(self.now.after(SHORTEST_ALARM)));
    }

    /// When the sessions want to be woken, in true time.
    pub(crate) fn deadline(&self) -> Option<Millis> {
        let at = self.worker.as_ref()?.sessions.poll_timeout()?;
        Some(Millis(at.0.saturating_add_signed(-self.clock_is_ahead)))
    }

    pub(crate) fn requests_under_way(&self) -> usize {
        self.worker.as_ref().map_or(0, |worker| worker.requests.len())
    }

    pub(crate) fn sockets_open(&self) -> usize {
        self.sockets.len()
    }

    pub(crate) fn queued(&self) -> usize {
        self.queue.len()
    }

    fn perform(&mut self, effect: Effect) {
        let life = self.lives;
        match effect {
            Effect::Send { port, text } => {
                let delay = self.delay();
                let Some(tab) = self.ports.get(&port).copied() else {
                    return;
                };
                let arrival = &mut self.arrivals.entry(port).or_default().0;
                *arrival = self.now.after(delay).max(*arrival);
                let at = *arrival;
                let text = text.to_string();
                match tab {
                    Some(tab) => self.at(at, Event::ToTab(tab, port, text)),
                    None => self.at(at, Event::ToPopup(port, text)),
                }
            }
            Effect::Disconnect { port } => {
                if let Some(Some(tab)) = self.ports.remove(&port) {
                    let (at, _) = self.arrivals.remove(&port).unwrap_or_default();
                    let at = self.now.max(at);
                    self.at(at, Event::TabLost(tab, port));
                }
            }
            Effect::Http { id, request } => self.request(id, &request),
            Effect::AbortHttp { id } => {
                self.service.aborted(id);
                if let Some(worker) = &mut self.worker {
                    worker.requests.remove(&id);
                }
            }
            Effect::OpenSocket { id, .. } => {
                let connection = Connection {
                    open: false,
                    topics: Vec::new(),
                    busy_until: self.now,
                };
                self.sockets.insert(id, connection);
                if !self.weather.sockets_hang {
                    let news = if self.weather.sockets_fail || self.weather.offline {
                        SocketNews::Closed(1006)
                    } else {
                        SocketNews::Open
                    };
                    self.socket_later(id, news);
                }
            }
            Effect::SendSocket { id, text } => self.frame(id, &text),
            Effect::CloseSocket { id } => {
                self.sockets.remove(&id);
            }
            Effect::StoreSessions(stored) => {
                let delay = Millis(self.random.below(50));
                let Some(worker) = &mut self.worker else { return };
                if worker.writing.is_none() {
                    worker.writing = Some(*stored);
                    self.later(delay, Event::Written(life));
                } else {
                    worker.waiting = Some(*stored);
                }
            }
            Effect::StoreSettings(settings) => self.settings = Some(settings),
            Effect::OpenWindow { id, .. } => {
                let delay = self.delay();
                let opened = if self.random.percent(5) {
                    Err("no window".to_owned())
                } else {
                    self.windows_opened += 1;
                    let window = WindowId(self.windows_opened);
                    self.windows.insert(window, true);
                    Ok(window)
                };
                let known = self.windows.values().filter(|known| **known).count();
                assert!(known <= 1, "{known} sign-in windows");
                if let Some(worker) = &mut self.worker {
                    worker.opening += 1;
                }
                self.later(delay, Event::WindowOpened(life, id, opened));
            }
            Effect::CloseWindow { window } if self.windows.remove(&window).is_some() => {
                let delay = self.delay();
                self.later(delay, Event::Tell(Input::WindowClosed { window }));
            }
            Effect::FocusWindow { .. } | Effect::SetBadge(_) => {}
            Effect::Log { text, .. } => {
                assert!(!text.contains("token-"), "a token is logged: {text}");
                assert!(!text.contains("malformed message"), "{text}");
                self.note(|| format!("log: {text}"));
            }
            #[allow(unreachable_patterns)]
            _ => {}
        }
    }

    fn request(&mut self, id: EffectId, request: &HttpRequest) {
        let life = self.lives;
        self.requests += 1;
        if let Some(worker) = &mut self.worker {
            worker.requests.insert(id);
        }
        self.later(
            request.timeout,
            Event::Http(life, id, Box::new(Err(HttpFailure::Timeout))),
        );
        let delay = self.delay();
        let broken = Box::new(Err(HttpFailure::Network));
        if self.weather.offline || self.random.percent(self.weather.lost_requests) {
            return self.later(delay, Event::Http(life, id, broken));
        }
        if self.random.percent(self.weather.silence) {
            return;
        }
        self.service.requests.clear();
        let answer = self.service.request(self.now, id, request);
        if let Some(name) = self.service.requests.first().and_then(name_of_call) {
            let executed = self.executed.entry(name.clone()).or_default();
            executed.asked += 1;
            match &answer {
                Some(Ok(answer)) if answer.status == 401 => executed.refused += 1,
                Some(Ok(answer)) if answer.status == 200 => {
                    executed.done += 1;
                    executed.life = life;
                    let tabs = self.tabs.iter().enumerate();
                    executed.present = tabs
                        .filter(|(_, tab)| tab.as_ref().is_some_and(|tab| tab.page.known.is_some()))
                        .map(|(index, _)| index)
                        .collect();
                    let mut contacts = self.service.contacts.iter_mut();
                    if let Some((_, state)) = contacts.find(|(id, _)| *id == name) {
                        "connected".clone_into(state);
                        self.service.changed();
                    }
                }
                _ => {}
            }
        }
        if let Some(answer) = answer {
            let answer = if self.random.percent(self.weather.lost_answers) {
                Err(HttpFailure::Network)
            } else {
                answer
            };
            let back = self.delay();
            self.later(delay.after(back), Event::Http(life, id, Box::new(answer)));
        }
    }

    // ---- sockets

    fn socket_later(&mut self, id: EffectId, news: SocketNews) {
        let life = self.lives;
        let delay = self.delay();
        let Some(connection) = self.sockets.get_mut(&id) else {
            return;
        };
        // In order within a connection.
        connection.busy_until = connection.busy_until.max(self.now.after(delay));
        let at = connection.busy_until;
        self.at(at, Event::Socket(life, id, news));
    }

    fn frame(&mut self, id: EffectId, text: &str) {
        if self.weather.sockets_are_mute || self.weather.offline {
            return;
        }
        let frame: Value = serde_json::from_str(text).expect("frames are JSON");
        match frame["topic"].as_str() {
            Some("aws/heartbeat") => {
                self.socket_later(id, SocketNews::Message(text.to_owned()));
            }
            Some("aws/subscribe") => {
                let topics = serde_json::from_value(frame["content"]["topics"].clone()).expect("topics");
                self.socket_later(id, SocketNews::Confirm(topics));
            }
            _ => {}
        }
    }

    /// The service has a message for all who subscribed.
    pub(crate) fn publish(&mut self) {
        if self.weather.sockets_are_mute || self.weather.offline {
            return;
        }
        self.next_message += 1;
        let text = json!({"topic": "aws/chat", "content": self.next_message}).to_string();
        let ids: Vec<EffectId> = self
            .sockets
            .iter()
            .filter(|(_, connection)| connection.topics.iter().any(|topic| topic == "aws/chat"))
            .map(|(id, _)| *id)
            .collect();
        for id in ids {
            self.socket_later(id, SocketNews::Message(text.clone()));
        }
    }

    pub(crate) fn cut_sockets(&mut self, all: bool) {
        let ids: Vec<EffectId> = self.sockets.keys().copied().collect();
        for id in ids.into_iter().take(if all { usize::MAX } else { 1 }) {
            self.socket_later(id, SocketNews::Closed(1006));
        }
    }

    // ---- tabs and the popup

    fn open_port(&mut self, tab: Option<usize>) -> PortId {
        self.start_worker();
        self.next_port += 1;
        let port = PortId(self.next_port);
        self.ports.insert(port, tab);
        let peer = match tab {
            Some(_) => Peer::Page {
                origin: CRM.to_owned(),
            },
            None => Peer::Popup,
        };
        self.tell(Input::PortOpened {
            port,
            peer,
            tab: None,
        });
        port
    }

    fn connect(&mut self, index: usize) {
        if !matches!(self.tabs.get(index), Some(Some(tab)) if tab.port.is_none()) {
            return;
        }
        let port = self.open_port(Some(index));
        let attach = self.tabs[index].as_mut().map(|tab| {
            tab.port = Some(port);
            tab.attach_message()
        });
        // The worker may have died at the very step that told it of the port.
        if let Some(attach) = attach.filter(|_| self.ports.contains_key(&port)) {
            self.say(port, &attach);
        }
    }

    pub(crate) fn say(&mut self, port: PortId, message: &Value) {
        if self.ports.contains_key(&port) {
            let delay = self.delay();
            let arrival = &mut self.arrivals.entry(port).or_default().1;
            *arrival = self.now.after(delay).max(*arrival);
            let at = *arrival;
            self.at(at, Event::FromPort(port, message.to_string()));
        }
    }

    pub(crate) fn open_tab(&mut self) -> usize {
        self.tabs.push(Some(Tab::default()));
        let index = self.tabs.len() - 1;
        self.connect(index);
        index
    }

    /// The tabs that are open.
    pub(crate) fn open_tabs(&self) -> Vec<usize> {
        (0..self.tabs.len())
            .filter(|index| self.tabs[*index].is_some())
            .collect()
    }

    pub(crate) fn close_tab(&mut self, index: usize) -> Option<Tab> {
        let tab = self.tabs.get_mut(index)?.take()?;
        if let Some(port) = tab.port {
            self.drop_port(port);
        }
        Some(tab)
    }

    /// The page's port breaks: it is frozen, or was in the back/forward cache.
    pub(crate) fn break_port(&mut self, index: usize) {
        let Some(Some(tab)) = self.tabs.get_mut(index) else {
            return;
        };
        if let Some(port) = tab.port {
            tab.lost();
            self.drop_port(port);
            let away = Millis(self.random.below(60_000));
            self.later(away, Event::Reconnect(index));
        }
    }

    fn drop_port(&mut self, port: PortId) {
        if self.ports.remove(&port).is_some() {
            let (_, arrival) = self.arrivals.remove(&port).unwrap_or_default();
            let at = self.now.max(arrival);
            self.at(at, Event::PortGone(port));
        }
    }

    pub(crate) fn call(&mut self, index: usize, name: &str) {
        self.next_call += 1;
        let id = self.next_call;
        let Some(Some(tab)) = self.tabs.get_mut(index) else {
            return;
        };
        let digits = format!("{name}-{id}");
        let port = tab.port;
        if let (Some(message), Some(port)) = (tab.call(id, &digits), port) {
            self.say(port, &message);
        }
    }

    /// The tab accepts a contact that nobody has accepted yet.
    pub(crate) fn accept(&mut self, index: usize, contact_id: &str) {
        self.next_call += 1;
        let id = self.next_call;
        let Some(Some(tab)) = self.tabs.get_mut(index) else {
            return;
        };
        let port = tab.port;
        if let (Some(message), Some(port)) = (tab.accept(id, contact_id), port) {
            self.say(port, &message);
        }
    }

    pub(crate) fn tab_says(&mut self, index: usize, message: Value) {
        let Some(Some(tab)) = self.tabs.get_mut(index) else {
            return;
        };
        let port = tab.port;
        if let (Some(message), Some(port)) = (tab.say_or_wait(message), port) {
            self.say(port, &message);
        }
    }

    pub(crate) fn open_popup(&mut self) {
        self.popup_is_open = true;
        if self.popup.is_none() {
            let port = self.open_port(None);
            self.popup = Some((port, None));
        }
    }

    pub(crate) fn close_popup(&mut self) {
        self.popup_is_open = false;
        if let Some((port, _)) = self.popup.take() {
            self.drop_port(port);
        }
    }

    pub(crate) fn popup_says(&mut self, message: &Value) {
        self.open_popup();
        if let Some((port, _)) = self.popup {
            self.say(port, message);
        }
    }

    // ---- the machine and the agent

    pub(crate) fn page_of_instance_loads(&mut self) {
        self.tell(Input::PageLoaded {
            origin: INSTANCE.to_owned(),
        });
    }

    /// In the sign-in window, or elsewhere.
    pub(crate) fn agent_signs_in(&mut self) {
        self.service.signed_in = true;
        self.page_of_instance_loads();
    }

    pub(crate) fn agent_closes_windows(&mut self) {
        for window in std::mem::take(&mut self.windows).into_keys() {
            self.tell(Input::WindowClosed { window });
        }
    }

    pub(crate) fn network_goes(&mut self) {
        self.weather.offline = true;
        let requests: Vec<EffectId> = self
            .worker
            .iter()
            .flat_map(|worker| worker.requests.iter().copied())
            .collect();
        let life = self.lives;
        for id in requests {
            self.service.aborted(id);
            let delay = self.delay();
            self.later(delay, Event::Http(life, id, Box::new(Err(HttpFailure::Network))));
        }
        self.tell_if_alive(Input::OnlineChanged { online: false });
    }

    pub(crate) fn network_comes(&mut self) {
        self.weather.offline = false;
        self.tell_if_alive(Input::OnlineChanged { online: true });
    }

    /// The machine sleeps: nothing happens for so long, and what was on its way over the network is dead.
    pub(crate) fn sleep(&mut self, time: Millis) {
        self.note(|| format!("sleep of {} s", time.0 / 1000));
        self.now = self.now.after(time);
        let life = self.lives;
        let requests: Vec<EffectId> = self
            .worker
            .iter()
            .flat_map(|worker| worker.requests.iter().copied())
            .collect();
        self.queue
            .retain(|_, event| !matches!(event, Event::Http(..) | Event::Socket(..)));
        for id in requests {
            self.service.aborted(id);
            let delay = Millis(self.random.below(28_000));
            self.later(delay, Event::Http(life, id, Box::new(Err(HttpFailure::Timeout))));
        }
        // Half-open: neither end knows.
        for connection in self.sockets.values_mut() {
            connection.open = false;
            connection.topics.clear();
        }
    }

    // ---- time

    /// Lets so much time pass, and all that happens in it happen.
    pub(crate) fn pass(&mut self, time: Millis) {
        let end = self.now.after(time);
        loop {
            for (id, answer) in self.service.due(self.now) {
                let delay = self.delay();
                let life = self.lives;
                self.later(delay, Event::Http(life, id, Box::new(answer)));
            }
            let queued = self.queue.keys().next().map(|(time, _)| *time);
            let deadline = self.deadline();
            let alarm = self.alarm.filter(|_| self.worker.is_none());
            let next = [queued, deadline, self.service.next_due(), alarm]
                .into_iter()
                .flatten()
                .min();
            let Some(next) = next.filter(|next| *next <= end) else {
                self.now = end;
                return;
            };
            self.at_once += 1;
            assert!(
                self.at_once < 5000,
                "things happen again and again, and time stands still"
            );
            if next > self.now {
                self.at_once = 0;
                self.ticks = 0;
                self.now = next;
            }
            if queued.is_some_and(|at| at <= self.now) {
                if let Some((_, event)) = self.queue.pop_first() {
                    self.happen(event);
                }
            } else if self.deadline().is_some_and(|at| at <= self.now) {
                self.ticks += 1;
                assert!(self.ticks < 50, "the sessions want to be woken again and again");
                self.tell_if_alive(Input::TimeCame);
            } else if self.worker.is_none() && self.alarm.is_some_and(|at| at <= self.now) {
                self.alarm = None;
                self.start_worker();
            }
        }
    }

    fn is_life(&self, life: u64) -> bool {
        self.worker.as_ref().is_some_and(|worker| worker.life == life)
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Restored(life) if self.is_life(life) => {
                // What cannot be read is as if it were not there.
                let sessions = self
                    .stored
                    .as_ref()
                    .and_then(|text| serde_json::from_str(text).ok());
                let settings = self.settings.clone();
                // Where storage failed, nobody knows of the window any more.
                let sessions: Option<StoredSessions> = sessions;
                let known = sessions
                    .as_ref()
                    .and_then(|stored| stored.sessions.first()?.sign_in_window.id);
                for (window, is_known) in &mut self.windows {
                    *is_known = known == Some(window.0);
                }
                self.tell_if_alive(Input::Restored { sessions, settings });
            }
            Event::Http(life, id, answer) if self.is_life(life) => {
                let wanted = self
                    .worker
                    .as_mut()
                    .is_some_and(|worker| worker.requests.remove(&id));
                if wanted {
                    self.service.aborted(id);
                    if let Err(failure) = &*answer {
                        let failure = *failure;
                        self.note(|| format!("request {} fails: {failure:?}", id.0));
                    }
                    self.tell_if_alive(Input::HttpAnswered { id, answer: *answer });
                }
            }
            Event::Socket(life, id, news) if self.is_life(life) => self.socket_happens(id, news),
            Event::ToTab(index, port, text) => {
                if let Some(Some(tab)) = self.tabs.get_mut(index)
                    && tab.port == Some(port)
                {
                    for message in tab.take(&text) {
                        self.say(port, &message);
                    }
                }
            }
            Event::ToPopup(port, text) => {
                let said = serde_json::from_str(&text).expect("a message to the popup");
                if let Some((_, view)) = self.popup.as_mut().filter(|(popup, _)| *popup == port)
                    && let WorkerToPopup::View(new) = said
                {
                    *view = Some(new);
                }
            }
            Event::FromPort(port, text) => self.tell_if_alive(Input::PortMessage { port, text }),
            Event::PortGone(port) => self.tell_if_alive(Input::PortClosed { port }),
            Event::TabLost(index, port) => {
                if let Some(Some(tab)) = self.tabs.get_mut(index)
                    && tab.port == Some(port)
                {
                    tab.lost();
                    let delay = ATTEMPTS[tab.attempts.min(ATTEMPTS.len() - 1)];
                    tab.attempts += 1;
                    self.later(Millis(delay), Event::Reconnect(index));
                }
            }
            Event::Reconnect(index) => self.connect(index),
            Event::PopupReconnects => {
                if self.popup.take().is_some() && self.popup_is_open {
                    self.open_popup();
                }
            }
            Event::Written(life) if self.is_life(life) => self.written(),
            Event::WindowOpened(life, id, window) => {
                if self.is_life(life) {
                    self.tell_if_alive(Input::WindowOpened { id, window });
                } else if let Ok(window) = window
                    && let Some(known) = self.windows.get_mut(&window)
                {
                    *known = false;
                }
            }
            Event::Tell(input) => self.tell(input),
            Event::Restored(_) | Event::Http(..) | Event::Socket(..) | Event::Written(_) => {}
        }
    }

    fn socket_happens(&mut self, id: EffectId, news: SocketNews) {
        let Some(connection) = self.sockets.get_mut(&id) else {
            return;
        };
        match news {
            SocketNews::Open => {
                connection.open = true;
                self.tell_if_alive(Input::SocketOpened { id });
            }
            SocketNews::Message(text) => self.tell_if_alive(Input::SocketMessage { id, text }),
            SocketNews::Confirm(topics) => {
                let content = json!({"status": "success", "topics": topics});
                connection.topics.extend(topics);
                let text = json!({"topic": "aws/subscribe", "content": content}).to_string();
                self.tell_if_alive(Input::SocketMessage { id, text });
            }
            SocketNews::Closed(code) => {
                self.sockets.remove(&id);
                let reason = String::new();
                self.tell_if_alive(Input::SocketClosed { id, code, reason });
            }
        }
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

/// What a request is known by that is to be made once: the digits to send, or the contact to accept.
fn name_of_call(request: &Request) -> Option<String> {
    let name = match request.operation.as_str() {
        "SendDigits" => &request.parameters["digits"],
        "AcceptContact" => &request.parameters["contactId"],
        _ => return None,
    };
    name.as_str().map(str::to_owned)
}

fn defaults() -> Defaults {
    serde_json::from_value(json!({
        "instances": [INSTANCE],
        "instanceHosts": ["https://*.my.connect.aws/*"],
        "sites": ["https://*.example.com/*"],
    }))
    .expect("defaults")
}
