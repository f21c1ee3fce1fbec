//! Whether contacts are announced, and how.

use headwater_protocol::popup::PopupToWorker;
use leptos::prelude::*;

use super::card::{card, decided_by_organisation, switch};
use super::link::Link;
use crate::view::element::present_while;

pub(super) fn notifications() -> AnyView {
    let link = expect_context::<Link>();
    let may = move || link.read(|view| view.policy.features.notifications);
    let on = move || link.read(|view| view.notifications && view.policy.features.notifications);
    let sound = move || link.read(|view| view.sound);
    card(
        "notifications",
        "optionsNotifications",
        Some("optionsNotificationsHint"),
    )
    .child(switch(
        "setNotifications",
        "optionsNotificationsLabel",
        on,
        may,
        move || link.send(PopupToWorker::SetNotifications { on: !untrack(on) }),
    ))
    .child(present_while(
        move || link.is_ready() && !may(),
        decided_by_organisation,
    ))
    .child(switch(
        "setSound",
        "optionsSoundLabel",
        sound,
        || true,
        move || link.send(PopupToWorker::SetSound { on: !untrack(sound) }),
    ))
    .view()
}
