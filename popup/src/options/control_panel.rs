//! Which control panel pages show that have one in them.

use headwater_protocol::popup::PopupToWorker;
use leptos::prelude::*;

use super::card::{Choice, card, choices, decided_by_organisation};
use super::link::Link;
use super::text::say;
use crate::view::element::{element, present_while};

pub(super) fn control_panel() -> AnyView {
    let link = expect_context::<Link>();
    let choice = move |name: &str, on: bool| Choice {
        name: name.to_owned(),
        words: say(word(on)),
        is: Box::new(move || link.is_ready() && link.read(|view| view.panel_in_pages) == on),
        choose: Box::new(move || link.send(PopupToWorker::SetPanelInPages { on })),
    };
    let decided = move || link.read(|view| view.policy.decides_panel_in_pages);
    let undecided = move || {
        choices(
            "control-panel",
            vec![choice("instance", false), choice("headwater", true)],
        )
    };
    card(
        "control-panel",
        "optionsControlPanel",
        Some("optionsControlPanelHint"),
    )
    .child(present_while(move || !decided(), undecided))
    .child(present_while(decided, move || {
        let on = move || link.read(|view| view.panel_in_pages);
        element("div")
            .child(element("p").following_text(move || Some(say(word(on())))).view())
            .child(decided_by_organisation())
            .view()
    }))
    .view()
}

/// What pages show if this is Headwater's or not.
fn word(on: bool) -> &'static str {
    if on {
        "optionsControlPanelHeadwater"
    } else {
        "optionsControlPanelInstance"
    }
}
