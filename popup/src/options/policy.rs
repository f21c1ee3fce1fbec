//! What the organisation has decided, and what of its policy was ignored.

use headwater_protocol::{policy::PolicyFault, popup::PopupView};
use leptos::prelude::*;

use super::card::{card, row, rows};
use super::link::Link;
use super::text::say;
use crate::view::element::{element, present_while};
use crate::view::keyed_list::keyed_list;

/// Only where there is a policy.
pub(super) fn policy() -> AnyView {
    let link = expect_context::<Link>();
    present_while(
        move || link.read(|view| view.policy.managed),
        move || {
            let has_problems = move || link.read(|view| !view.policy.problems.is_empty());
            card("policy", "optionsPolicy", Some("optionsPolicyHint"))
                .child(present_while(has_problems, move || problems(link)))
                .view()
        },
    )
}

fn problems(link: Link) -> AnyView {
    let keys = |view: &PopupView| {
        view.policy
            .problems
            .iter()
            .map(|it| it.key.clone())
            .collect::<Vec<_>>()
    };
    let item = move |key: String| {
        let fault = link.read(|view| {
            view.policy
                .problems
                .iter()
                .find(|it| it.key == key)
                .map(|it| it.fault)
        });
        row(&key)
            .child(
                element("span")
                    .class("failure")
                    .text(fault.map(words).unwrap_or_default())
                    .view(),
            )
            .view()
    };
    element("div")
        .child(
            element("p")
                .class("label")
                .text(say("optionsPolicyProblems"))
                .view(),
        )
        .child(rows(keyed_list(move || link.read(keys), item)))
        .view()
}

fn words(fault: PolicyFault) -> String {
    say(match fault {
        PolicyFault::UnknownKey => "optionsPolicyUnknownKey",
        PolicyFault::NotAList => "optionsPolicyNotAList",
        PolicyFault::NotAnObject => "optionsPolicyNotAnObject",
        PolicyFault::NotABoolean => "optionsPolicyNotABoolean",
        PolicyFault::NotAnAddress => "optionsPolicyNotAnAddress",
        PolicyFault::NoInstanceHost => "optionsPolicyNoInstanceHost",
    })
}
