//! What can be done to a contact now: one button each.

use headwater_protocol::popup::{ContactAction, ContactView, PopupToWorker};
use leptos::prelude::*;

use super::button::button;
use super::element::element;
use super::icon::{self, icon};
use super::keyed_list::keyed_list;
use super::page::page;
use crate::selection::Contact;
use crate::wording;
use crate::words::{self, Word};

pub(crate) fn contact_actions(contact: Contact) -> AnyView {
    let names = move || {
        let names = |contact: &ContactView| {
            contact
                .actions
                .iter()
                .map(|action| action.name().to_owned())
                .collect()
        };
        contact.read(names).unwrap_or_default()
    };
    let button = move |name: String| ContactAction::named(&name).map(|action| action_button(contact, action));
    element("div")
        .class("contact-actions")
        .child(keyed_list(names, move |name| button(name).into_any()))
        .view()
}

/// What the button is called: some depend on the contact.
fn word(contact: &ContactView, action: ContactAction) -> Word {
    let is_call = matches!(contact.channel.as_str(), "voice" | "queue_callback");
    match action {
        ContactAction::Add if !is_call => words::ACTION_TRANSFER,
        ContactAction::End if contact.participants.len() > 1 => words::ACTION_LEAVE,
        action => wording::action(action),
    }
}

fn action_button(contact: Contact, action: ContactAction) -> AnyView {
    let name = action.name();
    let label = move || {
        contact.read(|contact| {
            words::ACTION_LABEL.with(&[&word(contact, action).text(), &wording::who(contact)])
        })
    };
    let text = move || contact.read(|contact| word(contact, action).text());
    let button = match action {
        // These two only unfold what then sends something.
        ContactAction::Add | ContactAction::SendDigits => page().opened.button(
            element("button").class("action"),
            [name, " ", &contact.id()].concat(),
        ),
        action => button(
            "action",
            PopupToWorker::Act {
                instance: contact.instance.origin(),
                ask: 0,
                contact_id: contact.id(),
                connection_id: None,
                action,
                digits: None,
            },
        ),
    };
    button
        .attribute("data-action", name)
        .following("aria-label", label)
        .child(icon(icon::action(action)))
        .child(element("span").following_text(text).view())
        .view()
}

#[cfg(test)]
mod tests {
    use headwater_protocol::popup::ParticipantView;

    use super::*;

    #[test]
    fn a_button_says_what_it_does_to_this_contact() {
        let mut contact = ContactView {
            channel: "voice".to_owned(),
            ..ContactView::default()
        };
        assert_eq!(word(&contact, ContactAction::Add), words::ACTION_ADD);
        assert_eq!(word(&contact, ContactAction::End), words::ACTION_END);
        contact.participants = vec![ParticipantView::default(); 2];
        assert_eq!(word(&contact, ContactAction::End), words::ACTION_LEAVE);
        contact.channel = "chat".to_owned();
        assert_eq!(word(&contact, ContactAction::Add), words::ACTION_TRANSFER);
    }
}
