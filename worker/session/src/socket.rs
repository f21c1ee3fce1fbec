//! The WebSocket of one session: opened, kept alive, renewed before its life ends (PROTOCOL.md 4).
//!
//! A renewal opens the next connection beside the old one, subscribes there, and lets the old one run dry when that is
//! confirmed. What arrives on both meanwhile is passed on once.

mod overlap;
mod standing;

use headwater_protocol::{
    Millis,
    cti::operation_of_method,
    json,
    socket::{Frame, heartbeat, read, subscribe},
};
use overlap::Overlap;
use serde_json::{Value, json};
use standing::Standing;

use crate::{
    input::{EffectId, HttpAnswer, HttpFailure},
    outbox::Context,
    retry::Backoff,
    service::{self, Failure, Service},
};

const HEARTBEAT: Millis = Millis::seconds(10);
const TRANSPORT_TIMEOUT: Millis = Millis::seconds(20);
/// The least life that the npm library accepts.
const LEAST_LIFE: Millis = Millis::seconds(300);
/// The next connection is opened this long before the life of the old one ends, or a tenth of its life if that is less.
const RENEW_BEFORE_END: Millis = Millis::seconds(60);
/// A connection that is not open by then never will be.
const OPEN_TIMEOUT: Millis = Millis::seconds(10);
/// How soon a connection must answer whose network is in doubt.
const DOUBT: Millis = Millis::seconds(4);
/// A connection that lived for so long was a good one.
const GOOD_LIFE: Millis = Millis::seconds(30);
/// So many failures in a row to get a connection are not a hiccup.
const FAILURES_BEFORE_EVENT: u32 = 3;
/// More topics than pages need, and longer names than any has.
const MOST_TOPICS: usize = 200;
const LONGEST_TOPIC: usize = 256;

/// An event for the event bus of every page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SocketEvent {
    pub(crate) name: &'static str,
    pub(crate) data: Value,
}

fn event(name: &'static str, data: Value) -> SocketEvent {
    SocketEvent { name, data }
}

#[derive(Debug)]
struct Connection {
    id: EffectId,
    life: Millis,
    attempted: Millis,
    opened: Option<Millis>,
    heartbeat_answered: bool,
    /// When an answer must be there, to the heartbeat or to the attempt to open.
    heartbeat_at: Millis,
    confirmed: Vec<String>,
}

impl Connection {
    fn is_open(&self) -> bool {
        self.opened.is_some()
    }

    /// When the next connection is to be opened.
    fn renew_at(&self) -> Option<Millis> {
        let early = RENEW_BEFORE_END.min(Millis(self.life.0 / 10));
        self.opened.map(|opened| opened.after(self.life.since(early)))
    }

    /// Asks again for topics that the service has not confirmed.
    fn subscribe_rest(&self, context: &mut Context<'_>, topics: &[String]) {
        let rest: Vec<&String> = topics
            .iter()
            .filter(|topic| !self.confirmed.contains(topic))
            .collect();
        if !rest.is_empty() {
            send(context, self.id, subscribe(rest));
        }
    }

    fn send_heartbeat(&mut self, context: &mut Context<'_>, answer_within: Millis) {
        send(context, self.id, heartbeat());
        self.heartbeat_answered = false;
        self.heartbeat_at = context.now.after(answer_within);
    }
}

fn send(context: &mut Context<'_>, id: EffectId, text: String) {
    context
        .outbox
        .push(crate::effect::Effect::SendSocket { id, text });
}

/// The socket of one session.
#[derive(Debug)]
pub(crate) struct Socket {
    running: bool,
    topics: Vec<String>,
    transport: Option<EffectId>,
    primary: Option<Connection>,
    next: Option<Connection>,
    open_at: Option<Millis>,
    backoff: Backoff,
    standing: Standing,
    transport_failures: u32,
    init_failed: bool,
    overlap: Overlap,
}

impl Socket {
    pub(crate) fn new() -> Self {
        Self {
            running: false,
            topics: Vec::new(),
            transport: None,
            primary: None,
            next: None,
            open_at: None,
            backoff: Backoff::new(Millis::seconds(1), Millis::seconds(30)),
            standing: Standing::default(),
            transport_failures: 0,
            init_failed: false,
            overlap: Overlap::default(),
        }
    }

    pub(crate) fn restore(&mut self, topics: Vec<String>, agent_told: bool, now: Millis) {
        self.topics = topics;
        self.standing.restore(agent_told, now);
    }

    /// Whether the agent was told of a connection.
    pub(crate) fn agent_told(&self) -> bool {
        self.standing.agent_told()
    }

    pub(crate) fn topics(&self) -> &Vec<String> {
        &self.topics
    }

    /// Whether the last attempt to get a connection failed for good (`onWebSocketInitFailure`).
    pub(crate) fn init_failed(&self) -> bool {
        self.init_failed
    }

    pub(crate) fn start(&mut self, now: Millis) {
        self.running = true;
        if self.primary.is_none() && self.transport.is_none() {
            self.open_at = Some(now);
        }
    }

    pub(crate) fn stop(&mut self, context: &mut Context<'_>) {
        if let Some(id) = self.transport.take() {
            context.abort_http(id);
        }
        let connections = self.primary.take().into_iter().chain(self.next.take());
        let ids = connections.map(|connection| connection.id);
        for id in ids.chain(self.overlap.forget()) {
            context.close_socket(id);
        }
        *self = Self {
            topics: std::mem::take(&mut self.topics),
            ..Self::new()
        };
    }

    /// Nobody is signed in, but a call's signals go over the connection: it is kept, and no other is opened.
    pub(crate) fn rest(&mut self, context: &mut Context<'_>) {
        if let Some(id) = self.transport.take() {
            context.abort_http(id);
        }
        self.running = false;
        self.open_at = None;
    }

    pub(crate) fn timeout(&self) -> Option<Millis> {
        let renew = self.primary.as_ref().filter(|_| self.renewal_is_due_at_all());
        let connections = self.primary.iter().chain(self.next.iter());
        connections
            .map(|connection| connection.heartbeat_at)
            .chain(self.open_at)
            .chain(self.overlap.timeout())
            .chain(self.standing.timeout())
            .chain(renew.and_then(Connection::renew_at))
            .min()
    }

    fn renewal_is_due_at_all(&self) -> bool {
        self.running && self.next.is_none() && self.transport.is_none() && self.open_at.is_none()
    }

    pub(crate) fn time_came(
        &mut self,
        context: &mut Context<'_>,
        service: Option<Service<'_>>,
    ) -> Vec<SocketEvent> {
        let mut events = Vec::new();
        let now = context.now;
        let mut dead = Vec::new();
        for connection in self.primary.iter_mut().chain(self.next.iter_mut()) {
            if connection.heartbeat_at <= now {
                if connection.heartbeat_answered {
                    connection.send_heartbeat(context, HEARTBEAT);
                    connection.subscribe_rest(context, &self.topics);
                } else {
                    dead.push(connection.id);
                }
            }
        }
        if let Some(old) = self.overlap.time_came(now) {
            context.close_socket(old);
        }
        for id in dead {
            context.close_socket(id);
            events.extend(self.closed(context, id, 1006, "no answer"));
        }
        events.extend(self.standing.time_came(now));
        let renew = self.renewal_is_due_at_all()
            && self
                .primary
                .as_ref()
                .and_then(Connection::renew_at)
                .is_some_and(|at| at <= now);
        if let Some(service) = service
            && (renew || self.open_at.is_some_and(|at| at <= now))
        {
            self.open_at = None;
            self.ask_for_transport(context, service);
        }
        events
    }

    fn ask_for_transport(&mut self, context: &mut Context<'_>, service: Service<'_>) {
        if let (None, Some(operation)) = (self.transport, operation_of_method("createTransport")) {
            let parameters = json!({ "transportType": "web_socket" });
            self.transport = Some(service.request(context, operation, &parameters, TRANSPORT_TIMEOUT));
        }
    }

    pub(crate) fn is_transport(&self, id: EffectId) -> bool {
        self.transport == Some(id)
    }

    pub(crate) fn transport_answered(
        &mut self,
        context: &mut Context<'_>,
        answer: Result<HttpAnswer, HttpFailure>,
    ) -> (Vec<SocketEvent>, Option<Failure>) {
        self.transport = None;
        let transport =
            service::read(answer).and_then(|body| read_transport(&body).map_err(Failure::Malformed));
        match transport {
            Ok((url, life)) => {
                let connection = Connection {
                    id: context.open_socket(url),
                    life,
                    attempted: context.now,
                    opened: None,
                    heartbeat_answered: false,
                    heartbeat_at: context.now.after(OPEN_TIMEOUT),
                    confirmed: Vec::new(),
                };
                self.transport_failures = 0;
                if self.primary.is_some() {
                    self.next = Some(connection);
                } else {
                    self.primary = Some(connection);
                }
                (Vec::new(), None)
            }
            Err(failure) => {
                self.try_later(context, failure.retry_after());
                self.transport_failures += 1;
                // A broken network mends itself, and so does most that is the service's own; anything else is a failure
                // that pages are told of, once.
                let lasts = match &failure {
                    Failure::NoAnswer(_) => false,
                    Failure::Refused { error, .. } if error.status < 500 && error.status != 429 => true,
                    Failure::Unauthorized(_) | Failure::Refused { .. } => {
                        self.transport_failures >= FAILURES_BEFORE_EVENT
                    }
                    Failure::Denied(_) | Failure::Malformed(_) => true,
                };
                let tell = lasts && !std::mem::replace(&mut self.init_failed, true);
                let events = if tell {
                    vec![event("webSocket::init_failure", Value::Null)]
                } else {
                    Vec::new()
                };
                (events, Some(failure))
            }
        }
    }

    fn try_later(&mut self, context: &mut Context<'_>, asked: Option<Millis>) {
        self.open_at = Some(
            self.backoff
                .failed(context.now, &mut context.outbox.jitter, asked),
        );
    }

    fn connection_mut(&mut self, id: EffectId) -> Option<&mut Connection> {
        self.primary
            .iter_mut()
            .chain(self.next.iter_mut())
            .find(|connection| connection.id == id)
    }

    pub(crate) fn opened(&mut self, context: &mut Context<'_>, id: EffectId) -> Vec<SocketEvent> {
        let topics = self.topics.clone();
        let now = context.now;
        let Some(connection) = self.connection_mut(id) else {
            return Vec::new();
        };
        connection.opened = Some(now);
        connection.send_heartbeat(context, HEARTBEAT);
        let attempted = connection.attempted;
        if !topics.is_empty() {
            send(context, id, subscribe(&topics));
        }
        self.init_failed = false;
        let events = self.standing.opened(now, attempted);
        self.hand_over(context);
        events
    }

    /// Lets go of the old connection once the new one carries all subscriptions.
    fn hand_over(&mut self, context: &mut Context<'_>) {
        let ready = self.next.as_ref().is_some_and(|next| {
            next.is_open() && self.topics.iter().all(|topic| next.confirmed.contains(topic))
        });
        if ready && let Some(old) = std::mem::replace(&mut self.primary, self.next.take()) {
            let closing = if old.is_open() {
                self.overlap.drain(old.id, context.now)
            } else {
                Some(old.id)
            };
            if let Some(id) = closing {
                context.close_socket(id);
            }
        }
    }

    pub(crate) fn message(
        &mut self,
        context: &mut Context<'_>,
        id: EffectId,
        text: &str,
    ) -> Vec<SocketEvent> {
        let is_draining = self.overlap.is_draining(id);
        let is_primary = self
            .primary
            .as_ref()
            .is_some_and(|connection| connection.id == id);
        let is_old = is_draining || is_primary && self.next.is_some();
        let copies_come = self.next.is_some() || self.overlap.is_on();
        let connection = self.connection_mut(id);
        if connection.is_none() && !is_draining {
            return Vec::new();
        }
        match read(text) {
            Frame::Heartbeat => {
                if let Some(connection) = connection {
                    connection.heartbeat_answered = true;
                }
                Vec::new()
            }
            Frame::Subscribed {
                success: true,
                topics,
                frame,
            } => {
                if let Some(connection) = connection {
                    for topic in topics {
                        if !connection.confirmed.contains(&topic) {
                            connection.confirmed.push(topic);
                        }
                    }
                }
                self.hand_over(context);
                vec![event("webSocket::subscription_update", frame)]
            }
            Frame::Subscribed {
                success: false,
                topics,
                frame,
            } => {
                // Given up, so that a topic which the service refuses does not hold up a renewal.
                self.topics.retain(|topic| !topics.contains(topic));
                self.hand_over(context);
                vec![event("webSocket::subscription_failure", frame)]
            }
            Frame::Message { .. } if copies_come && !self.overlap.is_first(text, is_old) => Vec::new(),
            Frame::Message { frame, .. } => vec![event("webSocket::all_message", frame)],
            Frame::Unknown { message } => {
                context.log(crate::effect::LogLevel::Warn, format!("socket: {message}"));
                Vec::new()
            }
        }
    }

    pub(crate) fn closed(
        &mut self,
        context: &mut Context<'_>,
        id: EffectId,
        code: u16,
        reason: &str,
    ) -> Vec<SocketEvent> {
        let now = context.now;
        if self.overlap.is_draining(id) {
            self.overlap.ended(now);
            return Vec::new();
        }
        let is_primary = self
            .primary
            .as_ref()
            .is_some_and(|connection| connection.id == id);
        let gone = if is_primary {
            let gone = std::mem::replace(&mut self.primary, self.next.take());
            if self.primary.is_some() {
                self.overlap.ended(now);
            }
            gone
        } else {
            self.next.take_if(|connection| connection.id == id)
        };
        let Some(gone) = gone else { return Vec::new() };
        // A connection that breaks as soon as it is open is a failure like one that does not open.
        if gone.opened.is_some_and(|opened| now.since(opened) >= GOOD_LIFE) {
            self.backoff.succeeded();
        }
        let wanted = self.primary.is_none() || !is_primary;
        if self.running && wanted && self.transport.is_none() {
            self.try_later(context, None);
        }
        let is_open = self.primary.as_ref().is_some_and(Connection::is_open);
        gone.opened.map_or_else(Vec::new, |opened| {
            self.standing.closed(now, opened, code, reason, !is_open)
        })
    }

    /// A page wants these topics. Asked for again even if known, so that the page hears of the result.
    pub(crate) fn subscribe(&mut self, context: &mut Context<'_>, topics: Vec<String>) {
        let topics: Vec<String> = topics
            .into_iter()
            .filter(|topic| topic.len() <= LONGEST_TOPIC)
            .take(MOST_TOPICS)
            .collect();
        for topic in &topics {
            if self.topics.len() < MOST_TOPICS && !self.topics.contains(topic) {
                self.topics.push(topic.clone());
            }
        }
        for connection in self
            .primary
            .iter()
            .chain(self.next.iter())
            .filter(|connection| connection.is_open())
        {
            send(context, connection.id, subscribe(&topics));
        }
    }

    /// Sends a page's frame; false if there is no connection.
    pub(crate) fn send(&self, context: &mut Context<'_>, frame: &Value) -> bool {
        let connection = self
            .next
            .iter()
            .chain(self.primary.iter())
            .find(|connection| connection.is_open());
        if let Some(connection) = connection {
            send(context, connection.id, json::text(frame));
        }
        connection.is_some()
    }

    /// The network is another one, or the machine slept: do not wait any longer, and see who is there still.
    pub(crate) fn doubt(&mut self, context: &mut Context<'_>) {
        if let Some(id) = self.transport.take() {
            context.abort_http(id);
            self.open_at = Some(context.now);
        }
        if self.open_at.is_some() {
            self.open_at = Some(self.backoff.at_once(context.now));
        }
        for connection in self.primary.iter_mut().chain(self.next.iter_mut()) {
            if connection.is_open() {
                connection.send_heartbeat(context, DOUBT);
            }
        }
    }
}

fn read_transport(body: &str) -> Result<(String, Millis), String> {
    let answer: Value = serde_json::from_str(body).map_err(|error| format!("not JSON: {error}"))?;
    let transport = &answer["webSocketTransport"];
    let url = transport["url"].as_str().unwrap_or_default();
    let life = Millis::seconds(
        transport["transportLifeTimeInSeconds"]
            .as_f64()
            .unwrap_or_default() as u64,
    );
    if !(url.starts_with("wss://") || url.starts_with("ws://localhost")) || life < LEAST_LIFE {
        return Err("no usable WebSocket transport".to_owned());
    }
    Ok((url.to_owned(), life))
}
