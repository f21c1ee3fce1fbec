//! The quick connects that fit what is typed, a page at a time.

use headwater_protocol::popup::PopupToWorker;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::button::button;
use super::dial::Purpose;
use super::element::{effect, element, present_while};
use super::icon::{self, icon};
use super::keyed_list::keyed_list;
use super::page::page;
use super::spinner::spinner;
use crate::pending::Place;
use crate::quick_connects::{self, QuickConnect};
use crate::reading;
use crate::telephone;
use crate::words;

/// So many are shown at once, and so many more each time.
const STEP: usize = 50;
/// No more pages are asked for beyond so many.
const MOST: usize = 10_000;

pub(crate) fn quick_connect_list(purpose: Purpose, calls: bool, typed: RwSignal<String>) -> AnyView {
    let connection = page().connection;
    let all = RwSignal::new(Vec::<QuickConnect>::new());
    let loading = RwSignal::new(true);
    let limit = RwSignal::new(STEP);
    let ask = move |next_token: Option<String>| {
        loading.set(true);
        connection.send(PopupToWorker::FindEndpoints {
            instance: purpose.instance.origin(),
            ask: 0,
            next_token,
        });
    };
    ask(None);
    let answer = connection.answer();
    let mut ran = false;
    effect(move || {
        // What was answered before this was asked is not its business.
        let ran = std::mem::replace(&mut ran, true);
        let found = answer.with(|answer| match answer {
            Some((PopupToWorker::FindEndpoints { .. }, answer)) if ran => {
                Some(answer.found.as_deref().and_then(reading::parse))
            }
            _ => None,
        });
        match found {
            Some(Some(found)) => {
                let (page, next_token) = quick_connects::page(&found, write, small);
                // A list that stands still or does not end is a service that has lost its way.
                let goes_on = !page.is_empty() && all.with_untracked(Vec::len) < MOST;
                all.update(|all| all.extend(page));
                match next_token {
                    Some(next_token) if goes_on => ask(Some(next_token)),
                    _ => loading.set(false),
                }
            }
            Some(None) => loading.set(false),
            None => {}
        }
    });
    // What is searched for is looked for from the top again.
    effect(move || {
        typed.track();
        limit.set(STEP);
    });

    let fit = move || all.with(|all| quick_connects::matches(all, &typed.with(|typed| small(typed)), calls));
    let shown = move || {
        let limit = limit.get();
        fit()
            .into_iter()
            .take(limit)
            .map(|index| index.to_string())
            .collect()
    };
    let item = move |index: String| {
        let quick_connect = index
            .parse()
            .ok()
            .and_then(|index: usize| all.with_untracked(|all| all.get(index).cloned()));
        quick_connect
            .map(|quick_connect| choice(purpose, quick_connect))
            .into_any()
    };
    let failed = move || connection.failure(&Place::QuickConnects);
    // Who types a number looks for no name.
    let number = move || calls && typed.with(|typed| telephone::looks_like_a_number(typed));
    let none = move || !loading.get() && failed().is_none() && !number() && fit().is_empty();
    element("div")
        .class("quick-connects")
        .child(
            element("ul")
                .attribute("aria-label", &words::QUICK_CONNECTS.text())
                .child(keyed_list(shown, item))
                .view(),
        )
        .child(present_while(
            move || fit().len() > limit.get(),
            move || {
                element("button")
                    .attribute("type", "button")
                    .class("button quiet more")
                    .attribute("data-command", "moreQuickConnects")
                    .following_text(move || {
                        let rest = fit().len().saturating_sub(limit.get());
                        Some(words::QUICK_CONNECTS_MORE.with(&[&rest.to_string()]))
                    })
                    .on_click(move || limit.update(|limit| *limit += STEP))
                    .view()
            },
        ))
        .child(
            element("div")
                .attribute("role", "status")
                .child_while(
                    move || loading.get() && failed().is_none(),
                    || spinner(|| Some(words::QUICK_CONNECTS_LOADING.text())),
                )
                .child_while(none, || {
                    element("p")
                        .class("hint")
                        .text(words::QUICK_CONNECTS_NONE.text())
                        .view()
                })
                .view(),
        )
        .child(present_while(
            move || failed().is_some(),
            move || {
                element("div")
                    .class("failed")
                    .attribute("role", "alert")
                    .child(icon(icon::WARNING))
                    .child(element("p").following_text(failed).view())
                    .child(
                        element("button")
                            .attribute("type", "button")
                            .class("button")
                            .attribute("data-command", "findAgain")
                            .text(words::TRY_AGAIN.text())
                            .on_click(move || {
                                all.set(Vec::new());
                                ask(None);
                            })
                            .view(),
                    )
                    .view()
            },
        ))
        .view()
}

/// A node as JSON.
fn write(node: &JsValue) -> String {
    js_sys::JSON::stringify(node)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// In small letters.
fn small(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

fn choice(purpose: Purpose, quick_connect: QuickConnect) -> AnyView {
    let QuickConnect {
        name,
        kind,
        number,
        endpoint,
        ..
    } = quick_connect;
    let detail = match kind.as_str() {
        "agent" => words::QUICK_CONNECT_AGENT.text(),
        "queue" => words::QUICK_CONNECT_QUEUE.text(),
        _ => number.unwrap_or_default(),
    };
    let button = button("quick-connect", purpose.command(endpoint))
        .attribute("data-quick-connect", &name)
        .child(icon(icon::quick_connect(&kind)))
        .child(
            element("span")
                .class("row-words")
                .attribute("dir", "auto")
                .text(name)
                .view(),
        )
        .child(
            element("span")
                .class("hint")
                .attribute("dir", "auto")
                .text(detail)
                .view(),
        )
        .view();
    element("li").child(button).view()
}
