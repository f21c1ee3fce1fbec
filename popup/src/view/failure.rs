//! Why something was not done, beside the buttons that asked for it.

use leptos::prelude::*;

use super::element::{element, present_while};
use super::icon::{CLOSE, WARNING, icon};
use super::page::page;
use crate::pending::Place;
use crate::words;

/// Shown, and spoken at once, until it is read or tried again.
pub(crate) fn failure(place: Place) -> AnyView {
    let connection = page().connection;
    let place = StoredValue::new(place);
    let reason = move || place.with_value(|place| connection.failure(place));
    let shown = move || {
        let dismiss = words::DISMISS_FAILURE.text();
        element("div")
            .class("failed")
            .attribute("role", "alert")
            .child(icon(WARNING))
            .child(element("p").following_text(reason).view())
            .child(
                element("button")
                    .attribute("type", "button")
                    .class("icon-button")
                    .attribute("data-command", "dismissFailure")
                    .attribute("aria-label", &dismiss)
                    .attribute("title", &dismiss)
                    .on_click(move || place.with_value(|place| connection.forget_failure(place)))
                    .child(icon(CLOSE))
                    .view(),
            )
            .view()
    };
    present_while(move || reason().is_some(), shown)
}
