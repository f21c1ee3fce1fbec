//! Who is signed in at an instance, and the token that says so.
//!
//! ```text
//! Unknown ──▶ SignedOut ◀──▶ SigningIn ──▶ SignedIn ──▶ SignedOut
//!                 ▲                           │  ▲
//!          SignedOutByUser ◀──── sign out ────┘  └── refreshed before the token ends
//!                                             └────▶ Denied
//! ```
//!
//! Only an answer moves this machine. Being slow, offline or broken is never taken for being signed out.

use headwater_protocol::{
    Millis,
    message::Message,
    popup::SignInStatus,
    sign_in::{Token, read_authorize},
};

use crate::{
    effect::LogLevel,
    input::{EffectId, HttpAnswer, HttpFailure},
    outbox::Context,
    retry::Backoff,
};

/// How long the instance may take to say who is signed in.
const AUTHORIZE_TIMEOUT: Millis = Millis::seconds(15);
/// While the sign-in window is open, ask this often; a page that loads at the instance is asked about at once.
const ASK_WHILE_SIGNING_IN: Millis = Millis::seconds(2);
/// A token is refreshed this long before it ends, as the npm library does, or at half of a shorter life.
const REFRESH_BEFORE_END: Millis = Millis::seconds(30 * 60);
/// A new question about who is signed in follows a refused token at the earliest after this.
const LEAST_BETWEEN_QUESTIONS: Millis = Millis(500);

/// What an answer changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SignInChange {
    /// Nothing that others need to know.
    None,
    /// Somebody is signed in now.
    SignedIn,
    /// A fresh token took the place of the old one.
    Refreshed,
    /// Nobody is signed in any more, or it is now known that nobody is.
    SignedOut {
        /// Whether somebody was before.
        was_signed_in: bool,
    },
    /// The instance refuses this user.
    Denied,
    /// The instance gave no answer that says anything.
    Failed {
        /// In words.
        reason: Message,
    },
}

/// The sign-in of one instance.
#[derive(Debug)]
pub(crate) struct SignIn {
    status: SignInStatus,
    token: Option<Token>,
    asking: Option<EffectId>,
    /// A question came while one was on its way whose answer may be older.
    ask_again: bool,
    ask_at: Option<Millis>,
    asked_last: Millis,
    backoff: Backoff,
    signing_out: Option<EffectId>,
}

impl SignIn {
    pub(crate) fn new() -> Self {
        Self {
            status: SignInStatus::Unknown,
            token: None,
            asking: None,
            ask_again: false,
            ask_at: None,
            asked_last: Millis(0),
            backoff: Backoff::new(Millis::seconds(1), Millis::seconds(60)),
            signing_out: None,
        }
    }

    /// Takes up where a former life of the worker ended.
    pub(crate) fn restore(&mut self, token: Option<Token>, by_user: bool, now: Millis) {
        match token {
            Some(token) if token.expires > now => {
                self.ask_at = Some(now);
                self.token = Some(token);
                self.status = SignInStatus::SignedIn;
            }
            _ if by_user => self.status = SignInStatus::SignedOutByUser,
            _ => {}
        }
    }

    pub(crate) fn status(&self) -> SignInStatus {
        self.status
    }

    pub(crate) fn token(&self) -> Option<&Token> {
        self.token
            .as_ref()
            .filter(|_| self.status == SignInStatus::SignedIn)
    }

    pub(crate) fn timeout(&self) -> Option<Millis> {
        self.ask_at
    }

    /// Asks the instance who is signed in.
    pub(crate) fn ask(&mut self, context: &mut Context<'_>, url: String) {
        self.ask_at = None;
        if self.asking.is_some() {
            self.ask_again = true;
            return;
        }
        self.asked_last = context.now;
        self.asking = Some(context.get(url, AUTHORIZE_TIMEOUT));
    }

    /// The service did not take the token: ask, but not in a tight loop.
    pub(crate) fn token_refused(&mut self, now: Millis) {
        if self.asking.is_none() {
            let at = now.max(self.asked_last.after(LEAST_BETWEEN_QUESTIONS));
            self.ask_at = Some(self.ask_at.map_or(at, |planned| planned.min(at)));
        }
    }

    pub(crate) fn time_came(&mut self, context: &mut Context<'_>, url: String) {
        if self.ask_at.is_some_and(|at| at <= context.now) {
            self.ask(context, url);
        }
    }

    /// The sign-in window is open (or about to be): look for its success.
    pub(crate) fn window_opened(&mut self, now: Millis) {
        if self.status != SignInStatus::SignedIn {
            self.status = SignInStatus::SigningIn;
            self.ask_at = Some(now.after(ASK_WHILE_SIGNING_IN));
        }
    }

    /// The sign-in window is gone. Whether it was a success, one last question tells.
    pub(crate) fn window_closed(&mut self, now: Millis) {
        if self.status == SignInStatus::SigningIn {
            self.status = SignInStatus::SignedOut;
            self.ask_at = Some(now);
        }
    }

    /// Starts signing out.
    pub(crate) fn sign_out(&mut self, context: &mut Context<'_>, url: String) {
        if self.signing_out.is_none() {
            self.signing_out = Some(context.get(url, AUTHORIZE_TIMEOUT));
        }
    }

    /// The agent is signed out and wants it so.
    pub(crate) fn signed_out_by_user(&mut self, context: &mut Context<'_>) {
        if let Some(id) = self.asking.take() {
            context.abort_http(id);
        }
        self.ask_again = false;
        self.ask_at = None;
        self.token = None;
        self.status = SignInStatus::SignedOutByUser;
    }

    /// Whether this is the answer to the sign-out request; its content says nothing.
    pub(crate) fn is_sign_out(&mut self, id: EffectId) -> bool {
        let is = self.signing_out == Some(id);
        if is {
            self.signing_out = None;
        }
        is
    }

    pub(crate) fn is_question(&self, id: EffectId) -> bool {
        self.asking == Some(id)
    }

    /// The answer to [`SignIn::ask`].
    pub(crate) fn answered(
        &mut self,
        context: &mut Context<'_>,
        url: String,
        answer: Result<HttpAnswer, HttpFailure>,
    ) -> SignInChange {
        self.asking = None;
        let change = self.read(context, answer);
        if std::mem::take(&mut self.ask_again) && matches!(change, SignInChange::SignedOut { .. }) {
            self.ask(context, url);
        }
        change
    }

    fn read(&mut self, context: &mut Context<'_>, answer: Result<HttpAnswer, HttpFailure>) -> SignInChange {
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
                Ok(token) => self.signed_in(context, token),
                Err(reason) => self.failed(context, None, Message::with("workerSignInUnreadable", reason)),
            },
            401 => self.signed_out(context.now),
            403 => {
                self.backoff.succeeded();
                self.token = None;
                self.status = SignInStatus::Denied;
                SignInChange::Denied
            }
            404 => self.failed(context, None, Message::new("workerNoInstanceHere")),
            status => {
                let reason = Message::with("workerSignInFails", status.to_string());
                self.failed(context, answer.retry_after(), reason)
            }
        }
    }

    fn signed_in(&mut self, context: &mut Context<'_>, token: Token) -> SignInChange {
        if token.expires <= context.now {
            // A machine whose clock is hours ahead would refresh for ever: trust the service, ask again later.
            context.log(
                LogLevel::Warn,
                "the token ends before it begins by this machine's clock",
            );
        }
        self.backoff.succeeded();
        let life = token.expires.since(context.now);
        let refresh_in = Millis(
            life.0
                .saturating_sub(REFRESH_BEFORE_END.0)
                .max(life.0 / 2)
                .max(1000),
        );
        self.ask_at = Some(context.now.after(refresh_in));
        let fresh = self.token.as_ref().is_none_or(|old| old.text != token.text);
        let before = self.status;
        self.token = Some(token);
        self.status = SignInStatus::SignedIn;
        match (before, fresh) {
            (SignInStatus::SignedIn, true) => SignInChange::Refreshed,
            (SignInStatus::SignedIn, false) => SignInChange::None,
            _ => SignInChange::SignedIn,
        }
    }

    fn signed_out(&mut self, now: Millis) -> SignInChange {
        self.backoff.succeeded();
        self.token = None;
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
