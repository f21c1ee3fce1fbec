use headwater_protocol::{
    message::Message,
    popup::{ContactAction, WorkerToPopup},
};
use headwater_session::HttpFailure;
use serde_json::{Value, json};

use crate::{
    browser::Browser,
    service::{Fault, INSTANCE},
};

fn set_state(browser: &mut Browser, state: &str) {
    browser.popup_says(&json!({"setState": {"instance": INSTANCE, "ask": 1, "state": state}}));
    browser.news();
}

fn act(browser: &mut Browser, contact: &str, action: &str) {
    let act = json!({"act": {"instance": INSTANCE, "ask": 2, "contactId": contact, "action": action}});
    browser.popup_says(&act);
    browser.news();
}

/// The parameters of the last request of this operation.
fn last(browser: &Browser, operation: &str) -> Value {
    let mut requests = browser.service.requests.iter().rev();
    let request = requests.find(|request| request.operation == operation);
    request.expect("a request").parameters.clone()
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
    act(&mut browser, "a", "accept");
    assert_eq!(browser.problem(), None);
    act(&mut browser, "a", "hold");
    assert_eq!(last(&browser, "HoldConnection")["connectionId"], "a-customer");
    act(&mut browser, "a", "mute");
    assert_eq!(last(&browser, "MuteParticipant")["connectionId"], "a-agent");
    act(&mut browser, "a", "conference");
    assert_eq!(last(&browser, "ConferenceConnections")["contactId"], "a");
    act(&mut browser, "a", "end");
    assert_eq!(last(&browser, "DestroyConnection")["connectionId"], "a-agent");
}

#[test]
fn a_participant_is_named_and_digits_are_sent_along() {
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connected")]);
    browser.open_popup();
    browser.news();
    browser.popup_says(&json!({"act": {"instance": INSTANCE, "ask": 7, "contactId": "a", "connectionId": "a-third", "action": "end"}}));
    assert_eq!(last(&browser, "DestroyConnection")["connectionId"], "a-third");
    assert_eq!(browser.answers.last().unwrap().ask, 7);
    browser.popup_says(&json!({"act": {"instance": INSTANCE, "ask": 8, "contactId": "a", "action": "sendDigits", "digits": "4#"}}));
    let sent = last(&browser, "SendDigits");
    assert_eq!(
        (&sent["connectionId"], &sent["digits"]),
        (&json!("a-customer"), &json!("4#"))
    );
    act(&mut browser, "a", "sendDigits");
    assert_eq!(browser.problem().unwrap().name, "workerActionFailed");
}

#[test]
fn the_next_status_is_taken_back_by_choosing_the_last_one_again() {
    let mut browser = Browser::new();
    browser.open_popup();
    set_state(&mut browser, "Lunch");
    browser.service.set_contacts(&[("a", "connected")]);
    browser.service.set_state("Busy", "system");
    browser.news();
    browser.kill_worker();
    browser.popup_says(&json!({"setState": {"instance": INSTANCE, "ask": 1}}));
    let chosen = last(&browser, "PutAgentState");
    assert_eq!(chosen["state"]["name"], "Lunch");
    assert_eq!(chosen["enqueueNextState"], true);
}

#[test]
fn a_number_is_called_and_a_quick_connect_is_added() {
    let mut browser = Browser::new();
    browser.open_popup();
    browser.news();
    let agent = browser.view().instances[0].agent.clone().unwrap();
    assert!(agent.can_dial);
    assert_eq!(agent.countries, ["us", "ca"]);

    let number = json!({"type": "phone_number", "phoneNumber": "+15550100"}).to_string();
    browser.popup_says(&json!({"connect": {"instance": INSTANCE, "ask": 1, "endpoint": number}}));
    assert_eq!(browser.problem(), None);
    assert_eq!(
        last(&browser, "CreateOutboundContact")["endpoint"]["phoneNumber"],
        "+15550100"
    );

    browser.popup_says(&json!({"findEndpoints": {"instance": INSTANCE, "ask": 2}}));
    assert_eq!(
        last(&browser, "GetEndpoints")["queueARNs"],
        json!(["0", "1", "2"])
    );
    let found: Value = serde_json::from_str(browser.answers.last().unwrap().found.as_ref().unwrap()).unwrap();
    let endpoint = found["endpoints"][0].to_string();
    browser.popup_says(
        &json!({"connect": {"instance": INSTANCE, "ask": 3, "contactId": "a", "endpoint": endpoint}}),
    );
    assert_eq!(browser.problem(), None);
    assert_eq!(
        last(&browser, "CreateAdditionalConnection")["endpoint"]["name"],
        "Billing"
    );

    browser.popup_says(&json!({"connect": {"instance": INSTANCE, "ask": 4, "endpoint": "nonsense"}}));
    assert_eq!(browser.problem().unwrap().name, "workerActionFailed");
}

#[test]
fn a_refused_action_is_explained_and_harms_nothing() {
    let mut browser = Browser::new();
    browser.open_popup();
    let refusal = Fault::Status(
        400,
        r#"{"__type":"InvalidStateException","message":"The agent is on a contact"}"#,
    );
    browser.service.fail("PutAgentState", refusal.clone(), 1);
    set_state(&mut browser, "Lunch");
    assert_eq!(
        browser.problem(),
        Some(&Message::with("workerActionFailed", "The agent is on a contact"))
    );
    assert_eq!(browser.view().instances[0].notice, None);
    browser.assert_in_step();
    set_state(&mut browser, "No such state");
    assert_eq!(
        browser.problem(),
        Some(&Message::with("workerNoSuchState", "No such state"))
    );
    act(&mut browser, "gone", "accept");
    assert_eq!(browser.problem(), Some(&Message::new("workerContactGone")));
}

#[test]
fn what_fails_after_the_popup_was_closed_is_said_when_it_opens_again() {
    let mut browser = Browser::new();
    browser.open_popup();
    browser.service.fail("PutAgentState", Fault::Silence, 1);
    set_state(&mut browser, "Lunch");
    browser.close_popup();
    browser.fail_unanswered(HttpFailure::Timeout);
    browser.open_popup();
    browser.news();
    let notice = browser.view().instances[0].notice.clone().unwrap();
    assert_eq!(notice.message, Message::new("workerActionTimeout"));
    browser.popup_says(&json!({"dismissNotice": {"instance": INSTANCE}}));
    assert_eq!(browser.view().instances[0].notice, None);
}

#[test]
fn what_was_shown_last_is_stored_also_without_a_popup_and_holds_no_token() {
    let mut browser = Browser::new();
    browser.open_popup();
    browser.close_popup();
    browser.service.set_state("Lunch", "not_routable");
    browser.news();
    let stored = browser.stored_view.clone().unwrap();
    let Ok(WorkerToPopup::View(view)) = serde_json::from_str::<WorkerToPopup>(&stored) else {
        panic!("{stored}");
    };
    assert_eq!(view.instances[0].agent.as_ref().unwrap().state.name, "Lunch");
    assert!(!stored.contains(&browser.service.token()));
}

#[test]
fn nonsense_from_the_popup_is_dropped() {
    let mut browser = Browser::new();
    browser.open_popup();
    browser.popup_says(&json!("nonsense"));
    browser.popup_says(&json!({"signIn": {"instance": "https://elsewhere.example"}}));
    assert_eq!(browser.windows_opened, 0);
}

#[test]
fn the_chosen_language_is_spoken_shown_and_kept() {
    let mut browser = Browser::new();
    browser.open_popup();
    assert_eq!(browser.view().language, None);
    browser.popup_says(&json!({"setLanguage": {"language": "de"}}));
    assert_eq!(browser.view().language.as_deref(), Some("de"));
    assert_eq!(browser.language.take().as_deref(), Some("de"));
    browser.kill_worker();
    assert_eq!(
        browser.language.as_deref(),
        Some("de"),
        "after the worker's death"
    );
    browser.popup_says(&json!({"setLanguage": {"language": "../../manifest"}}));
    assert_eq!((&browser.view().language, &browser.language), (&None, &None));
}

#[test]
fn the_panel_opens_in_a_window_of_its_own() {
    let mut browser = Browser::new();
    browser.open_popup();
    browser.popup_says(&json!("openPanel"));
    assert_eq!(browser.panels_opened, 1);
}
