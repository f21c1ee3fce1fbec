//! What was typed into a form, handed over.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement};

use super::element::{Element, effect};

/// Hands over what was typed into the field of this form, without spaces around it, unless that is nothing or `busy`. What
/// `taken` counts grows when it was taken, and empties the field; until then what was typed stays, so that a mistake in
/// it can be mended.
pub(crate) fn submission(
    form: Element,
    taken: impl Fn() -> usize + Copy + 'static,
    busy: impl Fn() -> bool + 'static,
    mut send: impl FnMut(String) + 'static,
) -> Element {
    let sent = StoredValue::new_local(None::<(HtmlInputElement, usize)>);
    effect(move || {
        let now = taken();
        let done = sent.with_value(|sent| sent.as_ref().is_some_and(|(_, before)| now > *before));
        if done && let Some(Some((field, _))) = sent.try_update_value(Option::take) {
            field.set_value("");
        }
    });
    form.attribute("novalidate", "").on("submit", move |event| {
        event.prevent_default();
        let Some(field) = field_of(&event) else {
            return;
        };
        let typed = field.value().trim().to_owned();
        if typed.is_empty() {
            // Only a field that cannot be focussed fails.
            let _ = field.focus();
        } else if !untrack(&busy) {
            sent.set_value(Some((field, untrack(taken))));
            send(typed);
        }
    })
}

fn field_of(event: &Event) -> Option<HtmlInputElement> {
    let form = event.target()?.dyn_into::<HtmlElement>().ok()?;
    form.query_selector("input").ok()??.dyn_into().ok()
}
