//! One contact: who, where it stands, and what can be done now.

use headwater_protocol::popup::{ContactAction, ContactView, PopupToWorker};
use leptos::prelude::*;

use super::elapsed::Elapsed;
use super::icon::{self, Icon};
use crate::connection::Connection;
use crate::{names, words};

/// Follows the contact of `first`'s id in `contacts`, and keeps what it was when it is gone.
#[component]
pub(crate) fn Contact(instance: String, contacts: Memo<Vec<ContactView>>, first: ContactView) -> impl IntoView {
    let id = StoredValue::new(first.contact_id.clone());
    let contact = Memo::new(move |last: Option<&ContactView>| {
        let now = contacts.with(|all| all.iter().find(|contact| contact.contact_id == first.contact_id).cloned());
        now.or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
    });
    let channel = Memo::new(move |_| contact.with(|contact| contact.channel.clone()));
    let who = Memo::new(move |_| contact.with(words::who));
    let channel_name = move || words::channel(&channel.get()).text();
    let state = move || contact.with(|contact| words::contact_state(contact).map(words::Word::text));
    let queue = Memo::new(move |_| contact.with(|contact| contact.queue.clone()));
    let since = Signal::derive(move || contact.with(|contact| contact.since));
    let actions = Memo::new(move |_| contact.with(|contact| contact.actions.clone()));
    let offered = move || contact.with(|contact| contact.actions.contains(&ContactAction::Accept));
    view! {
        <li
            class="contact"
            data-contact-id=id.get_value()
            data-contact-type=channel
            data-contact-state=move || contact.with(|contact| contact.state.clone())
            data-offered=move || offered().then_some("true")
            data-on-hold=move || contact.with(|contact| contact.on_hold).then_some("true")
            aria-label=move || words::CONTACT_LABEL.with(&[&channel_name(), &who.get()])
        >
            <span class="contact-channel" aria-hidden="true" title=channel_name>
                {move || view! { <Icon drawing=icon::channel(&channel.get()) /> }}
            </span>
            <div class="contact-words">
                <p class="contact-who" dir="auto" title=who>
                    {who}
                </p>
                <p class="contact-detail">
                    <span>{channel_name}</span>
                    {move || queue.get().map(|queue| view! { <span class="contact-queue" dir="auto">{queue}</span> })}
                </p>
            </div>
            <div class="contact-standing">
                <p class="contact-state">{state}</p>
                <Elapsed since label=words::TIME_IN_CONTACT_STATE.text() />
            </div>
            <div class="contact-actions">
                <For
                    each=move || actions.get()
                    key=|action| names::contact_action(*action)
                    children=move |action| {
                        view! { <ActionButton instance=instance.clone() contact_id=id.get_value() who action /> }
                    }
                />
            </div>
        </li>
    }
}

#[component]
fn ActionButton(instance: String, contact_id: String, who: Memo<String>, action: ContactAction) -> impl IntoView {
    let connection = expect_context::<Connection>();
    let command = StoredValue::new(PopupToWorker::Act { instance, contact_id, action });
    let pending = move || command.with_value(|command| connection.waits_for(command));
    let name = words::action(action).text();
    let label = {
        let name = name.clone();
        move || words::ACTION_LABEL.with(&[&name, &who.get()])
    };
    view! {
        <button
            type="button"
            class="action"
            data-action=names::contact_action(action)
            aria-label=label
            aria-busy=move || pending().then_some("true")
            on:click=move |_| connection.send(command.get_value())
        >
            {name}
        </button>
    }
}
