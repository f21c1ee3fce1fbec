use headwater_protocol::{message::Message, popup::ContactAction};
use serde_json::json;

use crate::{
    browser::Browser,
    service::{Fault, INSTANCE},
};

fn set_state(browser: &mut Browser, state: &str) {
    browser.popup_says(&json!({"setState": {"instance": INSTANCE, "state": state}}));
    browser.news();
}

#[test]
fn the_agent_switches_the_status() {
    let mut browser = Browser::new();
    browser.open_popup();
    let page = browser.open_page();
    let agent = browser.view().instances[0].agent.clone().unwrap();
    assert_eq!(agent.name, "Ann");
    assert_eq!(agent.states.len(), 3);
    set_state(&mut browser, "Lunch");
    assert_eq!(browser.pages[&page].agent_state(), Some("Lunch"));
    assert_eq!(browser.badge.text, "Lun");
    browser.assert_in_step();
}

#[test]
fn on_a_contact_a_chosen_status_is_the_next_one() {
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connected")]);
    browser.open_popup();
    browser.news();
    assert!(browser.view().instances[0].agent.as_ref().unwrap().choice_is_next);
    set_state(&mut browser, "Lunch");
    assert_eq!(
        browser.view().instances[0]
            .agent
            .as_ref()
            .unwrap()
            .next_state
            .as_deref(),
        Some("Lunch")
    );
    assert_eq!(browser.service.state["name"], "Available");
}

#[test]
fn contacts_are_handled_from_the_popup() {
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connecting")]);
    browser.open_popup();
    browser.news();
    assert_eq!(browser.badge.text, "1");
    let contact = browser.view().instances[0].agent.as_ref().unwrap().contacts[0].clone();
    assert_eq!(contact.actions, [ContactAction::Accept, ContactAction::Reject]);
    browser.popup_says(&json!({"act": {"instance": INSTANCE, "contactId": "a", "action": "accept"}}));
    browser.news();
    browser.popup_says(&json!({"act": {"instance": INSTANCE, "contactId": "a", "action": "hold"}}));
    let hold = browser
        .service
        .requests
        .iter()
        .find(|request| request.operation == "HoldConnection")
        .unwrap();
    assert_eq!(hold.parameters["connectionId"], "a-customer");
    browser.popup_says(&json!({"act": {"instance": INSTANCE, "contactId": "a", "action": "end"}}));
    let end = browser
        .service
        .requests
        .iter()
        .find(|request| request.operation == "DestroyConnection")
        .unwrap();
    assert_eq!(end.parameters["connectionId"], "a-agent");
}

#[test]
fn a_refused_action_is_explained_and_harms_nothing() {
    let mut browser = Browser::new();
    browser.open_popup();
    browser.service.fail(
        "PutAgentState",
        Fault::Status(
            400,
            r#"{"__type":"InvalidStateException","message":"The agent is on a contact"}"#,
        ),
        1,
    );
    set_state(&mut browser, "Lunch");
    let notice = browser.view().instances[0].notice.clone().unwrap();
    assert_eq!(
        notice.message,
        Message::with("workerActionFailed", "The agent is on a contact")
    );
    browser.assert_in_step();
    browser.popup_says(&json!({"dismissNotice": {"instance": INSTANCE}}));
    assert_eq!(browser.view().instances[0].notice, None);
    set_state(&mut browser, "No such state");
    assert!(browser.view().instances[0].notice.is_some());
    browser.popup_says(&json!({"act": {"instance": INSTANCE, "contactId": "gone", "action": "accept"}}));
    assert_eq!(
        browser.view().instances[0].notice.as_ref().unwrap().message,
        Message::new("workerContactGone")
    );
}

#[test]
fn nonsense_from_the_popup_is_dropped() {
    let mut browser = Browser::new();
    browser.open_popup();
    browser.popup_says(&json!("nonsense"));
    browser.popup_says(&json!({"signIn": {"instance": "https://elsewhere.example"}}));
    assert_eq!(browser.windows_opened, 0);
}
