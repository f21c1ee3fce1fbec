//! What the agent does without the popup: keys, notifications, the context menu of a page.

use headwater_protocol::message::Message;
use headwater_session::{Input, TabId};
use serde_json::json;

use crate::{
    browser::Browser,
    service::{Fault, INSTANCE},
};

fn press(browser: &mut Browser, name: &str) {
    let name = name.to_owned();
    browser.handle(Input::CommandPressed { name });
    browser.news();
}

fn dial(browser: &mut Browser, text: &str) {
    let text = text.to_owned();
    browser.handle(Input::SelectionDialled { text });
    browser.news();
}

fn waiting(contact: &str) -> String {
    format!("waiting {INSTANCE} {contact}")
}

/// The text of the notification of what went wrong.
fn complaint(browser: &Browser, instance: &str) -> Option<Message> {
    browser
        .notifications
        .get(&format!("notice {instance}"))
        .map(|notification| notification.text.clone())
}

#[test]
fn keys_switch_the_status() {
    let mut browser = Browser::new();
    press(&mut browser, "offline");
    assert_eq!(browser.service.state["name"], "Offline");
    press(&mut browser, "available");
    assert_eq!(browser.service.state["name"], "Available");
}

#[test]
fn keys_accept_mute_and_hang_up() {
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connecting")]);
    browser.news();
    press(&mut browser, "accept");
    assert_eq!(browser.service.contacts[0].1, "connected");
    press(&mut browser, "mute");
    assert_eq!(browser.service.asked("MuteParticipant"), 1);
    press(&mut browser, "hang-up");
    assert_eq!(browser.service.asked("DestroyConnection"), 1);
}

#[test]
fn a_key_with_nothing_to_do_says_so() {
    let mut browser = Browser::new();
    browser.news();
    for (name, text) in [
        ("accept", "workerNobodyWaits"),
        ("reject-and-not-ready", "workerNobodyWaits"),
        ("hang-up", "workerNoCall"),
        ("mute", "workerNoMute"),
    ] {
        press(&mut browser, name);
        assert_eq!(complaint(&browser, ""), Some(Message::new(text)), "{name}");
    }
    assert_eq!(browser.notified, 4, "the same is said again to who asks again");
    assert_eq!(browser.service.asked("AcceptContact"), 0);
}

#[test]
fn not_ready_comes_before_the_rejection() {
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connecting")]);
    browser.news();
    press(&mut browser, "reject-and-not-ready");
    let asked: Vec<&str> = browser
        .service
        .requests
        .iter()
        .map(|request| request.operation.as_str())
        .filter(|operation| matches!(*operation, "PutAgentState" | "RejectContact"))
        .collect();
    assert_eq!(asked, ["PutAgentState", "RejectContact"]);
}

#[test]
fn who_cannot_become_not_ready_rejects_nothing() {
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connecting")]);
    browser.news();
    let refusal = Fault::Status(400, r#"{"__type":"InvalidStateException","message":"Not now"}"#);
    browser.service.fail("PutAgentState", refusal, 1);
    press(&mut browser, "reject-and-not-ready");
    assert_eq!(browser.service.asked("RejectContact"), 0);
    assert_eq!(
        complaint(&browser, INSTANCE),
        Some(Message::with("workerActionFailed", "Not now"))
    );
}

#[test]
fn a_contact_that_waits_is_announced_until_it_is_answered() {
    let mut browser = Browser::new();
    browser
        .service
        .set_contacts(&[("a", "connecting"), ("b", "connected")]);
    browser.news();
    let notification = &browser.notifications[&waiting("a")];
    assert_eq!(notification.title, Message::new("workerIncomingCall"));
    assert_eq!(notification.text, Message::with("workerWho", "+15550100"));
    assert_eq!(browser.notifications.len(), 1);

    let id = waiting("a");
    browser.handle(Input::NotificationClicked { id, button: Some(0) });
    browser.news();
    assert_eq!(browser.service.contacts[0].1, "connected");
    assert!(browser.notifications.is_empty());
}

#[test]
fn a_contact_that_was_missed_is_announced_until_it_is_cleared() {
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connecting")]);
    browser.news();
    browser.service.set_contacts(&[("a", "missed")]);
    browser.news();
    let ids: Vec<&str> = browser.notifications.keys().map(String::as_str).collect();
    assert_eq!(ids, [format!("missed {INSTANCE} a")]);
    browser.service.set_contacts(&[]);
    browser.news();
    assert!(browser.notifications.is_empty());
}

#[test]
fn what_was_announced_is_not_announced_again_by_the_next_worker() {
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connecting")]);
    browser.news();
    browser.kill_worker();
    browser.news();
    assert_eq!(browser.notified, 1);
}

#[test]
fn who_wants_no_notifications_gets_none_of_contacts() {
    let mut browser = Browser::new();
    browser.open_popup();
    browser.popup_says(&json!({"setNotifications": {"on": false}}));
    browser.service.set_contacts(&[("a", "connecting")]);
    browser.news();
    assert!(browser.notifications.is_empty());
}

#[test]
fn it_rings_once_for_a_contact_that_waits_if_the_agent_wants_it() {
    let mut browser = Browser::new();
    browser.open_popup();
    browser.service.set_contacts(&[("a", "connecting")]);
    browser.news();
    assert_eq!(browser.rings, 0, "not unless it is wanted");
    browser.popup_says(&json!({"setSound": {"on": true}}));
    assert!(browser.view().sound);
    assert_eq!(browser.rings, 1, "to be heard once");
    browser
        .service
        .set_contacts(&[("a", "connected"), ("b", "connecting")]);
    browser.news();
    assert_eq!(browser.rings, 2);
    browser.kill_worker();
    browser.news();
    assert_eq!(browser.rings, 2, "not again by the next worker");
    browser.service.set_contacts(&[("b", "missed")]);
    browser.news();
    assert_eq!(browser.rings, 2, "nor for one that was missed");
    browser.popup_says(&json!({"setNotifications": {"on": false}}));
    browser.service.set_contacts(&[("c", "connecting")]);
    browser.news();
    assert_eq!(browser.rings, 3, "also without notifications");
}

#[test]
fn a_click_leads_to_the_page_that_was_used_last() {
    let mut browser = Browser::new();
    let (first, second) = (browser.open_page(), browser.open_page());
    browser.service.set_contacts(&[("a", "connecting")]);
    browser.news();
    browser.looked_at.insert(first, browser.now);
    let id = waiting("a");
    browser.handle(Input::NotificationClicked {
        id: id.clone(),
        button: None,
    });
    assert_eq!(browser.tab_in_front, Some(TabId(first.0 as i64)));
    browser.close_page(first);
    browser.handle(Input::NotificationClicked {
        id: id.clone(),
        button: None,
    });
    assert_eq!(browser.tab_in_front, Some(TabId(second.0 as i64)));
    browser.close_page(second);
    assert_eq!(browser.panels_opened, 0);
    browser.handle(Input::NotificationClicked { id, button: None });
    assert_eq!(browser.panels_opened, 1);
}

#[test]
fn a_contact_that_is_rejected_brings_no_page_to_the_front() {
    let mut browser = Browser::new();
    browser.open_page();
    browser.service.set_contacts(&[("a", "connecting")]);
    browser.news();
    let id = waiting("a");
    browser.handle(Input::NotificationClicked { id, button: Some(1) });
    assert_eq!(browser.service.asked("RejectContact"), 1);
    assert_eq!(browser.tab_in_front, None);
}

#[test]
fn a_selected_number_is_called() {
    let mut browser = Browser::new();
    browser.news();
    dial(&mut browser, " +1 (555) 010-0100 ");
    let call = browser
        .service
        .requests
        .iter()
        .find(|request| request.operation == "CreateOutboundContact")
        .unwrap();
    assert_eq!(call.parameters["endpoint"]["phoneNumber"], "+15550100100");
    assert_eq!(call.parameters["endpoint"]["type"], "phone_number");
}

#[test]
fn a_selection_that_cannot_be_called_is_explained() {
    let mut browser = Browser::new();
    browser.news();
    for (text, message) in [
        ("order 4711", Message::with("workerNoNumber", "order 4711")),
        ("030 1234567", Message::with("workerNoCountry", "030 1234567")),
    ] {
        dial(&mut browser, text);
        assert_eq!(complaint(&browser, ""), Some(message));
    }
    assert_eq!(browser.service.asked("CreateOutboundContact"), 0);
}

#[test]
fn what_is_read_in_the_popup_is_no_notification() {
    let mut browser = Browser::new();
    browser.open_popup();
    browser.news();
    dial(&mut browser, "order 4711");
    assert!(browser.view().notice.is_some());
    assert!(browser.notifications.is_empty());
}
