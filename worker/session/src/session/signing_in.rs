//! Signing in and out: what the answers of the sign-in endpoint and the sign-in window mean to a session.

use headwater_protocol::{
    message::Message,
    popup::{Health, SignInStatus},
};
use serde_json::Value;

use super::{Session, notice};
use crate::{
    auth::SignInChange,
    effect::LogLevel,
    input::{EffectId, HttpAnswer, HttpFailure, WindowId},
    outbox::Context,
    service::Service,
    sign_in_window::WindowChange,
    view,
};

impl Session {
    pub(super) fn sign_in_changed(&mut self, context: &mut Context<'_>, change: SignInChange) {
        match change {
            // Perhaps the instance stands by its token: what was refused with it is sent with it once more.
            SignInChange::None => self.token_came(context),
            SignInChange::SignedIn => {
                context.log(LogLevel::Info, "signed in");
                self.notice = None;
                self.signed_in_again(context);
                // Control panels that were loaded before show a sign-in page still.
                self.pages.broadcast(context, "authorize_success", Value::Null);
                self.pages.broadcast(context, "init", Value::Null);
                self.run(context);
                self.token_came(context);
            }
            SignInChange::Doubted => {}
            SignInChange::Expiring => {
                context.log(LogLevel::Info, "the sign-in has ended; the call goes on");
                self.notice = notice(Message::new("workerExpiringInCall"));
                // What the service refused for its token cannot be sent again before the agent signs in.
                self.nobody_will_sign_in(context);
            }
            SignInChange::Refreshed => {
                self.signed_in_again(context);
                self.snapshot.hurry(context.now);
                self.configuration.hurry(context.now);
                self.token_came(context);
            }
            SignInChange::SignedOut {
                was_signed_in,
                at_the_instance,
            } => {
                // After a restart of the worker only what was stored knows of the call.
                self.call_goes_on |= view::in_call(&self.document);
                if self.call_goes_on {
                    self.notice = notice(Message::new("workerExpiredInCall"));
                }
                if at_the_instance {
                    self.window.leave_to_agent();
                }
                // The agent opened it before the token ended.
                if self.window.is_open() {
                    self.sign_in.window_opened(context.now);
                }
                self.stop(context);
                if was_signed_in {
                    context.log(LogLevel::Info, "no longer signed in");
                    self.pages.broadcast(context, "auth_fail", Value::Null);
                }
            }
            SignInChange::Denied => {
                self.stop(context);
                self.notice = notice(Message::new("workerUserDenied"));
                self.pages.broadcast(context, "access_denied", Value::Null);
            }
            SignInChange::Failed { reason } => {
                context.log(LogLevel::Warn, reason.to_string());
                self.health = Health::Bad { reason };
                self.nobody_will_sign_in(context);
            }
        }
        self.stale = true;
    }

    fn signed_in_again(&mut self, context: &mut Context<'_>) {
        if std::mem::take(&mut self.call_goes_on) || self.window.is_open() {
            self.notice = None;
        }
        self.window.signed_in(context);
    }

    /// There is no fresh token, and nobody knows when there will be one: calls do not wait for it.
    fn nobody_will_sign_in(&mut self, context: &mut Context<'_>) {
        for settled in self.calls.signed_out(SignInStatus::SignedOut) {
            self.settle(context, settled);
        }
    }

    /// What the popup and the toolbar button say: an agent who is to sign in again is offered to.
    pub(super) fn sign_in_status(&self) -> SignInStatus {
        match (self.sign_in.status(), self.sign_in.is_expiring()) {
            (SignInStatus::SignedIn, true) if self.window.is_open() => SignInStatus::SigningIn,
            (SignInStatus::SignedIn, true) => SignInStatus::SignedOut,
            (status, _) => status,
        }
    }

    /// The call is over, as far as anybody can tell: now the agent has time to sign in.
    pub(super) fn call_is_over(&mut self, context: &mut Context<'_>) {
        self.stale |= std::mem::take(&mut self.call_goes_on);
        if self.sign_in.is_expiring() {
            self.sign_in.ask_soon(context.now);
        }
    }

    pub(super) fn token_came(&mut self, context: &mut Context<'_>) {
        let Some(token) = self.sign_in.token().cloned() else {
            return;
        };
        let service = Service::new(&self.instance, &token, self.agent_app.as_ref());
        self.calls.token_came(context, service);
    }

    /// Whether the sign-in window is open or about to be.
    pub(crate) fn has_window(&self) -> bool {
        self.window.is_open()
    }

    /// A page's wish for a sign-in window, where nothing speaks against it; whether it was met.
    pub(crate) fn open_window_for_pages(&mut self, context: &mut Context<'_>) -> bool {
        if self.sign_in.status() != SignInStatus::SignedOut
            || self.call_goes_on
            || !self.window.may_open_by_itself()
        {
            return false;
        }
        let Some(options) = self.pages.wish_for_sign_in().cloned() else {
            return false;
        };
        let url = options.login_url.clone().unwrap_or_else(|| self.instance.login());
        self.window.open(context, url, &options);
        self.sign_in.window_opened(context.now);
        self.stale = true;
        true
    }

    /// The agent's wish.
    pub(crate) fn open_window_for_agent(&mut self, context: &mut Context<'_>) {
        if self.sign_in.status() == SignInStatus::SignedIn && !self.sign_in.is_expiring() {
            return;
        }
        let of_page = self
            .pages
            .wish_for_sign_in()
            .and_then(|options| options.login_url.clone());
        self.window
            .open_for_agent(context, of_page.unwrap_or_else(|| self.instance.login()));
        self.sign_in.window_opened(context.now);
        self.notice = None;
        self.stale = true;
    }

    pub(crate) fn window_opened(
        &mut self,
        context: &mut Context<'_>,
        id: EffectId,
        window: Result<WindowId, String>,
    ) {
        match self.window.opened(context, id, window) {
            WindowChange::Failed(reason) => {
                context.log(LogLevel::Error, format!("no sign-in window: {reason}"));
                self.notice = notice(Message::with("workerNoSignInWindow", self.instance.origin()));
                self.sign_in.window_closed(context.now);
            }
            WindowChange::None | WindowChange::Opened | WindowChange::Dismissed => {}
        }
        self.stale = true;
    }

    pub(crate) fn window_closed(&mut self, context: &mut Context<'_>, window: WindowId) {
        if self.window.closed(window) == WindowChange::Dismissed {
            self.sign_in.window_closed(context.now);
            self.stale = true;
            self.time_came(context);
        }
    }

    /// The control panel in a page was loaded, which tells nothing new while somebody is signed in.
    pub(crate) fn control_panel_loaded(&mut self, context: &mut Context<'_>) {
        if self.sign_in.status() != SignInStatus::SignedIn {
            self.sign_in.ask(context, self.instance.authorize());
        }
    }

    /// A page of the instance was loaded: perhaps somebody signed in or out there.
    pub(crate) fn page_loaded(&mut self, context: &mut Context<'_>, origin: &str) {
        if origin == self.instance.origin() {
            self.sign_in.page_loaded(context, self.instance.authorize());
        }
    }

    pub(crate) fn sign_out(&mut self, context: &mut Context<'_>) {
        self.sign_in.sign_out(context, self.instance.logout());
        self.stale = true;
    }

    /// The instance answered, whatever it said, or it was not reached: then the agent is signed in still.
    pub(super) fn sign_out_answered(
        &mut self,
        context: &mut Context<'_>,
        answer: Result<HttpAnswer, HttpFailure>,
    ) {
        match answer {
            Ok(_) => self.signed_out_by_user(context),
            Err(_) => {
                self.notice = notice(Message::new("workerSignOutFailed"));
                self.stale = true;
            }
        }
    }

    /// Signed out by the popup, or by a page that did it by itself (`EventType.TERMINATE`).
    pub(crate) fn signed_out_by_user(&mut self, context: &mut Context<'_>) {
        self.sign_in.signed_out_by_user(context);
        self.call_goes_on = false;
        self.window.signed_in(context);
        self.stop(context);
        self.pages.broadcast(context, "terminated", Value::Null);
    }

    /// The machine slept: what was under way before is dead, whether or not anybody has noticed.
    pub(crate) fn woke(&mut self, context: &mut Context<'_>) {
        context.log(LogLevel::Info, "awake again");
        self.snapshot.begin_anew(context);
        self.configuration.begin_anew(context);
        self.socket.doubt(context);
        if self.sign_in.token().is_some() {
            self.sign_in.ask_soon(context.now);
        }
        self.time_came(context);
    }

    /// The browser has a network again.
    pub(crate) fn online(&mut self, context: &mut Context<'_>) {
        self.snapshot.hurry(context.now);
        self.configuration.hurry(context.now);
        self.socket.doubt(context);
        if matches!(self.health, Health::Bad { .. }) {
            self.sign_in.ask(context, self.instance.authorize());
        }
        self.time_came(context);
    }
}
