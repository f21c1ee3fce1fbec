//! The WebSocket from a client's side.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod common;

use std::net::TcpStream;

use common::{JANE, Session, Simulator};
use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

fn url(session: &Session<'_>) -> String {
    let transport = session
        .call("CreateTransport", json!({ "transportType": "web_socket" }))
        .ok();
    transport["webSocketTransport"]["url"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn connect(url: &str) -> Result<WebSocket<TcpStream>, Box<dyn std::error::Error>> {
    let address = url.strip_prefix("ws://").unwrap().split('/').next().unwrap();
    let (socket, _) =
        tungstenite::client(url, TcpStream::connect(address)?).map_err(|error| error.to_string())?;
    Ok(socket)
}

fn ask(socket: &mut WebSocket<TcpStream>, frame: Value) -> Value {
    socket.send(Message::text(frame.to_string())).unwrap();
    next(socket)
}

fn next(socket: &mut WebSocket<TcpStream>) -> Value {
    serde_json::from_str(socket.read().unwrap().to_text().unwrap()).unwrap()
}

#[test]
fn a_url_is_good_once() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let url = url(&session);
    connect(&url).unwrap();
    assert!(connect(&url).is_err());
    assert!(
        connect(&format!(
            "{}/socket?token=nonsense",
            simulator.base.replace("http", "ws")
        ))
        .is_err()
    );
}

#[test]
fn frames_are_answered_and_messages_reach_subscribers() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let mut socket = connect(&url(&session)).unwrap();
    assert_eq!(
        ask(&mut socket, json!({ "topic": "aws/heartbeat" })),
        json!({ "topic": "aws/heartbeat" })
    );
    assert_eq!(
        ask(&mut socket, json!({ "topic": "aws/ping" }))["statusCode"],
        200
    );
    let subscribe = json!({ "topic": "aws/subscribe", "content": { "topics": ["aws/chat", "aws/task"] } });
    let subscribed = ask(&mut socket, subscribe);
    assert_eq!(
        subscribed["content"],
        json!({ "status": "success", "topics": ["aws/chat", "aws/task"] })
    );

    let message = json!({ "action": "message", "topic": "aws/chat", "content": { "Type": "MESSAGE" } });
    assert_eq!(
        simulator.control("/sockets", message.clone()).ok(),
        json!({ "sockets": 1 })
    );
    let received = next(&mut socket);
    assert_eq!(
        (&received["topic"], &received["content"]),
        (&json!("aws/chat"), &json!(r#"{"Type":"MESSAGE"}"#))
    );
    let other = json!({ "action": "message", "topic": "aws/chat", "content": {}, "agent": "john" });
    assert_eq!(simulator.control("/sockets", other).ok(), json!({ "sockets": 0 }));
    assert_eq!(
        simulator.get("/_sim/sockets").ok()["sockets"][0]["topics"],
        json!(["aws/chat", "aws/task"])
    );
    let frames = simulator.get("/_sim/requests?operation=socket").ok();
    assert_eq!(frames["requests"][1]["parameters"]["topic"], "aws/subscribe");
    assert_eq!(
        simulator
            .control("/sockets", json!({ "action": "message" }))
            .status,
        400
    );
}

#[test]
fn sockets_are_closed_and_silenced() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let mut quiet = connect(&url(&session)).unwrap();
    ask(&mut quiet, json!({ "topic": "aws/heartbeat" }));
    simulator
        .control("/sockets", json!({ "action": "quiet", "agent": JANE }))
        .ok();
    let mut other = connect(&url(&session)).unwrap();
    ask(&mut other, json!({ "topic": "aws/heartbeat" }));
    quiet.send(Message::text(r#"{"topic":"aws/heartbeat"}"#)).unwrap();
    assert_eq!(
        simulator
            .control("/sockets", json!({ "action": "close", "code": 4001 }))
            .ok(),
        json!({ "sockets": 2 })
    );
    for socket in [&mut quiet, &mut other] {
        // The first thing the quiet socket hears is the end, not the heartbeat.
        let Message::Close(Some(frame)) = socket.read().unwrap() else {
            panic!("not closed")
        };
        assert_eq!(u16::from(frame.code), 4001);
    }
}
