//! Signing in: where it stands, in words, with the buttons that fit.

use headwater_protocol::popup::{PopupToWorker, SignInStatus};
use leptos::prelude::*;

use crate::connection::Connection;
use crate::words::{self, Word};

/// What is said and offered while nobody is signed in.
struct Offer {
    title: Word,
    text: Option<Word>,
    /// What the button that opens the sign-in window, or brings it to the front, is called.
    sign_in: Word,
    /// Whether signing in is what the agent will most likely want to do now.
    primary: bool,
    /// Whether there is somebody to sign out.
    sign_out: bool,
}

/// None when somebody is signed in.
fn offer(status: SignInStatus) -> Option<Offer> {
    let plain = |title, text| Offer { title, text, sign_in: words::SIGN_IN, primary: true, sign_out: false };
    Some(match status {
        SignInStatus::SignedIn => return None,
        SignInStatus::Unknown => Offer { primary: false, ..plain(words::SIGN_IN_UNKNOWN, None) },
        SignInStatus::SignedOut => plain(words::SIGNED_OUT, Some(words::SIGNED_OUT_TEXT)),
        SignInStatus::SignedOutByUser => plain(words::SIGNED_OUT_BY_USER, Some(words::SIGNED_OUT_BY_USER_TEXT)),
        SignInStatus::SigningIn => Offer {
            sign_in: words::SIGN_IN_BRING_TO_FRONT,
            primary: false,
            ..plain(words::SIGNING_IN, Some(words::SIGNING_IN_TEXT))
        },
        SignInStatus::Denied => Offer {
            sign_in: words::SIGN_IN_AS_SOMEONE_ELSE,
            sign_out: true,
            ..plain(words::DENIED, Some(words::DENIED_TEXT))
        },
    })
}

#[component]
pub(crate) fn SignIn(instance: String, status: Memo<SignInStatus>) -> impl IntoView {
    let instance = StoredValue::new(instance);
    view! {
        <div role="status">
            {move || {
                offer(status.get())
                    .map(|offer| {
                        let instance = instance.get_value();
                        view! {
                            <div class="sign-in">
                                <p class="sign-in-title">{offer.title.text()}</p>
                                {offer.text.map(|text| view! { <p class="sign-in-text">{text.text()}</p> })}
                                <div class="sign-in-buttons">
                                    <SignInButton instance=instance.clone() name=offer.sign_in primary=offer.primary />
                                    {offer.sign_out.then(|| view! { <SignOutButton instance class="button" /> })}
                                </div>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

#[component]
fn SignInButton(instance: String, name: Word, primary: bool) -> impl IntoView {
    let connection = expect_context::<Connection>();
    let command = StoredValue::new(PopupToWorker::SignIn { instance });
    let pending = move || command.with_value(|command| connection.waits_for(command));
    view! {
        <button
            type="button"
            class=if primary { "button primary" } else { "button" }
            data-command="signIn"
            aria-busy=move || pending().then_some("true")
            on:click=move |_| connection.send(command.get_value())
        >
            {name.text()}
        </button>
    }
}

/// Signs out everywhere.
#[component]
pub(crate) fn SignOutButton(instance: String, class: &'static str) -> impl IntoView {
    let connection = expect_context::<Connection>();
    let command = StoredValue::new(PopupToWorker::SignOut { instance });
    let pending = move || command.with_value(|command| connection.waits_for(command));
    view! {
        <button
            type="button"
            class=class
            data-command="signOut"
            aria-busy=move || pending().then_some("true")
            on:click=move |_| connection.send(command.get_value())
        >
            {words::SIGN_OUT.text()}
        </button>
    }
}
