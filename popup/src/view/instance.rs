//! One instance: who is signed in, the status, the contacts.

use headwater_protocol::popup::{Health, InstanceView, SignInStatus};
use leptos::prelude::*;

use super::announcements::announcements;
use super::contacts::contacts;
use super::element::element;
use super::health::health;
use super::notice::notice;
use super::sign_in::{sign_in, sign_out_button};
use super::spinner::spinner;
use super::status::status;
use super::status_choices::status_choices;
use crate::selection::Instance;
use crate::{names, words};

pub(crate) fn instance(instance: Instance) -> AnyView {
    let origin = instance.origin();
    let sign_in_status = move || instance.read(|instance| names::sign_in_status(instance.sign_in).to_owned());
    let state = move || {
        Some(
            instance
                .read_agent(|agent| agent.state.name.clone())
                .unwrap_or_default(),
        )
    };
    let next_state = move || {
        Some(
            instance
                .read_agent(|agent| agent.next_state.clone())
                .flatten()
                .unwrap_or_default(),
        )
    };
    let notice_text = move || {
        instance
            .read(|instance| {
                instance
                    .notice
                    .as_ref()
                    .map(|notice| words::said(&notice.message))
            })
            .flatten()
    };
    element("section")
        .class("instance")
        .attribute("aria-label", &words::INSTANCE_LABEL.with(&[names::host(&origin)]))
        .attribute("data-instance", &origin)
        .following("data-sign-in", sign_in_status)
        .following("data-agent-state", state)
        .following("data-next-state", next_state)
        .child(heading(instance))
        .child(sign_in(instance))
        .child(loading(instance))
        .child(agent(instance))
        .child(health(instance))
        .child(announcements(instance))
        .child(notice(notice_text, Some(origin)))
        .view()
}

/// Who, where, and the way out.
fn heading(instance: Instance) -> AnyView {
    let holds =
        move |condition: fn(&InstanceView) -> bool| move || instance.read(condition).unwrap_or_default();
    let name = move || instance.read_agent(|agent| agent.name.clone());
    let who = element("div")
        .class("heading-words")
        .child_while(
            move || name().is_some(),
            move || {
                element("h2")
                    .class("agent-name")
                    .attribute("dir", "auto")
                    .following("title", name)
                    .following_text(name)
                    .view()
            },
        )
        .child(
            element("p")
                .class("host")
                .child_while(holds(|instance| instance.health == Health::Good), good_health)
                .child_while(
                    holds(|instance| matches!(instance.health, Health::Bad { .. })),
                    bad_health,
                )
                .child(
                    element("span")
                        .class("host-name")
                        .attribute("dir", "ltr")
                        .attribute("title", names::host(&instance.origin()))
                        .text(names::host(&instance.origin()).to_owned())
                        .view(),
                )
                .view(),
        )
        .view();
    element("header")
        .class("heading")
        .child(who)
        .child_while(
            holds(|instance| instance.sign_in == SignInStatus::SignedIn),
            move || sign_out_button(instance, "button quiet"),
        )
        .view()
}

fn good_health() -> AnyView {
    let good = words::HEALTH_GOOD.text();
    element("span")
        .class("host-health")
        .attribute("role", "img")
        .attribute("aria-label", &good)
        .attribute("title", &good)
        .view()
}

/// In the same place, so that nothing moves. The words for it are elsewhere.
fn bad_health() -> AnyView {
    element("span")
        .class("host-health")
        .attribute("data-bad", "")
        .attribute("aria-hidden", "true")
        .view()
}

fn agent_is_known(instance: &InstanceView) -> bool {
    instance.agent.is_some()
}

/// Between signing in and the first that is heard of the agent.
fn loading(instance: Instance) -> AnyView {
    let loading =
        |instance: &InstanceView| instance.sign_in == SignInStatus::SignedIn && !agent_is_known(instance);
    element("div")
        .attribute("role", "status")
        .child_while(
            move || instance.read(loading).unwrap_or_default(),
            || spinner(|| Some(words::LOADING_AGENT.text())),
        )
        .view()
}

/// The agent's status and contacts, once known.
fn agent(instance: Instance) -> AnyView {
    element("div")
        .class("agent")
        .child_while(
            move || instance.read(agent_is_known).unwrap_or_default(),
            move || vec![status(instance), status_choices(instance), contacts(instance)].into_any(),
        )
        .view()
}
