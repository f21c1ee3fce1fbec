use headwater_protocol::Millis;
use headwater_session::{Input, Peer, PortId};
use serde_json::json;

use crate::{browser::Browser, page::Page, service::Service};

#[test]
fn every_tab_shows_the_same_agent() {
    let mut browser = Browser::new();
    browser.open_popup();
    let first = browser.open_page();
    browser.service.set_contacts(&[("a", "connecting")]);
    browser.news();
    let late = browser.open_page();
    for state in ["connected", "ended"] {
        browser.service.set_contacts(&[("a", state), ("b", "connecting")]);
        browser.news();
        browser.assert_in_step();
    }
    assert_eq!(
        browser.pages[&first].contact_events(),
        [
            "init",
            "connecting",
            "init",
            "connecting",
            "connected",
            "acw",
            "ended"
        ]
    );
    assert_eq!(browser.pages[&late].contact_events()[..2], ["init", "connecting"]);
    assert_eq!(browser.pages[&first].replica, browser.pages[&late].replica);
}

#[test]
fn a_change_is_a_small_patch_and_the_same_text_for_all() {
    let mut browser = Browser::new();
    let pages = [browser.open_page(), browser.open_page(), browser.open_page()];
    browser.service.set_state("Lunch", "not_routable");
    browser.news();
    for page in pages {
        assert_eq!(
            (browser.pages[&page].whole_updates, browser.pages[&page].patches),
            (1, 1)
        );
    }
}

#[test]
fn a_poll_without_news_is_no_news_to_pages() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    let events = browser.pages[&page].events.len();
    browser.pass(Millis::seconds(300));
    assert_eq!(browser.pages[&page].events.len(), events);
    assert!(browser.service.asked("GetAgentSnapshot") > 10);
}

#[test]
fn a_page_that_was_away_gets_just_what_it_missed() {
    let mut browser = Browser::new();
    browser.service.set_contacts(&[("a", "connected")]);
    let port = browser.open_page();
    let mut page = browser.close_page(port);
    let before = page.contact_events().len();
    browser
        .service
        .set_contacts(&[("a", "ended"), ("b", "connecting")]);
    browser.news();
    let id = page.id.clone();
    let port = browser.reconnect(std::mem::take(&mut page));
    let page = &browser.pages[&port];
    assert_eq!(
        page.contact_events()[before..],
        ["init", "connecting", "acw", "ended"]
    );
    assert_eq!(page.id, id);
}

#[test]
fn a_page_that_missed_nothing_gets_nothing() {
    let mut browser = Browser::new();
    let port = browser.open_page();
    let page = browser.close_page(port);
    let events = page.events.len();
    let port = browser.reconnect(page);
    assert_eq!(browser.pages[&port].events.len(), events);
    assert_eq!(browser.pages[&port].whole_updates, 1);
}

#[test]
fn all_pages_of_queues_are_there() {
    let mut browser = Browser::with(Service {
        queues: 7,
        page_size: 3,
        ..Service::new()
    });
    let page = browser.open_page();
    let profile = &browser.pages[&page].replica["configuration"]["routingProfile"];
    assert_eq!(profile["queues"].as_array().unwrap().len(), 7);
}

#[test]
fn a_changed_configuration_comes_at_once_when_asked_for() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    browser.service.name = "Bea";
    browser.say(page, &json!("reloadConfiguration"));
    assert_eq!(browser.pages[&page].replica["configuration"]["name"], "Bea");
}

#[test]
fn the_skew_of_a_clock_that_is_hours_off_is_told() {
    let mut browser = Browser::with(Service {
        ahead: -7_200_000,
        ..Service::new()
    });
    let page = browser.open_page();
    assert_eq!(
        browser.pages[&page].replica["snapshot"]["skew"],
        json!(-7_200_000.0)
    );
}

#[test]
fn a_broadcast_reaches_all_pages_and_a_forged_one_none() {
    let mut browser = Browser::new();
    let (one, other) = (browser.open_page(), browser.open_page());
    let view = json!({"broadcast": {"event": "contact::view", "data": {"contactId": "a"}}});
    browser.say(one, &view);
    browser.say(one, &json!({"broadcast": {"event": "auth_fail", "data": {}}}));
    for page in [one, other] {
        assert_eq!(
            browser.pages[&page]
                .bus
                .iter()
                .filter(|(name, _)| name == "contact::view")
                .count(),
            1
        );
        assert_eq!(browser.pages[&page].heard("auth_fail"), 0);
    }
}

#[test]
fn there_is_one_master_until_it_leaves() {
    let mut browser = Browser::new();
    let (one, other) = (browser.open_page(), browser.open_page());
    let check = json!({"master": {"id": 1, "method": "checkMaster", "topic": "connect::softphone"}});
    browser.say(one, &check);
    browser.say(other, &check);
    assert!(browser.pages[&one].masters[0].2);
    assert!(!browser.pages[&other].masters[0].2);
    browser.close_page(one);
    browser.say(other, &check);
    assert!(browser.pages[&other].masters[1].2);
    let third = browser.open_page();
    browser.say(
        third,
        &json!({"master": {"id": 9, "method": "becomeMaster", "topic": "connect::softphone"}}),
    );
    assert_eq!(
        browser.pages[&third].masters.len(),
        1,
        "the new master is answered once"
    );
    assert_eq!(
        browser.pages[&other].masters[2],
        (None, browser.pages[&third].id.clone(), false)
    );
}

#[test]
fn malformed_messages_harm_nobody() {
    let mut browser = Browser::new();
    let (bad, good) = (browser.open_page(), browser.open_page());
    let deep = "[".repeat(100_000);
    let long = format!(
        r#"{{"broadcast":{{"event":"contact::view","data":"{}"}}}}"#,
        "x".repeat(300_000)
    );
    for text in [
        "",
        "null",
        "7",
        "\"attach\"",
        "{}",
        r#""nonsense""#,
        r#"{"call":{}}"#,
        r#""call""#,
        &deep,
        &long,
        r#"{"call": {"id":-1,"method":"x","params":{}}}"#,
        r#"{"attach": {"protocol":1}}"#,
        r#"{"synchronize":null,"detach":null}"#,
    ] {
        browser.say_text(bad, text);
    }
    assert!(browser.logs.iter().any(|line| line.contains("malformed")));
    browser.service.set_state("Lunch", "not_routable");
    browser.news();
    assert_eq!(browser.pages[&good].agent_state(), Some("Lunch"));
    assert_eq!(browser.pages[&bad].agent_state(), Some("Lunch"));
}

#[test]
fn a_page_of_another_site_instance_or_version_is_refused_in_words() {
    let mut browser = Browser::new();
    for (change, words) in [
        (
            json!({"ccpUrl": "https://other.my.connect.aws/ccp-v2/"}),
            "not set up for the instance",
        ),
        (json!({"ccpUrl": "not an address"}), "not a web address"),
        (json!({"protocol": 99}), "Reload the page"),
    ] {
        let mut attach = Page::default().attach();
        for (name, value) in change.as_object().unwrap() {
            attach["attach"][name] = value.clone();
        }
        let page = browser.open_page_with(&attach);
        let refused = browser.pages[&page].refused.clone().unwrap();
        assert!(refused.contains(words), "{refused}");
    }
    let port = PortId(500);
    browser.pages.insert(port, Page::default());
    browser.handle(Input::PortOpened {
        port,
        peer: Peer::Page {
            origin: "https://evil.example".to_owned(),
        },
        tab: None,
    });
    browser.say(port, &Page::default().attach());
    assert!(
        browser.pages[&port]
            .refused
            .as_ref()
            .unwrap()
            .contains("not allowed")
    );
    assert_eq!(browser.pages[&port].agent_state(), None);
}

#[test]
fn a_page_that_detached_hears_nothing_and_may_come_back() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    browser.say(page, &json!("detach"));
    browser.service.set_state("Lunch", "not_routable");
    browser.news();
    assert_eq!(browser.pages[&page].agent_state(), Some("Available"));
    let attach = browser.pages[&page].attach();
    browser.say(page, &attach);
    assert_eq!(browser.pages[&page].agent_state(), Some("Lunch"));
}
