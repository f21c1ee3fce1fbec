//! The keys of the commands, which the browser itself lets the agent change.

use headwater_browser::{WarnOnError, commands};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::card::{button, card, row, rows};
use super::text::say;
use crate::view::element::element;
use crate::view::keyed_list::keyed_list;

pub(super) fn shortcuts() -> AnyView {
    // Description and keys of each command.
    let list = RwSignal::new(Vec::<(String, String)>::new());
    read(list);
    // Back from where the browser lets keys be changed, they may be others.
    let focus = window_event_listener(leptos::ev::focus, move |_| read(list));
    on_cleanup(move || focus.remove());

    let names = move || list.with(|list| list.iter().map(|(words, _)| words.clone()).collect());
    let item = move |words: String| {
        let about = StoredValue::new(words.clone());
        let keys = move || {
            list.with(|list| {
                let command = about.with_value(|about| list.iter().find(|(words, _)| words == about));
                command
                    .map(|(_, keys)| keys.clone())
                    .filter(|keys| !keys.is_empty())
            })
        };
        row(&words)
            .child_while(
                move || keys().is_some(),
                move || element("kbd").following_text(keys).view(),
            )
            .child_while(
                move || keys().is_none(),
                || element("span").class("hint").text(say("optionsNoKey")).view(),
            )
            .view()
    };
    card("shortcuts", "optionsShortcuts", Some("optionsShortcutsHint"))
        .child(rows(keyed_list(names, item)))
        .child(button("openShortcuts", "optionsChangeShortcuts", None, || {
            let opened = commands::open_settings();
            spawn_local(async move {
                opened.await.warn_on_error();
            });
        }))
        .view()
}

fn read(list: RwSignal<Vec<(String, String)>>) {
    let all = commands::all();
    spawn_local(async move {
        let described = |command: commands::Command| {
            // The browsers have their own words for the one that opens the popup, which Chromium does not tell.
            let words =
                Some(command.description).filter(|it| !it.is_empty() && command.name != "_execute_action");
            (words.unwrap_or_else(|| say("optionsOpenPopup")), command.shortcut)
        };
        if let Some(all) = all.await.warn_on_error() {
            list.set(all.into_iter().map(described).collect());
        }
    });
}
