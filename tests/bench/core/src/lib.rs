//! What is measured of the core: the steps from the text of an answer to the text that pages get.

use headwater_protocol::{
    Millis,
    cti::{AgentSnapshot, SnapshotText, read_snapshot},
    json,
    page::{Known, SessionEvent},
};
use headwater_session::{AgentDocument, Change, events, known_after};
use serde_json::{Value, json};

/// How many contacts are measured with.
pub const CONTACTS: [usize; 5] = [0, 3, 10, 100, 1000];

/// The steps, by name.
pub const STEPS: [&str; 7] = [
    "parse",
    "parse-again",
    "patch",
    "parse-diff-patch",
    "events",
    "serialise",
    "whole",
];

/// An agent with so many contacts, one of which has changed since the last answer.
pub struct Scene {
    document: AgentDocument,
    known: Known,
    body: String,
    change: Change,
    events: Vec<SessionEvent>,
    changed: Value,
}

impl Scene {
    /// # Panics
    /// Not with the answers that are made here.
    #[must_use]
    pub fn new(contacts: usize) -> Self {
        let document = document(contacts);
        let snapshot = document.snapshot().expect("there is a document");
        let known = known_after(None, snapshot, &[]);
        let body = answer(contacts, 1);
        let mut after = self::document(contacts);
        let change = take(&mut after, &body).expect("a contact changed");
        let changed = after.snapshot().expect("there is a document").clone();
        let (events, _) = events(Some(&known), &changed, &[]);
        Self {
            document,
            known,
            body,
            change,
            events,
            changed,
        }
    }

    /// What a step needs that it uses up.
    #[must_use]
    pub fn prepare(&self, step: &str) -> Prepared {
        let body = self.body.clone();
        match step {
            "parse" | "parse-again" => Prepared::Body(body),
            "patch" => {
                let document = document_like(&self.document);
                let answer =
                    read_snapshot(body, document.last_answer()).expect("answers made here can be read");
                Prepared::Answer(document, answer)
            }
            "parse-diff-patch" => Prepared::Document(document_like(&self.document), body),
            _ => Prepared::Nothing,
        }
    }

    /// Does a step; what it made, so that it is not left out, and neither is its end counted.
    ///
    /// # Panics
    /// When there is no step of that name.
    #[must_use]
    pub fn run(&self, step: &str, prepared: Prepared) -> Made {
        match (step, prepared) {
            ("parse", Prepared::Body(body)) => Made::Answer(read(body, &SnapshotText::default())),
            ("parse-again", Prepared::Body(body)) => Made::Answer(read(body, self.document.last_answer())),
            ("patch", Prepared::Answer(mut document, answer)) => {
                let change = document.take_snapshot(Millis(2), Millis(2), answer);
                Made::Change(document, change)
            }
            ("parse-diff-patch", Prepared::Document(mut document, body)) => {
                let answer = read(body, document.last_answer());
                let change = document.take_snapshot(Millis(2), Millis(2), answer);
                Made::Change(document, change)
            }
            ("events", _) => Made::Events(events(Some(&self.known), &self.changed, &[])),
            ("serialise", _) => {
                let patch = self.change.patch.as_ref().map(json::text);
                let events = json::text(&self.events);
                Made::Texts(patch.unwrap_or_default(), events)
            }
            ("whole", _) => Made::Texts(
                self.document
                    .whole()
                    .map(|whole| json::text(&whole))
                    .unwrap_or_default(),
                String::new(),
            ),
            _ => panic!("there is no step {step}"),
        }
    }
}

/// See [`Scene::prepare`].
pub enum Prepared {
    /// Nothing.
    Nothing,
    /// The text of an answer.
    Body(String),
    /// The document before, and an answer that was read.
    Answer(AgentDocument, AgentSnapshot),
    /// The document before, and the text of an answer.
    Document(AgentDocument, String),
}

/// See [`Scene::run`].
pub enum Made {
    /// An answer that was read.
    Answer(AgentSnapshot),
    /// The document after, and the change.
    Change(AgentDocument, Option<Change>),
    /// Events, and what is known after them.
    Events((Vec<SessionEvent>, Known)),
    /// Texts.
    Texts(String, String),
}

fn read(body: String, last: &SnapshotText) -> AgentSnapshot {
    read_snapshot(body, last).expect("answers made here can be read")
}

fn take(document: &mut AgentDocument, body: &str) -> Option<Change> {
    let answer = read(body.to_owned(), document.last_answer());
    document.take_snapshot(Millis(1), Millis(1), answer)
}

fn document(contacts: usize) -> AgentDocument {
    let mut document = AgentDocument::default();
    document.take_configuration(Millis(1), json!({ "name": "Ann" }));
    take(&mut document, &answer(contacts, 0));
    document
}

fn document_like(other: &AgentDocument) -> AgentDocument {
    let contacts = other
        .snapshot()
        .and_then(|it| it["contactIds"].as_array())
        .map_or(0, Vec::len);
    document(contacts)
}

/// The answer of the service about so many contacts in bare form; `marker` is the one thing that changes.
fn answer(contacts: usize, marker: u32) -> String {
    let contacts: Vec<Value> = (0..contacts)
        .map(|number| contact(number, contacts / 2, marker))
        .collect();
    json!({
        "nextToken": format!("snapshot-{marker:08x}"),
        "snapshot": {
            "state": {"agentStateARN": null, "type": "system", "name": "Busy", "startTimestamp": 1_700_000_000 + marker},
            "nextState": null,
            "agentAvailabilityState": {"state": "Busy", "timeStamp": 1_700_000_000.5},
            "contacts": contacts,
            "snapshotTimestamp": 1_700_000_100.25,
        },
    })
    .to_string()
}

fn contact(number: usize, changed: usize, marker: u32) -> Value {
    let id = format!("{number:08x}-1111-4222-8333-444455556666");
    let marker = if number == changed { marker } else { 0 };
    let connection = |connection: usize, kind: &str| {
        json!({
            "connectionId": format!("{number:08x}-1111-4222-8333-55556666777{connection}"),
            "endpoint": {"type": "phone_number", "phoneNumber": "+12065550100", "queue": null, "name": null},
            "initial": connection == 1, "quickConnectName": null,
            "state": {"type": "connected", "timestamp": 1_700_000_000.5}, "type": kind,
        })
    };
    json!({
        "contactId": id, "initialContactId": null, "type": "chat",
        "state": {"type": "connected", "timestamp": 1_700_000_000.0 + number as f64},
        "queue": {"queueARN": "arn:aws:connect:us-west-2:123456789012:instance/i/queue/q", "name": "BasicQueue"},
        "queueTimestamp": 1_699_999_990.0,
        "attributes": {"marker": {"name": "marker", "value": marker.to_string()}},
        "connections": [connection(0, "agent"), connection(1, "inbound")],
        "contactFeatures": {"attachmentsEnabled": true, "messagingMarkdownEnabled": false},
        "description": null, "references": null, "initiationMethod": "API",
    })
}
