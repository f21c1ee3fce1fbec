//! The states to choose from, one click each.

use headwater_protocol::popup::{AgentView, PopupToWorker, StateChoice};
use leptos::prelude::*;

use crate::connection::Connection;
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

#[component]
pub(crate) fn StatusChoices(instance: String, agent: Memo<AgentView>) -> impl IntoView {
    let states = Memo::new(move |_| agent.with(|agent| agent.states.clone()));
    let is_next = Memo::new(move |_| agent.with(|agent| agent.choice_is_next));
    let heading = move || if is_next.get() { words::CHOOSE_NEXT_STATUS } else { words::CHOOSE_STATUS }.text();
    view! {
        <div class="choices" role="group" aria-label=heading>
            <h3 class="section-title" aria-hidden="true">
                {heading}
            </h3>
            <ul>
                <For
                    each=move || states.get()
                    key=|state| (state.name.clone(), state.state_type.clone())
                    children=move |state| view! { <StatusChoice instance=instance.clone() agent state /> }
                />
            </ul>
        </div>
    }
}

#[component]
fn StatusChoice(instance: String, agent: Memo<AgentView>, state: StateChoice) -> impl IntoView {
    let connection = expect_context::<Connection>();
    let StateChoice { name, state_type } = state;
    let command = StoredValue::new(PopupToWorker::SetState { instance, state: name.clone() });
    let choice = Memo::new({
        let name = name.clone();
        move |_| agent.with(|agent| choice(agent, &name))
    });
    let pending = move || command.with_value(|command| connection.waits_for(command));
    view! {
        <li>
            <button
                type="button"
                class="choice"
                data-state-choice=name.clone()
                data-state-type=state_type
                aria-pressed=move || (choice.get() != Choice::Offered).to_string()
                aria-busy=move || pending().then_some("true")
                on:click=move |_| connection.send(command.get_value())
            >
                <span class="choice-dot" aria-hidden="true"></span>
                <span class="choice-name">{name.clone()}</span>
                {move || {
                    (choice.get() == Choice::Next)
                        .then(|| view! { <span class="choice-mark">{words::NEXT_STATUS_MARK.text()}</span> })
                }}
            </button>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use headwater_protocol::popup::StateView;

    use super::*;

    fn agent(state: &str, next: Option<&str>) -> AgentView {
        AgentView {
            name: "Anna".to_owned(),
            state: StateView { name: state.to_owned(), state_type: "routable".to_owned(), since: None },
            next_state: next.map(str::to_owned),
            choice_is_next: next.is_some(),
            states: Vec::new(),
            contacts: Vec::new(),
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
        assert_eq!(choice(&agent("Available", Some("Available")), "Available"), Choice::Next);
        assert_eq!(choice(&agent("Available", Some("Lunch")), "Available"), Choice::Current);
    }
}
