//! Who is signed in at an instance, and the token that says so.
//!
//! ```text
//! Unknown ──▶ SignedOut ◀──▶ SigningIn ──▶ SignedIn ◀──▶ expiring ──▶ SignedOut
//!                 ▲                           │  ▲
//!          SignedOutByUser ◀──── sign out ────┘  └── refreshed before the token ends
//!                                             └────▶ Denied
//! ```
//!
//! Only an answer moves this machine. Being slow, offline or broken is never taken for being signed out, and one answer
//! alone ends nothing: the instance is asked once more after a moment. While the agent is on a call and the service takes
//! the token, the end of the sign-in waits for the end of the call (`expiring`).

mod answer;

use headwater_protocol::{Millis, message::Message, popup::SignInStatus, sign_in::Token};

use crate::{
    input::{EffectId, HttpAnswer, HttpFailure},
    outbox::Context,
    retry::Backoff,
};

/// How long the instance may take to say who is signed in.
const AUTHORIZE_TIMEOUT: Millis = Millis::seconds(15);
/// While the sign-in window is open, ask this often; a page that loads at the instance is asked about at once.
const ASK_WHILE_SIGNING_IN: Millis = Millis::seconds(2);
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
    /// Perhaps nobody is signed in any more: the next answer tells.
    Doubted,
    /// Nobody is signed in any more, but the service takes the token still, and the agent is on a call.
    Expiring,
    /// Nobody is signed in any more, or it is now known that nobody is.
    SignedOut {
        /// Whether somebody was before.
        was_signed_in: bool,
        /// Whether it was seen when a page of the instance was loaded: then the agent is there already.
        at_the_instance: bool,
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
    /// The instance said once that nobody is signed in.
    doubted: bool,
    /// It said so again, and a call goes on.
    expiring: bool,
    /// The service does not take the token.
    refused: bool,
    /// The sign-in window is open.
    window_is_open: bool,
    /// A page of the instance was loaded since the last answer.
    seen_at_instance: bool,
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
            doubted: false,
            expiring: false,
            refused: false,
            window_is_open: false,
            seen_at_instance: false,
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

    /// Signed in no more, but for the call that goes on.
    pub(crate) fn is_expiring(&self) -> bool {
        self.expiring
    }

    pub(crate) fn is_signing_out(&self) -> bool {
        self.signing_out.is_some()
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

    /// The service did not take the token.
    pub(crate) fn token_refused(&mut self, now: Millis) {
        self.refused = true;
        // In doubt, the next question is planned already.
        if !self.doubted {
            self.ask_soon(now);
        }
    }

    /// Asks, but not in a tight loop, and not before the instance wants to be asked.
    pub(crate) fn ask_soon(&mut self, now: Millis) {
        if self.asking.is_none() {
            let at = now.max(self.asked_last.after(LEAST_BETWEEN_QUESTIONS));
            let at = self.backoff.at_once(at);
            self.ask_at = Some(self.ask_at.map_or(at, |planned| planned.min(at)));
        }
    }

    /// A page of the instance was loaded: perhaps somebody signed in or out there.
    pub(crate) fn page_loaded(&mut self, context: &mut Context<'_>, url: String) {
        self.seen_at_instance = true;
        self.ask(context, url);
    }

    pub(crate) fn time_came(&mut self, context: &mut Context<'_>, url: String) {
        if self.ask_at.is_some_and(|at| at <= context.now) {
            self.ask(context, url);
        }
    }

    /// The sign-in window is open (or about to be): look for its success.
    pub(crate) fn window_opened(&mut self, now: Millis) {
        self.window_is_open = true;
        if self.status != SignInStatus::SignedIn {
            self.status = SignInStatus::SigningIn;
        }
        if self.status == SignInStatus::SigningIn || self.expiring {
            self.ask_at = Some(now.after(ASK_WHILE_SIGNING_IN));
        }
    }

    /// The sign-in window is gone. Whether it was a success, one last question tells.
    pub(crate) fn window_closed(&mut self, now: Millis) {
        self.window_is_open = false;
        if self.status == SignInStatus::SigningIn {
            self.status = SignInStatus::SignedOut;
            self.ask_at = Some(now);
        } else if self.expiring {
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
        self.doubted = false;
        self.expiring = false;
        self.window_is_open = false;
        self.status = SignInStatus::SignedOutByUser;
    }

    /// Whether this is the answer to the sign-out request.
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

    /// The answer to [`SignIn::ask`]; `in_call` is whether the agent is on a call.
    pub(crate) fn answered(
        &mut self,
        context: &mut Context<'_>,
        url: String,
        answer: Result<HttpAnswer, HttpFailure>,
        in_call: bool,
    ) -> SignInChange {
        self.asking = None;
        let change = self.read(context, answer, in_call);
        if self.status != SignInStatus::SignedIn || !self.doubted {
            self.seen_at_instance = false;
        }
        let again = std::mem::take(&mut self.ask_again);
        if again && matches!(change, SignInChange::SignedOut { .. } | SignInChange::Doubted) {
            self.ask(context, url);
        }
        change
    }
}
