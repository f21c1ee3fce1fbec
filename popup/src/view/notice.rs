//! Something the agent should read.

use headwater_protocol::popup::PopupToWorker;
use leptos::prelude::*;

use super::button::button;
use super::element::{element, present_while};
use super::icon::{CLOSE, WARNING, icon};
use crate::words;

/// Shown, and spoken at once, while there is a text. `instance` is the origin it belongs to; none for the popup's own.
pub(crate) fn notice(
    text: impl Fn() -> Option<String> + Copy + Send + Sync + 'static,
    instance: Option<String>,
) -> AnyView {
    let shown = move || {
        let dismiss = words::DISMISS_NOTICE.text();
        element("div")
            .class("notice")
            .attribute("role", "alert")
            .child(icon(WARNING))
            .child(element("p").following_text(text).view())
            .child(
                button(
                    "icon-button",
                    PopupToWorker::DismissNotice {
                        instance: instance.clone(),
                    },
                )
                .attribute("data-command", "dismissNotice")
                .attribute("aria-label", &dismiss)
                .attribute("title", &dismiss)
                .child(icon(CLOSE))
                .view(),
            )
            .view()
    };
    present_while(move || text().is_some(), shown)
}
