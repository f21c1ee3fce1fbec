//! The agent's contacts.

use headwater_protocol::popup::AgentView;
use leptos::prelude::*;

use super::contact::Contact;
use crate::words;

#[component]
pub(crate) fn Contacts(instance: String, agent: Memo<AgentView>) -> impl IntoView {
    let contacts = Memo::new(move |_| agent.with(|agent| agent.contacts.clone()));
    let count = Memo::new(move |_| contacts.with(Vec::len));
    view! {
        <div class="contacts" role="group" aria-label=words::CONTACTS.text()>
            {move || {
                if count.get() == 0 {
                    view! { <p class="no-contacts">{words::NO_CONTACTS.text()}</p> }.into_any()
                } else {
                    view! {
                        <h3 class="section-title">
                            {words::CONTACTS.text()} <span class="count">{count}</span>
                        </h3>
                    }
                        .into_any()
                }
            }}
            <ul>
                <For
                    each=move || contacts.get()
                    key=|contact| contact.contact_id.clone()
                    children=move |first| view! { <Contact instance=instance.clone() contacts first /> }
                />
            </ul>
        </div>
    }
}
