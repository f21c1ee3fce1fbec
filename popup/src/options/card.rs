//! What belongs together on the page: a card with a heading, and the rows in it.

use leptos::prelude::*;

use super::text::say;
use crate::view::element::{Element, element};

/// A card with a heading, named by it. `name` finds it in tests.
pub(super) fn card(name: &'static str, heading: &str, hint: Option<&str>) -> Element {
    card_with(name, element("h2").text(say(heading)), hint)
}

/// A card with a heading that may be more than its words.
pub(super) fn card_with(name: &'static str, heading: Element, hint: Option<&str>) -> Element {
    let id = format!("card-{name}");
    let card = element("section")
        .class("card")
        .attribute("data-card", name)
        .attribute("aria-labelledby", &id)
        .child(heading.attribute("id", &id).view());
    match hint {
        Some(hint) => card.child(element("p").class("hint").text(say(hint)).view()),
        None => card,
    }
}

/// The rows of a card.
pub(super) fn rows(items: AnyView) -> AnyView {
    element("ul").class("rows").child(items).view()
}

/// A row with its words; what acts goes behind them.
pub(super) fn row(words: &str) -> Element {
    element("li").child(
        element("span")
            .class("row-words")
            .attribute("dir", "auto")
            .text(words.to_owned())
            .view(),
    )
}

/// A small mark, such as `good` or `warning`; without a tone a grey one.
pub(super) fn tag(tone: &str, text: &str) -> AnyView {
    element("span")
        .class("tag")
        .attribute("data-tone", tone)
        .text(say(text))
        .view()
}

/// A button whose action is known by its name. `about` is what it is about, for those who hear it out of its row.
pub(super) fn button(command: &str, text: &str, about: Option<&str>, act: impl FnMut() + 'static) -> AnyView {
    let words = say(text);
    let button = element("button")
        .attribute("type", "button")
        .class("button")
        .attribute("data-command", command);
    let button = match about {
        Some(about) => button.attribute("aria-label", &format!("{words}: {about}")),
        None => button,
    };
    button.on_click(act).text(words).view()
}

/// A switch with its words. `command` finds it in tests.
pub(super) fn switch(
    command: &'static str,
    words: &str,
    on: impl Fn() -> bool + Send + Sync + 'static,
    may: impl Fn() -> bool + Send + Sync + 'static,
    turn: impl FnMut() + 'static,
) -> AnyView {
    let id = format!("{command}-label");
    let switch = element("button")
        .attribute("type", "button")
        .attribute("role", "switch")
        .class("switch")
        .attribute("data-command", command)
        .attribute("aria-labelledby", &id)
        .following("aria-checked", move || {
            Some(if on() { "true" } else { "false" }.to_owned())
        })
        .flag("disabled", move || !may())
        .on_click(turn)
        .view();
    element("div")
        .class("form-row")
        .child(
            element("span")
                .class("row-words")
                .attribute("id", &id)
                .text(say(words))
                .view(),
        )
        .child(switch)
        .view()
}

/// Buttons of which one is chosen, in a card of this name. Each is a choice: its name, its words, whether it is the one, and
/// what chooses it.
pub(super) fn choices(card: &str, choices: Vec<Choice>) -> AnyView {
    let mut group = element("div")
        .class("segments")
        .attribute("role", "group")
        .attribute("aria-labelledby", &format!("card-{card}"));
    for Choice {
        name,
        words,
        is,
        choose,
    } in choices
    {
        let pressed = move || Some(if is() { "true" } else { "false" }.to_owned());
        group = group.child(
            element("button")
                .attribute("type", "button")
                .class("button")
                .attribute("data-choice", &name)
                .following("aria-pressed", pressed)
                .on_click(choose)
                .text(words)
                .view(),
        );
    }
    group.view()
}

/// One of [`choices`].
pub(super) struct Choice {
    pub(super) name: String,
    pub(super) words: String,
    pub(super) is: Box<dyn Fn() -> bool + Send + Sync>,
    pub(super) choose: Box<dyn FnMut()>,
}

/// What stands for a form where the organisation decides.
pub(super) fn decided_by_organisation() -> AnyView {
    element("p")
        .class("hint")
        .text(say("optionsByOrganisation"))
        .view()
}
