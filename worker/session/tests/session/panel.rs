//! Headwater's panel in pages: which show it, and which may.

use headwater_session::Input;
use serde_json::{Value, json};

use crate::{
    browser::{Browser, PANEL},
    page::{CRM, Page},
};

const SHOP: &str = "https://shop.example.org";

/// What a page that asks for this panel, or says nothing, is to show.
fn shown(browser: &mut Browser, wanted: Option<bool>) -> Option<String> {
    let mut attach = Page::default().attach();
    attach["attach"]["headwaterPanel"] = json!(wanted);
    let page = browser.open_page_with(&attach);
    browser.pages[&page].panel.clone()
}

fn choose(browser: &mut Browser, on: bool) {
    browser.popup_says(&json!({"setPanelInPages": {"on": on}}));
}

#[test]
fn a_page_shows_the_panel_that_it_wants_or_else_what_the_agent_chose() {
    let panel = Some(PANEL.to_owned());
    let mut browser = Browser::new();
    browser.open_popup();
    assert!(!browser.view().panel_in_pages);
    assert_eq!(shown(&mut browser, None), None);
    assert_eq!(shown(&mut browser, Some(true)), panel);

    choose(&mut browser, true);
    assert!(browser.view().panel_in_pages);
    assert_eq!(shown(&mut browser, None), panel);
    assert_eq!(shown(&mut browser, Some(false)), None);

    browser.kill_worker();
    assert_eq!(shown(&mut browser, None), panel, "it is kept");
}

#[test]
fn an_organisation_may_decide_for_the_agent() {
    let mut browser = Browser::new();
    browser.open_popup();
    choose(&mut browser, true);
    browser.policy = json!({"panelInPages": false});
    browser.tell_access();
    assert!(!browser.view().panel_in_pages && browser.view().policy.decides_panel_in_pages);
    assert_eq!(shown(&mut browser, None), None);
    assert_eq!(
        shown(&mut browser, Some(true)),
        Some(PANEL.to_owned()),
        "a page knows best"
    );
    browser.policy = json!({});
    browser.tell_access();
    assert_eq!(
        shown(&mut browser, None),
        Some(PANEL.to_owned()),
        "what the agent chose is kept"
    );
}

#[test]
fn the_panel_shows_in_the_frame_of_an_allowed_page_what_the_popup_shows() {
    let mut browser = Browser::new();
    browser.open_panel_in(&[CRM]);
    assert!(browser.view().instances[0].agent.is_some());
    browser.popup_says(&json!({"setState": {
        "instance": browser.view().instances[0].origin, "ask": 1, "state": "Lunch",
    }}));
    assert_eq!(browser.problem(), None);
    browser.news();
    assert_eq!(
        browser.view().instances[0].agent.as_ref().unwrap().state.name,
        "Lunch"
    );
}

#[test]
fn the_panel_is_for_nobody_else_at_whatever_depth() {
    for framed_by in [
        &[SHOP][..],
        &[CRM, SHOP],
        &[SHOP, CRM],
        &["null"],
        &["unknown"],
        &["http://crm.example.com"],
        &[""],
    ] {
        let mut browser = Browser::new();
        browser.open_panel_in(framed_by);
        assert!(browser.popup_refused, "{framed_by:?}");
        let instance = Page::default().attach()["attach"]["ccpUrl"].clone();
        browser.popup_says(&json!("open"));
        browser.popup_says(&json!({"setState": {"instance": instance, "ask": 1, "state": "Lunch"}}));
        browser.popup_says(&json!({"signOut": {"instance": instance}}));
        assert!(browser.answers.is_empty());
        assert!(matches!(&browser.popup, Some((_, None))), "nothing is shown");
        let page = browser.open_page();
        assert_eq!(browser.pages[&page].agent_state(), Some("Available"));
    }
}

#[test]
fn the_panel_is_gone_as_soon_as_the_site_is_not_allowed_any_more() {
    let pages: Value = json!(["https://shop.example.org/*"]);
    let mut browser = Browser::new();
    browser.granted = serde_json::from_value(pages).unwrap();
    browser.tell_access();
    browser.open_panel_in(&[SHOP]);
    assert!(!browser.popup_refused);
    browser.granted.clear();
    browser.tell_access();
    assert!(browser.popup_refused);
    assert!(matches!(&browser.popup, Some((_, None))));
}

#[test]
fn a_panel_in_a_page_is_not_taken_for_somebody_who_reads_notices() {
    let mut browser = Browser::new();
    let notified = |browser: &mut Browser| {
        let before = browser.notified;
        browser.handle(Input::SelectionDialled {
            text: "no number".to_owned(),
        });
        browser.notified - before
    };
    browser.open_panel_in(&[CRM]);
    assert_eq!(notified(&mut browser), 1);
    browser.open_popup();
    assert_eq!(notified(&mut browser), 0);
}
