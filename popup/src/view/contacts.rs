//! The agent's contacts.

use headwater_protocol::popup::{AgentView, ContactAction, ContactView};
use leptos::prelude::*;

use super::contact::contact;
use super::dial::{Purpose, dial};
use super::element::{element, present_while};
use super::icon::{HANDSET, icon};
use super::keyed_list::keyed_list;
use super::opened::focus;
use super::page::page;
use crate::selection::Instance;
use crate::words;

pub(crate) fn contacts(instance: Instance) -> AnyView {
    let ids = move || {
        let ids = |agent: &AgentView| {
            agent
                .contacts
                .iter()
                .map(|contact| contact.contact_id.clone())
                .collect()
        };
        instance.read_agent(ids).unwrap_or_default()
    };
    let count = move || {
        instance
            .read_agent(|agent| agent.contacts.len())
            .unwrap_or_default()
    };
    let title = words::CONTACTS.text();
    element("div")
        .class("contacts")
        .attribute("role", "group")
        .attribute("aria-label", &title)
        .child(dial_button(instance))
        .child(
            element("h3")
                .class("section-title")
                .text(title)
                .child_while(
                    move || count() > 0,
                    move || {
                        element("span")
                            .class("count")
                            .following_text(move || Some(count().to_string()))
                            .view()
                    },
                )
                .child(waiting(instance))
                .view(),
        )
        .child(dial_while_open(instance))
        .child_while(
            move || count() == 0,
            || {
                element("p")
                    .class("no-contacts")
                    .text(words::NO_CONTACTS.text())
                    .view()
            },
        )
        .child(
            element("ul")
                .child(keyed_list(ids, move |id| contact(instance.contact(id))))
                .view(),
        )
        .view()
}

/// How many contacts wait below another one, where they may be out of sight. Leads to the first of them: a list that changed
/// its order would change what is under the pointer.
fn waiting(instance: Instance) -> AnyView {
    let below = move || {
        let waits = |contact: &ContactView| contact.actions.contains(&ContactAction::Accept);
        let below = |agent: &AgentView| agent.contacts.iter().skip(1).filter(|it| waits(it)).count();
        instance.read_agent(below).unwrap_or_default()
    };
    present_while(
        move || below() > 0,
        move || {
            element("button")
                .attribute("type", "button")
                .class("waiting")
                .on_click(|| focus(".contact [data-action=accept]"))
                .following_text(move || Some(words::WAITING.with(&[&below().to_string()])))
                .view()
        },
    )
}

/// The name of the field for a new call.
fn dial_name(instance: Instance) -> String {
    ["dial ", &instance.origin()].concat()
}

fn can_dial(instance: Instance) -> bool {
    instance.read_agent(|agent| agent.can_dial).unwrap_or_default()
}

fn dial_button(instance: Instance) -> AnyView {
    let opened = page().opened;
    present_while(
        move || can_dial(instance),
        move || {
            opened
                .button(
                    element("button").class("button quiet dial-button"),
                    dial_name(instance),
                )
                .child(icon(HANDSET))
                .child(element("span").text(words::DIAL.text()).view())
                .view()
        },
    )
}

fn dial_while_open(instance: Instance) -> AnyView {
    let opened = page().opened;
    let name = dial_name(instance);
    let purpose = Purpose {
        instance,
        contact: None,
    };
    present_while(
        move || opened.is(&name) && can_dial(instance),
        move || dial(purpose),
    )
}
