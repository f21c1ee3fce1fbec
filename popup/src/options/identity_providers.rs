//! Where pages may have the agent sign in.

use headwater_protocol::popup::{IdentityProviderView, PopupToWorker, PopupView};
use leptos::prelude::*;

use super::card::{button, card, decided_by_organisation, row, rows, tag};
use super::form::{Words, form};
use super::link::Link;
use super::text::said;
use crate::view::element::{element, present_while};
use crate::view::keyed_list::keyed_list;

pub(super) fn identity_providers() -> AnyView {
    let link = expect_context::<Link>();
    card(
        "identity-providers",
        "optionsIdentityProviders",
        Some("optionsIdentityProvidersHint"),
    )
    .child(requests(link))
    .child(list(link))
    .child(add(link))
    .view()
}

/// What pages asked for and nobody answered yet.
fn requests(link: Link) -> AnyView {
    let origins = move || {
        link.read(|view| {
            let mut origins: Vec<String> = Vec::new();
            for request in &view.sign_in_requests {
                if !origins.contains(&request.identity_provider) {
                    origins.push(request.identity_provider.clone());
                }
            }
            origins
        })
    };
    let item = move |origin: String| {
        let page = link.read(|view: &PopupView| {
            let mut requests = view.sign_in_requests.iter();
            let request = requests.find(|request| request.identity_provider == origin);
            request.map(|request| request.page.clone()).unwrap_or_default()
        });
        let words = headwater_browser::i18n::message("optionsSignInRequest", &[&page, &origin]);
        let (allowed, dismissed) = (origin.clone(), origin.clone());
        row(&words)
            .child(button(
                "allowIdentityProvider",
                "optionsAllow",
                Some(&origin),
                move || {
                    link.send(PopupToWorker::AllowIdentityProvider {
                        address: allowed.clone(),
                    });
                },
            ))
            .child(button(
                "dismissSignInRequest",
                "optionsDismiss",
                Some(&origin),
                move || {
                    link.send(PopupToWorker::DismissSignInRequest {
                        identity_provider: dismissed.clone(),
                    });
                },
            ))
            .view()
    };
    rows(keyed_list(origins, item))
}

fn list(link: Link) -> AnyView {
    let origins = move || {
        link.read(|view| {
            view.identity_providers
                .iter()
                .map(|it| it.origin.clone())
                .collect::<Vec<_>>()
        })
    };
    rows(keyed_list(origins, move |origin| identity_provider(link, origin)))
}

fn identity_provider(link: Link, origin: String) -> AnyView {
    let about = origin.clone();
    let origin = StoredValue::new(origin);
    let is = move |so: fn(&IdentityProviderView) -> bool| {
        link.read(|view| {
            origin.with_value(|origin| {
                view.identity_providers
                    .iter()
                    .any(|it| it.origin == *origin && so(it))
            })
        })
    };
    row(&about)
        .child_while(move || is(|it| it.by_policy), || tag("", "optionsPolicyMark"))
        .child_while(move || is(|it| !it.by_policy), {
            let about = about.clone();
            move || {
                let origin = origin.get_value();
                button(
                    "removeIdentityProvider",
                    "optionsRemove",
                    Some(&about),
                    move || {
                        link.send(PopupToWorker::RemoveIdentityProvider {
                            origin: origin.clone(),
                        });
                    },
                )
            }
        })
        .view()
}

fn add(link: Link) -> AnyView {
    let may = move || link.read(|view| view.policy.features.allow_identity_providers);
    let problem = move || {
        link.read(|view| {
            let mut notice = view.notice.iter();
            let notice = notice.find(|it| it.message.name.starts_with("workerIdentityProvider"));
            notice.map(|notice| said(&notice.message))
        })
    };
    element("div")
        .child(present_while(may, move || {
            form(
                "identity-provider",
                &Words {
                    label: "optionsIdentityProviderLabel",
                    placeholder: "optionsIdentityProviderPlaceholder",
                    button: "optionsAllow",
                },
                move || link.read(|view| view.identity_providers.len()),
                problem,
                || None,
                move |address| link.send(PopupToWorker::AllowIdentityProvider { address }),
            )
        }))
        .child(present_while(
            move || link.is_ready() && !may(),
            decided_by_organisation,
        ))
        .view()
}
