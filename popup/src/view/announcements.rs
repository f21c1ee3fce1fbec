//! What a screen reader says when it happens, though nothing on the screen asks for it.

use headwater_protocol::popup::{ContactAction, InstanceView};
use leptos::prelude::*;

use super::element::element;
use super::sign_in;
use crate::selection::Instance;
use crate::wording;
use crate::words::{self, Word};

/// Says that nobody is signed in any more, and which contacts wait to be accepted.
pub(crate) fn announcements(instance: Instance) -> AnyView {
    element("p")
        .class("visually-hidden")
        .attribute("role", "status")
        .following_text(move || instance.read(sentences))
        .view()
}

fn sentences(instance: &InstanceView) -> String {
    let mut sentences = sign_in::standing(instance.sign_in)
        .map(Word::text)
        .unwrap_or_default();
    for contact in instance.agent.iter().flat_map(|agent| &agent.contacts) {
        if contact.actions.contains(&ContactAction::Accept) {
            let channel = wording::channel(&contact.channel).text();
            if !sentences.is_empty() {
                sentences.push_str(". ");
            }
            sentences.push_str(&words::CONTACT_OFFERED.with(&[&channel, &wording::who(contact)]));
        }
    }
    sentences
}
