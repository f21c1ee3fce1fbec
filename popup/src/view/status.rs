//! The agent's status: what it is, since when, what follows, and what to switch to.

use headwater_protocol::popup::AgentView;
use leptos::prelude::*;

use super::elapsed::Elapsed;
use super::icon::{Icon, NEXT};
use super::status_choices::StatusChoices;
use crate::words;

#[component]
pub(crate) fn Status(instance: String, agent: Memo<AgentView>) -> impl IntoView {
    let state = Memo::new(move |_| agent.with(|agent| agent.state.clone()));
    let next = Memo::new(move |_| agent.with(|agent| agent.next_state.clone()));
    let since = Signal::derive(move || state.with(|state| state.since));
    let name = move || state.with(|state| words::state_name(&state.name, &state.state_type));
    let standing = move || state.with(|state| words::standing(&state.state_type).map(words::Word::text));
    view! {
        <div
            class="status"
            role="group"
            aria-label=words::STATUS_LABEL.text()
            data-state-type=move || state.with(|state| state.state_type.clone())
        >
            <div class="status-now">
                <span class="status-dot" aria-hidden="true"></span>
                <div class="status-words" role="status">
                    <p class="status-name">{name}</p>
                    <p class="status-standing">{standing}</p>
                </div>
                <Elapsed since label=words::TIME_IN_STATUS.text() />
            </div>
            {move || {
                next.get()
                    .map(|next| {
                        view! {
                            <p class="status-next">
                                <Icon drawing=NEXT />
                                <span>{words::NEXT_STATUS.with(&[&next])}</span>
                            </p>
                        }
                    })
            }}
        </div>
        <StatusChoices instance agent />
    }
}
