//! One contact: who, where it stands, and what can be done now.

use headwater_protocol::popup::{ContactAction, ContactView};
use leptos::prelude::*;

use super::contact_actions::contact_actions;
use super::dial::{Purpose, dial};
use super::elapsed::elapsed;
use super::element::{element, present_while};
use super::failure::failure;
use super::icon::{self, icon};
use super::keyed_list::keyed_list;
use super::keypad::keypad;
use super::page::page;
use super::participants::participants;
use crate::pending::Place;
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
        .flag("data-muted", flag(|contact| contact.muted))
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
        .child(participants(contact))
        .child(contact_actions(contact))
        .child(failure(Place::Contact(contact.id())))
        .child(keypad_while_open(contact))
        .child(dial_while_open(contact))
        .view()
}

fn can(contact: Contact, action: ContactAction) -> bool {
    contact
        .read(|contact| contact.actions.contains(&action))
        .unwrap_or_default()
}

fn keypad_while_open(contact: Contact) -> AnyView {
    let opened = page().opened;
    let name = ["sendDigits ", &contact.id()].concat();
    present_while(
        move || opened.is(&name) && can(contact, ContactAction::SendDigits),
        move || keypad(contact),
    )
}

fn dial_while_open(contact: Contact) -> AnyView {
    let opened = page().opened;
    let name = ["add ", &contact.id()].concat();
    let purpose = Purpose {
        instance: contact.instance,
        contact: Some(contact),
    };
    present_while(
        move || opened.is(&name) && can(contact, ContactAction::Add),
        move || dial(purpose),
    )
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
            .read(|contact| {
                let state = wording::contact_state(contact).map(Word::text);
                if contact.muted {
                    let muted = words::MUTED.text();
                    Some(state.map_or_else(|| muted.clone(), |state| [&state, " · ", &muted].concat()))
                } else {
                    state
                }
            })
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
