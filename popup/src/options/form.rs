//! A field with a button, and what is wrong with what was typed.

use leptos::prelude::*;

use super::text::say;
use crate::view::element::element;
use crate::view::submission::submission;
use crate::view::typed_field::address_field;

/// Names of the texts of a form.
pub(super) struct Words {
    pub(super) label: &'static str,
    pub(super) placeholder: &'static str,
    pub(super) button: &'static str,
}

/// A form that hands over what was typed, as [`submission`] does. `problem` is what is wrong with it, `busy` what is done with
/// it now.
pub(super) fn form(
    name: &'static str,
    words: &Words,
    taken: impl Fn() -> usize + Copy + Send + Sync + 'static,
    problem: impl Fn() -> Option<String> + Copy + Send + Sync + 'static,
    busy: impl Fn() -> Option<String> + Copy + Send + Sync + 'static,
    send: impl FnMut(String) + 'static,
) -> AnyView {
    let (field_id, problem_id) = (format!("{name}-field"), format!("{name}-problem"));
    let input = address_field()
        .class("input")
        .attribute("id", &field_id)
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
    let form = element("form").class("field").attribute("data-form", name);
    submission(form, taken, move || busy().is_some(), send)
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
