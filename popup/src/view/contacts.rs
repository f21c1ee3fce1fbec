//! The agent's contacts.

use headwater_protocol::popup::AgentView;
use leptos::prelude::*;

use super::contact::contact;
use super::element::element;
use super::keyed_list::keyed_list;
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
                .view(),
        )
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
