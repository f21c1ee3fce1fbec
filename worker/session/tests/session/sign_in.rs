use headwater_protocol::{Millis, popup::SignInStatus};
use headwater_session::{HttpFailure, Input, WindowId};
use serde_json::json;

use crate::{
    browser::Browser,
    page::Page,
    service::{Fault, INSTANCE, Service},
};

fn signed_out() -> Browser {
    Browser::with(Service {
        signed_in: false,
        ..Service::new()
    })
}

fn status(browser: &mut Browser) -> SignInStatus {
    if browser.popup.is_none() {
        browser.open_popup();
    }
    browser.view().instances[0].sign_in
}

#[test]
fn a_page_gets_one_window_which_closes_by_itself() {
    let mut browser = signed_out();
    let page = browser.open_page();
    browser.open_page();
    assert_eq!(
        browser.windows.values().collect::<Vec<_>>(),
        [&format!("{INSTANCE}/login?landat=%2Fccp-v2%2F")]
    );
    assert_eq!(status(&mut browser), SignInStatus::SigningIn);
    browser.agent_signs_in();
    assert!(browser.windows.is_empty());
    assert_eq!(browser.windows_opened, 1);
    let bus: Vec<&str> = browser.pages[&page]
        .bus
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(bus[..2], ["authorize_success", "init"]);
    assert_eq!(browser.pages[&page].agent_state(), Some("Available"));
    assert_eq!(status(&mut browser), SignInStatus::SignedIn);
}

#[test]
fn signing_in_is_noticed_even_if_no_page_of_the_instance_is_seen() {
    let mut browser = signed_out();
    let page = browser.open_page();
    browser.service.signed_in = true;
    browser.pass(Millis::seconds(3));
    assert_eq!(browser.pages[&page].agent_state(), Some("Available"));
}

#[test]
fn signing_in_in_the_control_panel_of_a_page_is_noticed() {
    let mut browser = signed_out();
    let mut attach = Page::default().attach();
    attach["attach"]["signIn"] = json!({"loginPopup": false});
    let page = browser.open_page_with(&attach);
    browser.say(page, &json!("controlPanelLoaded"));
    assert_eq!(browser.pages[&page].agent_state(), None);
    browser.service.signed_in = true;
    browser.say(page, &json!("controlPanelLoaded"));
    assert_eq!(browser.pages[&page].agent_state(), Some("Available"));
}

#[test]
fn a_dismissed_window_stays_away_until_the_agent_asks() {
    let mut browser = signed_out();
    browser.open_page();
    let window = *browser.windows.keys().next().unwrap();
    browser.windows.clear();
    browser.handle(Input::WindowClosed { window });
    browser.pass(Millis::seconds(120));
    browser.open_page();
    assert!(browser.windows.is_empty());
    assert_eq!(status(&mut browser), SignInStatus::SignedOut);
    assert!(browser.view().instances[0].sign_in_dismissed);
    browser.popup_says(&json!({"signIn": {"instance": INSTANCE}}));
    assert_eq!(browser.windows.len(), 1);
    assert!(!browser.view().instances[0].sign_in_dismissed);
}

#[test]
fn a_page_may_ask_for_no_window_or_for_another_address() {
    let mut browser = signed_out();
    let mut attach = Page::default().attach();
    attach["attach"]["signIn"] = json!({"loginPopup": false});
    browser.open_page_with(&attach);
    assert!(browser.windows.is_empty());
    attach["attach"]["signIn"] = json!({"loginUrl": "https://idp.example.org/saml", "width": 500});
    browser.open_popup();
    browser.popup_says(&json!({"allowIdentityProvider": {"address": "https://idp.example.org"}}));
    browser.open_page_with(&attach);
    assert_eq!(
        browser.windows.values().collect::<Vec<_>>(),
        ["https://idp.example.org/saml"]
    );
}

#[test]
fn a_window_that_would_be_off_the_screen_is_put_where_the_browser_likes() {
    let mut browser = signed_out();
    let mut attach = Page::default().attach();
    attach["attach"]["signIn"] = json!({"loginPopup": true, "top": -5000});
    browser.open_page_with(&attach);
    assert_eq!(browser.windows.len(), 1);
}

#[test]
fn a_login_address_that_is_none_is_refused() {
    let mut browser = signed_out();
    for url in ["javascript:alert(1)", "http://idp.example.org/", "nonsense"] {
        let mut attach = Page::default().attach();
        attach["attach"]["signIn"] = json!({"loginUrl": url});
        let page = browser.open_page_with(&attach);
        assert!(
            browser.pages[&page]
                .refused
                .as_ref()
                .unwrap()
                .contains("loginUrl"),
            "{url}"
        );
    }
    assert!(browser.windows.is_empty());
}

#[test]
fn signing_out_tells_all_pages_and_opens_no_window() {
    let mut browser = Browser::new();
    let pages = [browser.open_page(), browser.open_page()];
    browser.open_popup();
    browser.popup_says(&json!({"signOut": {"instance": INSTANCE}}));
    assert_eq!(status(&mut browser), SignInStatus::SignedOutByUser);
    for page in pages {
        assert_eq!(browser.pages[&page].heard("terminated"), 1);
    }
    browser.open_page();
    browser.pass(Millis::seconds(600));
    assert_eq!(browser.windows_opened, 0);
    // Signing in again goes on with the same pages.
    browser.popup_says(&json!({"signIn": {"instance": INSTANCE}}));
    browser.service.set_state("Lunch", "not_routable");
    browser.agent_signs_in();
    assert_eq!(browser.pages[&pages[0]].agent_state(), Some("Lunch"));
    browser.assert_in_step();
}

#[test]
fn a_page_that_signed_out_by_itself_says_so_to_all() {
    let mut browser = Browser::new();
    let (one, other) = (browser.open_page(), browser.open_page());
    browser.say(one, &json!("terminate"));
    assert_eq!(browser.pages[&other].heard("terminated"), 1);
    assert_eq!(status(&mut browser), SignInStatus::SignedOutByUser);
}

#[test]
fn the_token_is_refreshed_before_it_ends() {
    let mut browser = Browser::with(Service {
        session: Millis::seconds(3600),
        ..Service::new()
    });
    let page = browser.open_page();
    browser.pass(Millis::seconds(3600 * 4));
    assert_eq!(browser.pages[&page].heard("auth_fail"), 0);
    let asked = browser.service.asked("/auth/authorize");
    assert!((5..=12).contains(&asked), "{asked}");
    let last = browser.service.requests.last().unwrap();
    assert_eq!(last.token, browser.service.token());
}

#[test]
fn an_expired_session_is_one_auth_fail_and_one_window() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    browser.service.signed_in = false;
    browser.service.changed();
    browser.news();
    browser.pass(Millis::seconds(60));
    assert_eq!(browser.pages[&page].heard("auth_fail"), 1);
    assert_eq!(browser.windows_opened, 1);
}

#[test]
fn a_failure_that_a_refresh_mends_is_no_auth_fail() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    browser
        .service
        .fail("GetAgentSnapshot", Fault::Status(401, ""), 1);
    browser.service.set_state("Lunch", "not_routable");
    browser.news();
    browser.pass(Millis::seconds(5));
    assert_eq!(browser.pages[&page].heard("auth_fail"), 0);
    assert_eq!(browser.pages[&page].agent_state(), Some("Lunch"));
}

#[test]
fn being_slow_or_broken_is_not_being_signed_out() {
    for fault in [
        Fault::Status(503, ""),
        Fault::Failure(HttpFailure::Network),
        Fault::Failure(HttpFailure::Timeout),
        Fault::Body("<html>"),
    ] {
        let mut service = Service::new();
        service.fail("/auth/authorize", fault, 3);
        let mut browser = Browser::with(service);
        let page = browser.open_page();
        assert_eq!(browser.windows_opened, 0);
        browser.pass(Millis::seconds(30));
        assert_eq!(browser.pages[&page].agent_state(), Some("Available"));
        assert_eq!(browser.windows_opened, 0);
        assert_eq!(status(&mut browser), SignInStatus::SignedIn);
    }
}

#[test]
fn a_user_who_is_no_agent_is_told() {
    let mut service = Service::new();
    service.fail("/auth/authorize", Fault::Status(403, ""), u32::MAX);
    let mut browser = Browser::with(service);
    browser.open_page();
    assert_eq!(status(&mut browser), SignInStatus::Denied);
    assert!(browser.view().instances[0].notice.is_some());
}

#[test]
fn a_strange_window_is_none_of_our_business() {
    let mut browser = signed_out();
    browser.open_page();
    browser.handle(Input::WindowClosed { window: WindowId(99) });
    assert_eq!(status(&mut browser), SignInStatus::SigningIn);
}

fn on_a_call() -> (Browser, headwater_session::PortId) {
    let mut browser = Browser::new();
    browser.open_popup();
    browser.service.set_contacts(&[("a", "connected")]);
    let page = browser.open_page();
    browser.news();
    (browser, page)
}

#[test]
fn one_answer_alone_ends_nothing() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    browser
        .service
        .fail("GetAgentSnapshot", Fault::Status(401, ""), 1);
    browser.service.fail("/auth/authorize", Fault::Status(401, ""), 1);
    browser.service.set_state("Lunch", "not_routable");
    browser.news();
    browser.pass(Millis::seconds(5));
    assert_eq!(browser.pages[&page].heard("auth_fail"), 0);
    assert_eq!(browser.windows_opened, 0);
    assert_eq!(browser.pages[&page].agent_state(), Some("Lunch"));
}

#[test]
fn a_sign_in_that_ends_in_a_call_waits_for_its_end_while_the_token_works() {
    let (mut browser, page) = on_a_call();
    browser
        .service
        .fail("/auth/authorize", Fault::Status(401, ""), u32::MAX);
    // Something makes the worker ask.
    browser.handle(Input::PageLoaded {
        origin: "https://elsewhere.example".to_owned(),
    });
    browser.kill_worker();
    browser.pass(Millis::seconds(120));
    let page = *browser.pages.keys().next().unwrap_or(&page);
    assert_eq!(browser.windows_opened, 0);
    assert_eq!(browser.pages[&page].heard("auth_fail"), 0);
    assert_eq!(
        status(&mut browser),
        SignInStatus::SignedOut,
        "the popup offers to sign in"
    );
    let notice = browser.view().instances[0].notice.clone().unwrap();
    assert_eq!(notice.message.name, "workerExpiringInCall");
    // The call can still be controlled.
    browser
        .service
        .set_contacts(&[("a", "connected"), ("b", "connecting")]);
    browser.news();
    assert_eq!(browser.pages[&page].contact_state("b"), Some("connecting"));
    // It is over: now there is one window.
    browser.service.set_contacts(&[("a", "ended")]);
    browser.news();
    browser.pass(Millis::seconds(60));
    assert_eq!(browser.pages[&page].heard("auth_fail"), 1);
    assert_eq!(browser.windows_opened, 1);
}

#[test]
fn an_agent_on_a_call_may_sign_in_at_once_and_nothing_is_noticed() {
    let (mut browser, page) = on_a_call();
    browser
        .service
        .fail("/auth/authorize", Fault::Status(401, ""), u32::MAX);
    browser.handle(Input::PageLoaded {
        origin: INSTANCE.to_owned(),
    });
    browser.pass(Millis::seconds(5));
    browser.popup_says(&json!({"signIn": {"instance": INSTANCE}}));
    assert_eq!(browser.windows.len(), 1);
    assert_eq!(status(&mut browser), SignInStatus::SigningIn);
    browser.service.heal();
    browser.pass(Millis::seconds(3));
    assert!(browser.windows.is_empty());
    assert_eq!(status(&mut browser), SignInStatus::SignedIn);
    assert_eq!(browser.view().instances[0].notice, None);
    assert_eq!(browser.pages[&page].heard("auth_fail"), 0);
    assert_eq!(browser.pages[&page].contact_events(), ["init", "connected"]);
}

#[test]
fn a_token_that_ends_in_a_call_is_one_quiet_notice() {
    let (mut browser, page) = on_a_call();
    let connection = *browser.sockets.keys().next().unwrap();
    browser.service.signed_in = false;
    browser.service.changed();
    browser.pass(Millis::seconds(300));
    assert_eq!(browser.pages[&page].heard("auth_fail"), 1);
    assert_eq!(browser.windows_opened, 0, "the agent is talking");
    let notice = browser.view().instances[0].notice.clone().unwrap();
    assert_eq!(notice.message.name, "workerExpiredInCall");
    assert!(
        browser.sockets.contains_key(&connection),
        "the call's signals go over it"
    );
    browser.kill_worker();
    browser.pass(Millis::seconds(30));
    assert_eq!(browser.windows_opened, 0);
    // The page's softphone says that the call is over.
    let page = *browser.pages.keys().next().unwrap();
    browser.call(page, 9, "sendSoftphoneCallReport", &json!({}));
    assert_eq!(browser.windows_opened, 1);
    browser.agent_signs_in();
    browser.pass(Millis::seconds(2));
    browser.assert_in_step();
    assert_eq!(browser.view().instances[0].notice, None);
}

#[test]
fn a_sign_out_in_another_tab_opens_no_window() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    browser.service.signed_in = false;
    browser.handle(Input::PageLoaded {
        origin: INSTANCE.to_owned(),
    });
    browser.pass(Millis::seconds(60));
    assert_eq!(browser.pages[&page].heard("auth_fail"), 1);
    assert_eq!(browser.windows_opened, 0);
    assert_eq!(status(&mut browser), SignInStatus::SignedOut);
    browser.agent_signs_in();
    assert_eq!(status(&mut browser), SignInStatus::SignedIn);
}

#[test]
fn signing_out_without_a_network_is_said_not_to_have_worked() {
    let mut browser = Browser::new();
    let page = browser.open_page();
    browser.open_popup();
    browser
        .service
        .fail("/logout", Fault::Failure(HttpFailure::Network), 1);
    browser.popup_says(&json!({"signOut": {"instance": INSTANCE}}));
    assert_eq!(status(&mut browser), SignInStatus::SignedIn);
    let notice = browser.view().instances[0].notice.clone().unwrap();
    assert_eq!(notice.message.name, "workerSignOutFailed");
    assert_eq!(browser.pages[&page].heard("terminated"), 0);
}

#[test]
fn a_refused_user_is_asked_about_again_when_a_page_is_loaded() {
    let mut service = Service::new();
    service.fail("/auth/authorize", Fault::Status(403, ""), 1);
    let mut browser = Browser::with(service);
    assert_eq!(status(&mut browser), SignInStatus::Denied);
    let page = browser.open_page();
    browser.pass(Millis::seconds(1));
    assert_eq!(browser.pages[&page].agent_state(), Some("Available"));
}
