//! The WebSocket of one session: opened, kept alive, renewed before its life ends (PROTOCOL.md 4).
//!
//! A renewal opens the next connection beside the old one, subscribes there, and lets the old one run dry when that is
//! confirmed. What arrives on both meanwhile is passed on once.

mod connection;
mod frames;
mod overlap;
mod standing;
mod transport;

use connection::{Connection, DOUBT, HEARTBEAT, send};
use headwater_protocol::{Millis, socket::subscribe};
use overlap::Overlap;
use serde_json::Value;
use standing::Standing;

use crate::{input::EffectId, outbox::Context, retry::Backoff, service::Service};

/// A connection that lived for so long was a good one.
const GOOD_LIFE: Millis = Millis::seconds(30);

/// An event for the event bus of every page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SocketEvent {
    pub(crate) name: &'static str,
    pub(crate) data: Value,
}

fn event(name: &'static str, data: Value) -> SocketEvent {
    SocketEvent { name, data }
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
