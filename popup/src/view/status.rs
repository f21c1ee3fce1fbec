//! The agent's status: what it is, since when, and what follows.

use headwater_protocol::popup::PopupToWorker;
use leptos::prelude::*;

use super::button::button;
use super::elapsed::elapsed;
use super::element::element;
use super::icon::{CLOSE, NEXT, icon};
use crate::selection::Instance;
use crate::wording;
use crate::words::{self, Word};

pub(crate) fn status(instance: Instance) -> AnyView {
    element("div")
        .class("status")
        .attribute("role", "group")
        .attribute("aria-label", &words::STATUS_LABEL.text())
        .following("data-state-type", move || {
            instance.read_agent(|agent| agent.state.state_type.clone())
        })
        .child(
            element("div")
                .class("status-now")
                .child(
                    element("span")
                        .class("status-dot")
                        .attribute("aria-hidden", "true")
                        .view(),
                )
                .child(current(instance))
                .child(elapsed(
                    move || instance.read_agent(|agent| agent.state.since).flatten(),
                    &words::TIME_IN_STATUS.text(),
                ))
                .view(),
        )
        .view()
}

fn current(instance: Instance) -> AnyView {
    let name =
        move || instance.read_agent(|agent| wording::state_name(&agent.state.name, &agent.state.state_type));
    let standing = move || {
        instance
            .read_agent(|agent| wording::standing(&agent.state.state_type).map(Word::text))
            .flatten()
    };
    element("div")
        .class("status-words")
        .attribute("role", "status")
        .child(
            element("p")
                .class("status-name")
                .attribute("dir", "auto")
                .following_text(name)
                .view(),
        )
        .child_while(
            move || next(instance).is_none(),
            move || {
                element("p")
                    .class("status-standing")
                    .following_text(standing)
                    .view()
            },
        )
        .child_while(move || next(instance).is_some(), move || next_status(instance))
        .view()
}

fn next(instance: Instance) -> Option<String> {
    instance.read_agent(|agent| agent.next_state.clone()).flatten()
}

/// In the place of what the status means, so that nothing below moves.
fn next_status(instance: Instance) -> AnyView {
    let text = move || next(instance).map(|next| words::NEXT_STATUS.with(&[&next]));
    let cancel = words::CANCEL_NEXT_STATUS.text();
    let command = PopupToWorker::SetState {
        instance: instance.origin(),
        ask: 0,
        state: None,
    };
    element("p")
        .class("status-next")
        .child(icon(NEXT))
        .child(element("span").following_text(text).view())
        .child(
            button("icon-button", command)
                .attribute("data-command", "cancelNextStatus")
                .attribute("aria-label", &cancel)
                .attribute("title", &cancel)
                .child(icon(CLOSE))
                .view(),
        )
        .view()
}
