//! One random story from one seed: whatever happens in whatever order, all ends well once all is well.

mod check;

use headwater_protocol::Millis;
use headwater_session::HttpFailure;
use serde_json::json;

use crate::{
    random::Random,
    service::{CONTACT_STATES, Fault, INSTANCE, STATES},
    tab::Tab,
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
}
