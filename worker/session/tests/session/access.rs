//! Who may do what: sites, the policy, identity providers.

use headwater_protocol::{
    message::Message,
    policy::PolicyFault,
    popup::{PopupView, SignInStatus, SiteView},
};
use headwater_session::Input;
use serde_json::{Value, json};

use crate::{
    browser::Browser,
    page::{CRM, Page},
    service::{INSTANCE, Service},
};

const SHOP: &str = "https://shop.example.org";
const SHOP_PAGES: &str = "https://shop.example.org/*";
const IDENTITY_PROVIDER: &str = "https://idp.example.org";

fn signed_out() -> Browser {
    let mut service = Service::new();
    service.signed_in = false;
    Browser::with(service)
}

fn view(browser: &mut Browser) -> PopupView {
    if browser.popup.is_none() {
        browser.open_popup();
    }
    browser.view().clone()
}

fn grant(browser: &mut Browser, patterns: &[&str]) {
    browser.granted = patterns.iter().map(|&pattern| pattern.to_owned()).collect();
    browser.tell_access();
}

fn set_policy(browser: &mut Browser, policy: Value) {
    browser.policy = policy;
    browser.tell_access();
}

fn patterns(view: &PopupView) -> Vec<&str> {
    view.sites.iter().map(|site| site.pattern.as_str()).collect()
}

/// Why the page was refused that wants the agent to sign in there, if it was.
fn refused_at(browser: &mut Browser, url: &str) -> Option<String> {
    let page = browser.open_page_with_login(url);
    browser.pages[&page].refused.clone()
}

fn waits(page: &Page) -> bool {
    page.refused.is_none() && page.id.is_none()
}

#[test]
fn a_site_is_allowed_while_the_browser_lets_the_extension_run_there() {
    let mut browser = Browser::new();
    let before = browser.open_page_of(SHOP);
    let refused = browser.pages[&before].refused.clone().unwrap();
    assert!(
        refused.contains(SHOP) && refused.contains("Allow it"),
        "{refused}"
    );

    grant(&mut browser, &[SHOP_PAGES]);
    assert_eq!(browser.registered, [SHOP_PAGES]);
    let page = browser.open_page_of(SHOP);
    assert_eq!(browser.pages[&page].refused, None);
    assert!(browser.pages[&page].agent_state().is_some());
    let site = SiteView {
        pattern: SHOP_PAGES.to_owned(),
        allowed: true,
        by_policy: false,
        removable: true,
    };
    assert_eq!(view(&mut browser).sites, [site]);

    browser.popup_says(&json!({"removeSite": {"pattern": SHOP_PAGES}}));
    browser.tell_access();
    assert!(browser.registered.is_empty());
    assert!(
        browser.pages[&page].refused.is_some(),
        "a page that runs already is refused, too"
    );
    let events = browser.pages[&page].events.len();
    browser.service.set_state("Lunch", "not_routable");
    browser.news();
    assert_eq!(
        browser.pages[&page].events.len(),
        events,
        "and hears nothing more"
    );
    browser.call(page, 1, "putAgentState", &json!({}));
    assert!(browser.pages[&page].settled.is_empty(), "nor can it do anything");
}

#[test]
fn what_a_page_says_about_its_origin_counts_for_nothing() {
    let mut browser = Browser::new();
    let mut attach = Page::default().attach();
    attach["origin"] = json!(CRM);
    let page = browser.open_page_of(SHOP);
    browser.say(page, &attach);
    browser.say(
        page,
        &json!({"call": {"id": 1, "method": "putAgentState", "params": {}}}),
    );
    assert!(browser.pages[&page].refused.is_some());
    assert!(browser.pages[&page].settled.is_empty() && browser.pages[&page].id.is_none());
}

#[test]
fn sites_stay_allowed_over_the_workers_death_and_an_update() {
    let mut browser = Browser::new();
    grant(&mut browser, &[SHOP_PAGES]);
    let page = browser.open_page_of(SHOP);
    browser.kill_worker();
    assert_eq!(browser.registered, [SHOP_PAGES]);
    assert!(browser.pages.values().all(|page| page.refused.is_none()));
    assert!(!browser.pages.contains_key(&page), "it has another port");
    // An update of the extension takes registered scripts away, and leaves the permissions.
    browser.registered.clear();
    browser.kill_worker();
    assert_eq!(browser.registered, [SHOP_PAGES]);
}

#[test]
fn the_hosts_of_instances_are_no_sites() {
    let mut browser = Browser::new();
    grant(
        &mut browser,
        &["https://*.my.connect.aws/*", "https://*.example.com/*"],
    );
    assert!(browser.registered.is_empty());
    assert!(view(&mut browser).sites.is_empty());
    let page = browser.open_page_of("https://other.my.connect.aws");
    assert!(browser.pages[&page].refused.is_some());
}

#[test]
fn a_policy_names_pages_which_the_browser_has_to_be_asked_for() {
    let mut browser = Browser::new();
    set_policy(
        &mut browser,
        json!({"pages": ["https://shop.example.org", "https://*.acme.example/*"]}),
    );
    let shown = view(&mut browser);
    assert_eq!(patterns(&shown), [SHOP_PAGES, "https://*.acme.example/*"]);
    assert!(shown.sites.iter().all(|site| site.by_policy && !site.allowed));
    let page = browser.open_page_of(SHOP);
    assert!(browser.pages[&page].refused.is_some());

    grant(&mut browser, &[SHOP_PAGES]);
    assert_eq!(browser.registered, [SHOP_PAGES]);
    assert_eq!(
        view(&mut browser)
            .sites
            .iter()
            .map(|site| site.allowed)
            .collect::<Vec<_>>(),
        [true, false]
    );
}

#[test]
fn a_policy_may_leave_no_choice_of_sites() {
    let mut browser = Browser::new();
    grant(&mut browser, &[SHOP_PAGES, "https://crm.acme.example/*"]);
    let page = browser.open_page_of(SHOP);
    assert_eq!(browser.pages[&page].refused, None);
    set_policy(
        &mut browser,
        json!({"pages": ["https://*.acme.example/*"], "features": {"allowSites": false}}),
    );
    assert_eq!(browser.registered, ["https://crm.acme.example/*"]);
    assert!(browser.pages[&page].refused.is_some());
    // A grant for more than the policy names is used for what it names.
    grant(&mut browser, &["https://*/*"]);
    assert_eq!(browser.registered, ["https://*.acme.example/*"]);
}

#[test]
fn a_policy_sets_up_instances_that_come_and_go_with_it() {
    let mut browser = Browser::new();
    set_policy(
        &mut browser,
        json!({"instances": ["https://acme2.my.connect.aws", "https://elsewhere.example.net"],
               "features": {"addInstances": false}}),
    );
    let shown = view(&mut browser);
    let origins: Vec<&str> = shown
        .instances
        .iter()
        .map(|instance| instance.origin.as_str())
        .collect();
    assert_eq!(origins, [INSTANCE, "https://acme2.my.connect.aws"]);
    assert!(shown.instances.iter().all(|instance| !instance.removable));
    let problem = &shown.policy.problems[0];
    assert_eq!(
        (problem.key.as_str(), problem.fault),
        ("instances[1]", PolicyFault::NoInstanceHost)
    );
    assert!(
        browser
            .logs
            .iter()
            .any(|line| line.contains("instances[1] of the policy is ignored"))
    );

    browser.popup_says(&json!({"addInstance": {"address": "https://acme3.my.connect.aws"}}));
    assert_eq!(
        view(&mut browser).notice.map(|notice| notice.message),
        Some(Message::new("workerInstancesByPolicy"))
    );

    set_policy(&mut browser, json!({}));
    assert_eq!(view(&mut browser).instances.len(), 1);
    assert!(!view(&mut browser).policy.managed);
}

#[test]
fn a_page_waits_for_its_identity_provider_to_be_allowed_and_goes_on_by_itself() {
    let mut browser = signed_out();
    let address = format!("{IDENTITY_PROVIDER}/saml?x=1");
    let page = browser.open_page_with_login(&address);
    assert!(waits(&browser.pages[&page]) && browser.windows.is_empty());
    let told = &browser.pages[&page].log;
    assert!(
        told[0].contains("loginUrl") && told[0].contains(IDENTITY_PROVIDER),
        "{told:?}"
    );
    let requests = view(&mut browser).sign_in_requests;
    assert_eq!(
        serde_json::to_value(&requests).unwrap(),
        json!([{"page": CRM, "identityProvider": IDENTITY_PROVIDER}])
    );
    browser.open_page_with_login(&address);
    assert_eq!(view(&mut browser).sign_in_requests.len(), 1, "asked once");

    // It waits on when the worker dies, and the agent has not to be asked anew.
    browser.kill_worker();
    assert!(browser.pages.values().all(waits));
    assert_eq!(view(&mut browser).sign_in_requests, requests);
    let gone = *browser.pages.keys().last().unwrap();
    browser.say(gone, &json!("detach"));

    browser.popup_says(&json!({"allowIdentityProvider": {"address": IDENTITY_PROVIDER}}));
    assert!(view(&mut browser).sign_in_requests.is_empty());
    let taken: Vec<bool> = browser.pages.values().map(|page| page.id.is_some()).collect();
    assert_eq!(taken, [true, false], "who left is not brought back");
    assert_eq!(browser.windows.values().collect::<Vec<_>>(), [&address]);

    browser.popup_says(&json!({"removeIdentityProvider": {"origin": IDENTITY_PROVIDER}}));
    let page = browser.open_page_with_login(&address);
    assert!(waits(&browser.pages[&page]));
}

#[test]
fn a_page_whose_identity_provider_the_agent_does_not_want_is_refused() {
    let mut browser = Browser::new();
    let page = browser.open_page_with_login(IDENTITY_PROVIDER);
    let other = browser.open_page_with_login("https://other.example.org");
    view(&mut browser);
    browser.popup_says(&json!({"dismissSignInRequest": {"identityProvider": IDENTITY_PROVIDER}}));
    let refused = browser.pages[&page].refused.as_ref().unwrap();
    assert!(
        refused.contains(IDENTITY_PROVIDER) && refused.contains("reload"),
        "{refused}"
    );
    assert!(waits(&browser.pages[&other]));

    // What the policy says meanwhile counts as well.
    let other_by_policy = json!({"identityProviders": ["https://other.example.org"]});
    set_policy(&mut browser, other_by_policy);
    assert!(browser.pages[&other].agent_state().is_some());
    let page = browser.open_page_with_login(IDENTITY_PROVIDER);
    set_policy(
        &mut browser,
        json!({"features": {"allowIdentityProviders": false}}),
    );
    let refused = browser.pages[&page].refused.as_ref().unwrap();
    assert!(refused.contains("policy"), "{refused}");
}

#[test]
fn what_is_not_allowed_any_more_is_not_used_either() {
    let mut browser = signed_out();
    browser.open_popup();
    browser.popup_says(&json!({"allowIdentityProvider": {"address": IDENTITY_PROVIDER}}));
    let mut attach = Page::default().attach();
    attach["attach"]["signIn"] = json!({"loginUrl": format!("{IDENTITY_PROVIDER}/saml"), "loginPopup": true});
    let page = browser.open_page_with(&attach);
    let window = *browser.windows.keys().next().unwrap();
    browser.windows.clear();
    browser.handle(Input::WindowClosed { window });
    assert_eq!(view(&mut browser).instances[0].sign_in, SignInStatus::SignedOut);
    browser.popup_says(&json!({"removeIdentityProvider": {"origin": IDENTITY_PROVIDER}}));
    browser.popup_says(&json!({"signIn": {"instance": INSTANCE}}));
    assert!(
        browser.windows.values().all(|url| url.starts_with(INSTANCE)),
        "{:?}",
        browser.windows
    );
    assert!(browser.pages[&page].refused.is_none());
}

#[test]
fn a_request_to_sign_in_elsewhere_is_kept_until_it_is_answered_and_there_are_not_many() {
    let mut browser = Browser::new();
    for number in 0..20 {
        browser.open_page_with_login(&format!("https://idp{number}.example.org/"));
    }
    let waiting: Vec<bool> = browser.pages.values().map(waits).collect();
    assert_eq!(waiting, [[false; 15].as_slice(), &[true; 5]].concat());
    browser.kill_worker();
    let requests = view(&mut browser).sign_in_requests;
    assert_eq!(requests.len(), 5);
    assert_eq!(requests[4].identity_provider, "https://idp19.example.org");
    for request in requests {
        let dismiss = json!({"dismissSignInRequest": {"identityProvider": request.identity_provider}});
        browser.popup_says(&dismiss);
    }
    assert!(view(&mut browser).sign_in_requests.is_empty());
    assert!(browser.pages.values().all(|page| page.refused.is_some()));
}

#[test]
fn a_policy_may_choose_the_identity_providers() {
    let mut browser = Browser::new();
    set_policy(
        &mut browser,
        json!({"identityProviders": [IDENTITY_PROVIDER], "features": {"allowIdentityProviders": false}}),
    );
    assert_eq!(
        refused_at(&mut browser, &format!("{IDENTITY_PROVIDER}/saml")),
        None
    );
    let refused = refused_at(&mut browser, "https://other.example.org/").unwrap();
    assert!(refused.contains("policy"), "{refused}");
    let shown = view(&mut browser);
    assert!(shown.sign_in_requests.is_empty());
    assert!(shown.identity_providers[0].by_policy);
    browser.popup_says(&json!({"allowIdentityProvider": {"address": "https://other.example.org"}}));
    assert!(view(&mut browser).notice.is_some());
    assert_eq!(view(&mut browser).identity_providers.len(), 1);
}

#[test]
fn nonsense_as_identity_provider_is_said_to_be_none() {
    let mut browser = Browser::new();
    browser.open_popup();
    for address in ["", "http://idp.example.org", "javascript:alert(1)"] {
        browser.popup_says(&json!({"allowIdentityProvider": {"address": address}}));
        assert_eq!(
            view(&mut browser).notice.map(|notice| notice.message),
            Some(Message::with("workerIdentityProviderInvalid", address))
        );
    }
    assert!(view(&mut browser).identity_providers.is_empty());
}

#[test]
fn who_installed_the_extension_is_welcomed_unless_the_policy_says_otherwise() {
    let mut browser = Browser::new();
    browser.handle(Input::Installed);
    assert!(browser.welcomed);
    let mut browser = Browser::new();
    set_policy(&mut browser, json!({"features": {"welcome": false}}));
    browser.handle(Input::Installed);
    assert!(!browser.welcomed);
}

#[test]
fn a_policy_may_forbid_notifications() {
    let mut browser = Browser::new();
    set_policy(&mut browser, json!({"features": {"notifications": false}}));
    browser.service.set_contacts(&[("a", "connecting")]);
    browser.news();
    assert!(browser.notifications.is_empty());
}
