use headwater_protocol::Millis;
use headwater_session::HttpFailure;
use serde_json::json;

use crate::{
    browser::Browser,
    page::Page,
    service::{Fault, INSTANCE, Service},
};

fn add(browser: &mut Browser, address: &str) -> Option<String> {
    if browser.popup.is_none() {
        browser.open_popup();
    }
    browser.popup_says(&json!({"addInstance": {"address": address}}));
    browser
        .view()
        .notice
        .as_ref()
        .map(|notice| notice.message.name.clone())
}

#[test]
fn an_address_that_cannot_be_an_instance_is_said_to_be_none() {
    let mut browser = Browser::new();
    for (address, name) in [
        ("", "workerAddressInvalid"),
        ("https://", "workerAddressInvalid"),
        ("https://www.example.com", "workerAddressElsewhere"),
        (INSTANCE, "workerAddressKnown"),
    ] {
        let notice = add(&mut browser, address).unwrap();
        assert_eq!(notice, name, "{address}");
    }
    assert_eq!(browser.view().instances.len(), 1);
}

#[test]
fn an_address_is_asked_whether_it_is_an_instance() {
    let authorize = "https://other.my.connect.aws/auth/authorize";
    for (fault, name) in [
        (Fault::Status(404, "not here"), "workerAddressAnswersOtherwise"),
        (
            Fault::Body("<html>Welcome</html>"),
            "workerAddressAnswersOtherwise",
        ),
        (Fault::Failure(HttpFailure::Network), "workerAddressUnreachable"),
        (Fault::Failure(HttpFailure::Timeout), "workerAddressSilent"),
    ] {
        let mut browser = Browser::new();
        browser.service.fail(authorize, fault, 1);
        let notice = add(&mut browser, "other.my.connect.aws").unwrap();
        assert_eq!(notice, name);
        assert_eq!(browser.view().instances.len(), 1);
        assert_eq!(browser.settings, None);
    }
}

#[test]
fn several_instances_are_several_sessions() {
    let mut browser = Browser::new();
    let authorize = "https://other.my.connect.aws/auth/authorize";
    browser.service.fail(authorize, Fault::Status(401, ""), u32::MAX);
    assert_eq!(add(&mut browser, "https://other.my.connect.aws/ccp-v2/"), None);
    assert_eq!(browser.view().instances.len(), 2);
    assert!(browser.settings.is_some());

    let mut attach = Page::default().attach();
    attach["attach"]["ccpUrl"] = json!("https://other.my.connect.aws/ccp-v2/");
    let there = browser.open_page_with(&attach);
    let here = browser.open_page();
    browser.service.set_state("Lunch", "not_routable");
    browser.news();
    assert_eq!(browser.pages[&here].agent_state(), Some("Lunch"));
    assert_eq!(browser.pages[&there].agent_state(), None);

    // It survives the worker, and can be removed again.
    browser.kill_worker();
    assert_eq!(browser.view().instances.len(), 2);
    browser.popup_says(&json!({"removeInstance": {"instance": "https://other.my.connect.aws"}}));
    assert_eq!(browser.view().instances.len(), 1);
    browser.popup_says(&json!({"removeInstance": {"instance": INSTANCE}}));
    assert_eq!(
        browser.view().instances.len(),
        1,
        "what the package was built with stays"
    );
}

#[test]
fn there_is_one_sign_in_window_at_a_time_in_the_whole_browser() {
    let mut browser = Browser::with(Service {
        signed_in: false,
        ..Service::new()
    });
    let other = "https://other.my.connect.aws";
    let authorize = "https://other.my.connect.aws/auth/authorize";
    browser.service.fail(authorize, Fault::Status(401, ""), u32::MAX);
    add(&mut browser, other);
    let mut attach = Page::default().attach();
    attach["attach"]["ccpUrl"] = json!("https://other.my.connect.aws/ccp-v2/");
    browser.open_page();
    browser.open_page_with(&attach);
    // The simulated browser fails when there are two.
    assert_eq!(browser.windows.len(), 1);
    browser.agent_signs_in();
    browser.pass(Millis::seconds(1));
    let open: Vec<&String> = browser.windows.values().collect();
    assert!(
        open.len() == 1 && open[0].starts_with(other),
        "the other instance's turn: {open:?}"
    );
}

#[test]
fn another_instance_does_not_change_with_which_one_calls_are_made() {
    let mut browser = Browser::new();
    assert_eq!(add(&mut browser, "aaa.my.connect.aws"), None);
    assert_ne!(browser.view().instances[0].origin, INSTANCE, "they are sorted");
    assert_eq!(browser.view().default_instance.as_deref(), Some(INSTANCE));
    let other = "https://aaa.my.connect.aws";
    browser.popup_says(&json!({"setDefaultInstance": {"instance": other}}));
    browser.popup_says(&json!({"removeInstance": {"instance": other}}));
    assert_eq!(browser.view().default_instance, None);
}
