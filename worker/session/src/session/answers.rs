//! What the answers of Amazon Connect change.

use headwater_protocol::popup::Health;
use serde_json::Value;

use super::Session;
use crate::{
    agent_document::Change,
    calls::Answered,
    effect::LogLevel,
    events::is_error_state,
    input::{EffectId, HttpAnswer, HttpFailure},
    outbox::Context,
    service::{Failure, Service},
    view,
};
/// After so many refusals in a row pages are told, as the npm library tells them (PROTOCOL.md 2.1). Polling goes on.
const UNAUTHORIZED_BEFORE_EVENT: u32 = 20;
const DENIED_BEFORE_EVENT: u32 = 10;

impl Session {
    pub(crate) fn http_answered(
        &mut self,
        context: &mut Context<'_>,
        id: EffectId,
        answer: Result<HttpAnswer, HttpFailure>,
    ) {
        if self.sign_in.is_question(id) {
            let in_call = view::in_call(&self.document);
            let url = self.instance.authorize();
            let change = self.sign_in.answered(context, url, answer, in_call);
            self.sign_in_changed(context, change);
        } else if self.sign_in.is_sign_out(id) {
            self.sign_out_answered(context, answer);
        } else if self.snapshot.is_mine(id) {
            let snapshot = self
                .snapshot
                .answered(context, answer, self.document.last_answer());
            match snapshot {
                Ok(snapshot) => {
                    self.served();
                    let change = self.document.take_snapshot(context.now, context.wall(), snapshot);
                    self.document_changed(context, change);
                    self.pages.bring_rest_up_to_date(context, &self.document);
                    // Also when nothing is new: this write is what keeps the worker of a quiet agent awake.
                    self.stale = true;
                }
                Err(failure) => self.refused(context, &failure),
            }
        } else if self.configuration.is_mine(id) {
            let Some(token) = self.sign_in.token().cloned() else {
                return;
            };
            let service = Service::new(&self.instance, &token, self.agent_app.as_ref());
            match self.configuration.answered(context, service, id, answer) {
                Ok(Some(configuration)) => {
                    let change = self.document.take_configuration(context.now, configuration);
                    self.document_changed(context, change);
                }
                Ok(None) => {}
                Err(failure) => self.refused(context, &failure),
            }
        } else if self.socket.is_transport(id) {
            let (events, failure) = self.socket.transport_answered(context, answer);
            self.tell(context, events);
            if let Some(failure) = failure {
                self.refused(context, &failure);
            }
        } else if self.calls.is_mine(id) {
            match self.calls.answered(id, answer) {
                Some(Answered::Settled(settled)) => self.settle(context, settled),
                Some(Answered::WaitsForToken) => self.sign_in.token_refused(context.now),
                None => {}
            }
        }
        self.time_came(context);
    }

    /// The service answered well.
    fn served(&mut self) {
        self.health = Health::Good;
        self.unauthorized = 0;
        self.denied = 0;
    }

    /// The service did not.
    fn refused(&mut self, context: &mut Context<'_>, failure: &Failure) {
        match failure {
            Failure::Unauthorized(_) => {
                self.sign_in.token_refused(context.now);
                self.unauthorized += 1;
                if self.unauthorized.is_multiple_of(UNAUTHORIZED_BEFORE_EVENT) {
                    self.pages
                        .broadcast(context, "cti_authorize_retries_exhausted", Value::Null);
                }
            }
            Failure::Denied(_) => {
                self.denied += 1;
                if self.denied.is_multiple_of(DENIED_BEFORE_EVENT) {
                    self.pages.broadcast(context, "access_denied", Value::Null);
                }
            }
            Failure::Refused { .. } | Failure::NoAnswer(_) | Failure::Malformed(_) => {
                self.unauthorized = 0;
                self.denied = 0;
            }
        }
        context.log(LogLevel::Warn, failure.details());
        self.health = Health::Bad {
            reason: failure.message(),
        };
    }

    fn document_changed(&mut self, context: &mut Context<'_>, change: Option<Change>) {
        if let Some(change) = change {
            self.remember_choice();
            let name = change
                .patch
                .as_ref()
                .map(|patch| &patch["snapshot"]["state"]["name"]);
            if let Some(name) = name.and_then(Value::as_str).filter(|name| is_error_state(name)) {
                context.log(LogLevel::Error, format!("the agent’s state is {name}"));
            }
            self.pages.deliver(context, &change, &self.document);
            self.stale = true;
            if self.sign_in.is_expiring() && !view::in_call(&self.document) {
                self.call_is_over(context);
            }
        }
    }
}
