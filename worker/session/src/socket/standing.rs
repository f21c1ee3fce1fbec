//! Whether there is a connection, as pages are told.
//!
//! The WebSocket's own events say what is: whoever reads messages must know that some may be missing. The agent's
//! (`onWebSocketConnectionLost`, `onWebSocketConnectionGained`) are for people: a connection that is back within moments was not lost.

use headwater_protocol::Millis;
use serde_json::{Value, json};

use super::{SocketEvent, event};

/// So long without a connection is a loss.
const MOMENT: Millis = Millis::seconds(2);

/// What was told last.
#[derive(Debug, Default)]
pub(super) struct Standing {
    connected: bool,
    lost_since: Option<Millis>,
    /// The agent was told of a connection.
    agent_told: bool,
    /// The agent is to be told of a loss, and how.
    tell: Option<(Millis, Value)>,
}

impl Standing {
    pub(super) fn agent_told(&self) -> bool {
        self.agent_told
    }

    /// The worker's last life had told of a connection, which ended with it.
    pub(super) fn restore(&mut self, agent_told: bool, now: Millis) {
        self.agent_told = agent_told;
        if agent_told {
            // A new connection needs its moment from the worker's start.
            self.tell = Some((now.after(MOMENT).after(MOMENT), Value::Null));
        }
    }

    pub(super) fn timeout(&self) -> Option<Millis> {
        self.tell.as_ref().map(|(at, _)| *at)
    }

    pub(super) fn time_came(&mut self, now: Millis) -> Vec<SocketEvent> {
        match self.tell.take_if(|(at, _)| *at <= now) {
            Some((_, details)) => {
                self.agent_told = false;
                vec![event("agent::websocket_connection_lost", details)]
            }
            None => Vec::new(),
        }
    }

    /// A connection is open, which was attempted then.
    pub(super) fn opened(&mut self, now: Millis, attempted: Millis) -> Vec<SocketEvent> {
        let lost_since = self.lost_since.take();
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
        if !std::mem::replace(&mut self.connected, true) {
            events.push(event("webSocket::connection_gain", Value::Null));
            self.tell = None;
            if !std::mem::replace(&mut self.agent_told, true) {
                events.push(event("agent::websocket_connection_gained", Value::Null));
            }
        }
        events
    }

    /// A connection that was open is closed; `last` is whether there is no other.
    pub(super) fn closed(
        &mut self,
        now: Millis,
        opened: Millis,
        code: u16,
        reason: &str,
        last: bool,
    ) -> Vec<SocketEvent> {
        let details = json!({
            "openTimestamp": opened,
            "closeTimestamp": now,
            "connectionDuration": now.since(opened),
            "code": code,
            "reason": reason,
        });
        let mut events = vec![event("webSocket::connection_close", details.clone())];
        if last && std::mem::replace(&mut self.connected, false) {
            self.lost_since = Some(now);
            events.push(event("webSocket::connection_lost", details.clone()));
            if self.agent_told {
                self.tell = Some((now.after(MOMENT), details));
            }
        }
        events
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(events: Vec<SocketEvent>) -> Vec<&'static str> {
        events
            .into_iter()
            .map(|event| event.name)
            .filter(|name| name.starts_with("agent::"))
            .collect()
    }

    #[test]
    fn a_connection_that_flaps_is_no_news_to_the_agent() {
        let mut standing = Standing::default();
        assert_eq!(
            names(standing.opened(Millis(0), Millis(0))),
            ["agent::websocket_connection_gained"]
        );
        for second in 1..20 {
            let now = Millis::seconds(second);
            assert!(names(standing.closed(now, Millis(0), 1006, "", true)).is_empty());
            assert!(names(standing.time_came(now)).is_empty());
            assert!(names(standing.opened(now.after(Millis(900)), now)).is_empty());
        }
        assert_eq!(standing.timeout(), None);
    }

    #[test]
    fn a_loss_that_lasts_is_told_once_and_so_is_its_end() {
        let mut standing = Standing::default();
        standing.opened(Millis(0), Millis(0));
        standing.closed(Millis(10), Millis(0), 1006, "", true);
        let at = standing.timeout().unwrap();
        assert_eq!(
            names(standing.time_came(at)),
            ["agent::websocket_connection_lost"]
        );
        assert!(standing.time_came(at.after(Millis(1))).is_empty());
        assert_eq!(
            names(standing.opened(Millis(9000), Millis(8000))),
            ["agent::websocket_connection_gained"]
        );
    }

    #[test]
    fn a_restart_of_the_worker_is_no_loss() {
        let mut standing = Standing::default();
        standing.restore(true, Millis(0));
        assert!(names(standing.opened(Millis(500), Millis(100))).is_empty());
        assert_eq!(standing.timeout(), None);
    }
}
