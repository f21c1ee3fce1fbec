//! One random story from one seed: whatever happens in whatever order, all ends well once all is well.

use std::collections::BTreeMap;

use headwater_protocol::{Millis, page::Outcome};
use headwater_session::HttpFailure;
use serde_json::{Value, json};

use crate::{
    random::Random,
    service::{CONTACT_STATES, Fault, INSTANCE, STATES},
    tab::{CallState, Tab},
    world::{Weather, World},
};

const OPERATIONS: [&str; 9] = [
    "GetAgentSnapshot",
    "GetAgentSnapshot",
    "GetAgentConfiguration",
    "GetRoutingProfileQueues",
    "/auth/authorize",
    "CreateTransport",
    "SendDigits",
    "AcceptContact",
    "/logout",
];
const FAULTS: [Fault; 14] = [
    Fault::Status(400, r#"{"__type":"PaginationException"}"#),
    Fault::Status(401, ""),
    Fault::Status(403, ""),
    Fault::Status(429, ""),
    Fault::Status(500, "oops"),
    Fault::Status(503, ""),
    Fault::RetryAfter(429, 5),
    Fault::RetryAfter(503, 60),
    Fault::Body(""),
    Fault::Body("<html>"),
    Fault::Body(r#"{"snapshot":{"state":nul"#),
    Fault::Failure(HttpFailure::Network),
    Fault::Failure(HttpFailure::Timeout),
    Fault::Silence,
];

/// Where some pages want the agent to sign in.
const IDENTITY_PROVIDER: &str = "https://login.example.org";

/// So long after all is well, all is quiet: no wait in the sessions is longer than a minute, and a request may take half
/// of one.
const SETTLE: Millis = Millis::seconds(240);

/// A story under way.
pub(crate) struct Story {
    pub(crate) world: World,
    /// Chance of the story alone: what the world does with its own does not change what is told.
    script: Random,
    seed: u64,
    closed: Vec<Tab>,
    /// Calls that rang so far, and those that nobody has accepted.
    calls: u32,
    ringing: Vec<String>,
}

impl Story {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            world: World::new(seed),
            script: Random::new(!seed),
            seed,
            closed: Vec::new(),
            calls: 0,
            ringing: Vec::new(),
        }
    }

    /// Tells it all and checks all.
    pub(crate) fn tell(&mut self) {
        let steps = 20 + self.script.below(60);
        self.world.open_tab();
        for _ in 0..steps {
            self.step();
            let pause = match self.script.below(10) {
                0 => self.script.below(60_000),
                1..=4 => self.script.below(3_000),
                _ => self.script.below(300),
            };
            self.world.pass(Millis(pause));
        }
        self.settle();
    }

    fn some_tab(&mut self) -> Option<usize> {
        let open = self.world.open_tabs();
        (!open.is_empty()).then(|| open[self.script.index(open.len())])
    }

    fn step(&mut self) {
        let choice = self.script.below(100);
        self.world.note(|| format!("step {choice}"));
        let world = &mut self.world;
        match choice {
            0..=7 => {
                let (name, state_type) = STATES[self.script.index(STATES.len())];
                world.service.set_state(name, state_type);
            }
            8..=11 => {
                let id = self.call_rings();
                self.ringing.push(id);
            }
            12..=15 => {
                if let Some(tab) = self.some_tab() {
                    let page = self.world.tabs[tab].as_ref().map(|tab| &tab.page);
                    let sees = |id: &String| page.is_some_and(|page| page.contact_state(id).is_some());
                    if let Some(place) = self.ringing.iter().position(sees) {
                        let id = self.ringing.remove(place);
                        self.world.accept(tab, &id);
                    }
                }
            }
            16..=23 => {
                let id = format!("contact-{}", self.script.below(4));
                let state = CONTACT_STATES[self.script.index(CONTACT_STATES.len())];
                world.service.contacts.retain(|(other, _)| *other != id);
                // The oldest call that was accepted ends.
                if self.script.percent(20) {
                    let call = world
                        .service
                        .contacts
                        .iter()
                        .position(|(id, state)| id.starts_with("call") && state == "connected");
                    call.map(|place| world.service.contacts.remove(place));
                }
                if !self.script.percent(25) {
                    world.service.contacts.push((id, state.to_owned()));
                }
                world.service.changed();
            }
            24 => {
                let names = ["Ann", "Bea", "Cleo"];
                world.service.name = names[self.script.index(names.len())];
                world.service.queues = self.script.index(9);
                world.service.page_size = 1 + self.script.index(4);
            }
            25..=28 => {
                if world.open_tabs().len() < 8 {
                    let mut tab = Tab::default();
                    tab.page.login_url = self.script.percent(20).then(|| IDENTITY_PROVIDER.to_owned());
                    world.open_tab_of(tab);
                }
            }
            29..=30 => {
                if let Some(tab) = self.some_tab() {
                    self.closed.extend(self.world.close_tab(tab));
                }
            }
            31..=34 => {
                if let Some(tab) = self.some_tab() {
                    self.world.break_port(tab);
                }
            }
            35..=46 => {
                if let Some(tab) = self.some_tab() {
                    let name = format!("{}", self.seed);
                    self.world.call(tab, &name);
                }
            }
            47 => world.open_popup(),
            48 => {
                let answer = match self.script.below(4) {
                    0 => json!({"dismissSignInRequest": {"identityProvider": IDENTITY_PROVIDER}}),
                    1 => json!({"removeIdentityProvider": {"origin": IDENTITY_PROVIDER}}),
                    _ => json!({"allowIdentityProvider": {"address": IDENTITY_PROVIDER}}),
                };
                world.popup_says(&answer);
            }
            49 => world.close_popup(),
            50 => world.popup_says(&json!({"setState": {"instance": INSTANCE, "ask": 1, "state": "Lunch"}})),
            51 => world.popup_says(&json!({"signOut": {"instance": INSTANCE}})),
            52..=53 => world.popup_says(&json!({"signIn": {"instance": INSTANCE}})),
            54..=60 => world.kill(),
            61 => world.fail(),
            // Perhaps in the middle of what it does then.
            62..=63 => world.fail_at = Some(world.steps + self.script.below(12)),
            64..=69 => {
                let operation = OPERATIONS[self.script.index(OPERATIONS.len())];
                let fault = FAULTS[self.script.index(FAULTS.len())].clone();
                let times = 1 + self.script.below(12) as u32;
                world.note(|| format!("{operation}: {fault:?} × {times}"));
                world.service.fail(operation, fault, times);
            }
            70 => world.service.heal(),
            71 => world.network_goes(),
            72..=73 => world.network_comes(),
            74..=75 => {
                let time = [60, 600, 3600, 12 * 3600][self.script.index(4)];
                world.sleep(Millis::seconds(time));
            }
            76 => {
                let hours = self.script.below(21) as i64 - 10;
                world.note(|| format!("clock {hours} h ahead"));
                world.clock_is_ahead = hours * 3_600_000;
            }
            77..=78 => {
                world.service.signed_in = false;
                world.service.changed();
            }
            79..=82 => world.agent_signs_in(),
            83 => world.agent_closes_windows(),
            84 => world.weather.storage_rejects = self.script.percent(50),
            85 => {
                world.storage_failed = true;
                let corrupt = world.stored.take();
                world.stored = match self.script.below(3) {
                    0 => None,
                    1 => Some("{}".to_owned()),
                    _ => corrupt.map(|text| text.chars().take(text.len() / 3).collect()),
                };
            }
            86..=89 => world.publish(),
            90 => world.cut_sockets(self.script.percent(50)),
            91 => world.weather.sockets_are_mute = self.script.percent(50),
            92 => world.weather.sockets_hang = self.script.percent(50),
            93 => world.weather.sockets_fail = self.script.percent(50),
            94 => world.weather.latency = [0, 20, 200, 3000][self.script.index(4)],
            95 => world.weather.lost_requests = self.script.below(40),
            96 => world.weather.lost_answers = self.script.below(40),
            97 => world.weather.silence = self.script.below(20),
            98 => {
                if let Some(tab) = self.some_tab() {
                    let message = match self.script.below(4) {
                        0 => json!({"broadcast": {"event": "contact::view", "data": {"a": 1}}}),
                        1 => json!("resynchronize"),
                        2 => json!("reloadConfiguration"),
                        _ => {
                            json!({"master": {"id": 1, "method": "becomeMaster", "topic": "t"}})
                        }
                    };
                    self.world.tab_says(tab, message);
                }
            }
            _ => world.service.session = Millis::seconds(60 + self.script.below(4 * 3600)),
        }
    }

    /// A contact that is like no other; its id.
    pub(crate) fn call_rings(&mut self) -> String {
        self.calls += 1;
        let id = format!("call-{}-{}", self.seed, self.calls);
        let contacts = &mut self.world.service.contacts;
        contacts.push((id.clone(), "connecting".to_owned()));
        self.world.service.changed();
        id
    }

    /// All is well again: the network, the service, storage, and the agent is there.
    pub(crate) fn settle(&mut self) {
        let world = &mut self.world;
        world.note(|| "all is well".to_owned());
        world.fail_at = None;
        world.weather = Weather {
            latency: 50,
            ..Weather::default()
        };
        world.service.heal();
        world.service.session = Millis::seconds(8 * 3600);
        if world.open_tabs().is_empty() {
            world.open_tab();
        }
        world.open_popup();
        world.network_comes();
        // Longer than a worker rests.
        world.pass(Millis::seconds(70));
        world.agent_signs_in();
        world.popup_says(&json!({"allowIdentityProvider": {"address": IDENTITY_PROVIDER}}));
        world.pass(SETTLE);
        self.check();
    }

    pub(crate) fn check(&mut self) {
        let requests = self.world.requests;
        self.world.pass(Millis::seconds(60));
        let requests = self.world.requests - requests;
        assert!(requests <= 40, "{requests} requests in a quiet minute");
        assert_eq!(
            self.world.calls_open(),
            Vec::<u32>::new(),
            "calls that never settle"
        );
        // A long poll, and at times the four lists of the configuration.
        assert!(
            self.world.requests_under_way() <= 5,
            "{} requests under way",
            self.world.requests_under_way()
        );
        assert_eq!(self.world.sockets_open(), 1, "WebSockets");
        assert!(
            self.world.windows.values().all(|known| !known),
            "the sign-in window is still open"
        );
        self.check_replicas();
        self.check_calls();
        self.check_accepted();
        assert!(self.world.largest_stored < 64 * 1024, "stored state grows");
    }

    fn check_replicas(&self) {
        let stored: Value = serde_json::from_str(self.world.stored.as_ref().expect("stored state"))
            .expect("stored state can be read");
        let session = &stored["sessions"][0];
        let truth = without_times(&session["document"]);
        let service = &self.world.service;
        assert_eq!(
            truth["snapshot"]["state"]["name"], service.state["name"],
            "the session is behind the service"
        );
        let contacts: BTreeMap<&str, &str> = service
            .contacts
            .iter()
            .map(|(id, state)| (id.as_str(), state.as_str()))
            .collect();
        let of_session: BTreeMap<&str, &str> = truth["snapshot"]["contacts"]
            .as_object()
            .expect("contacts")
            .iter()
            .map(|(id, contact)| (id.as_str(), contact["state"]["type"].as_str().unwrap_or_default()))
            .collect();
        assert_eq!(of_session, contacts, "the session is behind the service");
        assert_eq!(truth["configuration"]["name"], service.name);
        let tabs = self.world.tabs.iter().flatten();
        for tab in tabs.filter(|tab| tab.page.refused.is_none()) {
            assert!(tab.attached, "a page has not come back");
            assert_eq!(
                without_times(&tab.page.replica),
                truth,
                "a replica is not the session's"
            );
            assert_eq!(
                tab.page.version.map(Value::from),
                Some(session["documentVersion"].clone())
            );
        }
        let view = self.world.popup.as_ref().and_then(|(_, view)| view.as_ref());
        let agent = view.and_then(|view| view.instances[0].agent.as_ref());
        let agent = agent.expect("the popup shows the agent");
        assert_eq!(service.state["name"], agent.state.name.as_str());
        assert_eq!(agent.contacts.len(), contacts.len());
    }

    /// Of a contact that was accepted all pages are told, or none: none where the worker died before the answer.
    fn check_accepted(&self) {
        let tabs = &self.world.tabs;
        for tab in tabs.iter().flatten().chain(&self.closed) {
            for id in &tab.accepted {
                let done = self.world.executed.get(id).map_or(0, |executed| executed.done);
                assert_eq!(done, 1, "{id} is said to have been accepted");
            }
            for (call, id) in &tab.accepts {
                if let Some(CallState::Settled(Outcome::Success { .. })) = tab.calls.get(call) {
                    assert!(tab.accepted.contains(id), "who accepted {id} did not hear of it");
                }
            }
        }
        for (id, executed) in &self.world.executed {
            let is_there = self.world.service.contacts.iter().any(|(other, _)| other == id);
            // What one life did not live to store its pages tell the next one, and not the one after that.
            let remembered = !self.world.storage_failed && self.world.lives <= executed.life + 1;
            if !is_there || !remembered || executed.done == 0 {
                continue;
            }
            let open = || tabs.iter().flatten();
            if open().any(|tab| tab.accepted.contains(id)) {
                let present = executed.present.iter().filter_map(|index| tabs[*index].as_ref());
                for tab in present.filter(|tab| tab.page.refused.is_none()) {
                    assert!(tab.accepted.contains(id), "a page missed that {id} was accepted");
                }
            }
        }
    }

    /// No call reached the service twice, and what its page was told is what happened.
    fn check_calls(&self) {
        for (digits, executed) in &self.world.executed {
            assert!(
                executed.asked - executed.refused <= 1 && executed.asked <= 2,
                "{digits} was sent {} times",
                executed.asked
            );
        }
        for tab in self.closed.iter().chain(self.world.tabs.iter().flatten()) {
            for (id, state) in &tab.calls {
                let digits = format!("{}-{id}", self.seed);
                let name = tab.accepts.get(id).unwrap_or(&digits);
                let done = self.world.executed.get(name).map_or(0, |executed| executed.done);
                match state {
                    CallState::Settled(Outcome::Success { .. }) => {
                        assert_eq!(done, 1, "call {id} is said to have been done");
                    }
                    CallState::Settled(Outcome::Failure { error }) => {
                        let unclear =
                            matches!(error.code.as_str(), "offline" | "timeout" | "UnparsableResponse");
                        assert!(done == 0 || unclear, "call {id} was done, not {}", error.code);
                    }
                    CallState::Waiting | CallState::Sent | CallState::Interrupted => {}
                }
            }
        }
    }
}

/// Times change with every poll, and alone they are no news.
fn without_times(document: &Value) -> Value {
    let mut document = document.clone();
    if let Some(snapshot) = document["snapshot"].as_object_mut() {
        for time in ["snapshotTimestamp", "localTimestamp", "skew"] {
            snapshot.remove(time);
        }
    }
    document
}
