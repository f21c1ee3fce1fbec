//! What one waits for, with something that turns.

use leptos::prelude::*;

use super::element::element;

/// Something that turns, beside what one waits for.
pub(crate) fn spinner(text: impl Fn() -> Option<String> + Send + Sync + 'static) -> AnyView {
    element("p")
        .class("loading")
        .child(
            element("span")
                .class("spinner")
                .attribute("aria-hidden", "true")
                .view(),
        )
        .child(element("span").following_text(text).view())
        .view()
}
