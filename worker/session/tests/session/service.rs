//! An instance of Amazon Connect, as far as the sessions can see it.

use std::collections::BTreeMap;

use headwater_protocol::Millis;
use headwater_session::{EffectId, HttpAnswer, HttpFailure, HttpRequest};
use serde_json::{Value, json};
use time::{OffsetDateTime, format_description::well_known::Rfc2822};

pub(crate) const INSTANCE: &str = "https://acme.my.connect.aws";
/// The agent's states that random stories choose from, by name and type.
pub(crate) const STATES: [(&str, &str); 5] = [
    ("Available", "routable"),
    ("Lunch", "not_routable"),
    ("Offline", "offline"),
    ("Busy", "system"),
    ("MissedCallAgent", "error"),
];
/// The states of a contact that random stories choose from.
pub(crate) const CONTACT_STATES: [&str; 8] = [
    "init",
    "incoming",
    "connecting",
    "connected",
    "missed",
    "error",
    "ended",
    "rejected",
];

/// What goes wrong with the requests of one operation, or of one path.
#[derive(Debug, Clone)]
pub(crate) enum Fault {
    Status(u16, &'static str),
    RetryAfter(u16, u64),
    Body(&'static str),
    Failure(HttpFailure),
    /// No answer ever comes.
    Silence,
}

pub(crate) struct Request {
    pub(crate) operation: String,
    pub(crate) parameters: Value,
    pub(crate) token: String,
}

pub(crate) struct Service {
    /// Whether the browser's cookies are those of a signed-in agent.
    pub(crate) signed_in: bool,
    pub(crate) session: Millis,
    pub(crate) state: Value,
    pub(crate) next_state: Option<&'static str>,
    pub(crate) contacts: Vec<(String, String)>,
    pub(crate) name: &'static str,
    pub(crate) queues: usize,
    pub(crate) page_size: usize,
    pub(crate) requests: Vec<Request>,
    /// By operation or path; the number is how often still.
    pub(crate) faults: BTreeMap<String, (Fault, u32)>,
    /// Milliseconds that its clock is ahead.
    pub(crate) ahead: i64,
    pub(crate) version: u64,
    pub(crate) tokens: u64,
    /// Whoever asks who is signed in gets the token that was given before.
    pub(crate) keeps_token: bool,
    pub(crate) held: Vec<Held>,
    /// Every poll that says where it goes on is refused.
    pub(crate) forgets_polls: bool,
}

pub(crate) struct Held {
    id: EffectId,
    until: Millis,
    version: u64,
}

impl Service {
    pub(crate) fn new() -> Self {
        Self {
            signed_in: true,
            session: Millis::seconds(3600 * 8),
            state: json!({"agentStateARN": "arn:a", "type": "routable", "name": "Available", "startTimestamp": 1.5}),
            next_state: None,
            contacts: Vec::new(),
            name: "Ann",
            queues: 3,
            page_size: 500,
            requests: Vec::new(),
            faults: BTreeMap::new(),
            ahead: 0,
            version: 1,
            tokens: 0,
            keeps_token: false,
            held: Vec::new(),
            forgets_polls: false,
        }
    }

    /// Something of the snapshot was changed.
    pub(crate) fn changed(&mut self) {
        self.version += 1;
    }

    pub(crate) fn set_state(&mut self, name: &str, state_type: &str) {
        self.state["name"] = json!(name);
        self.state["type"] = json!(state_type);
        self.changed();
    }

    pub(crate) fn set_contacts(&mut self, contacts: &[(&str, &str)]) {
        self.contacts = contacts
            .iter()
            .map(|(id, state)| ((*id).to_owned(), (*state).to_owned()))
            .collect();
        self.changed();
    }

    pub(crate) fn fail(&mut self, what: &str, fault: Fault, times: u32) {
        self.faults.insert(what.to_owned(), (fault, times));
    }

    pub(crate) fn heal(&mut self) {
        self.faults.clear();
    }

    pub(crate) fn asked(&self, operation: &str) -> usize {
        self.requests
            .iter()
            .filter(|request| request.operation == operation)
            .count()
    }

    pub(crate) fn token(&self) -> String {
        format!("token-{}", self.tokens)
    }

    pub(crate) fn snapshot(&self, now: Millis) -> Value {
        let now = (now.0 as i64 + self.ahead) as f64 / 1000.0;
        let contacts: Vec<Value> = self
            .contacts
            .iter()
            .enumerate()
            .map(|(index, (id, state))| {
                json!({
                    "contactId": id, "type": "voice", "state": {"type": state, "timestamp": index},
                    "queue": null, "attributes": {"key": {"name": "key", "value": format!("{id} {state}")}},
                    "connections": [
                        {"connectionId": format!("{id}-agent"), "type": "agent", "state": {"type": state, "timestamp": 1}},
                        {"connectionId": format!("{id}-customer"), "type": "inbound",
                         "state": {"type": "connected", "timestamp": 1}, "endpoint": {"phoneNumber": "+15550100"}},
                    ],
                })
            })
            .collect();
        json!({
            "state": self.state, "nextState": self.next_state.map(|name| json!({"name": name, "type": "not_routable"})),
            "contacts": contacts, "snapshotTimestamp": now,
        })
    }

    /// The answer, or nothing if it comes later or never.
    pub(crate) fn request(
        &mut self,
        now: Millis,
        id: EffectId,
        request: &HttpRequest,
    ) -> Option<Result<HttpAnswer, HttpFailure>> {
        let path = request
            .url
            .strip_prefix(INSTANCE)
            .unwrap_or(&request.url)
            .to_owned();
        let header = |name: &str| {
            request
                .headers
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.clone())
                .unwrap_or_default()
        };
        let target = header("X-Amz-Target");
        let operation = target
            .rsplit('.')
            .next()
            .filter(|name| !name.is_empty())
            .unwrap_or(&path)
            .to_owned();
        let parameters: Value = request
            .body
            .as_ref()
            .and_then(|body| serde_json::from_str(body).ok())
            .unwrap_or_default();
        let token = header("X-Amz-Bearer");
        self.requests.push(Request {
            operation: operation.clone(),
            parameters: parameters.clone(),
            token: token.clone(),
        });
        if let Some((fault, times)) = self.faults.get_mut(&operation) {
            let fault = fault.clone();
            *times = times.saturating_sub(1);
            if *times == 0 {
                self.faults.remove(&operation);
            }
            return match fault {
                Fault::Status(status, body) => Some(Ok(answer(status, body.to_owned()))),
                Fault::RetryAfter(status, seconds) => {
                    let mut answer = answer(status, String::new());
                    answer
                        .headers
                        .push(("retry-after".to_owned(), seconds.to_string()));
                    Some(Ok(answer))
                }
                Fault::Body(body) => Some(Ok(answer(200, body.to_owned()))),
                Fault::Failure(failure) => Some(Err(failure)),
                Fault::Silence => None,
            };
        }
        match operation.as_str() {
            "/auth/authorize" if self.signed_in => {
                if !self.keeps_token {
                    self.tokens += 1;
                }
                let expiration = now.after(self.session).0;
                let body = json!({"accessToken": self.token(), "expiration": expiration});
                let mut answer = answer(200, body.to_string());
                answer.headers.push(("date".to_owned(), http_date(now)));
                Some(Ok(answer))
            }
            "/auth/authorize" => Some(Ok(answer(401, String::new()))),
            "/logout" => {
                self.signed_in = false;
                Some(Ok(answer(200, String::new())))
            }
            path if path.starts_with("/agent-app/") || path.starts_with("/task-templates/") => {
                let token = header("X-Amz-Bearer");
                Some(Ok(answer(
                    200,
                    json!({ "asked": header("X-Amz-target"), "bearer": token }).to_string(),
                )))
            }
            _ if !self.signed_in || !token.starts_with("token-") => Some(Ok(answer(
                401,
                json!({"__type": "UnauthorizedException"}).to_string(),
            ))),
            "GetAgentSnapshot" => self.poll(now, id, &parameters),
            operation => Some(Ok(answer(
                200,
                self.answer(now, operation, &parameters).to_string(),
            ))),
        }
    }

    fn poll(
        &mut self,
        now: Millis,
        id: EffectId,
        parameters: &Value,
    ) -> Option<Result<HttpAnswer, HttpFailure>> {
        let seen = parameters["nextToken"]
            .as_str()
            .and_then(|token| token.parse::<u64>().ok());
        if self.forgets_polls && seen.is_some() {
            let error = json!({"__type": "InvalidParameterException", "message": "nextToken"});
            return Some(Ok(answer(400, error.to_string())));
        }
        if seen == Some(self.version) {
            let until = now.after(Millis(parameters["timeout"].as_u64().unwrap_or_default()));
            self.held.push(Held {
                id,
                until,
                version: self.version,
            });
            return None;
        }
        Some(Ok(self.snapshot_answer(now)))
    }

    fn snapshot_answer(&self, now: Millis) -> HttpAnswer {
        let body = json!({"snapshot": self.snapshot(now), "nextToken": self.version.to_string()});
        answer(200, body.to_string())
    }

    /// Polls whose answer is due now.
    pub(crate) fn due(&mut self, now: Millis) -> Vec<(EffectId, Result<HttpAnswer, HttpFailure>)> {
        let version = self.version;
        let is_due = |held: &Held| held.version != version || held.until <= now;
        let due: Vec<EffectId> = self
            .held
            .iter()
            .filter(|held| is_due(held))
            .map(|held| held.id)
            .collect();
        self.held.retain(|held| !is_due(held));
        due.into_iter()
            .map(|id| (id, Ok(self.snapshot_answer(now))))
            .collect()
    }

    pub(crate) fn next_due(&self) -> Option<Millis> {
        self.held.iter().map(|held| held.until).min()
    }

    pub(crate) fn holds(&self, id: EffectId) -> bool {
        self.held.iter().any(|held| held.id == id)
    }

    pub(crate) fn aborted(&mut self, id: EffectId) {
        self.held.retain(|held| held.id != id);
    }

    /// The worker is dead, and its requests with it.
    pub(crate) fn all_aborted(&mut self) {
        self.held.clear();
    }

    fn answer(&mut self, now: Millis, operation: &str, parameters: &Value) -> Value {
        let paged = |member: &str, items: Vec<Value>, size: usize| {
            let start = parameters["nextToken"]
                .as_str()
                .and_then(|token| token.parse().ok())
                .unwrap_or(0_usize)
                .min(items.len());
            let end = (start + size).min(items.len());
            let next = (end < items.len()).then(|| end.to_string());
            json!({member: items[start..end], "nextToken": next})
        };
        let state = |name: &str, state_type: &str| json!({"name": name, "type": state_type, "agentStateARN": format!("arn:{name}")});
        match operation {
            "GetAgentConfiguration" => json!({"configuration": {
                "name": self.name, "username": self.name, "softphoneEnabled": true, "softphoneAutoAccept": false,
                "extension": null, "agentPreferences": null,
                "routingProfile": {"name": "Basic", "routingProfileARN": "arn:profile", "defaultOutboundQueue": null},
            }}),
            "GetAgentStates" => paged(
                "states",
                vec![
                    state("Available", "routable"),
                    state("Lunch", "not_routable"),
                    state("Offline", "offline"),
                ],
                2,
            ),
            "GetAgentPermissions" => paged("permissions", vec![json!("outboundCall")], 500),
            "GetDialableCountryCodes" => paged("countryCodes", vec![json!("us"), json!("ca")], 500),
            "GetRoutingProfileQueues" => {
                assert_eq!(parameters["routingProfileARN"], "arn:profile");
                let queues =
                    (0..self.queues).map(|queue| json!({"queueARN": queue.to_string(), "name": null}));
                paged("queues", queues.collect(), self.page_size)
            }
            "PutAgentState" => {
                let state = &parameters["state"];
                if parameters["enqueueNextState"] == true {
                    self.next_state = Some("Lunch");
                } else {
                    self.state["name"] = state["name"].clone();
                    self.state["type"] = state["type"].clone();
                }
                self.changed();
                json!({})
            }
            "AcceptContact" => {
                self.move_contact(parameters, "connected");
                json!({})
            }
            "ClearContact" => {
                let id = parameters["contactId"].as_str().unwrap_or_default();
                self.contacts.retain(|(contact, _)| contact != id);
                self.changed();
                json!({})
            }
            "GetEndpoints" => paged(
                "endpoints",
                vec![
                    json!({"type": "queue", "name": "Billing", "endpointARN": "arn:billing", "queue": null}),
                ],
                500,
            ),
            "CreateTransport" => json!({"webSocketTransport": {
                "url": format!("wss://socket.example/{}", now.0), "transportLifeTimeInSeconds": 3600, "expiry": "",
            }}),
            _ => json!({}),
        }
    }

    fn move_contact(&mut self, parameters: &Value, to: &str) {
        for (id, state) in &mut self.contacts {
            if parameters["contactId"] == **id {
                *state = to.to_owned();
            }
        }
        self.changed();
    }
}

/// The service's clock is the true one.
fn http_date(now: Millis) -> String {
    OffsetDateTime::from_unix_timestamp((now.0 / 1000) as i64)
        .expect("a time of this age")
        .format(&Rfc2822)
        .expect("a date of this age")
}

pub(crate) fn answer(status: u16, body: String) -> HttpAnswer {
    HttpAnswer {
        status,
        headers: Vec::new(),
        body,
        url: String::new(),
    }
}
