//! Clocks that are wrong or set, and machines that sleep.

use headwater_protocol::Millis;
use headwater_session::PortId;

use crate::{
    browser::Browser,
    service::{Fault, Service},
};

const HOUR: i64 = 3_600_000;

/// How long a contact has been in its state, in seconds, as a page computes it.
fn seconds_in_state(browser: &Browser, page: PortId) -> i64 {
    let snapshot = &browser.pages[&page].replica["snapshot"];
    let since = snapshot["state"]["startTimestamp"].as_f64().expect("a time");
    let now = browser.wall().0 as f64 + snapshot["skew"].as_f64().expect("a time");
    ((now - since) / 1000.0).round() as i64
}

#[test]
fn a_clock_that_is_hours_off_changes_nothing() {
    for ahead in [-9 * HOUR, -HOUR, 2 * HOUR, 30 * HOUR] {
        let mut browser = Browser::with(Service {
            session: Millis::seconds(3600),
            ..Service::new()
        });
        browser.clock_is_ahead = ahead;
        browser.stored = None;
        browser.kill_worker();
        let page = browser.open_page();
        let asked = browser.service.asked("/auth/authorize");
        browser.pass(Millis::seconds(4 * 3600));
        let asked = browser.service.asked("/auth/authorize") - asked;
        assert!((6..=9).contains(&asked), "{ahead}: refreshed {asked} times");
        assert_eq!(browser.pages[&page].heard("auth_fail"), 0);
        browser.service.state["startTimestamp"] = serde_json::json!(browser.now.0 as f64 / 1000.0);
        browser.service.set_state("Lunch", "not_routable");
        browser.news();
        browser.pass(Millis::seconds(99));
        assert_eq!(seconds_in_state(&browser, page), 100, "{ahead}");
    }
}

#[test]
fn a_clock_that_is_set_changes_nothing_and_durations_stay_right() {
    for step in [-5 * HOUR, -600_000, 600_000, 5 * HOUR] {
        let mut browser = Browser::new();
        browser.service.state["startTimestamp"] = serde_json::json!(browser.now.0 as f64 / 1000.0);
        browser.service.set_state("Lunch", "not_routable");
        let page = browser.open_page();
        browser.pass(Millis::seconds(60));
        browser.clock_is_ahead = step;
        let polls = browser.service.asked("GetAgentSnapshot");
        browser.pass(Millis::seconds(60));
        assert_eq!(seconds_in_state(&browser, page), 120, "{step}");
        let polls = browser.service.asked("GetAgentSnapshot") - polls;
        assert!((2..=8).contains(&polls), "{step}: {polls} polls in a minute");
        browser.service.set_state("Available", "routable");
        browser.news();
        assert_eq!(browser.pages[&page].agent_state(), Some("Available"));
    }
}

#[test]
fn after_a_sleep_nothing_waits_for_what_is_dead() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    browser.pass(Millis::seconds(30));
    let socket = *browser.sockets.keys().next().unwrap();
    browser.service.fail("GetAgentSnapshot", Fault::Silence, 1);
    browser.service.changed();
    browser.perform();
    browser.service.heal();
    browser.service.set_state("Lunch", "not_routable");
    browser.sockets_are_mute = true;
    browser.sleep(Millis::seconds(3 * 3600));
    assert_eq!(browser.pages[&page].agent_state(), Some("Lunch"));
    browser.pass(Millis::seconds(5));
    assert!(
        !browser.sockets.contains_key(&socket),
        "the connection did not survive"
    );
    assert_eq!(browser.pages[&page].heard("auth_fail"), 0);
}
