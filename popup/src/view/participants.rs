//! Who else is in a call, if they are several, and what can be done to each alone.

use headwater_protocol::popup::{ContactAction, ParticipantView, PopupToWorker};
use leptos::prelude::*;

use super::button::button;
use super::element::{element, present_while};
use super::icon::{self, icon};
use super::keyed_list::keyed_list;
use crate::selection::Contact;
use crate::wording;
use crate::words::{self, Word};

pub(crate) fn participants(contact: Contact) -> AnyView {
    let ids = move || {
        let ids = |contact: &headwater_protocol::popup::ContactView| {
            contact
                .participants
                .iter()
                .map(|participant| participant.connection_id.clone())
                .collect::<Vec<String>>()
        };
        contact.read(ids).unwrap_or_default()
    };
    let list = move || {
        element("ul")
            .class("participants")
            .attribute("aria-label", &words::PARTICIPANTS.text())
            .child(keyed_list(ids, move |id| participant(contact, id)))
            .view()
    };
    present_while(move || !ids().is_empty(), list)
}

fn participant(contact: Contact, id: String) -> AnyView {
    let stored = StoredValue::new(id.clone());
    let visit = move |visitor: &mut dyn FnMut(&ParticipantView)| {
        stored.with_value(|id| {
            contact.visit(&mut |contact| {
                let mut all = contact.participants.iter();
                all.find(|participant| participant.connection_id == *id)
                    .map(&mut *visitor);
            });
        });
    };
    let read = move |part: fn(&ParticipantView) -> Option<String>| {
        let mut read = None;
        visit(&mut |participant| read = part(participant));
        read
    };
    let who =
        move || read(|participant| participant.who.clone()).or_else(|| Some(words::UNKNOWN_PARTY.text()));
    let actions = move || {
        let mut names = Vec::new();
        visit(&mut |participant| {
            names = participant
                .actions
                .iter()
                .map(|action| action.name().to_owned())
                .collect();
        });
        names
    };
    element("li")
        .attribute("data-connection-id", &id)
        .following("data-connection-state", move || {
            read(|participant| Some(participant.state.clone()))
        })
        .child(
            element("div")
                .class("row-words")
                .child(
                    element("p")
                        .class("participant-who")
                        .attribute("dir", "auto")
                        .following_text(who)
                        .view(),
                )
                .child(
                    element("p")
                        .class("participant-state")
                        .following_text(move || {
                            read(|participant| wording::participant_state(&participant.state).map(Word::text))
                        })
                        .view(),
                )
                .view(),
        )
        .child(keyed_list(actions, move |name| {
            ContactAction::named(&name)
                .map(|action| {
                    let label = words::ACTION_LABEL
                        .with(&[&wording::action(action).text(), &untrack(who).unwrap_or_default()]);
                    action_button(contact, stored.get_value(), action, &label)
                })
                .into_any()
        }))
        .view()
}

fn action_button(contact: Contact, connection_id: String, action: ContactAction, label: &str) -> AnyView {
    let command = PopupToWorker::Act {
        instance: contact.instance.origin(),
        ask: 0,
        contact_id: contact.id(),
        connection_id: Some(connection_id),
        action,
        digits: None,
    };
    button("icon-button", command)
        .attribute("data-participant-action", action.name())
        .attribute("aria-label", label)
        .attribute("title", label)
        .child(icon(icon::action(action)))
        .view()
}
