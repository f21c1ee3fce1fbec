//! The worker's log, and the file of it.

use headwater_protocol::Millis;
use serde_json::{Value, json};

use crate::{
    browser::Browser,
    service::{Fault, INSTANCE},
};

fn texts(log: &Value) -> Vec<&str> {
    let entries = log["log"].as_array().expect("a list");
    entries
        .iter()
        .map(|entry| entry["text"].as_str().expect("a text"))
        .collect()
}

#[test]
fn the_file_has_a_diagnosis_on_top() {
    let mut browser = Browser::new();
    browser.granted = vec!["https://shop.example.org/*".to_owned()];
    browser.policy = json!({"pages": "all"});
    browser.tell_access();
    browser.open_page();
    let file = browser.read_log();
    let diagnosis = &file["diagnosis"];
    assert_eq!(diagnosis["version"], "1.2.3");
    assert_eq!(diagnosis["browser"], "A browser");
    assert_eq!(diagnosis["permissions"], json!(["https://shop.example.org/*"]));
    assert_eq!(diagnosis["policy"]["problems"][0]["key"], "pages");
    assert_eq!(
        diagnosis["lastErrors"][0]["text"],
        "pages of the policy is ignored: NotAList"
    );
    let instance = &diagnosis["instances"][0];
    assert_eq!(instance["origin"], INSTANCE);
    assert_eq!(instance["signIn"], "signedIn");
    assert_eq!(instance["connection"], "good");
    assert_eq!(instance["pages"], 1);
    assert!(texts(&file).contains(&"signed in"), "{file:#}");
}

#[test]
fn the_log_survives_the_worker_and_reaches_pages() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    browser
        .service
        .fail("GetAgentSnapshot", Fault::Status(503, "busy"), 2);
    browser.service.set_state("Lunch", "not_routable");
    browser.news();
    browser.pass(Millis::seconds(60));
    let of_page = browser.pages[&page].log.clone();
    assert!(of_page.iter().any(|line| line.contains("503")), "{of_page:?}");
    let before = browser.read_log();
    browser.kill_worker();
    let after = browser.read_log();
    assert!(texts(&after).starts_with(&texts(&before)));
}

#[test]
fn what_pages_log_is_kept_for_developers_only_and_redacted() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    let other = browser.open_page();
    let entry = json!({"time": 1, "level": "INFO", "component": "ccp",
        "text": "attributes: {\"phone\": \"+1 206 555 0142\"}"});
    let message = json!({"log": {"entries": [entry]}});
    browser.say(page, &message);
    assert!(!browser.read_log().to_string().contains("attributes"));
    browser.open_popup();
    browser.popup_says(&json!({"setLogLevel": {"level": "debug"}}));
    browser.say(page, &message);
    let log = browser.read_log().to_string();
    assert!(log.contains("attributes") && !log.contains("555"), "{log}");
    assert!(
        browser.pages[&other]
            .log
            .iter()
            .all(|line| !line.contains("attributes"))
    );
    browser.kill_worker();
    assert_eq!(browser.read_log()["diagnosis"]["logLevel"], "debug");
}

#[test]
fn the_console_is_quiet_while_all_is_well() {
    let mut browser = Browser::new();
    browser.open_page();
    browser.pass(Millis::seconds(600));
    assert!(browser.logs.is_empty(), "{:?}", browser.logs);
}

#[test]
fn documented_error_states_and_softphone_errors_are_logged_once_each() {
    let mut browser = Browser::new();
    let (one, other) = (browser.open_page(), browser.open_page());
    browser.service.set_state("MissedCallAgent", "error");
    browser.news();
    browser.service.set_contacts(&[("a", "missed")]);
    browser.news();
    let error = json!({"errorType": "webrtc_error", "errorMessage": "no UDP"});
    browser.say(
        one,
        &json!({"broadcast": {"event": "agent::softphone_error", "data": error}}),
    );
    let lines = [
        "the agent’s state is MissedCallAgent",
        "softphone error webrtc_error: no UDP",
    ];
    for text in lines {
        assert!(
            browser.pages[&other].log.iter().any(|line| line == text),
            "{text}"
        );
    }
    browser.kill_worker();
    browser.news();
    let log = browser.read_log();
    for text in lines {
        assert_eq!(texts(&log).iter().filter(|line| **line == text).count(), 1);
    }
}
