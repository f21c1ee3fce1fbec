use headwater_protocol::{
    Millis,
    page::{CallError, Outcome},
};
use headwater_session::{HttpAnswer, HttpFailure, PortId};
use serde_json::{Value, json};

use crate::{
    browser::Browser,
    service::{Fault, INSTANCE, Service},
};

fn accept(browser: &mut Browser, port: PortId, id: u32) {
    browser.call(port, id, "acceptContact", &json!({"contactId": "a"}));
}

fn error(browser: &Browser, port: PortId, id: u32) -> CallError {
    match browser.pages[&port].settled.iter().find(|(call, _)| *call == id) {
        Some((_, Outcome::Failure { error })) => error.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_call_in_one_page_shows_in_all() {
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connecting")]);
    let (one, other) = (browser.open_page(), browser.open_page());
    accept(&mut browser, one, 7);
    assert_eq!(
        browser.pages[&one].settled,
        [(7, Outcome::Success { data: json!({}) })]
    );
    browser.news();
    assert_eq!(browser.pages[&other].contact_state("a"), Some("connected"));
    let request = browser
        .service
        .requests
        .iter()
        .find(|request| request.operation == "AcceptContact")
        .unwrap();
    assert_eq!(
        request.parameters,
        json!({"contactId": "a", "authentication": {"authToken": browser.service.token()}})
    );
}

#[test]
fn every_failure_settles_with_a_type() {
    for (fault, code) in [
        (
            Fault::Status(400, r#"{"__type":"x#InvalidStateException","message":"no"}"#),
            "InvalidStateException",
        ),
        (Fault::Status(403, ""), "accessDenied"),
        (Fault::Status(401, ""), "signedOut"),
        (Fault::Status(500, "oops"), "UnknownError"),
        (Fault::Failure(HttpFailure::Network), "offline"),
        (Fault::Failure(HttpFailure::Timeout), "timeout"),
        (Fault::Body("<html>"), "UnparsableResponse"),
    ] {
        let mut browser = Browser::new();
        let page = browser.open_page();
        browser.service.fail("AcceptContact", fault, u32::MAX);
        accept(&mut browser, page, 1);
        browser.pass(Millis::seconds(5));
        assert_eq!(error(&browser, page, 1).code, code);
        let once = if code == "signedOut" { 2 } else { 1 };
        assert_eq!(browser.service.asked("AcceptContact"), once, "{code}");
    }
}

#[test]
fn a_call_with_an_old_token_is_sent_again_with_a_fresh_one() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    browser.service.set_contacts(&[("a", "connecting")]);
    browser.service.fail("AcceptContact", Fault::Status(401, ""), 1);
    accept(&mut browser, page, 1);
    browser.pass(Millis::seconds(2));
    assert_eq!(
        browser.pages[&page].settled,
        [(1, Outcome::Success { data: json!({}) })]
    );
}

#[test]
fn a_call_whose_token_is_refused_settles_also_when_there_is_no_other_token() {
    for (times, expected) in [(1, None), (100, Some("signedOut"))] {
        let mut browser = Browser::new();
        browser.service.set_contacts(&[("a", "connecting")]);
        let page = browser.open_page();
        browser.pass(Millis::seconds(2));
        browser.service.keeps_token = true;
        browser
            .service
            .fail("AcceptContact", Fault::Status(401, ""), times);
        accept(&mut browser, page, 1);
        browser.pass(Millis::seconds(2));
        match expected {
            Some(code) => assert_eq!(error(&browser, page, 1).code, code),
            None => assert_eq!(
                browser.pages[&page].settled,
                [(1, Outcome::Success { data: json!({}) })]
            ),
        }
        assert_eq!(browser.service.asked("AcceptContact"), 2);
    }
}

#[test]
fn a_call_that_waits_for_a_token_settles_when_there_is_none() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    browser.service.signed_in = false;
    accept(&mut browser, page, 1);
    browser.pass(Millis::seconds(2));
    assert_eq!(error(&browser, page, 1).code, "signedOut");
}

#[test]
fn bad_calls_do_not_reach_the_service() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    for (id, method, params, code) in [
        (1, "destroyContact", json!({"contactId": "a"}), "UnknownMethod"),
        (2, "__proto__", json!({}), "UnknownMethod"),
        (3, "acceptContact", json!({}), "MissingRequiredParameter"),
        (4, "acceptContact", Value::Null, "MissingRequiredParameter"),
        (
            5,
            "acceptContact",
            json!({"contactId": {}}),
            "InvalidParameterType",
        ),
    ] {
        browser.call(page, id, method, &params);
        assert_eq!(error(&browser, page, id).code, code);
    }
    assert_eq!(browser.service.asked("AcceptContact"), 0);
}

#[test]
fn the_services_beside_cti_are_called_too() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    browser.call(
        page,
        1,
        "AgentAppService.VoiceId.describeSpeaker",
        &json!({"SpeakerId": "s"}),
    );
    browser.call(page, 2, "listTaskTemplates", &json!({"instanceId": "i"}));
    browser.call(page, 3, "listTaskTemplates", &json!({"instanceId": "../.."}));
    let asked = json!({
        "asked": "AgentAppService.VoiceId.describeSpeaker",
        "bearer": json!({"lily-auth-prod-iad": browser.service.token()}).to_string(),
    });
    let settled = &browser.pages[&page].settled;
    assert_eq!(settled[0], (1, Outcome::Success { data: asked }));
    assert_eq!(
        settled[1],
        (
            2,
            Outcome::Success {
                data: json!({"asked": "", "bearer": ""})
            }
        )
    );
    assert_eq!(error(&browser, page, 3).code, "MissingRequiredParameter");
    assert_eq!(
        browser
            .service
            .asked("/task-templates/api/ccp/proxy/instance/i/task/template"),
        1
    );
}

#[test]
fn what_the_services_beside_cti_say_of_a_failure_is_passed_on() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    let path = "/task-templates/api/ccp/proxy/instance/i/task/template";
    for (id, fault, said) in [
        (
            1,
            Fault::Status(404, r#"{"message":"gone"}"#),
            Some(json!({"message": "gone", "status": 404})),
        ),
        (2, Fault::Status(404, "<html>"), None),
        (3, Fault::Status(404, "[]"), None),
        (4, Fault::Failure(HttpFailure::Network), None),
    ] {
        browser.service.fail(path, fault, 1);
        browser.call(page, id, "listTaskTemplates", &json!({"instanceId": "i"}));
        assert_eq!(error(&browser, page, id).said, said);
    }
    let body = r#"{"message":"who are you?"}"#;
    browser.service.fail(path, Fault::Status(401, body), 2);
    browser.call(page, 5, "listTaskTemplates", &json!({"instanceId": "i"}));
    browser.pass(Millis::seconds(5));
    let refused = error(&browser, page, 5);
    assert_eq!((refused.code.as_str(), refused.said), ("signedOut", None));
}

#[test]
fn a_call_while_nobody_is_signed_in_says_so() {
    let mut browser = Browser::with(Service {
        signed_in: false,
        ..Service::new()
    });
    let page = browser.open_page();
    accept(&mut browser, page, 1);
    assert_eq!(error(&browser, page, 1).code, "signedOut");
}

#[test]
fn the_answer_to_a_page_that_is_gone_goes_nowhere() {
    let mut browser = Browser::new();
    let (gone, there) = (browser.open_page(), browser.open_page());
    browser.service.fail("AcceptContact", Fault::Silence, 1);
    accept(&mut browser, gone, 1);
    browser.close_page(gone);
    accept(&mut browser, there, 1);
    assert_eq!(browser.pages[&there].settled.len(), 1);
}

#[test]
fn that_a_contact_was_accepted_others_hear_of_a_page_that_is_gone() {
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connecting")]);
    let (gone, there) = (browser.open_page(), browser.open_page());
    browser.service.fail("AcceptContact", Fault::Silence, 1);
    accept(&mut browser, gone, 1);
    browser.close_page(gone);
    browser.answer_unanswered(&Ok(HttpAnswer {
        status: 200,
        headers: Vec::new(),
        body: "{}".to_owned(),
        url: String::new(),
    }));
    assert_eq!(browser.pages[&there].heard_accepted("a"), 1);
}

#[test]
fn that_a_contact_was_accepted_all_pages_hear_with_its_success_and_only_then() {
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connecting")]);
    let (one, other) = (browser.open_page(), browser.open_page());
    browser.service.fail("AcceptContact", Fault::Status(500, ""), 1);
    accept(&mut browser, one, 1);
    assert_eq!(browser.pages[&other].heard("contact::accepted"), 0);
    accept(&mut browser, one, 2);
    for page in [one, other] {
        assert_eq!(browser.pages[&page].heard("contact::accepted"), 1);
        assert_eq!(browser.pages[&page].heard("contact::accepted::a"), 1);
    }
    browser.open_popup();
    browser
        .popup_says(&json!({"act": {"instance": INSTANCE, "ask": 1, "contactId": "a", "action": "accept"}}));
    assert_eq!(
        browser.pages[&other].heard("contact::accepted::a"),
        2,
        "by the popup, too"
    );
}
