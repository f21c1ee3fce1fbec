//! The WebSocket: subscriptions, heartbeats, life time, messages (PROTOCOL.md 4).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::clock;
use crate::instance::time::Timestamp;
use crate::requests::{RecordedRequest, record};
use crate::simulator::Simulator;

/// How much longer than its life time a socket lives, so that the client can hand over to the next one.
const GRACE: Duration = Duration::from_secs(60);
const NORMAL: u16 = 1000;
const GOING_AWAY: u16 = 1001;

/// What is asked of an open socket.
enum Command {
    Send(String),
    Close(u16),
}

struct OpenSocket {
    agent: String,
    topics: BTreeSet<String>,
    /// It takes no more notice of anything, but stays open.
    quiet: bool,
    commands: mpsc::UnboundedSender<Command>,
}

/// Tokens given out and sockets open.
#[derive(Default)]
pub(crate) struct Sockets {
    tokens: BTreeMap<String, (String, Timestamp)>,
    open: BTreeMap<u64, OpenSocket>,
    opened: u64,
}

impl Sockets {
    /// A token with which the agent can connect once.
    pub(crate) fn issue_token(&mut self, agent: &str, expires: Timestamp) -> String {
        let token = uuid::Uuid::new_v4().simple().to_string();
        self.tokens.insert(token.clone(), (agent.to_owned(), expires));
        token
    }

    fn redeem_token(&mut self, token: &str, now: Timestamp) -> Option<String> {
        self.tokens
            .remove(token)
            .filter(|(_, expires)| *expires > now)
            .map(|(agent, _)| agent)
    }

    fn add(&mut self, agent: &str) -> (u64, mpsc::UnboundedReceiver<Command>) {
        let (commands, receiver) = mpsc::unbounded_channel();
        self.opened += 1;
        self.open.insert(
            self.opened,
            OpenSocket {
                agent: agent.to_owned(),
                topics: BTreeSet::new(),
                quiet: false,
                commands,
            },
        );
        (self.opened, receiver)
    }

    fn remove(&mut self, id: u64) {
        self.open.remove(&id);
    }

    fn of(&mut self, agent: Option<&str>) -> impl Iterator<Item = &mut OpenSocket> {
        self.open
            .values_mut()
            .filter(move |socket| agent.is_none_or(|agent| socket.agent == agent))
    }

    /// Closes sockets; tells how many.
    pub(crate) fn close(&mut self, agent: Option<&str>, code: Option<u16>) -> usize {
        let code = code.unwrap_or(GOING_AWAY);
        self.of(agent)
            .filter(|socket| socket.commands.send(Command::Close(code)).is_ok())
            .count()
    }

    /// Lets sockets fall silent; tells how many.
    pub(crate) fn quiet(&mut self, agent: Option<&str>) -> usize {
        self.of(agent).map(|socket| socket.quiet = true).count()
    }

    /// Sends a message to the sockets that have subscribed to its topic; tells how many.
    pub(crate) fn publish(&mut self, agent: Option<&str>, topic: &str, content: &Value) -> usize {
        // The content of a message is JSON as a text, other than that of a control frame.
        let content = content
            .as_str()
            .map_or_else(|| content.to_string(), str::to_owned);
        let frame =
            json!({ "topic": topic, "contentType": "application/json", "content": content }).to_string();
        self.of(agent)
            .filter(|socket| !socket.quiet && socket.topics.contains(topic))
            .filter(|socket| socket.commands.send(Command::Send(frame.clone())).is_ok())
            .count()
    }

    pub(crate) fn close_all(&mut self) {
        self.close(None, None);
        self.tokens.clear();
    }

    /// Agent and topics of every open socket.
    pub(crate) fn list(&self) -> Vec<Value> {
        self.open
            .values()
            .map(|socket| json!({ "agent": socket.agent, "topics": socket.topics, "quiet": socket.quiet }))
            .collect()
    }

    /// What is answered to a frame, if anything.
    fn answer(&mut self, id: u64, frame: &Value) -> Option<Value> {
        let socket = self.open.get_mut(&id).filter(|socket| !socket.quiet)?;
        match frame["topic"].as_str() {
            Some("aws/subscribe") => {
                let topics = frame["content"]["topics"].clone();
                let names: Option<Vec<_>> = topics.as_array().and_then(|names| {
                    names
                        .iter()
                        .map(|name| name.as_str().map(str::to_owned))
                        .collect()
                });
                let status = if names.is_some() { "success" } else { "failure" };
                socket.topics.extend(names.into_iter().flatten());
                Some(json!({ "topic": "aws/subscribe", "content": { "status": status, "topics": topics } }))
            }
            Some("aws/heartbeat") => Some(json!({ "topic": "aws/heartbeat" })),
            Some("aws/ping") => {
                Some(json!({ "topic": "aws/ping", "statusCode": 200, "statusContent": "OK" }))
            }
            Some(_) => None,
            None => Some(
                json!({ "message": "Forbidden", "connectionId": id.to_string(), "requestId": uuid::Uuid::new_v4() }),
            ),
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct Ticket {
    #[serde(default)]
    token: String,
}

pub(crate) async fn handle(
    State(simulator): State<Arc<Simulator>>,
    Query(ticket): Query<Ticket>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let agent = simulator.sockets().redeem_token(&ticket.token, clock::now());
    match agent {
        Some(agent) => upgrade.on_upgrade(move |socket| serve(simulator, agent, socket)),
        None => (
            StatusCode::FORBIDDEN,
            "The token is not valid, has been used or has expired.",
        )
            .into_response(),
    }
}

async fn serve(simulator: Arc<Simulator>, agent: String, mut socket: WebSocket) {
    let (id, mut commands) = simulator.sockets().add(&agent);
    let end = tokio::time::sleep(Duration::from_secs(simulator.transport_seconds()) + GRACE);
    tokio::pin!(end);
    loop {
        tokio::select! {
            () = &mut end => {
                close(&mut socket, NORMAL).await;
                break;
            }
            command = commands.recv() => match command {
                Some(Command::Send(frame)) => {
                    if socket.send(Message::Text(frame.into())).await.is_err() {
                        break;
                    }
                }
                Some(Command::Close(code)) => {
                    close(&mut socket, code).await;
                    break;
                }
                None => break,
            },
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => {
                    let frame: Value = serde_json::from_str(&text).unwrap_or_default();
                    note(&simulator, &agent, &frame);
                    let answer = simulator.sockets().answer(id, &frame);
                    if let Some(answer) = answer
                        && socket.send(Message::Text(answer.to_string().into())).await.is_err()
                    {
                        break;
                    }
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => break,
            },
        }
    }
    simulator.sockets().remove(id);
}

async fn close(socket: &mut WebSocket, code: u16) {
    // A client that is gone already needs no goodbye.
    let _ = socket
        .send(Message::Close(Some(CloseFrame {
            code,
            reason: "".into(),
        })))
        .await;
}

/// Frames appear among the requests, heartbeats aside.
fn note(simulator: &Simulator, agent: &str, frame: &Value) {
    if frame["topic"] != "aws/heartbeat" {
        simulator.requests().add(RecordedRequest {
            operation: Some("socket".to_owned()),
            parameters: frame.clone(),
            agent: Some(agent.to_owned()),
            ..record(clock::now(), "FRAME", "/socket")
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_milliseconds(1_000);

    #[test]
    fn a_token_connects_once_and_in_time() {
        let mut sockets = Sockets::default();
        let token = sockets.issue_token("jane", NOW + Duration::from_secs(1));
        assert_eq!(sockets.redeem_token(&token, NOW).as_deref(), Some("jane"));
        assert_eq!(sockets.redeem_token(&token, NOW), None);
        let late = sockets.issue_token("jane", NOW);
        assert_eq!(sockets.redeem_token(&late, NOW), None);
    }

    #[test]
    fn messages_reach_subscribers_alone() {
        let mut sockets = Sockets::default();
        let (jane, mut received) = sockets.add("jane");
        let (_john, _receiver) = sockets.add("john");
        let subscribe = json!({ "topic": "aws/subscribe", "content": { "topics": ["aws/chat"] } });
        let answer = sockets.answer(jane, &subscribe).unwrap();
        assert_eq!(
            answer,
            json!({ "topic": "aws/subscribe", "content": { "status": "success", "topics": ["aws/chat"] } })
        );
        assert_eq!(sockets.publish(None, "aws/task", &json!({})), 0);
        assert_eq!(
            sockets.publish(None, "aws/chat", &json!({ "Type": "MESSAGE" })),
            1
        );
        let Some(Command::Send(frame)) = received.try_recv().ok() else {
            panic!("nothing was sent")
        };
        let frame: Value = serde_json::from_str(&frame).unwrap();
        assert_eq!(frame["content"], json!(r#"{"Type":"MESSAGE"}"#));
    }

    #[test]
    fn control_frames_are_answered_unless_the_socket_is_quiet() {
        let mut sockets = Sockets::default();
        let (id, _commands) = sockets.add("jane");
        let heartbeat = json!({ "topic": "aws/heartbeat" });
        assert_eq!(sockets.answer(id, &heartbeat), Some(heartbeat.clone()));
        assert_eq!(
            sockets.answer(id, &json!({ "topic": "aws/ping" })).unwrap()["statusCode"],
            200
        );
        assert_eq!(sockets.answer(id, &json!({ "topic": "aws/softphone" })), None);
        assert_eq!(
            sockets.answer(id, &json!({ "topic": "aws/subscribe" })).unwrap()["content"]["status"],
            "failure"
        );
        assert_eq!(sockets.quiet(Some("jane")), 1);
        assert_eq!(sockets.answer(id, &heartbeat), None);
    }
}
