//! The site of the tab in front: whether its pages have `window.connect`, and the switch.

use headwater_browser::{WarnOnError, permissions, tabs};
use headwater_protocol::popup::PopupToWorker;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Url;

use super::element::{element, present_while};
use crate::connection::Connection;
use crate::words;

#[derive(Debug, Clone, PartialEq)]
struct Site {
    origin: String,
    host: String,
}

impl Site {
    /// Nothing for what the agent cannot allow.
    fn of(address: &str) -> Option<Site> {
        let url = Url::new(address).ok()?;
        (url.protocol() == "https:").then(|| Site {
            origin: url.origin(),
            host: url.hostname(),
        })
    }

    /// As in the browser's permissions: all ports of a host are one site.
    fn pattern(&self) -> String {
        ["https://", &self.host, "/*"].concat()
    }
}

/// Nothing where the browser does not tell the address, as in a panel, or where the tab shows no site of the agent's
/// choice: an instance needs no permission.
pub(super) fn this_site(connection: Connection) -> AnyView {
    let site = RwSignal::new(None::<Site>);
    let allowed = RwSignal::new(false);
    let just_allowed = RwSignal::new(false);
    let address = tabs::address_in_front();
    spawn_local(async move {
        site.set(
            address
                .await
                .warn_on_error()
                .flatten()
                .and_then(|address| Site::of(&address)),
        );
    });
    // The browser knows what is allowed, and a view comes whenever that has changed.
    Effect::new(move |_| {
        connection.view().track();
        if let Some(site) = site.get() {
            let answer = permissions::contains(&site.pattern());
            spawn_local(async move { allowed.set(answer.await.warn_on_error() == Some(true)) });
        }
    });
    let shown = move || {
        let site = site.get();
        connection.view().with(|view| {
            let instances = view.as_ref().map(|view| &view.instances);
            site.is_some_and(|site| {
                instances.is_some_and(|instances| instances.iter().all(|it| it.origin != site.origin))
            })
        })
    };
    let may = move || {
        let pattern = site.get().map(|site| site.pattern());
        connection.view().with(|view| {
            view.as_ref().is_some_and(|view| {
                let mut sites = view.sites.iter();
                let known = sites.find(|it| Some(&it.pattern) == pattern.as_ref());
                if allowed.get() {
                    known.is_some_and(|it| it.removable)
                } else {
                    known.is_some() || view.policy.features.allow_sites
                }
            })
        })
    };
    // The browser asks only while a click is handled: nothing may be waited for before.
    let turn = move || {
        let Some(pattern) = site.get_untracked().map(|site| site.pattern()) else {
            return;
        };
        if allowed.get_untracked() {
            just_allowed.set(false);
            connection.send(PopupToWorker::RemoveSite { pattern });
        } else {
            let answer = permissions::request(&[&pattern]);
            spawn_local(async move {
                let granted = answer.await.warn_on_error() == Some(true);
                allowed.set(granted);
                just_allowed.set(granted);
            });
        }
    };
    let name = move || site.get().map(|site| words::THIS_SITE.with(&[&site.host]));
    present_while(shown, move || {
        element("div")
            .class("this-site")
            .child(
                element("span")
                    .attribute("id", "this-site")
                    .following_text(name)
                    .view(),
            )
            .child(
                element("button")
                    .attribute("type", "button")
                    .attribute("role", "switch")
                    .class("switch")
                    .attribute("aria-labelledby", "this-site")
                    .following("aria-checked", move || {
                        Some(if allowed.get() { "true" } else { "false" }.to_owned())
                    })
                    .flag("disabled", move || !may())
                    .on_click(turn)
                    .view(),
            )
            .child_while(
                move || just_allowed.get(),
                || {
                    element("p")
                        .class("hint")
                        .attribute("role", "status")
                        .text(words::THIS_SITE_RELOAD.text())
                        .view()
                },
            )
            .view()
    })
}
