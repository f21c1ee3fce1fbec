use headwater_protocol::Millis;
use headwater_session::{EffectId, Input};
use serde_json::json;

use crate::{browser::Browser, service::Fault};

fn socket(browser: &Browser) -> EffectId {
    *browser.sockets.keys().next().expect("an open socket")
}

fn lose(browser: &mut Browser) {
    let id = socket(browser);
    browser.sockets.remove(&id);
    browser.handle(Input::SocketClosed {
        id,
        code: 1006,
        reason: String::new(),
    });
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
    browser.say(one, &json!({"subscribeTopics": {"topics": ["aws/chat"]}}));
    let id = socket(&browser);
    confirm(&mut browser, id);
    message(&mut browser, id, "hello");
    browser.say(
        one,
        &json!({"sendFrame": {"frame": {"topic": "aws/chat", "content": "back"}}}),
    );
    browser.say(one, &json!({"sendFrame": {"frame": {"topic": "aws/heartbeat"}}}));
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
    browser.service.fail("CreateTransport", Fault::Status(503, ""), 4);
    lose(&mut browser);
    assert_eq!(browser.pages[&page].heard("webSocket::connection_lost"), 1);
    browser.pass(Millis(2000));
    assert_eq!(browser.pages[&page].heard("agent::websocket_connection_lost"), 1);
    assert_eq!(browser.pages[&page].heard("webSocket::connection_gain"), 0);
    browser.pass(Millis::seconds(60));
    assert_eq!(browser.pages[&page].heard("webSocket::connection_gain"), 1);
    assert_eq!(
        browser.pages[&page].heard("agent::websocket_connection_gained"),
        1
    );
    assert_eq!(browser.sockets.len(), 1);
}

#[test]
fn a_connection_that_breaks_again_and_again_is_tried_less_and_less_and_no_news_to_the_agent() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    let asked = browser.service.asked("CreateTransport");
    for _ in 0..600 {
        if !browser.sockets.is_empty() {
            lose(&mut browser);
        }
        browser.pass(Millis::seconds(1));
    }
    let asked = browser.service.asked("CreateTransport") - asked;
    assert!((20..80).contains(&asked), "{asked}");
    let page = &browser.pages[&page];
    assert!(page.heard("agent::websocket_connection_lost") <= page.heard("webSocket::connection_lost"));
}

#[test]
fn a_connection_that_is_back_in_a_moment_was_not_lost_to_the_agent() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    lose(&mut browser);
    browser.pass(Millis::seconds(10));
    let page = &browser.pages[&page];
    assert_eq!(page.heard("webSocket::connection_lost"), 1);
    assert_eq!(page.heard("webSocket::connection_gain"), 1);
    assert_eq!(page.heard("agent::websocket_connection_lost"), 0);
    assert_eq!(page.heard("agent::websocket_connection_gained"), 0);
}

#[test]
fn a_half_open_connection_is_given_up_and_another_opened() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    let old = socket(&browser);
    browser.pass(Millis::seconds(60));
    assert_eq!(socket(&browser), old);
    browser.sockets_are_mute = true;
    browser.pass(Millis::seconds(21));
    assert_eq!(browser.pages[&page].heard("webSocket::connection_lost"), 1);
    assert!(!browser.sockets.contains_key(&old));
    browser.sockets_are_mute = false;
    browser.pass(Millis::seconds(40));
    assert_eq!(browser.sockets.len(), 1);
    assert_eq!(
        browser.pages[&page].heard("webSocket::connection_gain"),
        browser.pages[&page].heard("webSocket::connection_lost")
    );
}

#[test]
fn a_connection_that_never_opens_is_given_up() {
    let mut browser = Browser::new();
    browser.open_page();
    lose(&mut browser);
    browser.sockets_hang = true;
    browser.pass(Millis::seconds(5));
    let hanging = socket(&browser);
    browser.sockets_hang = false;
    browser.pass(Millis::seconds(40));
    assert_eq!(browser.sockets.len(), 1);
    assert_ne!(socket(&browser), hanging);
}

#[test]
fn a_renewal_that_fails_is_tried_again_but_not_in_a_tight_loop() {
    let mut browser = Browser::new();
    browser.open_page();
    let old = socket(&browser);
    browser.pass(Millis::seconds(3500));
    let before = browser.service.asked("CreateTransport");
    for _ in 0..600 {
        let refused: Vec<EffectId> = browser.sockets.keys().filter(|id| **id != old).copied().collect();
        browser.sockets_hang = true;
        for id in refused {
            browser.sockets.remove(&id);
            browser.handle(Input::SocketClosed {
                id,
                code: 1006,
                reason: String::new(),
            });
        }
        browser.pass(Millis(500));
    }
    let asked = browser.service.asked("CreateTransport") - before;
    assert!((5..80).contains(&asked), "{asked}");
    assert!(
        browser.sockets.contains_key(&old),
        "the old one is kept meanwhile"
    );
}

#[test]
fn a_renewal_loses_and_doubles_nothing() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    browser.say(page, &json!({"subscribeTopics": {"topics": ["aws/chat"]}}));
    let old = socket(&browser);
    confirm(&mut browser, old);
    browser.pass(Millis::seconds(3550));
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
    // What was on its way on either connection when they changed places.
    message(&mut browser, old, "two");
    message(&mut browser, old, "last words");
    browser.pass(Millis::seconds(4));
    assert_eq!(
        browser.sockets.keys().collect::<Vec<_>>(),
        [&next],
        "the old one is let go once the new one carries the topics"
    );
    message(&mut browser, next, "last words");
    message(&mut browser, next, "three");
    let heard: Vec<&str> = browser.pages[&page]
        .bus
        .iter()
        .filter(|(name, _)| name == "webSocket::all_message")
        .filter_map(|(_, frame)| frame["content"].as_str())
        .collect();
    assert_eq!(heard, ["one", "two", "last words", "three"]);
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
fn a_hiccup_of_the_service_is_no_failure_to_begin() {
    let mut browser = Browser::with({
        let mut service = crate::service::Service::new();
        service.fail("CreateTransport", Fault::Status(503, ""), 2);
        service
    });
    let page = browser.open_page();
    browser.pass(Millis::seconds(60));
    assert_eq!(browser.pages[&page].heard("webSocket::init_failure"), 0);
    assert_eq!(browser.sockets.len(), 1);
}

#[test]
fn pages_cannot_make_the_topics_grow_without_end() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    for batch in 0..100 {
        let topics: Vec<String> = (0..100).map(|topic| format!("{batch}/{topic}")).collect();
        browser.say(page, &json!({"subscribeTopics": {"topics": topics}}));
    }
    browser.say(page, &json!({"subscribeTopics": {"topics": ["x".repeat(5000)]}}));
    browser.pass(Millis::seconds(1));
    assert_eq!(browser.stored.as_ref().unwrap().sessions[0].topics.len(), 200);
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
