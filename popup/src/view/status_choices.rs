//! The states to choose from, one click each.

use headwater_protocol::popup::{AgentView, PopupToWorker};
use leptos::prelude::*;

use super::button::button;
use super::element::element;
use super::failure::failure;
use super::keyed_list::keyed_list;
use crate::pending::Place;
use crate::selection::Instance;
use crate::words;

/// What a choice is at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    /// The agent is in this state.
    Current,
    /// This state follows the current contact.
    Next,
    /// Neither.
    Offered,
}

fn choice(agent: &AgentView, name: &str) -> Choice {
    if agent.next_state.as_deref() == Some(name) {
        Choice::Next
    } else if agent.state.name == name {
        Choice::Current
    } else {
        Choice::Offered
    }
}

/// The key of the state at this place in the list.
fn key_of(place: usize) -> Option<String> {
    (place < 9).then(|| (place + 1).to_string())
}

pub(crate) fn status_choices(instance: Instance) -> AnyView {
    let heading = move || {
        instance.read_agent(|agent| {
            if agent.choice_is_next {
                words::CHOOSE_NEXT_STATUS
            } else {
                words::CHOOSE_STATUS
            }
            .text()
        })
    };
    let names = move || {
        let names = |agent: &AgentView| agent.states.iter().map(|state| state.name.clone()).collect();
        instance.read_agent(names).unwrap_or_default()
    };
    element("div")
        .class("choices")
        .attribute("role", "group")
        .following("aria-label", heading)
        .child(
            element("h3")
                .class("section-title")
                .attribute("aria-hidden", "true")
                .following_text(heading)
                .view(),
        )
        .child(
            element("ul")
                .child(keyed_list(names, move |name| status_choice(instance, &name)))
                .view(),
        )
        .child(failure(Place::Status(instance.origin())))
        .view()
}

fn status_choice(instance: Instance, name: &str) -> AnyView {
    let stored = StoredValue::new(name.to_owned());
    let choice = move || {
        stored
            .with_value(|name| instance.read_agent(|agent| choice(agent, name)))
            .unwrap_or(Choice::Offered)
    };
    let state_type = move || {
        stored.with_value(|name| {
            let of_this = |agent: &AgentView| {
                agent
                    .states
                    .iter()
                    .find(|state| state.name == *name)
                    .map(|state| state.state_type.clone())
            };
            instance.read_agent(of_this).flatten()
        })
    };
    let key = move || {
        stored.with_value(|name| {
            let place = |agent: &AgentView| agent.states.iter().position(|state| state.name == *name);
            let place = instance.read_agent(place).flatten().and_then(key_of);
            place.filter(|_| instance.has_keys())
        })
    };
    let pressed = move || {
        Some(
            if choice() == Choice::Offered {
                "false"
            } else {
                "true"
            }
            .to_owned(),
        )
    };
    let mark = || {
        element("span")
            .class("choice-mark")
            .text(words::NEXT_STATUS_MARK.text())
            .view()
    };
    let command = PopupToWorker::SetState {
        instance: instance.origin(),
        ask: 0,
        state: Some(name.to_owned()),
    };
    let button = button("choice", command)
        .attribute("data-state-choice", name)
        .following("data-state-type", state_type)
        .following("aria-pressed", pressed)
        .following("aria-keyshortcuts", key)
        .child(
            element("span")
                .class("choice-dot")
                .attribute("aria-hidden", "true")
                .view(),
        )
        .child(
            element("span")
                .class("choice-name")
                .attribute("dir", "auto")
                .text(name.to_owned())
                .view(),
        )
        .child_while(move || choice() == Choice::Next, mark)
        .view();
    element("li").child(button).view()
}

#[cfg(test)]
mod tests {
    use headwater_protocol::popup::StateView;

    use super::*;

    fn agent(state: &str, next: Option<&str>) -> AgentView {
        AgentView {
            name: "Anna".to_owned(),
            state: StateView {
                name: state.to_owned(),
                state_type: "routable".to_owned(),
                since: None,
            },
            next_state: next.map(str::to_owned),
            choice_is_next: next.is_some(),
            ..AgentView::default()
        }
    }

    #[test]
    fn the_current_state_is_marked() {
        assert_eq!(choice(&agent("Available", None), "Available"), Choice::Current);
        assert_eq!(choice(&agent("Available", None), "Lunch"), Choice::Offered);
    }

    #[test]
    fn the_queued_state_is_the_next_one_even_if_it_is_the_current_one() {
        assert_eq!(choice(&agent("Busy", Some("Lunch")), "Lunch"), Choice::Next);
        assert_eq!(
            choice(&agent("Available", Some("Available")), "Available"),
            Choice::Next
        );
        assert_eq!(
            choice(&agent("Available", Some("Lunch")), "Available"),
            Choice::Current
        );
    }
}
