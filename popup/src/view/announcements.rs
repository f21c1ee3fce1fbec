//! What a screen reader says when it happens, though nothing on the screen asks for it.

use headwater_protocol::popup::{AgentView, ContactAction};
use leptos::prelude::*;

use super::element::element;
use crate::selection::Instance;
use crate::{wording, words};

/// Says which contacts wait to be accepted.
pub(crate) fn announcements(instance: Instance) -> AnyView {
    element("p")
        .class("visually-hidden")
        .attribute("role", "status")
        .following_text(move || instance.read_agent(offered))
        .view()
}

fn offered(agent: &AgentView) -> String {
    let mut sentences = Vec::new();
    for contact in &agent.contacts {
        if contact.actions.contains(&ContactAction::Accept) {
            let channel = wording::channel(&contact.channel).text();
            sentences.push(words::CONTACT_OFFERED.with(&[&channel, &wording::who(contact)]));
        }
    }
    sentences.join(". ")
}
