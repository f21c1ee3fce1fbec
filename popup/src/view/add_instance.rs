//! The form that sets up another instance.

use headwater_protocol::popup::{PopupToWorker, PopupView};
use leptos::html::Input;
use leptos::prelude::*;

use crate::connection::Connection;
use crate::words;

/// Whether an address that was sent when `before` instances were set up has become one.
fn added(view: &PopupView, before: usize) -> bool {
    view.checking.is_none() && view.instances.len() > before
}

#[component]
pub(crate) fn AddInstance(view: Memo<PopupView>) -> impl IntoView {
    let connection = expect_context::<Connection>();
    let field = NodeRef::<Input>::new();
    let checking = Memo::new(move |_| view.with(|view| view.checking.clone()));
    let busy = move || checking.with(Option::is_some);
    // How many instances there were when an address was sent.
    let sent = StoredValue::new(None::<usize>);

    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get_untracked() else {
            return;
        };
        let address = field.value().trim().to_owned();
        if address.is_empty() {
            // Only a field that cannot be focussed fails.
            let _ = field.focus();
        } else if !checking.with_untracked(Option::is_some) {
            sent.set_value(Some(view.with_untracked(|view| view.instances.len())));
            connection.send(PopupToWorker::AddInstance { address });
        }
    };
    // What was typed stays until it was taken, so that a mistake in it can be mended.
    Effect::new(move |_| {
        let added = view.with(|view| sent.get_value().is_some_and(|before| added(view, before)));
        if added && let Some(field) = field.get_untracked() {
            sent.set_value(None);
            field.set_value("");
        }
    });

    view! {
        <form class="add-instance" novalidate on:submit=submit>
            <div class="add-instance-row">
                <input
                    node_ref=field
                    name="address"
                    type="text"
                    inputmode="url"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    dir="ltr"
                    aria-label=words::ADD_INSTANCE_LABEL.text()
                    placeholder=words::ADD_INSTANCE_PLACEHOLDER.text()
                />
                <button
                    type="submit"
                    class="button"
                    data-command="addInstance"
                    aria-busy=move || busy().then_some("true")
                    aria-disabled=move || busy().then_some("true")
                >
                    {words::ADD_INSTANCE.text()}
                </button>
            </div>
            <div role="status">
                {move || {
                    checking
                        .get()
                        .map(|address| {
                            view! {
                                <p class="checking">
                                    <span class="spinner" aria-hidden="true"></span>
                                    <span>{words::CHECKING_INSTANCE.with(&[&address])}</span>
                                </p>
                            }
                        })
                }}
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use headwater_protocol::popup::{Health, InstanceView, SignInStatus};

    use super::*;

    fn view(instances: usize, checking: bool) -> PopupView {
        let instance = InstanceView {
            origin: "https://acme.my.connect.aws".to_owned(),
            removable: true,
            sign_in: SignInStatus::Unknown,
            health: Health::Idle,
            agent: None,
            notice: None,
        };
        PopupView {
            instances: vec![instance; instances],
            checking: checking.then(|| "acme".to_owned()),
            notice: None,
        }
    }

    #[test]
    fn one_more_instance_means_that_the_address_was_taken() {
        assert!(added(&view(1, false), 0));
        assert!(added(&view(2, false), 1));
    }

    #[test]
    fn until_then_what_was_typed_stays() {
        assert!(!added(&view(1, true), 1));
        assert!(!added(&view(1, false), 1));
    }
}
