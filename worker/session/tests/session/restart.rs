use headwater_protocol::{Millis, popup::SignInStatus};
use headwater_session::{Input, PortId};
use serde_json::json;

use crate::{
    browser::Browser,
    service::{Fault, INSTANCE, Service},
};

#[test]
fn a_restart_is_not_noticed() {
    let mut browser = Browser::new();
    browser.open_popup();
    browser.service.set_contacts(&[("a", "connected")]);
    let port = browser.open_page();
    browser.news();
    let events = browser.pages[&port].events.len();
    browser.kill_worker();
    let page = browser.pages.values().next().unwrap();
    assert_eq!(page.events.len(), events, "nothing was missed");
    assert_eq!(page.heard("auth_fail"), 0);
    browser.assert_in_step();
    browser.service.set_state("Lunch", "not_routable");
    browser.news();
    browser.assert_in_step();
}

#[test]
fn what_happened_meanwhile_comes_once() {
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connected")]);
    browser.open_page();
    browser.news();
    // Changed while no worker could see it.
    browser.service.set_contacts(&[("a", "ended")]);
    browser.kill_worker();
    browser.pass(Millis::seconds(1));
    let page = browser.pages.values().next().unwrap();
    assert_eq!(page.contact_events(), ["init", "connected", "acw", "ended"]);
}

fn accept(browser: &mut Browser, page: PortId) {
    browser.call(page, 1, "acceptContact", &json!({"contactId": "a"}));
}

/// How often each page was told.
fn heard_accepted(browser: &Browser) -> Vec<usize> {
    let pages = browser.pages.values();
    pages.map(|page| page.heard_accepted("a")).collect()
}

#[test]
fn a_page_that_was_away_hears_once_that_a_contact_was_accepted() {
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connecting")]);
    let (one, other) = (browser.open_page(), browser.open_page());
    let away = browser.close_page(other);
    accept(&mut browser, one);
    // The same version of the document, and an event that it misses.
    let other = browser.reconnect(away);
    assert_eq!(heard_accepted(&browser), [1, 1]);
    let away = browser.close_page(other);
    browser.service.set_contacts(&[("a", "connected")]);
    browser.news();
    browser.reconnect(away);
    browser.kill_worker();
    browser.news();
    assert_eq!(heard_accepted(&browser), [1, 1]);
}

#[test]
fn a_page_that_was_away_while_a_contact_came_and_was_accepted_hears_of_both() {
    let mut browser = Browser::new();
    let (one, other) = (browser.open_page(), browser.open_page());
    let away = browser.close_page(other);
    browser.service.set_contacts(&[("a", "connecting")]);
    browser.news();
    accept(&mut browser, one);
    browser.service.set_contacts(&[("a", "connected")]);
    browser.news();
    browser.kill_worker();
    let other = browser.reconnect(away);
    assert_eq!(
        browser.pages[&other].contact_events(),
        ["init", "accepted", "connected"]
    );
    // Whoever comes only now hears nothing of it, and neither after the worker's next death.
    let late = browser.open_page();
    browser.kill_worker();
    browser.news();
    assert_eq!(browser.pages.len(), 3);
    assert_eq!(heard_accepted(&browser).iter().sum::<usize>(), 2, "{late:?}");
}

#[test]
fn what_the_worker_did_not_live_to_store_of_an_accepted_contact_pages_tell() {
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connecting")]);
    let (one, other) = (browser.open_page(), browser.open_page());
    let away = browser.close_page(other);
    let stored = browser.stored.clone();
    accept(&mut browser, one);
    browser.stored = stored;
    // It comes back before the one that knows.
    browser.kill_worker_and(|browser| {
        browser.reconnect(away);
    });
    assert_eq!(heard_accepted(&browser), [1, 1]);
    browser.kill_worker();
    assert_eq!(heard_accepted(&browser), [1, 1]);
}

#[test]
fn that_a_contact_was_accepted_is_remembered_also_while_only_the_configuration_is_missing() {
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connecting")]);
    let one = browser.open_page();
    let away = browser.close_page(one);
    browser.stored = None;
    browser
        .service
        .fail("GetAgentConfiguration", Fault::Status(429, ""), 100);
    browser.kill_worker();
    let (one, late) = (browser.reconnect(away), browser.open_page());
    accept(&mut browser, one);
    assert_eq!(heard_accepted(&browser), [1, 0]);
    browser.service.heal();
    browser.pass(Millis::seconds(120));
    assert_eq!(browser.pages[&late].contact_state("a"), Some("connected"));
    assert_eq!(heard_accepted(&browser), [1, 1], "once it saw the contact");
    assert_eq!(browser.stored.as_ref().unwrap().sessions[0].accepted, ["a"]);
    browser.kill_worker();
    browser.news();
    assert_eq!(heard_accepted(&browser), [1, 1]);
}

#[test]
fn that_a_contact_was_accepted_is_forgotten_with_the_contact() {
    let accepted = |browser: &Browser| browser.stored.as_ref().unwrap().sessions[0].accepted.clone();
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connecting")]);
    let (one, other) = (browser.open_page(), browser.open_page());
    accept(&mut browser, one);
    assert_eq!(accepted(&browser), ["a"]);
    let away = browser.close_page(other);
    browser.service.set_contacts(&[]);
    browser.news();
    assert_eq!(accepted(&browser), [""; 0]);
    // A contact of the same id is another one, whatever a page remembers.
    browser.service.set_contacts(&[("a", "connecting")]);
    browser.news();
    browser.reconnect(away);
    assert_eq!(accepted(&browser), [""; 0]);
    // Of what the instance does not say nothing is kept.
    browser.call(one, 2, "acceptContact", &json!({"contactId": "nobody"}));
    assert_eq!(browser.pages[&one].heard_accepted("nobody"), 1);
    assert_eq!(accepted(&browser), [""; 0]);
}

#[test]
fn the_sign_in_window_survives() {
    let mut browser = Browser::with(Service {
        signed_in: false,
        ..Service::new()
    });
    browser.open_page();
    browser.kill_worker();
    assert_eq!(browser.windows_opened, 1);
    browser.agent_signs_in();
    assert!(browser.windows.is_empty());
    browser.assert_in_step();
}

#[test]
fn signed_out_stays_signed_out() {
    let mut browser = Browser::new();
    browser.open_page();
    browser.open_popup();
    browser.popup_says(&json!({"signOut": {"instance": INSTANCE}}));
    browser.kill_worker();
    browser.pass(Millis::seconds(60));
    assert_eq!(browser.view().instances[0].sign_in, SignInStatus::SignedOutByUser);
    assert_eq!(browser.windows_opened, 0);
}

#[test]
fn masters_and_topics_survive() {
    let mut browser = Browser::new();
    let port = browser.open_page();
    let check = json!({"master": {"id": 1, "method": "checkMaster", "topic": "t"}});
    browser.say(port, &check);
    browser.say(port, &json!({"subscribeTopics": {"topics": ["aws/chat"]}}));
    browser.kill_worker();
    let stranger = browser.open_page();
    browser.say(stranger, &check);
    assert!(!browser.pages[&stranger].masters[0].2);
    let sent: Vec<&String> = browser.sockets.values().flatten().collect();
    assert!(sent.iter().any(|frame| frame.contains("aws/chat")), "{sent:?}");
}

#[test]
fn the_token_is_in_session_storage_alone() {
    let mut browser = Browser::new();
    browser.open_page();
    assert!(serde_json::to_string(&browser.stored).unwrap().contains("token-"));
    assert!(
        !serde_json::to_string(&browser.settings)
            .unwrap()
            .contains("token-")
    );
    assert!(!format!("{:?}", browser.stored).contains("token-"));
}

#[test]
fn what_cannot_be_read_is_as_if_it_were_not_there() {
    let mut browser = Browser::new();
    browser.open_page();
    if let Some(stored) = &mut browser.stored {
        stored.version = 0;
    }
    browser.kill_worker();
    browser.assert_in_step();
}

#[test]
fn what_comes_before_the_stores_are_read_waits() {
    let mut browser = Browser::new();
    // A second `Restored` in the same life says nothing.
    browser.handle(Input::Restored {
        sessions: None,
        settings: None,
    });
    browser.open_page();
    browser.assert_in_step();
}

#[test]
fn a_failure_is_a_restart_that_the_log_tells_of() {
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connected")]);
    let port = browser.open_page();
    browser.news();
    let events = browser.pages[&port].events.len();
    browser.fail_worker(1);
    let page = browser.pages.values().next().unwrap();
    assert_eq!(page.events.len(), events, "nothing was missed");
    browser.assert_in_step();
    assert_eq!(
        last_errors(&mut browser),
        ["The worker failed (1 in a row) and began again: panicked at session.rs:1:2: ‹number›"]
    );
    // It is told once.
    browser.kill_worker();
    assert_eq!(last_errors(&mut browser).len(), 1);
}

#[test]
fn who_fails_twice_in_a_row_forgets_the_sessions_and_keeps_the_log() {
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connected")]);
    browser.open_page();
    let port = browser.open_page();
    browser.say(
        port,
        &json!({"master": {"id": 1, "method": "checkMaster", "topic": "t"}}),
    );
    browser.news();
    browser.fail_worker(1);
    browser.stored.as_mut().unwrap().sessions[0].document = Some(json!("what the worker fails for"));
    browser.fail_worker(2);
    assert_eq!(last_errors(&mut browser).len(), 2);
    let session = &browser.stored.as_ref().unwrap().sessions[0];
    assert!(
        session
            .document
            .as_ref()
            .is_some_and(serde_json::Value::is_object)
    );
    assert!(session.masters.is_empty(), "{:?}", session.masters);
    // The browser is signed in all the same, and pages go on where they were.
    browser.assert_in_step();
    assert_eq!(browser.windows_opened, 0);
    for page in browser.pages.values() {
        assert_eq!(page.contact_events(), ["init", "connected"]);
    }
    browser.service.set_contacts(&[("a", "ended")]);
    browser.news();
    browser.assert_in_step();
    for page in browser.pages.values() {
        assert_eq!(page.contact_events(), ["init", "connected", "acw", "ended"]);
    }
}

#[test]
fn who_fails_three_times_in_a_row_reads_nothing_that_was_stored() {
    let mut browser = Browser::new();
    browser.open_page();
    browser.fail_worker(1);
    browser.fail_worker(2);
    browser.fail_worker(3);
    assert_eq!(
        last_errors(&mut browser),
        [
            "The worker failed (3 in a row) and began again, without what it had stored of the sessions: panicked at session.rs:1:2: ‹number›"
        ]
    );
    browser.news();
    browser.assert_in_step();
}

fn last_errors(browser: &mut Browser) -> Vec<String> {
    let file = browser.read_log();
    let errors = file["diagnosis"]["lastErrors"].as_array().expect("errors");
    errors
        .iter()
        .map(|line| line["text"].as_str().expect("a text").to_owned())
        .collect()
}

#[test]
fn a_dismissed_window_stays_dismissed() {
    let mut browser = Browser::with(Service {
        signed_in: false,
        ..Service::new()
    });
    browser.open_page();
    let window = *browser.windows.keys().next().unwrap();
    browser.windows.clear();
    browser.handle(Input::WindowClosed { window });
    browser.kill_worker();
    browser.pass(Millis::seconds(120));
    assert_eq!(browser.windows_opened, 1);
    browser.open_popup();
    assert!(browser.view().instances[0].sign_in_dismissed, "it is said still");
}

#[test]
fn a_window_that_is_to_stay_open_stays() {
    let mut browser = Browser::with(Service {
        signed_in: false,
        ..Service::new()
    });
    let mut attach = crate::page::Page::default().attach();
    attach["attach"]["signIn"] = json!({"loginPopup": true, "autoClose": false});
    browser.open_page_with(&attach);
    browser.kill_worker();
    browser.agent_signs_in();
    assert_eq!(browser.windows.len(), 1);
}

#[test]
fn signing_out_goes_on() {
    let mut browser = Browser::new();
    browser.open_page();
    browser.open_popup();
    browser.service.fail("/logout", Fault::Silence, 1);
    browser.popup_says(&json!({"signOut": {"instance": INSTANCE}}));
    browser.kill_worker();
    assert!(!browser.service.signed_in);
    assert_eq!(browser.view().instances[0].sign_in, SignInStatus::SignedOutByUser);
    browser.pass(Millis::seconds(60));
    assert_eq!(browser.windows_opened, 0);
}

#[test]
fn a_page_that_saw_more_than_was_stored_is_not_taken_back_in_time() {
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connected")]);
    browser.open_page();
    browser.news();
    let stored = browser.stored.clone();
    browser.service.set_contacts(&[]);
    browser.news();
    // The worker died before what it knew last was written.
    browser.stored = stored;
    browser
        .service
        .fail("GetAgentSnapshot", Fault::Status(503, ""), 1);
    // Neither by a configuration that comes first.
    browser.service.name = "Bea";
    browser.kill_worker();
    browser.pass(Millis::seconds(5));
    let page = browser.pages.values().next().unwrap();
    assert_eq!(page.contact_events(), ["init", "connected", "ended", "destroyed"]);
    browser.assert_in_step();
}
