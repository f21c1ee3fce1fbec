//! Random stories: whatever happens in whatever order, pages end in step, and each sees the pure difference of what it
//! saw (which [`crate::page::Page`] checks at every update).

use headwater_protocol::Millis;
use headwater_session::{HttpFailure, Input, events};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{
    browser::Browser,
    page::Page,
    service::{CONTACT_STATES, Fault, STATES},
};

#[derive(Debug, Clone)]
enum Step {
    AgentState(usize),
    Contact(usize, usize),
    ContactGone(usize),
    OpenPage,
    ClosePage(usize),
    Reconnect(usize),
    Call(usize),
    KillWorker,
    Fault(usize),
    SignOut,
    SignIn,
    Pass(u64),
    Online,
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..STATES.len()).prop_map(Step::AgentState),
        6 => (0..4_usize, 0..CONTACT_STATES.len()).prop_map(|(contact, state)| Step::Contact(contact, state)),
        2 => (0..4_usize).prop_map(Step::ContactGone),
        2 => Just(Step::OpenPage),
        1 => (0..5_usize).prop_map(Step::ClosePage),
        2 => (0..5_usize).prop_map(Step::Reconnect),
        3 => (0..5_usize).prop_map(Step::Call),
        2 => Just(Step::KillWorker),
        2 => (0..6_usize).prop_map(Step::Fault),
        1 => Just(Step::SignOut),
        2 => Just(Step::SignIn),
        4 => (1..40_000_u64).prop_map(Step::Pass),
        1 => Just(Step::Online),
    ]
}

struct Story {
    browser: Browser,
    away: Vec<Page>,
    next_call: u32,
}

impl Story {
    fn step(&mut self, step: &Step) {
        let browser = &mut self.browser;
        let port = |browser: &Browser, index: usize| browser.pages.keys().nth(index).copied();
        match step {
            Step::AgentState(index) => {
                let (name, state_type) = STATES[*index];
                browser.service.set_state(name, state_type);
            }
            Step::Contact(contact, state) => {
                let id = format!("contact-{contact}");
                browser.service.contacts.retain(|(other, _)| *other != id);
                browser
                    .service
                    .contacts
                    .push((id, CONTACT_STATES[*state].to_owned()));
                browser.service.changed();
            }
            Step::ContactGone(contact) => {
                let id = format!("contact-{contact}");
                browser.service.contacts.retain(|(other, _)| *other != id);
                browser.service.changed();
            }
            Step::OpenPage => {
                browser.open_page();
            }
            Step::ClosePage(index) => {
                if let Some(port) = port(browser, *index) {
                    self.away.push(browser.close_page(port));
                }
            }
            Step::Reconnect(index) => {
                if *index < self.away.len() {
                    browser.reconnect(self.away.remove(*index));
                } else if let Some(port) = port(browser, *index) {
                    let page = browser.close_page(port);
                    browser.reconnect(page);
                }
            }
            Step::Call(index) => {
                if let Some(port) = port(browser, *index) {
                    self.next_call += 1;
                    browser.call(
                        port,
                        self.next_call,
                        "acceptContact",
                        &json!({"contactId": "contact-1"}),
                    );
                }
            }
            Step::KillWorker => browser.kill_worker(),
            Step::Fault(index) => {
                let (what, fault) = [
                    ("GetAgentSnapshot", Fault::Status(500, "")),
                    ("GetAgentSnapshot", Fault::Body("{")),
                    ("/auth/authorize", Fault::Failure(HttpFailure::Network)),
                    ("GetAgentConfiguration", Fault::Status(401, "")),
                    ("AcceptContact", Fault::Status(401, "")),
                    ("CreateTransport", Fault::Failure(HttpFailure::Timeout)),
                ][*index]
                    .clone();
                browser.service.fail(what, fault, 2);
            }
            Step::SignOut => browser.service.signed_in = false,
            Step::SignIn => browser.agent_signs_in(),
            Step::Pass(milliseconds) => browser.pass(Millis(*milliseconds)),
            Step::Online => browser.handle(Input::OnlineChanged { online: true }),
        }
        browser.news();
    }

    /// All is well again, and quiet.
    fn settle(&mut self) {
        self.browser.service.heal();
        self.browser.agent_signs_in();
        self.browser.pass(Millis::seconds(200));
        self.browser.assert_in_step();
        let pages: Vec<&Page> = self.browser.pages.values().collect();
        for pair in pages.windows(2) {
            assert_eq!(pair[0].replica["configuration"], pair[1].replica["configuration"]);
            assert_eq!(pair[0].version, pair[1].version);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn pages_end_in_step_whatever_happens(steps in prop::collection::vec(any_step(), 1..40)) {
        let mut story = Story { browser: Browser::new(), away: Vec::new(), next_call: 0 };
        story.browser.open_page();
        story.browser.open_popup();
        for step in &steps {
            story.step(step);
        }
        story.settle();
        prop_assert!(story.browser.windows_opened <= steps.len());
        let called = story.next_call;
        let settled: usize = story.browser.pages.values().chain(&story.away).map(|page| page.settled.len()).sum();
        prop_assert!(settled <= called as usize);
    }
}

fn snapshot(contacts: &[(usize, usize)], state: usize) -> Value {
    let contacts: std::collections::BTreeMap<String, &str> = contacts
        .iter()
        .map(|(contact, state)| (format!("contact-{contact}"), CONTACT_STATES[*state]))
        .collect();
    json!({
        "state": {"name": STATES[state].0, "type": STATES[state].1},
        "contactIds": contacts.keys().collect::<Vec<_>>(),
        "contacts": contacts.iter().map(|(id, state)| (id.clone(), json!({"state": {"type": state}})))
            .collect::<serde_json::Map<_, _>>(),
    })
}

proptest! {
    /// Being away in between changes nothing about the snapshots that are seen: what a page knows after the last one
    /// it saw is a function of the snapshots it saw, and two pages that saw the same know the same.
    #[test]
    fn events_depend_on_what_was_seen_alone(
        history in prop::collection::vec(
            (prop::collection::vec((0..4_usize, 0..CONTACT_STATES.len()), 0..4), 0..STATES.len()), 1..12),
        seen in prop::collection::vec(any::<bool>(), 12),
    ) {
        let snapshots: Vec<Value> = history.iter().map(|(contacts, state)| snapshot(contacts, *state)).collect();
        let saw: Vec<&Value> = snapshots.iter().enumerate()
            .filter(|(index, _)| seen[*index] || *index + 1 == snapshots.len()).map(|(_, snapshot)| snapshot).collect();
        let mut known = None;
        for snapshot in &saw {
            let (_, after) = events(known.as_ref(), snapshot, &[]);
            // Seeing the same once more brings nothing but a refresh.
            let (again, same) = events(Some(&after), snapshot, &[]);
            prop_assert_eq!(&same, &after);
            let only_refresh = again.iter().all(|event| {
                let text = serde_json::to_string(event).expect("plain data");
                text.contains("agent::refresh") || text.contains(r#"["contact::refresh"]"#)
            });
            prop_assert!(only_refresh, "{:?}", again);
            known = Some(after);
        }
        // The last snapshot decides what is known, whichever were seen before; only whether a contact counts as ended
        // is history.
        let known = known.expect("the last snapshot was seen");
        let last = snapshots.last().expect("not empty");
        let ids: Vec<&str> = known.contacts.iter().map(|contact| contact.contact_id.as_str()).collect();
        prop_assert_eq!(json!(ids), last["contactIds"].clone());
        prop_assert_eq!(&json!(known.state_name), &last["state"]["name"]);
    }
}
