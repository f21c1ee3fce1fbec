use headwater_protocol::{Millis, popup::Health};
use headwater_session::{HttpFailure, Input};

use crate::{browser::Browser, service::Fault};

#[test]
fn a_body_that_is_not_json_leaves_the_session_unharmed() {
    for body in [
        "",
        "<html>Maintenance</html>",
        "{",
        "[]",
        "null",
        r#"{"snapshot":{"state":null}}"#,
    ] {
        let mut browser = Browser::new();
        browser.open_popup();
        let page = browser.open_page();
        browser.service.fail("GetAgentSnapshot", Fault::Body(body), 2);
        browser.service.changed();
        browser.news();
        browser.service.set_state("Lunch", "not_routable");
        browser.pass(Millis::seconds(10));
        assert_eq!(browser.pages[&page].agent_state(), Some("Lunch"), "{body}");
        assert_eq!(browser.view().instances[0].health, Health::Good);
    }
}

#[test]
fn a_place_in_the_poll_that_the_service_does_not_know_is_given_up() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    browser.service.forgets_polls = true;
    // The poll that is held now has been taken.
    browser.service.changed();
    browser.news();
    browser.service.set_state("Lunch", "not_routable");
    browser.pass(Millis::seconds(10));
    assert_eq!(browser.pages[&page].agent_state(), Some("Lunch"));
    browser.assert_in_step();
}

#[test]
fn the_popup_says_what_is_wrong_with_the_service() {
    for (fault, words) in [
        (Fault::Body("<html>"), "workerServiceUnreadable"),
        (Fault::Status(503, ""), "workerServiceProblem “503”"),
        (Fault::Status(429, ""), "workerServiceSlowDown"),
        (Fault::Failure(HttpFailure::Network), "workerServiceUnreachable"),
        (Fault::Failure(HttpFailure::Timeout), "workerServiceSilent"),
    ] {
        let mut browser = Browser::new();
        browser.open_popup();
        browser.open_page();
        browser.service.fail("GetAgentSnapshot", fault, u32::MAX);
        browser.service.changed();
        browser.news();
        match &browser.view().instances[0].health {
            Health::Bad { reason } => assert_eq!(reason.to_string(), words),
            other => panic!("{other:?}"),
        }
        assert_eq!(browser.badge.text, "!");
    }
}

#[test]
fn a_service_that_is_back_is_noticed_though_nothing_changes() {
    let mut browser = Browser::new();
    browser.open_popup();
    browser.open_page();
    browser
        .service
        .fail("GetAgentSnapshot", Fault::Status(503, ""), 4);
    browser.service.changed();
    browser.perform();
    assert_ne!(browser.view().instances[0].health, Health::Good);
    browser.pass(Millis::seconds(10));
    assert_eq!(browser.view().instances[0].health, Health::Good);
}

#[test]
fn a_broken_service_is_asked_less_and_less() {
    let mut browser = Browser::new();
    browser.open_page();
    browser
        .service
        .fail("GetAgentSnapshot", Fault::Status(500, ""), u32::MAX);
    browser.service.changed();
    browser.news();
    let before = browser.service.asked("GetAgentSnapshot");
    browser.pass(Millis::seconds(600));
    let asked = browser.service.asked("GetAgentSnapshot") - before;
    assert!((20..=60).contains(&asked), "{asked}");
}

#[test]
fn retry_after_is_obeyed() {
    let mut browser = Browser::new();
    browser.open_page();
    browser
        .service
        .fail("GetAgentSnapshot", Fault::RetryAfter(429, 120), u32::MAX);
    browser.service.changed();
    browser.news();
    let before = browser.service.asked("GetAgentSnapshot");
    browser.pass(Millis::seconds(100));
    assert_eq!(browser.service.asked("GetAgentSnapshot"), before);
}

#[test]
fn retry_after_is_obeyed_also_by_those_in_a_hurry() {
    let mut browser = Browser::new();
    browser.open_page();
    browser
        .service
        .fail("GetAgentSnapshot", Fault::RetryAfter(429, 120), u32::MAX);
    browser.service.changed();
    browser.news();
    let before = browser.service.asked("GetAgentSnapshot");
    browser.handle(Input::OnlineChanged { online: true });
    browser
        .service
        .fail("GetAgentConfiguration", Fault::Status(401, ""), 1);
    browser.pass(Millis::seconds(60));
    assert_eq!(browser.service.asked("GetAgentSnapshot"), before);
    browser.pass(Millis::seconds(60));
    assert!(browser.service.asked("GetAgentSnapshot") > before);
}

#[test]
fn a_network_that_returns_is_used_at_once() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    browser
        .service
        .fail("GetAgentSnapshot", Fault::Failure(HttpFailure::Network), u32::MAX);
    browser.service.changed();
    browser.pass(Millis::seconds(300));
    browser.service.heal();
    browser.service.set_state("Lunch", "not_routable");
    browser.handle(Input::OnlineChanged { online: true });
    assert_eq!(browser.pages[&page].agent_state(), Some("Lunch"));
}

#[test]
fn refusals_are_counted_as_the_original_counts_and_polling_goes_on() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    browser
        .service
        .fail("GetAgentSnapshot", Fault::Status(403, ""), 10);
    browser.service.changed();
    browser.pass(Millis::seconds(400));
    assert_eq!(browser.pages[&page].heard("access_denied"), 1);
    browser.service.set_state("Lunch", "not_routable");
    browser.news();
    assert_eq!(browser.pages[&page].agent_state(), Some("Lunch"));

    browser
        .service
        .fail("GetAgentSnapshot", Fault::Status(401, ""), 20);
    browser.service.changed();
    browser.pass(Millis::seconds(900));
    assert_eq!(browser.pages[&page].heard("cti_authorize_retries_exhausted"), 1);
    browser.service.set_state("Available", "routable");
    browser.news();
    assert_eq!(browser.pages[&page].agent_state(), Some("Available"));
}

#[test]
fn a_list_that_never_ends_does_not_hang_the_session() {
    let mut browser = Browser::new();
    browser.service.fail(
        "GetRoutingProfileQueues",
        Fault::Body(r#"{"queues":[{"queueARN":"q"}],"nextToken":"again"}"#),
        u32::MAX,
    );
    browser.pass(Millis::seconds(40));
    assert!(browser.service.asked("GetRoutingProfileQueues") < 40);
    browser.service.heal();
    let page = browser.open_page();
    browser.pass(Millis::seconds(90));
    assert_eq!(browser.pages[&page].agent_state(), Some("Available"));
}

#[test]
fn nothing_secret_is_logged() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    browser
        .service
        .fail("GetAgentSnapshot", Fault::Status(401, ""), 3);
    browser.service.changed();
    browser.say_text(page, r#"{"token-1":{}}"#);
    browser.pass(Millis::seconds(60));
    assert!(
        browser.logs.iter().all(|line| !line.contains("token-")),
        "{:?}",
        browser.logs
    );
}
