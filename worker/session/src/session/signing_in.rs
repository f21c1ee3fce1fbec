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
    input::{EffectId, WindowId},
    outbox::Context,
    service::Service,
    sign_in_window::WindowChange,
};

impl Session {
    pub(super) fn sign_in_changed(&mut self, context: &mut Context<'_>, change: SignInChange) {
        match change {
            // Perhaps the instance stands by its token: what was refused with it is sent with it once more.
            SignInChange::None => self.token_came(context),
            SignInChange::SignedIn => {
                context.log(LogLevel::Info, "signed in");
                self.notice = None;
                self.window.signed_in(context);
                // Control panels that were loaded before show a sign-in page still.
                self.pages.broadcast(context, "authorize_success", Value::Null);
                self.pages.broadcast(context, "init", Value::Null);
                self.run(context);
                self.token_came(context);
            }
            SignInChange::Refreshed => {
                self.snapshot.hurry(context.now);
                self.configuration.hurry(context.now);
                self.token_came(context);
            }
            SignInChange::SignedOut { was_signed_in } => {
                self.stop(context);
                if was_signed_in {
                    context.log(LogLevel::Info, "no longer signed in");
                    self.pages.broadcast(context, "auth_fail", Value::Null);
                }
                self.open_window_for_pages(context);
            }
            SignInChange::Denied => {
                self.stop(context);
                self.notice = notice(Message::new("workerUserDenied"));
                self.pages.broadcast(context, "access_denied", Value::Null);
            }
            SignInChange::Failed { reason } => {
                context.log(LogLevel::Warn, reason.to_string());
                self.health = Health::Bad { reason };
            }
        }
        self.stale = true;
    }

    pub(super) fn token_came(&mut self, context: &mut Context<'_>) {
        let Some(token) = self.sign_in.token().cloned() else {
            return;
        };
        let service = Service::new(&self.instance, &token, self.agent_app.as_ref());
        self.calls.token_came(context, service);
    }

    /// A page's wish, where nothing speaks against it.
    pub(super) fn open_window_for_pages(&mut self, context: &mut Context<'_>) {
        let wish = self.pages.wish_for_sign_in().cloned();
        if let (Some(options), SignInStatus::SignedOut, true) =
            (wish, self.sign_in.status(), self.window.may_open_by_itself())
        {
            let url = options.login_url.clone().unwrap_or_else(|| self.instance.login());
            self.window.open(context, url, &options);
            self.sign_in.window_opened(context.now);
            self.stale = true;
        }
    }

    /// The agent's wish.
    pub(crate) fn open_window_for_agent(&mut self, context: &mut Context<'_>) {
        if self.sign_in.status() == SignInStatus::SignedIn {
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
                self.notice = notice(Message::new("workerNoSignInWindow"));
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
            self.sign_in.ask(context, self.instance.authorize());
        }
    }

    pub(crate) fn sign_out(&mut self, context: &mut Context<'_>) {
        self.sign_in.sign_out(context, self.instance.logout());
    }

    /// Signed out by the popup, or by a page that did it by itself (`EventType.TERMINATE`).
    pub(crate) fn signed_out_by_user(&mut self, context: &mut Context<'_>) {
        self.sign_in.signed_out_by_user(context);
        self.stop(context);
        self.pages.broadcast(context, "terminated", Value::Null);
    }

    /// The browser has a network again.
    pub(crate) fn online(&mut self, context: &mut Context<'_>) {
        self.snapshot.hurry(context.now);
        self.configuration.hurry(context.now);
        self.socket.hurry(context.now);
        if matches!(self.health, Health::Bad { .. }) {
            self.sign_in.ask(context, self.instance.authorize());
        }
        self.time_came(context);
    }
}
