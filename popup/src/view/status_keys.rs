//! One key for each status: its number in the list.

use headwater_protocol::popup::{PopupToWorker, PopupView};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use crate::connection::Connection;
use crate::frame;
use crate::selection::agent_of_keys;

/// Listens as long as the page is there.
pub(crate) fn listen(connection: Connection) {
    let handle = window_event_listener_untyped("keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if event.ctrl_key() || event.alt_key() || event.meta_key() || event.repeat() || !is_free() {
            return;
        }
        let chosen = connection
            .view()
            .with_untracked(|view| chosen(view.as_ref()?, &event.key()));
        if let Some(command) = chosen {
            connection.send(command);
        }
    });
    on_cleanup(move || handle.remove());
}

/// Keys are for whatever has the focus; these work where nothing has it, and among the statuses. In the frame of a page among
/// the statuses alone: who has just pressed something in the panel may go on to type a number for the page.
fn is_free() -> bool {
    match document().active_element() {
        Some(focused) if focused.tag_name() != "BODY" => {
            focused.closest(".choices").is_ok_and(|choices| choices.is_some())
        }
        _ => !frame::is_framed(),
    }
}

/// The status of that number, where the numbers are seen.
fn chosen(view: &PopupView, key: &str) -> Option<PopupToWorker> {
    let (instance, agent) = agent_of_keys(view)?;
    let number: usize = key.parse().ok().filter(|number| (1..=9).contains(number))?;
    let state = agent.states.get(number - 1)?;
    Some(PopupToWorker::SetState {
        instance: instance.origin.clone(),
        ask: 0,
        state: Some(state.name.clone()),
    })
}

#[cfg(test)]
mod tests {
    use headwater_protocol::popup::{AgentView, Health, InstanceView, SignInStatus, StateChoice};

    use super::*;

    fn instance(origin: &str, states: &[&str]) -> InstanceView {
        InstanceView {
            origin: origin.to_owned(),
            removable: false,
            sign_in: SignInStatus::SignedIn,
            sign_in_dismissed: false,
            health: Health::Good,
            agent: (!states.is_empty()).then(|| AgentView {
                states: states
                    .iter()
                    .map(|name| StateChoice {
                        name: (*name).to_owned(),
                        state_type: String::new(),
                    })
                    .collect(),
                ..AgentView::default()
            }),
            notice: None,
        }
    }

    fn view(default: Option<&str>) -> PopupView {
        PopupView {
            instances: vec![
                instance("https://a", &[]),
                instance("https://b", &["Available", "Lunch"]),
                instance("https://c", &["Available", "Training"]),
            ],
            default_instance: default.map(str::to_owned),
            ..PopupView::default()
        }
    }

    fn choice(instance: &str, state: &str) -> Option<PopupToWorker> {
        Some(PopupToWorker::SetState {
            instance: instance.to_owned(),
            ask: 0,
            state: Some(state.to_owned()),
        })
    }

    #[test]
    fn a_number_is_a_status_of_the_default_instance() {
        assert_eq!(
            chosen(&view(Some("https://c")), "2"),
            choice("https://c", "Training")
        );
    }

    #[test]
    fn without_an_agent_there_it_is_one_of_the_first_agent() {
        for default in [None, Some("https://a"), Some("https://gone")] {
            assert_eq!(chosen(&view(default), "2"), choice("https://b", "Lunch"));
        }
    }

    #[test]
    fn what_is_no_number_of_a_status_chooses_none() {
        for key in ["0", "3", "a", "12", "F1", "Enter"] {
            assert_eq!(chosen(&view(None), key), None, "{key}");
        }
    }
}
