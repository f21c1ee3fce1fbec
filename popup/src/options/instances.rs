//! The instances of Amazon Connect.

use headwater_protocol::popup::{InstanceView, PopupToWorker, SignInStatus};
use leptos::prelude::*;

use super::card::{button, card, decided_by_organisation, row, rows, tag};
use super::form::{Words, form};
use super::link::Link;
use super::text::{said, say_with};
use crate::view::element::{element, present_while};
use crate::view::keyed_list::keyed_list;

pub(super) fn instances() -> AnyView {
    let link = expect_context::<Link>();
    card("instances", "optionsInstances", Some("optionsInstancesHint"))
        .child(list(link, true))
        .child(add(link))
        .view()
}

/// The instances that are set up, with a button to sign in at each if this is the place for it.
pub(super) fn list(link: Link, signs_in: bool) -> AnyView {
    let origins = move || {
        link.read(|view| {
            view.instances
                .iter()
                .map(|it| it.origin.clone())
                .collect::<Vec<_>>()
        })
    };
    rows(keyed_list(origins, move |origin| {
        instance(link, origin, signs_in)
    }))
}

fn instance(link: Link, origin: String, signs_in: bool) -> AnyView {
    let about = origin.clone();
    let origin = StoredValue::new(origin);
    let is = move |so: fn(&InstanceView) -> bool| {
        link.read(|view| {
            origin.with_value(|origin| view.instances.iter().any(|it| it.origin == *origin && so(it)))
        })
    };
    let is_default = move || {
        link.read(|view| {
            let first = view.instances.first().map(|first| &first.origin);
            let default = view.default_instance.as_ref().or(first);
            origin.with_value(|origin| default == Some(origin))
        })
    };
    let several = move || link.read(|view| view.instances.len() > 1);
    let (about_default, about_removal, about_sign_in) = (about.clone(), about.clone(), about.clone());
    row(&about)
        .child_while(
            move || is(|it| it.sign_in == SignInStatus::SignedIn),
            || tag("good", "optionsSignedIn"),
        )
        .child_while(move || several() && is_default(), || tag("", "optionsDefault"))
        .child_while(
            move || several() && !is_default(),
            move || {
                let instance = Some(origin.get_value());
                button(
                    "setDefault",
                    "optionsMakeDefault",
                    Some(&about_default),
                    move || {
                        link.send(PopupToWorker::SetDefaultInstance {
                            instance: instance.clone(),
                        });
                    },
                )
            },
        )
        .child_while(
            move || signs_in && is(|it| it.sign_in != SignInStatus::SignedIn),
            move || {
                let instance = origin.get_value();
                button("signIn", "optionsSignIn", Some(&about_sign_in), move || {
                    link.send(PopupToWorker::SignIn {
                        instance: instance.clone(),
                    });
                })
            },
        )
        .child_while(
            move || is(|it| it.removable),
            move || {
                let instance = origin.get_value();
                button(
                    "removeInstance",
                    "optionsRemove",
                    Some(&about_removal),
                    move || {
                        link.send(PopupToWorker::RemoveInstance {
                            instance: instance.clone(),
                        });
                    },
                )
            },
        )
        .child_while(
            move || is(|it| !it.removable),
            move || {
                let by_policy = link.read(|view| view.policy.managed);
                tag(
                    "",
                    if by_policy {
                        "optionsPolicyMark"
                    } else {
                        "optionsPreset"
                    },
                )
            },
        )
        .view()
}

/// The form that sets up another one.
pub(super) fn add(link: Link) -> AnyView {
    let may = move || link.read(|view| view.policy.features.add_instances);
    let checking = move || link.read(|view| view.checking.as_ref().map(|it| say_with("optionsChecking", it)));
    // What went wrong outside an instance is about what was typed last, here or at the identity providers.
    let problem = move || {
        link.read(|view| {
            let notice = view
                .notice
                .as_ref()
                .filter(|it| it.message.name.starts_with("workerAddress"));
            notice.map(|notice| said(&notice.message))
        })
    };
    element("div")
        .child(present_while(may, move || {
            form(
                "instance",
                &Words {
                    label: "optionsInstanceLabel",
                    placeholder: "optionsInstancePlaceholder",
                    button: "optionsAdd",
                },
                move || link.read(|view| view.instances.len()),
                problem,
                checking,
                move |address| link.send(PopupToWorker::AddInstance { address }),
            )
        }))
        .child(present_while(
            move || link.is_ready() && !may(),
            decided_by_organisation,
        ))
        .view()
}
