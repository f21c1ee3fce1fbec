//! The page after the installation: four steps, each marked when it is done.

use headwater_protocol::popup::{PopupToWorker, PopupView, SignInStatus};
use leptos::prelude::*;

use super::card::{button, card, card_with, tag};
use super::link::Link;
use super::page::heading;
use super::text::say;
use super::{instances, sites};
use crate::view::element::{Element, element};

pub(super) fn welcome() -> AnyView {
    let link = expect_context::<Link>();
    element("div")
        .class("cards")
        .child(heading("optionsWelcomeTitle", "optionsWelcomeIntroduction"))
        .child(
            step(
                link,
                "instances",
                "optionsStepInstance",
                "optionsStepInstanceHint",
                |view| !view.instances.is_empty(),
            )
            .child(instances::list(link, false))
            .child(instances::add(link))
            .view(),
        )
        .child(
            step(
                link,
                "sign-in",
                "optionsStepSignIn",
                "optionsStepSignInHint",
                |view| {
                    view.instances
                        .iter()
                        .any(|it| it.sign_in == SignInStatus::SignedIn)
                },
            )
            .child_while(
                move || link.read(|view| can_sign_in(view).is_some()),
                move || sign_in(link),
            )
            .view(),
        )
        .child(
            step(link, "sites", "optionsStepSite", "optionsStepSiteHint", |view| {
                view.sites.iter().any(|site| site.allowed)
            })
            .child(sites::list(link))
            .child(sites::add(link))
            .view(),
        )
        .child(card("pin", "optionsStepPin", Some("optionsStepPinHint")).view())
        .child(
            element("p")
                .child(
                    element("a")
                        .attribute("href", "options.html")
                        .text(say("optionsAllOptions"))
                        .view(),
                )
                .view(),
        )
        .view()
}

fn step(link: Link, name: &'static str, title: &str, hint: &str, done: fn(&PopupView) -> bool) -> Element {
    let done = move || link.read(done);
    let heading = element("h2")
        .text(say(title))
        .child_while(done, || tag("good", "optionsDone"));
    card_with(name, heading, Some(hint)).flag("data-done", done)
}

/// Origin of the first instance that nobody is signed in at.
fn can_sign_in(view: &PopupView) -> Option<String> {
    let mut instances = view.instances.iter();
    let waiting = instances.find(|it| it.sign_in != SignInStatus::SignedIn);
    waiting.map(|instance| instance.origin.clone())
}

fn sign_in(link: Link) -> AnyView {
    button("signIn", "optionsSignIn", None, move || {
        if let Some(instance) = untrack(|| link.read(can_sign_in)) {
            link.send(PopupToWorker::SignIn { instance });
        }
    })
}
