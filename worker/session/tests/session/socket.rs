use headwater_protocol::Millis;
use headwater_session::{EffectId, Input};
use serde_json::json;

use crate::{browser::Browser, service::Fault};

fn socket(browser: &Browser) -> EffectId {
    *browser.sockets.keys().next().expect("an open socket")
}

fn confirm(browser: &mut Browser, id: EffectId) {
    let text = r#"{"topic":"aws/subscribe","content":{"status":"success","topics":["aws/chat"]}}"#.to_owned();
    browser.handle(Input::SocketMessage { id, text });
}

fn message(browser: &mut Browser, id: EffectId, text: &str) {
    let text = json!({"topic": "aws/chat", "content": text}).to_string();
    browser.handle(Input::SocketMessage { id, text });
}

#[test]
fn topics_are_subscribed_and_messages_reach_all_pages() {
    let mut browser = Browser::new();
    let (one, other) = (browser.open_page(), browser.open_page());
    browser.say(one, &json!({"kind": "subscribeTopics", "topics": ["aws/chat"]}));
    let id = socket(&browser);
    confirm(&mut browser, id);
    message(&mut browser, id, "hello");
    browser.say(
        one,
        &json!({"kind": "sendFrame", "frame": {"topic": "aws/chat", "content": "back"}}),
    );
    browser.say(
        one,
        &json!({"kind": "sendFrame", "frame": {"topic": "aws/heartbeat"}}),
    );
    for page in [one, other] {
        assert_eq!(browser.pages[&page].heard("webSocket::subscription_update"), 1);
        assert_eq!(browser.pages[&page].heard("webSocket::all_message"), 1);
    }
    let sent = &browser.sockets[&id];
    assert_eq!(sent.iter().filter(|frame| frame.contains("back")).count(), 1);
    assert_eq!(
        sent.iter().filter(|frame| frame.contains("heartbeat")).count(),
        1,
        "pages send no heartbeats"
    );
}

#[test]
fn a_lost_connection_is_told_and_opened_again() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    let id = socket(&browser);
    browser.sockets.clear();
    browser.handle(Input::SocketClosed {
        id,
        code: 1006,
        reason: String::new(),
    });
    assert_eq!(browser.pages[&page].heard("agent::websocket_connection_lost"), 1);
    browser.pass(Millis::seconds(5));
    assert_eq!(
        browser.pages[&page].heard("agent::websocket_connection_gained"),
        1
    );
    assert_eq!(browser.sockets.len(), 1);
}

#[test]
fn a_connection_that_goes_quiet_is_given_up() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    browser.pass(Millis::seconds(15));
    assert_eq!(browser.pages[&page].heard("webSocket::connection_lost"), 0);
    // The simulated service answers every heartbeat; here it is the network that swallows the next one.
    let id = socket(&browser);
    let beats = browser.sockets[&id].len();
    browser.pass(Millis::seconds(60));
    assert!(browser.sockets[&id].len() > beats + 4);
}

#[test]
fn a_renewal_loses_and_doubles_nothing() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    browser.say(page, &json!({"kind": "subscribeTopics", "topics": ["aws/chat"]}));
    let old = socket(&browser);
    confirm(&mut browser, old);
    browser.pass(Millis::seconds(3600));
    assert_eq!(
        browser.sockets.len(),
        2,
        "the next connection stands beside the old one"
    );
    let next = *browser.sockets.keys().max().unwrap();
    message(&mut browser, old, "one");
    message(&mut browser, next, "one");
    message(&mut browser, next, "two");
    confirm(&mut browser, next);
    assert_eq!(
        browser.sockets.len(),
        1,
        "the old one is let go once the new one carries the topics"
    );
    message(&mut browser, next, "three");
    let heard: Vec<&str> = browser.pages[&page]
        .bus
        .iter()
        .filter(|(name, _)| name == "webSocket::all_message")
        .filter_map(|(_, frame)| frame["content"].as_str())
        .collect();
    assert_eq!(heard, ["one", "two", "three"]);
    assert_eq!(browser.pages[&page].heard("webSocket::connection_lost"), 0);
}

#[test]
fn a_failure_to_begin_is_told_once_also_to_late_pages() {
    let mut browser = Browser::with({
        let mut service = crate::service::Service::new();
        service.fail("CreateTransport", Fault::Status(400, ""), u32::MAX);
        service
    });
    let page = browser.open_page();
    browser.pass(Millis::seconds(300));
    assert_eq!(browser.pages[&page].heard("webSocket::init_failure"), 1);
    let late = browser.open_page();
    assert_eq!(browser.pages[&late].heard("webSocket::init_failure"), 1);
    browser.service.heal();
    browser.pass(Millis::seconds(60));
    assert_eq!(browser.sockets.len(), 1);
}

#[test]
fn frames_that_make_no_sense_are_logged() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    let id = socket(&browser);
    for text in ["", "[]", "{\"message\":\"Internal server error\"}"] {
        browser.handle(Input::SocketMessage {
            id,
            text: text.to_owned(),
        });
    }
    assert_eq!(browser.pages[&page].heard("webSocket::all_message"), 0);
    assert!(
        browser
            .logs
            .iter()
            .any(|line| line.contains("Internal server error"))
    );
}
