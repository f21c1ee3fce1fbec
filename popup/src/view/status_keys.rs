//! One key for each status: its number in the list.

use headwater_protocol::popup::{PopupToWorker, PopupView};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use crate::connection::Connection;

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

/// Keys are for whatever has the focus; these work where nothing has it, and among the statuses.
fn is_free() -> bool {
    document().active_element().is_none_or(|focused| {
        focused.tag_name() == "BODY" || focused.closest(".choices").is_ok_and(|choices| choices.is_some())
    })
}

/// The status of that number, of the first agent that is known.
fn chosen(view: &PopupView, key: &str) -> Option<PopupToWorker> {
    let (instance, agent) = view
        .instances
        .iter()
        .find_map(|instance| Some((instance, instance.agent.as_ref()?)))?;
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

    #[test]
    fn a_number_is_a_status_of_the_first_agent() {
        let instance = |origin: &str, states: &[&str]| InstanceView {
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
        };
        let view = PopupView {
            instances: vec![
                instance("https://a", &[]),
                instance("https://b", &["Available", "Lunch"]),
            ],
            ..PopupView::default()
        };
        let lunch = PopupToWorker::SetState {
            instance: "https://b".to_owned(),
            ask: 0,
            state: Some("Lunch".to_owned()),
        };
        assert_eq!(chosen(&view, "2"), Some(lunch));
        for key in ["0", "3", "a", "12", "F1", "Enter"] {
            assert_eq!(chosen(&view, key), None, "{key}");
        }
    }
}
