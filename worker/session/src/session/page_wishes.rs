//! What pages want of a session.

use headwater_protocol::{
    json,
    message::Message,
    page::{Attach, CallError, Outcome, WorkerToPage},
    popup::{Answer, ContactAction, SignInStatus, WorkerToPopup},
};
use serde_json::Value;

use super::{
    Act, Session,
    agent_wishes::{CONTACT_GONE, NO_SUCH_STATE},
    notice,
};
use crate::{
    calls::{Caller, Settled},
    input::PortId,
    outbox::Context,
    pages,
    service::Service,
};

impl Session {
    /// `panel` is what the page is to show as its control panel, if not the instance's own.
    pub(crate) fn attach(
        &mut self,
        context: &mut Context<'_>,
        port: PortId,
        attach: Attach,
        panel: Option<String>,
    ) {
        self.believe(context, &attach);
        self.pages.attach(context, port, attach, panel);
        // As in the npm library, initialised means that somebody is signed in, and comes before the agent.
        if self.sign_in.status() == SignInStatus::SignedIn {
            pages::send_event(context, port, "init");
        }
        self.pages.bring_up_to_date(context, port, &self.document);
        if self.socket.init_failed() {
            pages::send_event(context, port, "webSocket::init_failure");
        }
        // The instance could not be asked before, or refused the user, and somebody waits for it now.
        if matches!(
            self.sign_in.status(),
            SignInStatus::Unknown | SignInStatus::Denied
        ) {
            self.sign_in.ask_soon(context.now);
            self.time_came(context);
        }
    }

    /// That a contact was accepted the worker may not have lived to store: then the pages that heard of it tell the rest.
    fn believe(&mut self, context: &mut Context<'_>, attach: &Attach) {
        let (Some(known), Some(version)) = (&attach.known, attach.version) else {
            return;
        };
        if !self.document.may_know_less_than(version) {
            return;
        }
        for contact in known.contacts.iter().filter(|contact| contact.accepted) {
            if self.document.accept(&contact.contact_id) {
                self.pages.tell_who_missed(context, &contact.contact_id);
                self.stale = true;
            }
        }
    }

    pub(crate) fn detach(&mut self, context: &mut Context<'_>, port: PortId) {
        self.calls.forget(port);
        if let Some(id) = self.pages.remove(port) {
            self.masters.release(&id);
            self.stale = true;
        }
        // A call lives in its page.
        if self.pages.ports().next().is_none() {
            self.call_is_over(context);
        }
    }

    pub(crate) fn resend(&mut self, context: &mut Context<'_>, port: PortId) {
        self.pages.resend(context, port, &self.document);
    }

    pub(crate) fn reload_configuration(&mut self, context: &mut Context<'_>) {
        self.configuration.reload(context.now);
        self.time_came(context);
    }

    pub(crate) fn call(
        &mut self,
        context: &mut Context<'_>,
        caller: Caller,
        method: &str,
        parameters: Value,
    ) {
        // What a page's softphone says once its call has ended.
        if method == "sendSoftphoneCallReport" {
            self.call_is_over(context);
        }
        let token = self.sign_in.token().cloned();
        let service = token.as_ref().map(|token| Service {
            instance: &self.instance,
            token,
            agent_app: self.agent_app.as_ref(),
        });
        let settled = self.calls.start(
            context,
            service,
            self.sign_in.status(),
            caller,
            method,
            parameters,
        );
        if let Some(settled) = settled {
            self.settle(context, settled);
        }
    }

    pub(super) fn settle(&mut self, context: &mut Context<'_>, settled: Settled) {
        // Before the page that did it hears of its success: a worker that is stopped in between must not leave the
        // others without.
        if let Some(contact_id) = settled.accepted {
            let remembered = self.document.accept(&contact_id);
            self.pages.tell_accepted(context, &contact_id, remembered);
            self.stale = true;
        }
        match settled.caller {
            Caller::Page { port, .. } if self.pages.id_of(port).is_none() => {}
            Caller::Page { port, id } => {
                pages::send(
                    context,
                    port,
                    &WorkerToPage::Settled {
                        id,
                        outcome: settled.outcome,
                    },
                );
            }
            Caller::Popup { port, ask } => {
                let (problem, found) = match settled.outcome {
                    Outcome::Success { data } => (None, data.get("endpoints").map(|_| json::text(&data))),
                    Outcome::Failure { error } => (Some(why_it_failed(error)), None),
                };
                let answer = WorkerToPopup::<()>::Answer(Answer { ask, problem, found });
                context.send(port, json::text(&answer));
            }
            Caller::BeforeReject if matches!(settled.outcome, Outcome::Success { .. }) => {
                if let Some(contact_id) = self.reject_next.take() {
                    self.act(
                        context,
                        Caller::Agent,
                        &Act::on(&contact_id, ContactAction::Reject),
                    );
                }
            }
            Caller::Agent | Caller::BeforeReject => {
                self.notice = match settled.outcome {
                    Outcome::Success { .. } => None,
                    Outcome::Failure { error } => notice(why_it_failed(error)),
                };
            }
        }
    }
}

/// What the agent reads about a call that failed: Headwater's own reasons in the agent's language, the service's in
/// its words.
fn why_it_failed(error: CallError) -> Message {
    let words = error.message.filter(|message| !message.is_empty());
    Message::new(match error.code.as_str() {
        "signedOut" => "workerActionSignedOut",
        "accessDenied" => "workerActionDenied",
        "offline" => "workerActionOffline",
        "timeout" => "workerActionTimeout",
        CONTACT_GONE => "workerContactGone",
        NO_SUCH_STATE => return Message::with("workerNoSuchState", words.unwrap_or_default()),
        _ => return Message::with("workerActionFailed", words.unwrap_or(error.code)),
    })
}
