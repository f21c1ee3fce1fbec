//! The WebSocket of one session: opened, kept alive, renewed before its life ends (PROTOCOL.md 4).
//!
//! A renewal opens the next connection beside the old one, subscribes there, and closes the old one when that is
//! confirmed. What arrives on both meanwhile is passed on once.

use headwater_protocol::{
    Millis,
    cti::operation_of_method,
    socket::{Frame, heartbeat, read, subscribe},
};
use litemap::LiteMap;
use serde_json::{Value, json};

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
    heartbeat_at: Option<Millis>,
    confirmed: Vec<String>,
}

impl Connection {
    fn is_open(&self) -> bool {
        self.opened.is_some()
    }

    /// When the next connection is to be opened.
    fn renew_at(&self) -> Option<Millis> {
        self.opened.map(|opened| opened.after(self.life))
    }

    fn send_heartbeat(&mut self, context: &mut Context<'_>) {
        send(context, self.id, heartbeat());
        self.heartbeat_answered = false;
        self.heartbeat_at = Some(context.now.after(HEARTBEAT));
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
    /// Pages were told that there is a connection.
    gained: bool,
    lost_since: Option<Millis>,
    init_failed: bool,
    overlap: Overlap,
}

/// While two connections are open, each message comes twice, in either order. Counts, by text, how many more came on
/// the old connection than on the next one.
#[derive(Debug, Default)]
struct Overlap(LiteMap<String, i32>);

impl Overlap {
    /// Whether this is the first of the two.
    fn is_first(&mut self, text: &str, is_primary: bool) -> bool {
        let before = self.0.get(text).copied().unwrap_or_default();
        let lead = before + if is_primary { 1 } else { -1 };
        self.0.insert(text.to_owned(), lead);
        lead.abs() > before.abs()
    }
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
            gained: false,
            lost_since: None,
            init_failed: false,
            overlap: Overlap::default(),
        }
    }

    pub(crate) fn restore(&mut self, topics: Vec<String>) {
        self.topics = topics;
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
        for connection in self.primary.take().into_iter().chain(self.next.take()) {
            context.close_socket(connection.id);
        }
        *self = Self {
            topics: std::mem::take(&mut self.topics),
            ..Self::new()
        };
    }

    pub(crate) fn timeout(&self) -> Option<Millis> {
        let renew = self.primary.as_ref().filter(|_| self.renewal_is_due_at_all());
        let connections = self.primary.iter().chain(self.next.iter());
        connections
            .filter_map(|connection| connection.heartbeat_at)
            .chain(self.open_at)
            .chain(renew.and_then(Connection::renew_at))
            .min()
    }

    fn renewal_is_due_at_all(&self) -> bool {
        self.next.is_none() && self.transport.is_none() && self.open_at.is_none()
    }

    pub(crate) fn time_came(&mut self, context: &mut Context<'_>, service: Service<'_>) -> Vec<SocketEvent> {
        let mut events = Vec::new();
        if !self.running {
            return events;
        }
        let now = context.now;
        let mut dead = Vec::new();
        for connection in self.primary.iter_mut().chain(self.next.iter_mut()) {
            if connection.heartbeat_at.is_some_and(|at| at <= now) {
                if connection.heartbeat_answered {
                    connection.send_heartbeat(context);
                } else {
                    dead.push(connection.id);
                }
            }
        }
        for id in dead {
            context.close_socket(id);
            events.extend(self.closed(context, id, 1006, "no answer to the heartbeat"));
        }
        let renew = self.renewal_is_due_at_all()
            && self
                .primary
                .as_ref()
                .and_then(Connection::renew_at)
                .is_some_and(|at| at <= now);
        if renew || self.open_at.is_some_and(|at| at <= now) {
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
                    heartbeat_answered: true,
                    heartbeat_at: None,
                    confirmed: Vec::new(),
                };
                if self.primary.is_some() {
                    self.next = Some(connection);
                } else {
                    self.primary = Some(connection);
                }
                (Vec::new(), None)
            }
            Err(failure) => {
                self.try_later(context, failure.retry_after());
                // A broken network mends itself; anything else is a failure that pages are told of, once.
                let tell = !matches!(failure, Failure::NoAnswer(_))
                    && !std::mem::replace(&mut self.init_failed, true);
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
        self.backoff.succeeded();
        self.init_failed = false;
        let topics = self.topics.clone();
        let lost_since = self.lost_since.take();
        let now = context.now;
        let Some(connection) = self.connection_mut(id) else {
            return Vec::new();
        };
        connection.opened = Some(now);
        connection.send_heartbeat(context);
        let attempted = connection.attempted;
        if !topics.is_empty() {
            send(context, id, subscribe(&topics));
        }
        let mut events = vec![event(
            "webSocket::connection_open",
            json!({
                "connectWebSocketRetryCount": 0,
                "connectionAttemptStartTime": attempted,
                "noOpenConnectionsTimestamp": lost_since,
                "connectionEstablishedTime": now,
                "timeToConnect": now.since(attempted),
                "timeWithoutConnection": lost_since.map(|since| now.since(since)),
            }),
        )];
        if !std::mem::replace(&mut self.gained, true) {
            events.push(event("webSocket::connection_gain", Value::Null));
            events.push(event("agent::websocket_connection_gained", Value::Null));
        }
        self.hand_over(context);
        events
    }

    /// Lets go of the old connection once the new one carries all subscriptions.
    fn hand_over(&mut self, context: &mut Context<'_>) {
        let ready = self.next.as_ref().is_some_and(|next| {
            next.is_open() && self.topics.iter().all(|topic| next.confirmed.contains(topic))
        });
        if ready && let Some(old) = std::mem::replace(&mut self.primary, self.next.take()) {
            context.close_socket(old.id);
            self.overlap = Overlap::default();
        }
    }

    pub(crate) fn message(
        &mut self,
        context: &mut Context<'_>,
        id: EffectId,
        text: &str,
    ) -> Vec<SocketEvent> {
        let both_carry = self.next.is_some();
        let is_primary = self
            .primary
            .as_ref()
            .is_some_and(|connection| connection.id == id);
        let Some(connection) = self.connection_mut(id) else {
            return Vec::new();
        };
        match read(text) {
            Frame::Heartbeat => {
                connection.heartbeat_answered = true;
                Vec::new()
            }
            Frame::Subscribed {
                success: true,
                topics,
                frame,
            } => {
                connection.confirmed.extend(topics);
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
            Frame::Message { .. } if both_carry && !self.overlap.is_first(text, is_primary) => Vec::new(),
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
        self.overlap = Overlap::default();
        let gone = if self
            .primary
            .as_ref()
            .is_some_and(|connection| connection.id == id)
        {
            std::mem::replace(&mut self.primary, self.next.take())
        } else {
            self.next.take_if(|connection| connection.id == id)
        };
        let Some(gone) = gone else { return Vec::new() };
        let now = context.now;
        if self.running && self.primary.is_none() && self.transport.is_none() {
            self.try_later(context, None);
        }
        let Some(opened) = gone.opened else {
            return Vec::new();
        };
        let details = json!({
            "openTimestamp": opened,
            "closeTimestamp": now,
            "connectionDuration": now.since(opened),
            "code": code,
            "reason": reason,
        });
        let mut events = vec![event("webSocket::connection_close", details.clone())];
        if self.primary.is_none() && std::mem::replace(&mut self.gained, false) {
            self.lost_since = Some(now);
            events.push(event("webSocket::connection_lost", details.clone()));
            events.push(event("agent::websocket_connection_lost", details));
        }
        events
    }

    /// A page wants these topics. Asked for again even if known, so that the page hears of the result.
    pub(crate) fn subscribe(&mut self, context: &mut Context<'_>, topics: Vec<String>) {
        for topic in &topics {
            if !self.topics.contains(topic) {
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
            send(context, connection.id, frame.to_string());
        }
        connection.is_some()
    }

    /// A network is there: do not wait any longer.
    pub(crate) fn hurry(&mut self, now: Millis) {
        if self.open_at.is_some() {
            self.open_at = Some(self.backoff.at_once(now));
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
