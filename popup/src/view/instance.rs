//! One instance: who is signed in, the status, the contacts.

use headwater_protocol::popup::{AgentView, Health as Standing, InstanceView, PopupToWorker, PopupView, SignInStatus};
use leptos::prelude::*;

use super::announcements::Announcements;
use super::contacts::Contacts;
use super::health::Health;
use super::icon::{Icon, REMOVE};
use super::notice::Notice;
use super::sign_in::{SignIn, SignOutButton};
use super::status::Status;
use crate::connection::Connection;
use crate::{names, words};

/// Follows the instance of `first`'s origin in the view, and keeps what it was when it is gone.
#[component]
pub(crate) fn Instance(view: Memo<PopupView>, first: InstanceView) -> impl IntoView {
    let origin = first.origin.clone();
    let label = words::INSTANCE_LABEL.with(&[names::host(&origin)]);
    let instance = Memo::new(move |last: Option<&InstanceView>| {
        let now = view.with(|view| view.instances.iter().find(|one| one.origin == first.origin).cloned());
        now.or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
    });
    let status = Memo::new(move |_| instance.with(|instance| instance.sign_in));
    let health = Memo::new(move |_| instance.with(|instance| instance.health.clone()));
    let notice = Memo::new(move |_| instance.with(|instance| instance.notice.clone()));
    let agent = Memo::new(move |_| instance.with(|instance| instance.agent.clone()));
    let state = move || agent.with(|agent| agent.as_ref().map(|agent| agent.state.name.clone()).unwrap_or_default());
    let next = move || agent.with(|agent| agent.as_ref().and_then(|agent| agent.next_state.clone()).unwrap_or_default());
    view! {
        <section
            class="instance"
            data-instance=origin.clone()
            data-sign-in=move || names::sign_in_status(status.get())
            data-agent-state=state
            data-next-state=next
            aria-label=label
        >
            <Heading instance origin=origin.clone() status agent />
            <Health health />
            <SignIn instance=origin.clone() status />
            <Agent instance=origin.clone() status agent />
            <Announcements instance />
            <Notice notice instance=Some(origin.clone()) />
        </section>
    }
}

/// Who, where, and the way out.
#[component]
fn Heading(
    instance: Memo<InstanceView>,
    origin: String,
    status: Memo<SignInStatus>,
    agent: Memo<Option<AgentView>>,
) -> impl IntoView {
    let name = Memo::new(move |_| agent.with(|agent| agent.as_ref().map(|agent| agent.name.clone())));
    let good = Memo::new(move |_| instance.with(|instance| instance.health == Standing::Good));
    let removable = Memo::new(move |_| instance.with(|instance| instance.removable));
    let origin = StoredValue::new(origin);
    let host = names::host(&origin.get_value()).to_owned();
    view! {
        <header class="heading">
            <div class="heading-words">
                {move || name.get().map(|name| view! { <h2 class="agent-name" dir="auto">{name}</h2> })}
                <p class="host">
                    <span class="host-name" dir="ltr" title=host.clone()>{host.clone()}</span>
                    {move || good.get().then(|| view! { <span class="host-health">{words::HEALTH_GOOD.text()}</span> })}
                </p>
            </div>
            {move || {
                (status.get() == SignInStatus::SignedIn)
                    .then(|| view! { <SignOutButton instance=origin.get_value() class="button quiet" /> })
            }}
            {move || removable.get().then(|| view! { <RemoveButton instance=origin.get_value() /> })}
        </header>
    }
}

#[component]
fn RemoveButton(instance: String) -> impl IntoView {
    let connection = expect_context::<Connection>();
    let label = words::REMOVE_INSTANCE.with(&[names::host(&instance)]);
    let command = StoredValue::new(PopupToWorker::RemoveInstance { instance });
    let pending = move || command.with_value(|command| connection.waits_for(command));
    view! {
        <button
            type="button"
            class="icon-button"
            data-command="removeInstance"
            aria-label=label.clone()
            title=label
            aria-busy=move || pending().then_some("true")
            on:click=move |_| connection.send(command.get_value())
        >
            <Icon drawing=REMOVE />
        </button>
    }
}

/// The agent's status and contacts, once known.
#[component]
fn Agent(instance: String, status: Memo<SignInStatus>, agent: Memo<Option<AgentView>>) -> impl IntoView {
    let known = Memo::new(move |_| agent.with(Option::is_some));
    let instance = StoredValue::new(instance);
    move || {
        if known.get() {
            // Read while it is known only; the last one is kept for the turn in which it goes away.
            let first = agent.get_untracked()?;
            let agent = Memo::new(move |last: Option<&AgentView>| {
                agent.get().or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
            });
            let instance = instance.get_value();
            Some(
                view! {
                    <Status instance=instance.clone() agent />
                    <Contacts instance agent />
                }
                .into_any(),
            )
        } else if status.get() == SignInStatus::SignedIn {
            Some(
                view! {
                    <p class="loading" role="status">
                        <span class="spinner" aria-hidden="true"></span>
                        <span>{words::LOADING_AGENT.text()}</span>
                    </p>
                }
                .into_any(),
            )
        } else {
            None
        }
    }
}
