//! What a screen reader says when it happens, though nothing on the screen asks for it.

use headwater_protocol::popup::{ContactAction, InstanceView};
use leptos::prelude::*;

use crate::words;

/// Says which contacts wait to be accepted.
#[component]
pub(crate) fn Announcements(instance: Memo<InstanceView>) -> impl IntoView {
    let offered = Memo::new(move |_| {
        instance.with(|instance| {
            let contacts = instance.agent.iter().flat_map(|agent| &agent.contacts);
            contacts
                .filter(|contact| contact.actions.contains(&ContactAction::Accept))
                .map(|contact| {
                    let channel = words::channel(&contact.channel).text();
                    words::CONTACT_OFFERED.with(&[&channel, &words::who(contact)])
                })
                .collect::<Vec<_>>()
                .join(". ")
        })
    });
    view! {
        <p class="visually-hidden" role="status">
            {offered}
        </p>
    }
}
