//! What is to hold once all is well.

use std::collections::BTreeMap;

use headwater_protocol::{Millis, page::Outcome};
use serde_json::Value;

use super::Story;
use crate::tab::CallState;

impl Story {
    pub(crate) fn check(&mut self) {
        let requests = self.world.requests;
        self.world.pass(Millis::seconds(60));
        let requests = self.world.requests - requests;
        assert!(requests <= 40, "{requests} requests in a quiet minute");
        assert_eq!(
            self.world.calls_open(),
            Vec::<u32>::new(),
            "calls that never settle"
        );
        // A long poll, and at times the four lists of the configuration.
        assert!(
            self.world.requests_under_way() <= 5,
            "{} requests under way",
            self.world.requests_under_way()
        );
        assert_eq!(self.world.sockets_open(), 1, "WebSockets");
        assert!(
            self.world.windows.values().all(|known| !known),
            "the sign-in window is still open"
        );
        self.check_replicas();
        self.check_calls();
        self.check_accepted();
        assert!(self.world.largest_stored < 64 * 1024, "stored state grows");
    }

    fn check_replicas(&self) {
        let stored: Value = serde_json::from_str(self.world.stored.as_ref().expect("stored state"))
            .expect("stored state can be read");
        let session = &stored["sessions"][0];
        let truth = without_times(&session["document"]);
        let service = &self.world.service;
        assert_eq!(
            truth["snapshot"]["state"]["name"], service.state["name"],
            "the session is behind the service"
        );
        let contacts: BTreeMap<&str, &str> = service
            .contacts
            .iter()
            .map(|(id, state)| (id.as_str(), state.as_str()))
            .collect();
        let of_session: BTreeMap<&str, &str> = truth["snapshot"]["contacts"]
            .as_object()
            .expect("contacts")
            .iter()
            .map(|(id, contact)| (id.as_str(), contact["state"]["type"].as_str().unwrap_or_default()))
            .collect();
        assert_eq!(of_session, contacts, "the session is behind the service");
        assert_eq!(truth["configuration"]["name"], service.name);
        let tabs = self.world.tabs.iter().flatten();
        for tab in tabs.filter(|tab| tab.page.refused.is_none()) {
            assert!(tab.attached, "a page has not come back");
            assert_eq!(
                without_times(&tab.page.replica),
                truth,
                "a replica is not the session's"
            );
            assert_eq!(
                tab.page.version.map(Value::from),
                Some(session["documentVersion"].clone())
            );
        }
        let view = self.world.popup.as_ref().and_then(|(_, view)| view.as_ref());
        let agent = view.and_then(|view| view.instances[0].agent.as_ref());
        let agent = agent.expect("the popup shows the agent");
        assert_eq!(service.state["name"], agent.state.name.as_str());
        assert_eq!(agent.contacts.len(), contacts.len());
    }

    /// Of a contact that was accepted all pages are told, or none: none where the worker died before the answer.
    fn check_accepted(&self) {
        let tabs = &self.world.tabs;
        for tab in tabs.iter().flatten().chain(&self.closed) {
            for id in &tab.accepted {
                let done = self.world.executed.get(id).map_or(0, |executed| executed.done);
                assert_eq!(done, 1, "{id} is said to have been accepted");
            }
            for (call, id) in &tab.accepts {
                if let Some(CallState::Settled(Outcome::Success { .. })) = tab.calls.get(call) {
                    assert!(tab.accepted.contains(id), "who accepted {id} did not hear of it");
                }
            }
        }
        for (id, executed) in &self.world.executed {
            let is_there = self.world.service.contacts.iter().any(|(other, _)| other == id);
            // What one life did not live to store its pages tell the next one, and not the one after that.
            let remembered = !self.world.storage_failed && self.world.lives <= executed.life + 1;
            if !is_there || !remembered || executed.done == 0 {
                continue;
            }
            let open = || tabs.iter().flatten();
            if open().any(|tab| tab.accepted.contains(id)) {
                let present = executed.present.iter().filter_map(|index| tabs[*index].as_ref());
                for tab in present.filter(|tab| tab.page.refused.is_none()) {
                    assert!(tab.accepted.contains(id), "a page missed that {id} was accepted");
                }
            }
        }
    }

    /// No call reached the service twice, and what its page was told is what happened.
    fn check_calls(&self) {
        for (digits, executed) in &self.world.executed {
            assert!(
                executed.asked - executed.refused <= 1 && executed.asked <= 2,
                "{digits} was sent {} times",
                executed.asked
            );
        }
        for tab in self.closed.iter().chain(self.world.tabs.iter().flatten()) {
            for (id, state) in &tab.calls {
                let digits = format!("{}-{id}", self.seed);
                let name = tab.accepts.get(id).unwrap_or(&digits);
                let done = self.world.executed.get(name).map_or(0, |executed| executed.done);
                match state {
                    CallState::Settled(Outcome::Success { .. }) => {
                        assert_eq!(done, 1, "call {id} is said to have been done");
                    }
                    CallState::Settled(Outcome::Failure { error }) => {
                        let unclear =
                            matches!(error.code.as_str(), "offline" | "timeout" | "UnparsableResponse");
                        assert!(done == 0 || unclear, "call {id} was done, not {}", error.code);
                    }
                    CallState::Waiting | CallState::Sent | CallState::Interrupted => {}
                }
            }
        }
    }
}

/// Times change with every poll, and alone they are no news.
fn without_times(document: &Value) -> Value {
    let mut document = document.clone();
    if let Some(snapshot) = document["snapshot"].as_object_mut() {
        for time in ["snapshotTimestamp", "localTimestamp", "skew"] {
            snapshot.remove(time);
        }
    }
    document
}
