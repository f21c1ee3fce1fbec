//! One contact: who, where it stands, and what can be done now.

use headwater_protocol::popup::{ContactAction, ContactView, PopupToWorker};
use leptos::prelude::*;

use super::button::button;
use super::elapsed::elapsed;
use super::element::element;
use super::icon::{self, icon};
use super::keyed_list::keyed_list;
use crate::names;
use crate::selection::Contact;
use crate::wording;
use crate::words::{self, Word};

pub(crate) fn contact(contact: Contact) -> AnyView {
    let flag = move |set: fn(&ContactView) -> bool| move || contact.read(set).unwrap_or_default();
    let label = |contact: &ContactView| {
        words::CONTACT_LABEL.with(&[&wording::channel(&contact.channel).text(), &wording::who(contact)])
    };
    element("li")
        .class("contact")
        .attribute("data-contact-id", &contact.id())
        .following("data-contact-type", move || {
            contact.read(|contact| contact.channel.clone())
        })
        .following("data-contact-state", move || {
            contact.read(|contact| contact.state.clone())
        })
        .flag(
            "data-offered",
            flag(|contact| contact.actions.contains(&ContactAction::Accept)),
        )
        .flag("data-on-hold", flag(|contact| contact.on_hold))
        .following("aria-label", move || contact.read(label))
        .child(
            element("span")
                .class("contact-channel")
                .child(channel_icon(contact))
                .view(),
        )
        .child(
            element("div")
                .class("contact-words")
                .child(party(contact))
                .child(standing(contact))
                .view(),
        )
        .child(actions(contact))
        .view()
}

/// A list of one, so that another channel brings another drawing.
fn channel_icon(contact: Contact) -> AnyView {
    let channel = move || {
        contact
            .read(|contact| contact.channel.clone())
            .into_iter()
            .collect()
    };
    keyed_list(channel, |channel| icon(icon::channel(&channel)))
}

fn party(contact: Contact) -> AnyView {
    let who = move || contact.read(wording::who);
    let since = move || contact.read(|contact| contact.since).flatten();
    element("div")
        .class("contact-row")
        .child(
            element("p")
                .class("contact-who")
                .attribute("dir", "auto")
                .following("title", who)
                .following_text(who)
                .view(),
        )
        .child(elapsed(since, &words::TIME_IN_CONTACT_STATE.text()))
        .view()
}

fn standing(contact: Contact) -> AnyView {
    let channel = move || contact.read(|contact| wording::channel(&contact.channel).text());
    let queue = move || contact.read(|contact| contact.queue.clone()).flatten();
    let state = move || {
        contact
            .read(|contact| wording::contact_state(contact).map(Word::text))
            .flatten()
    };
    let queue_name = move || {
        element("span")
            .class("contact-queue")
            .attribute("dir", "auto")
            .following("title", queue)
            .following_text(queue)
            .view()
    };
    element("div")
        .class("contact-row")
        .child(
            element("p")
                .class("contact-detail")
                .child(element("span").following_text(channel).view())
                .child_while(move || queue().is_some(), queue_name)
                .view(),
        )
        .child(element("p").class("contact-state").following_text(state).view())
        .view()
}

fn actions(contact: Contact) -> AnyView {
    let names = move || {
        let names = |contact: &ContactView| {
            contact
                .actions
                .iter()
                .map(|action| names::contact_action(*action).to_owned())
                .collect()
        };
        contact.read(names).unwrap_or_default()
    };
    let button =
        move |name: String| names::contact_action_named(&name).map(|action| action_button(contact, action));
    element("div")
        .class("contact-actions")
        .child(keyed_list(names, move |name| button(name).into_any()))
        .view()
}

fn action_button(contact: Contact, action: ContactAction) -> AnyView {
    let command = PopupToWorker::Act {
        instance: contact.instance.origin(),
        contact_id: contact.id(),
        action,
    };
    let name = wording::action(action);
    let label =
        move || contact.read(|contact| words::ACTION_LABEL.with(&[&name.text(), &wording::who(contact)]));
    button("action", command)
        .attribute("data-action", names::contact_action(action))
        .following("aria-label", label)
        .text(name.text())
        .view()
}
