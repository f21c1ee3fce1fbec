//! What the agent asks for in the popup.

use headwater_protocol::{
    Millis,
    instance::Instance,
    json,
    popup::{PopupToWorker, PopupView, WorkerToPopup},
};

use super::Sessions;
use crate::{
    calls::Caller,
    effect::{Effect, LogLevel},
    input::PortId,
    outbox::Context,
    session::{Act, Session},
};

impl Sessions {
    /// A panel in the frame of a page is for pages that are allowed, like `window.connect` itself: any other could lay
    /// something over its buttons.
    pub(super) fn popup_opened(&mut self, port: PortId, framed_by: Vec<String>) {
        if framed_by.iter().all(|origin| self.is_allowed(origin)) {
            self.popups.insert(port, framed_by);
            self.shown = None;
        } else {
            self.refuse_popup(port);
        }
    }

    /// Panels of pages whose site is not allowed any more.
    pub(super) fn refuse_popups(&mut self) {
        let popups = std::mem::take(&mut self.popups);
        for (port, framed_by) in popups {
            self.popup_opened(port, framed_by);
        }
    }

    fn refuse_popup(&mut self, port: PortId) {
        let refused = WorkerToPopup::<&PopupView>::Refused;
        let text = json::text(&refused);
        self.outbox.push(Effect::Send {
            port,
            text: text.into(),
        });
    }

    pub(super) fn popup_message(&mut self, now: Millis, port: PortId, text: &str) {
        let message = match PopupToWorker::read(text) {
            Ok(message) => message,
            Err(error) => {
                let text = format!("the popup sent a malformed message: {error}");
                self.outbox.log(None, LogLevel::Error, &text);
                return;
            }
        };
        match message {
            PopupToWorker::Open => self.shown = None,
            PopupToWorker::SetState { instance, ask, state } => {
                self.with_origin(now, &instance, |session, context| {
                    session.set_state(context, Caller::Popup { port, ask }, state.as_deref());
                });
            }
            PopupToWorker::Act {
                instance,
                ask,
                contact_id,
                connection_id,
                action,
                digits,
            } => {
                let act = Act {
                    contact_id: &contact_id,
                    connection_id: connection_id.as_deref(),
                    action,
                    digits: digits.as_deref(),
                };
                self.with_origin(now, &instance, |session, context| {
                    session.act(context, Caller::Popup { port, ask }, &act);
                });
            }
            PopupToWorker::Connect {
                instance,
                ask,
                contact_id,
                endpoint,
            } => {
                self.with_origin(now, &instance, |session, context| {
                    let caller = Caller::Popup { port, ask };
                    session.connect(context, caller, contact_id.as_deref(), &endpoint);
                });
            }
            PopupToWorker::FindEndpoints {
                instance,
                ask,
                next_token,
            } => {
                self.with_origin(now, &instance, |session, context| {
                    session.find_endpoints(context, Caller::Popup { port, ask }, next_token);
                });
            }
            PopupToWorker::SignIn { instance } => {
                self.with_origin(now, &instance, Session::open_window_for_agent);
            }
            PopupToWorker::SignOut { instance } => self.with_origin(now, &instance, Session::sign_out),
            PopupToWorker::AddInstance { address } => self.add_instance(now, &address),
            PopupToWorker::RemoveInstance { instance } => self.remove_instance(&instance),
            PopupToWorker::RemoveSite { pattern } => self.remove_site(pattern),
            PopupToWorker::AllowIdentityProvider { address } => {
                self.allow_identity_provider(now, &address);
            }
            PopupToWorker::RemoveIdentityProvider { origin } => self.remove_identity_provider(&origin),
            PopupToWorker::DismissSignInRequest { identity_provider } => {
                self.answered(now, &identity_provider);
            }
            PopupToWorker::SetLogLevel { level } => self.set_log_level(level),
            PopupToWorker::SetDefaultInstance { instance } => {
                self.settings.default_instance = instance;
                self.store_settings();
                self.shown = None;
            }
            PopupToWorker::SetNotifications { on } => {
                self.settings.notifications_off = !on;
                self.store_settings();
                self.shown = None;
            }
            PopupToWorker::SetSound { on } => {
                self.settings.sound = on;
                self.store_settings();
                self.shown = None;
                // So that the agent knows it, and how loud it is.
                if on {
                    self.outbox.push(Effect::Ring);
                }
            }
            PopupToWorker::SetPanelInPages { on } => {
                self.settings.panel_in_pages = on;
                self.store_settings();
                self.shown = None;
            }
            PopupToWorker::SetLanguage { language } => {
                // It becomes part of the name of a file.
                let is_name = |name: &String| name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_');
                self.settings.language = language.filter(is_name);
                self.store_settings();
                self.speak();
                self.shown = None;
            }
            PopupToWorker::OpenPanel => self.outbox.push(Effect::OpenPanel),
            PopupToWorker::DismissNotice { instance: None } => self.notice = None,
            PopupToWorker::DismissNotice {
                instance: Some(instance),
            } => {
                self.with_origin(now, &instance, |session, _| session.notice = None);
            }
        }
    }

    pub(super) fn with_origin(
        &mut self,
        now: Millis,
        origin: &str,
        act: impl FnOnce(&mut Session, &mut Context<'_>),
    ) {
        if let Ok(instance) = Instance::of_address(origin) {
            self.with_session(now, &instance, act);
        }
    }
}
