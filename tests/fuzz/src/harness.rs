//! Sessions with a browser and an instance around them that do what is expected, at once.

use std::collections::{BTreeMap, BTreeSet};

use headwater_protocol::{Millis, stored::Defaults};
use headwater_session::{Effect, EffectId, HttpAnswer, HttpRequest, Input, Peer, PortId, Sessions, WindowId};
use serde_json::json;

const INSTANCE: &str = "https://acme.my.connect.aws";
/// More than any input of a reasonable size makes.
const MOST_EFFECTS: usize = 20_000;

/// Bytes as text, as a browser gives it: pieces that are not text are replaced.
pub(crate) fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok()
}

pub(crate) struct Harness {
    sessions: Sessions,
    now: Millis,
    sent: BTreeMap<PortId, Vec<String>>,
    sockets: BTreeSet<EffectId>,
    held: Vec<EffectId>,
    fault: Option<(&'static str, u16, String)>,
    version: u64,
    ports: u64,
    effects: usize,
}

impl Harness {
    pub(crate) fn new() -> Self {
        let defaults: Defaults = serde_json::from_value(json!({
            "instances": [INSTANCE],
            "instanceHosts": ["https://*.my.connect.aws/*"],
            "sites": ["https://*.example.com/*"],
        }))
        .expect("defaults");
        Self {
            sessions: Sessions::new(defaults, 7),
            now: Millis(1_700_000_000_000),
            sent: BTreeMap::new(),
            sockets: BTreeSet::new(),
            held: Vec::new(),
            fault: None,
            version: 1,
            ports: 0,
            effects: 0,
        }
    }

    pub(crate) fn signed_in() -> Self {
        let mut harness = Self::new();
        harness.handle(Input::Restored {
            sessions: None,
            settings: None,
        });
        harness
    }

    pub(crate) fn handle(&mut self, input: Input) {
        self.sessions.handle(self.now, input);
        while let Some(effect) = self.sessions.poll_effect() {
            self.effects += 1;
            assert!(self.effects < MOST_EFFECTS, "effects without end");
            self.perform(effect);
        }
    }

    fn perform(&mut self, effect: Effect) {
        let input = match effect {
            Effect::Send { port, text } => {
                self.sent.entry(port).or_default().push(text.to_string());
                return;
            }
            Effect::Http { id, request } => match self.answer(id, &request) {
                Some(answer) => Input::HttpAnswered {
                    id,
                    answer: Ok(answer),
                },
                None => return,
            },
            Effect::AbortHttp { id } => {
                self.held.retain(|held| *held != id);
                return;
            }
            Effect::OpenSocket { id, .. } => {
                self.sockets.insert(id);
                Input::SocketOpened { id }
            }
            Effect::CloseSocket { id } => {
                self.sockets.remove(&id);
                return;
            }
            Effect::SendSocket { id, text } => Input::SocketMessage { id, text },
            Effect::OpenWindow { id, .. } => Input::WindowOpened {
                id,
                window: Ok(WindowId(1)),
            },
            Effect::StoreSessions(stored) => {
                let text = serde_json::to_string(&stored).expect("stored state is plain data");
                let read = serde_json::from_str(&text);
                assert_eq!(read.ok(), Some(*stored), "what is stored is read again");
                return;
            }
            Effect::Log { text, .. } => {
                assert!(!text.contains("token-of-the-agent"), "{text}");
                return;
            }
            _ => return,
        };
        self.sessions.handle(self.now, input);
    }

    fn answer(&mut self, id: EffectId, request: &HttpRequest) -> Option<HttpAnswer> {
        let target = request
            .headers
            .iter()
            .find(|(name, _)| name == "X-Amz-Target")
            .and_then(|(_, target)| target.rsplit('.').next());
        let path = request.url.strip_prefix(INSTANCE).unwrap_or(&request.url);
        let operation = target.unwrap_or(path);
        if self.fault.as_ref().is_some_and(|(of, ..)| *of == operation) {
            let (_, status, body) = self.fault.take()?;
            return Some(answer(status, body));
        }
        let body = match operation {
            "/auth/authorize" => {
                json!({"accessToken": "token-of-the-agent", "expiration": self.now.0 + 8 * 3_600_000})
            }
            "GetAgentSnapshot" => {
                let seen = format!("\"nextToken\":\"{}\"", self.version);
                if request.body.as_ref().is_some_and(|body| body.contains(&seen)) {
                    self.held.push(id);
                    return None;
                }
                self.snapshot()
            }
            "GetAgentConfiguration" => json!({"configuration": {
                "name": "Ann", "username": "ann", "softphoneEnabled": true, "softphoneAutoAccept": false,
                "extension": null, "agentPreferences": null,
                "routingProfile": {"name": "Basic", "routingProfileARN": "arn:p", "defaultOutboundQueue": null},
            }}),
            "GetAgentStates" => {
                json!({"states": [{"name": "Available", "type": "routable", "agentStateARN": "a"}]})
            }
            "GetAgentPermissions" => json!({"permissions": ["outboundCall"]}),
            "GetDialableCountryCodes" => json!({"countryCodes": ["us"]}),
            "GetRoutingProfileQueues" => json!({"queues": []}),
            "CreateTransport" => json!({"webSocketTransport": {
                "url": "wss://socket.example/", "transportLifeTimeInSeconds": 3600, "expiry": "",
            }}),
            _ => json!({}),
        };
        Some(answer(200, body.to_string()))
    }

    fn snapshot(&self) -> serde_json::Value {
        json!({"snapshot": {
            "state": {"name": format!("state {}", self.version), "type": "routable", "agentStateARN": "a",
                      "startTimestamp": 1.5},
            "contacts": [{"contactId": "c", "type": "voice", "state": {"type": "connected", "timestamp": 1},
                          "connections": [], "attributes": {}}],
            "snapshotTimestamp": self.now.0 as f64 / 1000.0,
        }, "nextToken": self.version.to_string()})
    }

    pub(crate) fn answer_once(&mut self, operation: &'static str, status: u16, body: &str) {
        self.fault = Some((operation, status, body.to_owned()));
    }

    /// The agent's state changes; the long poll that waits for it is answered.
    pub(crate) fn news(&mut self) {
        self.version += 1;
        let mut fault = self.fault.take_if(|(of, ..)| *of == "GetAgentSnapshot");
        for id in std::mem::take(&mut self.held) {
            let body = match fault.take() {
                Some((_, status, body)) => answer(status, body),
                None => answer(200, self.snapshot().to_string()),
            };
            self.handle(Input::HttpAnswered { id, answer: Ok(body) });
        }
    }

    pub(crate) fn open_page(&mut self) -> PortId {
        let port = self.open(Peer::Page {
            origin: "https://crm.example.com".to_owned(),
        });
        self.say(
            port,
            r#"{"attach":{"protocol":1,"ccpUrl":"https://acme.my.connect.aws/ccp-v2/"}}"#,
        );
        port
    }

    pub(crate) fn open_popup(&mut self) -> PortId {
        self.open(Peer::Popup {
            framed_by: Vec::new(),
        })
    }

    fn open(&mut self, peer: Peer) -> PortId {
        self.ports += 1;
        let port = PortId(self.ports);
        self.handle(Input::PortOpened {
            port,
            peer,
            tab: None,
        });
        port
    }

    pub(crate) fn say(&mut self, port: PortId, message: &str) {
        self.handle(Input::PortMessage {
            port,
            text: message.to_owned(),
        });
    }

    pub(crate) fn frame(&mut self, frame: &str) {
        if let Some(id) = self.sockets.first().copied() {
            self.handle(Input::SocketMessage {
                id,
                text: frame.to_owned(),
            });
        }
    }

    pub(crate) fn sent(&mut self, port: PortId) -> Vec<String> {
        self.sent.remove(&port).unwrap_or_default()
    }

    pub(crate) fn agent_signs_in(&mut self) {
        self.handle(Input::PageLoaded {
            origin: INSTANCE.to_owned(),
        });
        self.wait();
    }

    /// Lets some minutes pass.
    pub(crate) fn wait(&mut self) {
        for _ in 0..40 {
            let Some(at) = self.sessions.poll_timeout() else {
                return;
            };
            self.now = self.now.max(at);
            self.handle(Input::TimeCame);
        }
    }

    /// A new page is taken in and answered.
    pub(crate) fn still_runs(&mut self) {
        let page = self.open_page();
        let sent = self.sent(page);
        assert!(!sent.is_empty(), "a page gets no answer");
    }

    /// A new page sees what is now, whatever was before.
    pub(crate) fn still_works(&mut self) {
        self.fault = None;
        self.agent_signs_in();
        self.news();
        self.wait();
        let page = self.open_page();
        self.wait();
        let sent = self.sent(page).concat();
        let state = format!("state {}", self.version);
        assert!(sent.contains(&state), "{state} does not reach a page: {sent}");
    }
}

fn answer(status: u16, body: String) -> HttpAnswer {
    HttpAnswer {
        status,
        headers: Vec::new(),
        body,
        url: String::new(),
    }
}
