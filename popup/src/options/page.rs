//! The options.

use leptos::prelude::*;

use super::control_panel::control_panel;
use super::identity_providers::identity_providers;
use super::instances::instances;
use super::language::language;
use super::log::log;
use super::notifications::notifications;
use super::policy::policy;
use super::shortcuts::shortcuts;
use super::sites::sites;
use super::text::say;
use crate::view::element::element;

pub(super) fn page() -> AnyView {
    element("div")
        .class("cards")
        .child(heading("optionsTitle", "optionsIntroduction"))
        .child(policy())
        .child(instances())
        .child(sites())
        .child(identity_providers())
        .child(control_panel())
        .child(notifications())
        .child(shortcuts())
        .child(language())
        .child(log())
        .view()
}

/// The heading of the page, with the sign of Headwater.
pub(super) fn heading(title: &str, introduction: &str) -> AnyView {
    element("header")
        .class("page-heading")
        .child(
            element("img")
                .attribute("src", "../../icons/headwater-128.png")
                .attribute("alt", "")
                .attribute("width", "48")
                .attribute("height", "48")
                .view(),
        )
        .child(
            element("div")
                .child(element("h1").text(say(title)).view())
                .child(element("p").class("hint").text(say(introduction)).view())
                .view(),
        )
        .view()
}
