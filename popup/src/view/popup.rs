//! The whole popup.

use headwater_protocol::popup::PopupView;
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::add_instance::add_instance;
use super::element::{effect, element, present_while};
use super::instance::instance;
use super::kept_focus;
use super::keyed_list::keyed_list;
use super::links::links;
use super::notice::notice;
use super::opened::Opened;
use super::page::Page;
use super::status_keys;
use super::this_site::this_site;
use crate::clock::Clock;
use crate::connection::Connection;
use crate::frame;
use crate::language;
use crate::selection::Instance;
use crate::words;

/// Shown in `main`, whose attributes say whether there is a view and whether it is stale.
pub(crate) fn popup(main: HtmlElement, connection: Connection, clock: Clock) -> AnyView {
    provide_context(Page {
        connection,
        clock,
        opened: Opened::new(),
    });
    status_keys::listen(connection);
    kept_focus::keep(connection);
    let view = connection.view();
    let stale = connection.stale();
    let language =
        language::spoken(move || view.with(|view| Some(view.as_ref()?.language.clone().unwrap_or_default())));
    let refused = connection.refused();
    let ready = Memo::new(move |_| language.with(Option::is_some));

    effect(move || mark(&main, ready.get() || refused.get(), stale.get()));
    effect(move || connection.expire_pending(clock.now()));

    element("div")
        .class("content")
        .child(
            element("div")
                .class("connection")
                .attribute("role", "status")
                .child_while(
                    move || !ready.get() && !refused.get(),
                    || element("p").class("starting").text(words::STARTING.text()).view(),
                )
                .child_while(
                    move || ready.get() && stale.get(),
                    || element("p").class("stale").text(words::STALE.text()).view(),
                )
                .child_while(
                    move || refused.get(),
                    || element("p").class("refused").text(words::REFUSED.text()).view(),
                )
                .view(),
        )
        // All of it anew in another language.
        .child(keyed_list(
            move || language.get().filter(|_| !refused.get()).into_iter().collect(),
            move |_| content(connection),
        ))
        .view()
}

fn content(connection: Connection) -> AnyView {
    let view = connection.view();
    let origins = move || {
        let origins = |view: &PopupView| {
            view.instances
                .iter()
                .map(|instance| instance.origin.clone())
                .collect()
        };
        view.with(|view| view.as_ref().map(origins)).unwrap_or_default()
    };
    let empty = move || view.with(|view| view.as_ref().is_some_and(|view| view.instances.is_empty()));
    let may_add = move || {
        view.with(|view| {
            view.as_ref()
                .is_some_and(|view| view.instances.is_empty() && view.policy.features.add_instances)
        })
    };
    let text = move || view.with(|view| Some(words::said(&view.as_ref()?.notice.as_ref()?.message)));
    vec![
        present_while(empty, welcome),
        keyed_list(origins, move |origin| instance(Instance::new(view, origin))),
        // Above the form that it is mostly about: below, it would cover the form wherever the page is longer than its window.
        notice(text, None),
        // The first one; others are for the options.
        present_while(may_add, move || add_instance(connection)),
        // A page that shows the panel is no place to allow it.
        (!frame::is_framed()).then(|| this_site(connection)).into_any(),
        links(connection),
    ]
    .into_any()
}

/// While no instance is set up.
fn welcome() -> AnyView {
    element("div")
        .class("welcome")
        .child(element("h2").text(words::WELCOME_TITLE.text()).view())
        .child(element("p").text(words::WELCOME_TEXT.text()).view())
        .view()
}

/// The skeleton of `popup.html` goes with the first view.
fn mark(main: &HtmlElement, ready: bool, stale: bool) {
    let text = |flag: bool| if flag { "true" } else { "false" };
    for (name, value) in [
        ("data-ready", ready),
        ("data-stale", stale),
        ("aria-busy", !ready),
    ] {
        // Only fails for names that are no attribute names.
        let _ = main.set_attribute(name, text(value));
    }
    if ready && let Ok(Some(skeleton)) = main.query_selector(".skeleton") {
        skeleton.remove();
    }
}
