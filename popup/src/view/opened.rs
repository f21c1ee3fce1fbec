//! Which part of the page is unfolded: the field for numbers, or the keypad of a call. One at a time.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::element::Element;

/// What is unfolded, by a name that its button has too.
#[derive(Clone, Copy)]
pub(crate) struct Opened(RwSignal<Option<String>>);

impl Opened {
    pub(crate) fn new() -> Self {
        Self(RwSignal::new(None))
    }

    pub(crate) fn is(self, name: &str) -> bool {
        self.0.with(|opened| opened.as_deref() == Some(name))
    }

    fn toggle(self, name: String) {
        self.0.update(|opened| {
            *opened = if opened.as_ref() == Some(&name) {
                None
            } else {
                Some(name)
            }
        });
    }

    /// Folds it, and gives the focus back to its button.
    pub(crate) fn close(self) {
        let name = self.0.get_untracked();
        self.0.set(None);
        if let Some(name) = name {
            focus(&["[data-opens=\"", &name, "\"]"].concat());
        }
    }

    /// Makes this element the button that folds and unfolds what has the name.
    pub(crate) fn button(self, element: Element, name: String) -> Element {
        let stored = StoredValue::new(name.clone());
        element
            .attribute("type", "button")
            .attribute("data-opens", &name)
            .following("aria-expanded", move || {
                let open = stored.with_value(|name| self.is(name));
                Some(if open { "true" } else { "false" }.to_owned())
            })
            .on_click(move || self.toggle(stored.get_value()))
    }
}

/// Gives the focus to the first element that the selector finds.
pub(crate) fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Only an element that cannot have the focus fails.
        let _ = element.focus();
    }
}
