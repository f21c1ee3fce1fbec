//! A tab whose page takes part: the page's replica and what its link to the worker does (`worker-link.ts`).

use std::collections::{BTreeMap, BTreeSet};

use headwater_protocol::page::{Outcome, SessionEvent, WorkerToPage};
use headwater_session::PortId;
use serde_json::{Value, json};

use crate::page::Page;

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum CallState {
    Waiting,
    Sent,
    Settled(Outcome),
    Interrupted,
}

#[derive(Default)]
pub(crate) struct Tab {
    pub(crate) page: Page,
    pub(crate) port: Option<PortId>,
    pub(crate) attached: bool,
    pub(crate) attempts: usize,
    pub(crate) calls: BTreeMap<u32, CallState>,
    waiting: Vec<Value>,
    messages: BTreeSet<u64>,
    /// The contacts that calls are to accept.
    pub(crate) accepts: BTreeMap<u32, String>,
    /// Contacts of which the page was told that they were accepted.
    pub(crate) accepted: BTreeSet<String>,
    /// How often each event of the bus came.
    pub(crate) heard: BTreeMap<String, u32>,
}

impl Tab {
    pub(crate) fn attach_message(&self) -> Value {
        self.page.attach()
    }

    /// Calls, now or once the page is attached; what is to be sent now.
    pub(crate) fn call(&mut self, id: u32, digits: &str) -> Option<Value> {
        let parameters = json!({"contactId": "c", "connectionId": "k", "digits": digits});
        self.call_or_wait(id, "sendDigits", &parameters)
    }

    /// Likewise, of a contact that no other call accepts.
    pub(crate) fn accept(&mut self, id: u32, contact_id: &str) -> Option<Value> {
        self.accepts.insert(id, contact_id.to_owned());
        self.call_or_wait(id, "acceptContact", &json!({ "contactId": contact_id }))
    }

    fn call_or_wait(&mut self, id: u32, method: &str, parameters: &Value) -> Option<Value> {
        let message = json!({"call": {"id": id, "method": method, "params": parameters}});
        if self.attached {
            self.calls.insert(id, CallState::Sent);
            Some(message)
        } else if self.page.refused.is_some() {
            self.calls.insert(id, CallState::Interrupted);
            None
        } else {
            self.calls.insert(id, CallState::Waiting);
            self.waiting.push(message);
            None
        }
    }

    /// What the page sends in answer.
    pub(crate) fn take(&mut self, text: &str) -> Vec<Value> {
        self.attempts = 0;
        let before = self.page.settled.len();
        self.page.take(text);
        for (id, outcome) in self.page.settled.drain(..).skip(before) {
            let state = self.calls.insert(id, CallState::Settled(outcome));
            assert_eq!(state, Some(CallState::Sent), "call {id} is settled");
        }
        for event in std::mem::take(&mut self.page.events) {
            if let SessionEvent::Contact {
                contact_id, names, ..
            } = event
                && names.iter().any(|name| name == "contact::accepted")
            {
                self.hear_accepted(contact_id);
            }
        }
        self.page.masters.clear();
        for (event, data) in std::mem::take(&mut self.page.bus) {
            if let Some(contact_id) = event.strip_prefix("contact::accepted::") {
                self.hear_accepted(contact_id.to_owned());
            }
            if event == "webSocket::all_message" {
                let number = data["content"].as_u64().expect("messages are numbered");
                assert!(self.messages.insert(number), "message {number} came twice");
            }
            *self.heard.entry(event).or_default() += 1;
        }
        if self.page.refused.is_some() {
            self.lost();
            self.waiting.clear();
            self.calls
                .values_mut()
                .filter(|state| **state == CallState::Waiting)
                .for_each(|state| *state = CallState::Interrupted);
            return Vec::new();
        }
        let attached = matches!(
            serde_json::from_str(text),
            Ok(WorkerToPage::Acknowledge { page_id: Some(_), .. })
        );
        if !attached {
            return Vec::new();
        }
        self.attached = true;
        let waiting = std::mem::take(&mut self.waiting);
        for message in &waiting {
            let id = message["call"]["id"].as_u64().unwrap_or_default() as u32;
            if let Some(state @ CallState::Waiting) = self.calls.get_mut(&id) {
                *state = CallState::Sent;
            }
        }
        std::iter::once(json!({"subscribeTopics": {"topics": ["aws/chat"]}}))
            .chain(waiting)
            .collect()
    }

    fn hear_accepted(&mut self, contact_id: String) {
        let is_news = self.accepted.insert(contact_id.clone());
        assert!(is_news, "told twice that {contact_id} was accepted");
    }

    pub(crate) fn say_or_wait(&mut self, message: Value) -> Option<Value> {
        if self.attached {
            return Some(message);
        }
        self.waiting.push(message);
        None
    }

    /// The connection is lost: what was sent may have been carried out or not.
    pub(crate) fn lost(&mut self) {
        self.port = None;
        self.attached = false;
        for state in self.calls.values_mut() {
            if *state == CallState::Sent {
                *state = CallState::Interrupted;
            }
        }
    }

    pub(crate) fn forget_history(&mut self) {
        self.calls
            .retain(|_, state| matches!(state, CallState::Sent | CallState::Waiting));
        self.messages.clear();
        self.accepts.clear();
        self.accepted.clear();
    }
}
