//! What the instance's answer to “who is signed in?” means.

use headwater_protocol::{
    Millis,
    message::Message,
    popup::SignInStatus,
    sign_in::{Token, read_authorize},
};

use super::{ASK_WHILE_SIGNING_IN, SignIn, SignInChange};
use crate::{
    effect::LogLevel,
    input::{HttpAnswer, HttpFailure},
    outbox::Context,
};

/// A token is refreshed this long before it ends, as the npm library does, or at half of a shorter life.
const REFRESH_BEFORE_END: Millis = Millis::seconds(30 * 60);
/// How long after a first “nobody is signed in” the instance is asked again before that is believed.
const GRACE: Millis = Millis(1500);
/// While a call holds up the end of a sign-in, ask this often.
const ASK_WHILE_EXPIRING: Millis = Millis::seconds(30);
/// A user who is refused may be let in by an administrator.
const ASK_WHILE_DENIED: Millis = Millis::seconds(300);
/// The life of a token that has none by the service's own clock.
const LIFE_OF_THE_EXPIRED: Millis = Millis::seconds(600);

impl SignIn {
    pub(super) fn read(
        &mut self,
        context: &mut Context<'_>,
        answer: Result<HttpAnswer, HttpFailure>,
        in_call: bool,
    ) -> SignInChange {
        let answer = match answer {
            Ok(answer) => answer,
            Err(HttpFailure::Network) => {
                return self.failed(context, None, Message::new("workerInstanceUnreachable"));
            }
            Err(HttpFailure::Timeout) => {
                return self.failed(context, None, Message::new("workerInstanceSilent"));
            }
        };
        match answer.status {
            200 => match read_authorize(&answer.body) {
                Ok(token) => self.signed_in(context, token, answer.date()),
                Err(reason) => self.failed(context, None, Message::with("workerSignInUnreadable", reason)),
            },
            401 => self.signed_out(context.now, in_call),
            403 => {
                self.backoff.succeeded();
                self.token = None;
                self.doubted = false;
                self.expiring = false;
                self.ask_at = Some(context.now.after(ASK_WHILE_DENIED));
                match std::mem::replace(&mut self.status, SignInStatus::Denied) {
                    SignInStatus::Denied => SignInChange::None,
                    _ => SignInChange::Denied,
                }
            }
            404 => self.failed(context, None, Message::new("workerNoInstanceHere")),
            status => {
                let reason = Message::with("workerSignInFails", status.to_string());
                self.failed(context, answer.retry_after(), reason)
            }
        }
    }

    fn signed_in(&mut self, context: &mut Context<'_>, token: Token, date: Option<Millis>) -> SignInChange {
        self.backoff.succeeded();
        // How long a token lives is a matter of the service's clock alone; this machine's may be hours off.
        let mut life = token.expires.since(date.unwrap_or(context.wall()));
        if life == Millis(0) {
            context.log(LogLevel::Warn, "the token ended before it came");
            life = LIFE_OF_THE_EXPIRED;
        }
        let refresh_in = life.since(REFRESH_BEFORE_END).max(Millis(life.0 / 2));
        self.ask_at = Some(context.now.after(refresh_in.max(Millis::seconds(1))));
        let fresh = self.token.as_ref().is_none_or(|old| old.text != token.text);
        let before = self.status;
        let was_expiring = std::mem::take(&mut self.expiring);
        self.token = Some(Token {
            expires: context.now.after(life),
            ..token
        });
        self.status = SignInStatus::SignedIn;
        self.doubted = false;
        self.refused &= !fresh;
        self.window_is_open = false;
        match (before, fresh || was_expiring) {
            (SignInStatus::SignedIn, true) => SignInChange::Refreshed,
            (SignInStatus::SignedIn, false) => SignInChange::None,
            _ => SignInChange::SignedIn,
        }
    }

    fn signed_out(&mut self, now: Millis, in_call: bool) -> SignInChange {
        self.backoff.succeeded();
        if self.status == SignInStatus::SignedIn {
            if !std::mem::replace(&mut self.doubted, true) {
                self.ask_at = Some(now.after(GRACE));
                return SignInChange::Doubted;
            }
            let works = !self.refused && self.token.as_ref().is_some_and(|token| token.expires > now);
            if in_call && works {
                self.ask_at = Some(now.after(if self.window_is_open {
                    ASK_WHILE_SIGNING_IN
                } else {
                    ASK_WHILE_EXPIRING
                }));
                return match std::mem::replace(&mut self.expiring, true) {
                    true => SignInChange::Doubted,
                    false => SignInChange::Expiring,
                };
            }
        }
        self.token = None;
        self.doubted = false;
        self.expiring = false;
        self.refused = false;
        match self.status {
            SignInStatus::SigningIn => {
                self.ask_at = Some(now.after(ASK_WHILE_SIGNING_IN));
                SignInChange::None
            }
            SignInStatus::SignedOutByUser => SignInChange::None,
            before => {
                self.status = SignInStatus::SignedOut;
                if before == SignInStatus::SignedOut {
                    return SignInChange::None;
                }
                SignInChange::SignedOut {
                    was_signed_in: before == SignInStatus::SignedIn,
                    at_the_instance: self.seen_at_instance,
                }
            }
        }
    }

    fn failed(&mut self, context: &mut Context<'_>, asked: Option<Millis>, reason: Message) -> SignInChange {
        self.ask_at = Some(
            self.backoff
                .failed(context.now, &mut context.outbox.jitter, asked),
        );
        SignInChange::Failed { reason }
    }
}
