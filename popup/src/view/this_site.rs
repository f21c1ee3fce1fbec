//! The site of the tab in front: whether its pages have `window.connect`, and the switch.

use std::pin::Pin;

use headwater_browser::{BrowserError, WarnOnError, permissions, tabs};
use headwater_protocol::popup::PopupToWorker;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::element::{effect, element, present_while};
use crate::connection::Connection;
use crate::words;

/// Host and port of an address as the browser gives it; nothing for what the agent cannot allow.
fn authority(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://")?;
    rest.split('/').next()
}

/// As in the browser's permissions: all ports of a host are one site.
fn pattern(authority: &str) -> String {
    ["https://", host(authority), "/*"].concat()
}

fn host(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => host,
        _ => authority,
    }
}

/// Nothing where the browser does not tell the address, as in a panel, or where the tab shows no site of the agent's
/// choice: an instance needs no permission.
pub(super) fn this_site(connection: Connection) -> AnyView {
    let site = RwSignal::new(None::<String>);
    let allowed = RwSignal::new(false);
    let just_allowed = RwSignal::new(false);
    let address = tabs::address_in_front();
    spawn_local(async move {
        let address = address.await.warn_on_error().flatten().unwrap_or_default();
        site.set(authority(&address).map(str::to_owned));
    });
    // The browser knows what is allowed, and a view comes whenever that has changed.
    effect(move || {
        connection.view().track();
        if let Some(site) = site.get() {
            answered(Box::pin(permissions::contains(&pattern(&site))), allowed, None);
        }
    });
    let shown = move || {
        connection.view().with(|view| match (view, site.get()) {
            (Some(view), Some(site)) => {
                let is_instance = |origin: &str| origin.strip_prefix("https://") == Some(&site);
                !view.instances.iter().any(|it| is_instance(&it.origin))
            }
            _ => false,
        })
    };
    let may = move || {
        connection.view().with(|view| match (view, site.get()) {
            (Some(view), Some(site)) => {
                let pattern = pattern(&site);
                match view.sites.iter().find(|it| it.pattern == pattern) {
                    Some(known) => known.removable || !allowed.get(),
                    None => view.policy.features.allow_sites && !allowed.get(),
                }
            }
            _ => false,
        })
    };
    // The browser asks only while a click is handled: nothing may be waited for before.
    let turn = move || {
        let Some(pattern) = site.get_untracked().map(|site| pattern(&site)) else {
            return;
        };
        if allowed.get_untracked() {
            just_allowed.set(false);
            connection.send(PopupToWorker::RemoveSite { pattern });
        } else {
            answered(
                Box::pin(permissions::request(&[&pattern])),
                allowed,
                Some(just_allowed),
            );
        }
    };
    let name = move || site.get().map(|site| words::THIS_SITE.with(&[host(&site)]));
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
                move || just_allowed.get() && allowed.get(),
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

/// Sets what the browser answers. One kind of future for both questions costs the module half as much.
fn answered(
    answer: Pin<Box<dyn Future<Output = Result<bool, BrowserError>>>>,
    allowed: RwSignal<bool>,
    also: Option<RwSignal<bool>>,
) {
    spawn_local(async move {
        let is = answer.await.warn_on_error() == Some(true);
        allowed.set(is);
        if let Some(also) = also {
            also.set(is);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_a_host_with_all_its_ports() {
        let of = |address| authority(address).map(pattern);
        for (address, expected) in [
            (
                "https://crm.example.com/case?id=1",
                Some("https://crm.example.com/*"),
            ),
            ("https://crm.example.com:8443/", Some("https://crm.example.com/*")),
            ("https://[::1]:9443/", Some("https://[::1]/*")),
            ("https://[::1]/", Some("https://[::1]/*")),
            ("http://crm.example.com/", None),
            ("chrome://extensions/", None),
            ("", None),
        ] {
            assert_eq!(of(address).as_deref(), expected, "{address}");
        }
    }
}
