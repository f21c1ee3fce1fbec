//! The sites whose pages have `window.connect`.

use headwater_browser::{WarnOnError, permissions};
use headwater_protocol::{
    match_pattern,
    popup::{PopupToWorker, SiteView},
};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::card::{button, card, decided_by_organisation, row, rows, tag};
use super::form::{Words, form};
use super::link::Link;
use super::text::{say, say_with};
use crate::view::element::{element, present_while};
use crate::view::keyed_list::keyed_list;

pub(super) fn sites() -> AnyView {
    let link = expect_context::<Link>();
    card("sites", "optionsSites", Some("optionsSitesHint"))
        .child(list(link))
        .child(present_while(
            move || link.is_ready() && link.read(|view| view.sites.is_empty()),
            || element("p").class("hint").text(say("optionsNoSites")).view(),
        ))
        .child(add(link))
        .view()
}

/// The sites that are allowed, and those that the policy wants to be.
pub(super) fn list(link: Link) -> AnyView {
    let patterns = move || {
        link.read(|view| {
            view.sites
                .iter()
                .map(|site| site.pattern.clone())
                .collect::<Vec<_>>()
        })
    };
    rows(keyed_list(patterns, move |pattern| site(link, pattern)))
}

fn site(link: Link, pattern: String) -> AnyView {
    let words = pattern.trim_end_matches("/*").to_owned();
    let pattern = StoredValue::new(pattern);
    let is = move |so: fn(&SiteView) -> bool| {
        link.read(|view| {
            pattern.with_value(|pattern| view.sites.iter().any(|it| it.pattern == *pattern && so(it)))
        })
    };
    let (about_grant, about_removal) = (words.clone(), words.clone());
    row(&words)
        .child_while(move || is(|it| it.by_policy), || tag("", "optionsPolicyMark"))
        .child_while(move || is(|it| it.allowed), || tag("good", "optionsAllowed"))
        .child_while(
            move || is(|it| !it.allowed),
            move || {
                let pattern = pattern.get_value();
                button("allowSite", "optionsAllow", Some(&about_grant), move || {
                    ask(&pattern, None);
                })
            },
        )
        .child_while(
            move || is(|it| it.removable),
            move || {
                let pattern = pattern.get_value();
                button("removeSite", "optionsRevoke", Some(&about_removal), move || {
                    link.send(PopupToWorker::RemoveSite {
                        pattern: pattern.clone(),
                    });
                })
            },
        )
        .view()
}

/// The form that allows another one.
pub(super) fn add(link: Link) -> AnyView {
    let may = move || link.read(|view| view.policy.features.allow_sites);
    let problem = RwSignal::new(None::<String>);
    let send = move |typed: String| match match_pattern::of_site(&typed) {
        Some(pattern) => {
            problem.set(None);
            ask(&pattern, Some(problem));
        }
        None => problem.set(Some(say_with("optionsSiteInvalid", &typed))),
    };
    element("div")
        .child(present_while(may, move || {
            form(
                "site",
                &Words {
                    label: "optionsSiteLabel",
                    placeholder: "optionsSitePlaceholder",
                    button: "optionsAllow",
                },
                move || link.read(|view| view.sites.len()),
                move || problem.get(),
                || None,
                send,
            )
        }))
        .child(present_while(
            move || link.is_ready() && !may(),
            decided_by_organisation,
        ))
        .view()
}

/// Has the browser ask the agent. It does so only while a click or a key is handled, so nothing may wait before this.
fn ask(pattern: &str, problem: Option<RwSignal<Option<String>>>) {
    let answer = permissions::request(&[pattern]);
    let site = pattern.trim_end_matches("/*").to_owned();
    spawn_local(async move {
        let granted = answer.await.warn_on_error();
        if let Some(problem) = problem
            && granted != Some(true)
        {
            problem.set(Some(say_with("optionsSiteRefused", &site)));
        }
    });
}
