//! A page with `window.connect`, as far as the worker can see it: it keeps a replica and checks what it is told.

use headwater_protocol::{
    document::apply,
    page::{Known, Outcome, SessionEvent, Update, WorkerToPage},
};
use headwater_session::events;
use serde_json::{Value, json};

pub(crate) const CRM: &str = "https://crm.example.com";

#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) id: Option<String>,
    /// What it is to show as its control panel, if not the instance's.
    pub(crate) panel: Option<String>,
    pub(crate) replica: Value,
    pub(crate) version: Option<u64>,
    pub(crate) known: Option<Known>,
    pub(crate) events: Vec<SessionEvent>,
    pub(crate) bus: Vec<(String, Value)>,
    pub(crate) settled: Vec<(u32, Outcome)>,
    pub(crate) masters: Vec<(Option<u32>, Option<String>, bool)>,
    pub(crate) refused: Option<String>,
    /// Where it wants the agent to sign in, if not at the instance.
    pub(crate) login_url: Option<String>,
    pub(crate) log: Vec<String>,
    /// Lengths of the updates it got, whole documents first.
    pub(crate) whole_updates: usize,
    pub(crate) patches: usize,
}

impl Page {
    pub(crate) fn take(&mut self, text: &str) {
        match serde_json::from_str(text).expect("the worker sends what its types say") {
            WorkerToPage::Acknowledge { page_id, panel } => {
                self.id = page_id.or(self.id.take());
                self.panel = panel;
            }
            WorkerToPage::Refused { message, .. } => self.refused = Some(message),
            WorkerToPage::Update(update) => self.update(update),
            WorkerToPage::Settled { id, outcome } => {
                assert!(
                    self.settled.iter().all(|(other, _)| *other != id),
                    "call {id} settled twice"
                );
                self.settled.push((id, outcome));
            }
            WorkerToPage::Master {
                id,
                master_id,
                is_master,
                ..
            } => {
                self.masters.push((id, master_id, is_master));
            }
            WorkerToPage::Event { event, data } => self.bus.push((event, data)),
            WorkerToPage::Accepted { contact_id } => {
                if let Some(known) = &mut self.known {
                    known.accept(&contact_id);
                }
                let scoped = format!("contact::accepted::{contact_id}");
                for event in ["contact::accepted".to_owned(), scoped] {
                    self.bus.push((event, json!({ "contactId": contact_id })));
                }
            }
            WorkerToPage::Log { entries } => self.log.extend(entries.into_iter().map(|entry| entry.text)),
        }
    }

    fn update(&mut self, update: Update) {
        match update.from {
            Some(from) => {
                assert_eq!(
                    Some(from),
                    self.version,
                    "a patch for a version that the page does not have"
                );
                apply(&mut self.replica, &update.patch);
                self.patches += 1;
            }
            None => {
                self.replica = update.patch;
                self.whole_updates += 1;
            }
        }
        self.version = Some(update.to);
        let mut accepted: Vec<String> = update.events.iter().filter_map(accepted_in).collect();
        accepted.sort_unstable();
        let (expected, known) = events(self.known.as_ref(), &self.replica["snapshot"], &accepted);
        assert_eq!(
            update.events, expected,
            "events are the pure difference of what the page saw"
        );
        self.known = Some(known);
        self.events.extend(update.events);
    }

    /// The message that makes the page take part, with what it knows.
    pub(crate) fn attach(&self) -> Value {
        json!({"attach": {
            "protocol": 1, "ccpUrl": "https://acme.my.connect.aws/ccp-v2/", "pageId": self.id,
            "known": self.known, "version": self.version, "signIn": {"loginPopup": true, "autoClose": true, "loginUrl": self.login_url},
        }})
    }

    pub(crate) fn agent_state(&self) -> Option<&str> {
        self.replica["snapshot"]["state"]["name"].as_str()
    }

    pub(crate) fn contact_state(&self, id: &str) -> Option<&str> {
        self.replica["snapshot"]["contacts"][id]["state"]["type"].as_str()
    }

    /// Names of contact events, in order.
    pub(crate) fn contact_events(&self) -> Vec<&str> {
        let names = self.events.iter().filter_map(|event| match event {
            SessionEvent::Contact { names, .. } => Some(names),
            SessionEvent::Agent { .. } | SessionEvent::StateChange { .. } => None,
        });
        names
            .flatten()
            .map(|name| name.trim_start_matches("contact::"))
            .filter(|name| *name != "refresh")
            .collect()
    }

    /// How often the page was told that the contact was accepted.
    pub(crate) fn heard_accepted(&self, id: &str) -> usize {
        let missed = self.events.iter().filter(|event| {
            matches!(event, SessionEvent::Contact { contact_id, names, .. }
                if contact_id == id && names.iter().any(|name| name == "contact::accepted"))
        });
        missed.count() + self.heard(&format!("contact::accepted::{id}"))
    }

    pub(crate) fn heard(&self, event: &str) -> usize {
        self.bus.iter().filter(|(name, _)| name == event).count()
    }
}

/// The contact that counts as accepted from this event on.
fn accepted_in(event: &SessionEvent) -> Option<String> {
    match event {
        SessionEvent::Contact {
            contact_id,
            accepted: true,
            ..
        } => Some(contact_id.clone()),
        SessionEvent::Contact { .. } | SessionEvent::Agent { .. } | SessionEvent::StateChange { .. } => None,
    }
}
