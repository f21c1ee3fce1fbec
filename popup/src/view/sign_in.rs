//! Signing in: where it stands, in words, with the buttons that fit.

use headwater_protocol::popup::{PopupToWorker, SignInStatus};
use leptos::prelude::*;

use super::button::button;
use super::element::{element, present_while};
use crate::selection::Instance;
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

/// None when somebody is signed in. `dismissed` is whether the agent closed the sign-in window.
fn offer(status: SignInStatus, dismissed: bool) -> Option<Offer> {
    let plain = |title, text| Offer {
        title,
        text,
        sign_in: words::SIGN_IN,
        primary: true,
        sign_out: false,
    };
    Some(match status {
        SignInStatus::SignedIn => return None,
        SignInStatus::Unknown => Offer {
            primary: false,
            ..plain(words::SIGN_IN_UNKNOWN, None)
        },
        SignInStatus::SignedOut => plain(
            words::SIGNED_OUT,
            Some(if dismissed {
                words::SIGN_IN_DISMISSED_TEXT
            } else {
                words::SIGNED_OUT_TEXT
            }),
        ),
        SignInStatus::SignedOutByUser => {
            plain(words::SIGNED_OUT_BY_USER, Some(words::SIGNED_OUT_BY_USER_TEXT))
        }
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

/// In a few words; none when somebody is signed in.
pub(crate) fn standing(status: SignInStatus) -> Option<Word> {
    offer(status, false).map(|offer| offer.title)
}

pub(crate) fn sign_in(instance: Instance) -> AnyView {
    let offered = move || {
        instance
            .read(|instance| offer(instance.sign_in, instance.sign_in_dismissed))
            .flatten()
    };
    let shown = move || {
        element("div")
            .class("sign-in")
            .child(
                element("p")
                    .class("sign-in-title")
                    .following_text(move || offered().map(|offer| offer.title.text()))
                    .view(),
            )
            .child(
                element("p")
                    .class("sign-in-text")
                    .following_text(move || offered().and_then(|offer| offer.text).map(Word::text))
                    .view(),
            )
            .child(buttons(instance, offered))
            .view()
    };
    present_while(move || offered().is_some(), shown)
}

fn buttons(
    instance: Instance,
    offered: impl Fn() -> Option<Offer> + Copy + Send + Sync + 'static,
) -> AnyView {
    let sign_in = button(
        "button",
        PopupToWorker::SignIn {
            instance: instance.origin(),
        },
    )
    .attribute("data-command", "signIn")
    .flag("data-primary", move || {
        offered().is_some_and(|offer| offer.primary)
    })
    .following_text(move || offered().map(|offer| offer.sign_in.text()))
    .view();
    element("div")
        .class("sign-in-buttons")
        .child(sign_in)
        .child_while(
            move || offered().is_some_and(|offer| offer.sign_out),
            move || sign_out_button(instance, "button"),
        )
        .view()
}

/// Signs out everywhere.
pub(crate) fn sign_out_button(instance: Instance, class: &'static str) -> AnyView {
    button(
        class,
        PopupToWorker::SignOut {
            instance: instance.origin(),
        },
    )
    .attribute("data-command", "signOut")
    .text(words::SIGN_OUT.text())
    .view()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOT_SIGNED_IN: [SignInStatus; 5] = [
        SignInStatus::Unknown,
        SignInStatus::SignedOut,
        SignInStatus::SignedOutByUser,
        SignInStatus::SigningIn,
        SignInStatus::Denied,
    ];

    #[test]
    fn signing_in_is_offered_until_somebody_is_signed_in() {
        assert!(
            NOT_SIGNED_IN
                .into_iter()
                .all(|status| offer(status, false).is_some())
        );
        assert!(offer(SignInStatus::SignedIn, true).is_none());
    }

    #[test]
    fn being_slow_is_not_called_being_signed_out() {
        assert_eq!(standing(SignInStatus::Unknown), Some(words::SIGN_IN_UNKNOWN));
        assert_eq!(standing(SignInStatus::SignedOut), Some(words::SIGNED_OUT));
    }

    #[test]
    fn only_a_user_who_may_not_work_here_can_sign_out() {
        for status in NOT_SIGNED_IN {
            let sign_out = offer(status, false).is_some_and(|offer| offer.sign_out);
            assert_eq!(sign_out, status == SignInStatus::Denied, "{status:?}");
        }
    }

    #[test]
    fn who_closed_the_window_is_told_what_comes_of_it() {
        let text = |dismissed| offer(SignInStatus::SignedOut, dismissed).and_then(|offer| offer.text);
        assert_eq!(text(true), Some(words::SIGN_IN_DISMISSED_TEXT));
        assert_eq!(text(false), Some(words::SIGNED_OUT_TEXT));
    }

    #[test]
    fn an_open_window_is_brought_to_the_front() {
        let name = offer(SignInStatus::SigningIn, true).map(|offer| offer.sign_in);
        assert_eq!(name, Some(words::SIGN_IN_BRING_TO_FRONT));
    }
}
