//! What the worker says, read from what `JSON.parse` makes of it.
//!
//! The messages are those of `headwater_protocol::popup`, whose own reader is not used: serde_json's, with the words of its
//! errors and the floating point numbers in them, would take a quarter of the popup's wasm. What is missing or of another kind reads
//! as nothing.

use headwater_protocol::Millis;
use headwater_protocol::message::Message;
use headwater_protocol::policy::Features;
use headwater_protocol::popup::{
    AgentView, Answer, ContactAction, ContactView, Health, InstanceView, Notice, ParticipantView, PolicyView,
    PopupView, SignInRequest, SignInStatus, SiteView, StateChoice, StateView, WorkerToPopup,
};
use wasm_bindgen::JsValue;

use crate::names;

/// A value as JSON has them.
pub(crate) trait Node: Sized {
    /// Nothing if there is no such member.
    fn member(&self, name: &str) -> Self;
    fn is_nothing(&self) -> bool;
    fn text(&self) -> Option<String>;
    fn number(&self) -> Option<f64>;
    fn is_true(&self) -> bool;
    /// Of a list; none of anything else.
    fn items(&self) -> Vec<Self>;
}

impl Node for JsValue {
    fn member(&self, name: &str) -> Self {
        js_sys::Reflect::get(self, &JsValue::from_str(name)).unwrap_or_default()
    }

    fn is_nothing(&self) -> bool {
        self.is_null() || self.is_undefined()
    }

    fn text(&self) -> Option<String> {
        self.as_string()
    }

    fn number(&self) -> Option<f64> {
        self.as_f64()
    }

    fn is_true(&self) -> bool {
        self.as_bool() == Some(true)
    }

    fn items(&self) -> Vec<Self> {
        if js_sys::Array::is_array(self) {
            js_sys::Array::from(self).to_vec()
        } else {
            Vec::new()
        }
    }
}

/// A text as JSON; none if it is not.
pub(crate) fn parse(text: &str) -> Option<JsValue> {
    js_sys::JSON::parse(text).ok()
}

/// None for a message of a kind that is not known.
pub(crate) fn message(node: &impl Node) -> Option<WorkerToPopup> {
    let view = node.member("view");
    if !view.is_nothing() {
        return Some(WorkerToPopup::View(popup_view(&view)));
    }
    if node.text().as_deref() == Some("refused") {
        return Some(WorkerToPopup::Refused);
    }
    let answer = node.member("answer");
    Some(WorkerToPopup::Answer(Answer {
        ask: whole(&answer.member("ask"))?.try_into().ok()?,
        problem: present(&answer.member("problem"), said),
        found: answer.member("found").text(),
    }))
}

fn popup_view(node: &impl Node) -> PopupView {
    let features = node.member("policy").member("features");
    PopupView {
        instances: list(&node.member("instances"), instance),
        checking: node.member("checking").text(),
        notice: notice(node),
        default_instance: node.member("defaultInstance").text(),
        sites: list(&node.member("sites"), |site| SiteView {
            pattern: text(site, "pattern"),
            allowed: site.member("allowed").is_true(),
            by_policy: site.member("byPolicy").is_true(),
            removable: site.member("removable").is_true(),
        }),
        sign_in_requests: list(&node.member("signInRequests"), |request| SignInRequest {
            page: text(request, "page"),
            identity_provider: text(request, "identityProvider"),
        }),
        policy: PolicyView {
            features: Features {
                add_instances: features.member("addInstances").is_true(),
                allow_sites: features.member("allowSites").is_true(),
                ..Features::default()
            },
            ..PolicyView::default()
        },
        language: node.member("language").text(),
        // The rest is for the options, which have a reader of their own.
        ..PopupView::default()
    }
}

fn instance(node: &impl Node) -> InstanceView {
    InstanceView {
        origin: text(node, "origin"),
        // For the options.
        removable: false,
        sign_in_dismissed: node.member("signInDismissed").is_true(),
        sign_in: names::sign_in_status_named(&text(node, "signIn")).unwrap_or(SignInStatus::Unknown),
        health: health(&node.member("health")),
        agent: present(&node.member("agent"), agent),
        notice: notice(node),
    }
}

fn health(node: &impl Node) -> Health {
    let bad = node.member("bad");
    if !bad.is_nothing() {
        return Health::Bad {
            reason: said(&bad.member("reason")),
        };
    }
    match node.text().as_deref() {
        Some("good") => Health::Good,
        _ => Health::Idle,
    }
}

fn said(node: &impl Node) -> Message {
    Message {
        name: text(node, "name"),
        with: texts(&node.member("with")),
    }
}

fn notice(node: &impl Node) -> Option<Notice> {
    present(&node.member("notice"), |notice| Notice {
        message: said(&notice.member("message")),
    })
}

fn agent(node: &impl Node) -> AgentView {
    let state = node.member("state");
    AgentView {
        name: text(node, "name"),
        state: StateView {
            name: text(&state, "name"),
            state_type: text(&state, "type"),
            since: time(&state.member("since")),
        },
        next_state: node.member("nextState").text(),
        choice_is_next: node.member("choiceIsNext").is_true(),
        states: list(&node.member("states"), |state| StateChoice {
            name: text(state, "name"),
            state_type: text(state, "type"),
        }),
        contacts: list(&node.member("contacts"), contact),
        can_dial: node.member("canDial").is_true(),
        countries: texts(&node.member("countries")),
    }
}

fn contact(node: &impl Node) -> ContactView {
    ContactView {
        contact_id: text(node, "contactId"),
        channel: text(node, "channel"),
        state: text(node, "state"),
        since: time(&node.member("since")),
        who: node.member("who").text(),
        queue: node.member("queue").text(),
        on_hold: node.member("onHold").is_true(),
        muted: node.member("muted").is_true(),
        actions: actions(node),
        participants: list(&node.member("participants"), |participant| ParticipantView {
            connection_id: text(participant, "connectionId"),
            who: participant.member("who").text(),
            state: text(participant, "state"),
            actions: actions(participant),
        }),
    }
}

fn actions(node: &impl Node) -> Vec<ContactAction> {
    texts(&node.member("actions"))
        .iter()
        .filter_map(|name| ContactAction::named(name))
        .collect()
}

fn text(node: &impl Node, name: &str) -> String {
    node.member(name).text().unwrap_or_default()
}

fn texts(node: &impl Node) -> Vec<String> {
    node.items().iter().filter_map(Node::text).collect()
}

fn time(node: &impl Node) -> Option<Millis> {
    whole(node).map(Millis)
}

/// A number that is whole and not negative.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(node: &impl Node) -> Option<u64> {
    node.number()
        .filter(|number| *number >= 0.0)
        .map(|number| number as u64)
}

fn list<N: Node, T>(node: &N, item: impl Fn(&N) -> T) -> Vec<T> {
    node.items().iter().map(item).collect()
}

fn present<N: Node, T>(node: &N, read: impl Fn(&N) -> T) -> Option<T> {
    (!node.is_nothing()).then(|| read(node))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    impl Node for Value {
        fn member(&self, name: &str) -> Self {
            self.get(name).cloned().unwrap_or_default()
        }

        fn is_nothing(&self) -> bool {
            self.is_null()
        }

        fn text(&self) -> Option<String> {
            self.as_str().map(str::to_owned)
        }

        fn number(&self) -> Option<f64> {
            self.as_f64()
        }

        fn is_true(&self) -> bool {
            self == true
        }

        fn items(&self) -> Vec<Self> {
            self.as_array().cloned().unwrap_or_default()
        }
    }

    /// A view in which nothing is left out.
    fn full() -> PopupView {
        let some = |text: &str| Some(text.to_owned());
        let notice = |text: &str| {
            Some(Notice {
                message: Message::with("workerActionFailed", text),
            })
        };
        PopupView {
            instances: vec![InstanceView {
                origin: "https://acme.my.connect.aws".to_owned(),
                removable: false,
                sign_in: SignInStatus::SignedIn,
                sign_in_dismissed: true,
                health: Health::Bad {
                    reason: Message::with("workerServiceProblem", "503"),
                },
                agent: Some(AgentView {
                    name: "Ann".to_owned(),
                    state: StateView {
                        name: "Lunch".to_owned(),
                        state_type: "not_routable".to_owned(),
                        since: Some(Millis(1_790_000_000_123)),
                    },
                    next_state: some("Offline"),
                    choice_is_next: true,
                    states: vec![StateChoice {
                        name: "Lunch".to_owned(),
                        state_type: "not_routable".to_owned(),
                    }],
                    contacts: vec![ContactView {
                        contact_id: "c".to_owned(),
                        channel: "voice".to_owned(),
                        state: "connected".to_owned(),
                        since: Some(Millis(7)),
                        who: some("+15550100"),
                        queue: some("Support"),
                        on_hold: true,
                        muted: true,
                        actions: ContactAction::ALL.to_vec(),
                        participants: vec![ParticipantView {
                            connection_id: "o".to_owned(),
                            who: some("Billing"),
                            state: "hold".to_owned(),
                            actions: vec![ContactAction::Resume, ContactAction::End],
                        }],
                    }],
                    can_dial: true,
                    countries: vec!["us".to_owned(), "de".to_owned()],
                }),
                notice: notice("of the instance"),
            }],
            checking: some("example.com"),
            notice: notice("of all"),
            default_instance: some("https://acme.my.connect.aws"),
            sites: vec![SiteView {
                pattern: "https://crm.example.com/*".to_owned(),
                allowed: true,
                by_policy: true,
                removable: true,
            }],
            sign_in_requests: vec![SignInRequest {
                page: "https://crm.example.com".to_owned(),
                identity_provider: "https://login.example.com".to_owned(),
            }],
            language: some("de"),
            ..PopupView::default()
        }
    }

    fn read(said: &WorkerToPopup) -> Option<WorkerToPopup> {
        message(&serde_json::to_value(said).unwrap())
    }

    #[test]
    fn a_view_is_read_as_it_was_written() {
        let full = full();
        let mut empty = full.clone();
        empty.instances[0].agent = None;
        empty.instances[0].notice = None;
        empty.checking = None;
        for view in [full, empty, PopupView::default()] {
            let said = WorkerToPopup::View(view);
            assert_eq!(read(&said).unwrap(), said);
        }
    }

    #[test]
    fn every_sign_in_status_and_health_is_read() {
        for (sign_in, health) in names::SIGN_IN_STATUSES
            .into_iter()
            .zip([Health::Idle, Health::Good].into_iter().cycle())
        {
            let mut view = full();
            view.instances[0].sign_in = sign_in;
            view.instances[0].health = health;
            let said = WorkerToPopup::View(view);
            assert_eq!(read(&said).unwrap(), said);
        }
    }

    #[test]
    fn an_answer_is_read_as_it_was_written() {
        let problem = Message::with("workerActionFailed", "Not now.");
        for (problem, found) in [(Some(problem), None), (None, Some("{}".to_owned())), (None, None)] {
            let said = WorkerToPopup::Answer(Answer {
                ask: 4_000_000_000,
                problem,
                found,
            });
            assert_eq!(read(&said).unwrap(), said);
        }
    }

    #[test]
    fn nonsense_is_nothing() {
        for nonsense in [
            json!(null),
            json!([]),
            json!("view"),
            json!({"news": {}}),
            json!({"answer": {"ask": -1}}),
        ] {
            assert_eq!(message(&nonsense), None, "{nonsense}");
        }
        let view = message(&json!({"view": {"instances": [{"agent": {"contacts": 7}}, null]}}));
        assert!(matches!(view, Some(WorkerToPopup::View(view)) if view.instances.len() == 2));
    }
}
