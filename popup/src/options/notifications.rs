//! Whether contacts are announced.

use headwater_protocol::popup::PopupToWorker;
use leptos::prelude::*;

use super::card::{card, decided_by_organisation};
use super::link::Link;
use super::text::say;
use crate::view::element::{element, present_while};

pub(super) fn notifications() -> AnyView {
    let link = expect_context::<Link>();
    let may = move || link.read(|view| view.policy.features.notifications);
    let on = move || link.read(|view| view.notifications && view.policy.features.notifications);
    let text = |on: bool| Some(if on { "true" } else { "false" }.to_owned());
    let switch = element("button")
        .attribute("type", "button")
        .attribute("role", "switch")
        .class("switch")
        .attribute("data-command", "setNotifications")
        .attribute("aria-labelledby", "notifications-label")
        .following("aria-checked", move || text(on()))
        .flag("disabled", move || !may())
        .on_click(move || link.send(PopupToWorker::SetNotifications { on: !untrack(on) }))
        .view();
    card(
        "notifications",
        "optionsNotifications",
        Some("optionsNotificationsHint"),
    )
    .child(
        element("div")
            .class("form-row")
            .child(
                element("span")
                    .class("row-words")
                    .attribute("id", "notifications-label")
                    .text(say("optionsNotificationsLabel"))
                    .view(),
            )
            .child(switch)
            .view(),
    )
    .child(present_while(
        move || link.is_ready() && !may(),
        decided_by_organisation,
    ))
    .view()
}
