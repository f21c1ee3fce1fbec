//! A field with a button, and what is wrong with what was typed.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement};

use super::text::say;
use crate::view::element::element;

/// Names of the texts of a form.
pub(super) struct Words {
    pub(super) label: &'static str,
    pub(super) placeholder: &'static str,
    pub(super) button: &'static str,
}

/// A form that is handed what was typed, without spaces around it. What `taken` counts grows when it was taken, and
/// empties the field; until then what was typed stays, so that a mistake in it can be mended. `problem` is what is
/// wrong with it.
pub(super) fn form(
    name: &'static str,
    words: &Words,
    taken: impl Fn() -> usize + Copy + Send + Sync + 'static,
    problem: impl Fn() -> Option<String> + Copy + Send + Sync + 'static,
    busy: impl Fn() -> Option<String> + Copy + Send + Sync + 'static,
    mut send: impl FnMut(String) + 'static,
) -> AnyView {
    let (field_id, problem_id) = (format!("{name}-field"), format!("{name}-problem"));
    let sent = StoredValue::new_local(None::<(HtmlInputElement, usize)>);
    let submit = move |event: Event| {
        event.prevent_default();
        let Some(field) = field_of(&event) else {
            return;
        };
        let typed = field.value().trim().to_owned();
        if typed.is_empty() {
            // Only a field that cannot be focussed fails.
            let _ = field.focus();
        } else if untrack(busy).is_none() {
            sent.set_value(Some((field, untrack(taken))));
            send(typed);
        }
    };
    Effect::new(move |_| {
        let now = taken();
        let done = sent.with_value(|sent| sent.as_ref().is_some_and(|(_, before)| now > *before));
        if done && let Some(Some((field, _))) = sent.try_update_value(Option::take) {
            field.set_value("");
        }
    });
    let input = element("input")
        .class("input")
        .attribute("id", &field_id)
        .attribute("type", "text")
        .attribute("inputmode", "url")
        .attribute("autocomplete", "off")
        .attribute("autocapitalize", "none")
        .attribute("spellcheck", "false")
        .attribute("dir", "ltr")
        .attribute("placeholder", &say(words.placeholder))
        .attribute("aria-describedby", &problem_id)
        .flag("aria-invalid", move || problem().is_some())
        .view();
    let submit_button = element("button")
        .attribute("type", "submit")
        .class("button")
        .flag("aria-busy", move || busy().is_some())
        .text(say(words.button))
        .view();
    element("form")
        .class("field")
        .attribute("data-form", name)
        .attribute("novalidate", "")
        .on("submit", submit)
        .child(
            element("label")
                .attribute("for", &field_id)
                .text(say(words.label))
                .view(),
        )
        .child(
            element("div")
                .class("form-row")
                .child(input)
                .child(submit_button)
                .view(),
        )
        .child(
            element("div")
                .attribute("role", "status")
                .child_while(
                    move || busy().is_some(),
                    move || element("p").class("hint").following_text(busy).view(),
                )
                .view(),
        )
        .child(
            element("div")
                .attribute("role", "alert")
                .attribute("id", &problem_id)
                .child_while(
                    move || problem().is_some(),
                    move || element("p").class("failure").following_text(problem).view(),
                )
                .view(),
        )
        .view()
}

fn field_of(event: &Event) -> Option<HtmlInputElement> {
    let form = event.target()?.dyn_into::<HtmlElement>().ok()?;
    form.query_selector("input").ok()??.dyn_into().ok()
}
