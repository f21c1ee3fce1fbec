//! Calls of the CTI service: each settles exactly once, and none that may have reached the service is sent twice.

use headwater_protocol::{
    Millis, agent_app,
    cti::{self, Operation, ServiceError, operation_of_method},
    outgoing::Outgoing,
    page::{CallError, Outcome},
    popup::SignInStatus,
    task_templates,
};
use litemap::LiteMap;
use serde_json::{Value, json};

use crate::{
    input::{EffectId, HttpAnswer, HttpFailure, PortId},
    outbox::Context,
    service::{self, Failure, Service},
};

/// Chromium ends a worker whose request takes 30 s to answer.
const TIMEOUT: Millis = Millis::seconds(28);

/// Who called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    /// A page, under its own id for the call.
    Page { port: PortId, id: u32 },
    /// The agent, without a place where an answer would be read: a notice says what went wrong.
    Agent,
    /// The agent, who wants a contact rejected when this is done.
    BeforeReject,
    /// The agent in a popup, under the number that it gave the wish.
    Popup { port: PortId, ask: u32 },
}

/// A call that is over.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Settled {
    pub(crate) caller: Caller,
    pub(crate) outcome: Outcome,
    /// The contact that was accepted by it.
    pub(crate) accepted: Option<String>,
}

/// What an answer did.
#[derive(Debug)]
pub(crate) enum Answered {
    Settled(Settled),
    /// The service refused the token, so the call did nothing: it is sent again with a fresh one, once.
    WaitsForToken,
}

#[derive(Debug)]
struct Call {
    caller: Caller,
    target: Target,
    second_try: bool,
}

/// What is called, with parameters that were checked.
#[derive(Debug)]
enum Target {
    Operation(&'static Operation, Value),
    AgentApp { method: String, parameters: Value },
    TaskTemplates(Outgoing),
}

/// Calls under way.
#[derive(Debug, Default)]
pub(crate) struct Calls {
    in_flight: LiteMap<EffectId, Call>,
    waiting_for_token: Vec<Call>,
}

impl Calls {
    /// Starts a call, or settles it at once where it cannot be made.
    pub(crate) fn start(
        &mut self,
        context: &mut Context<'_>,
        service: Option<Service<'_>>,
        status: SignInStatus,
        caller: Caller,
        method: &str,
        parameters: Value,
    ) -> Option<Settled> {
        let failed = |error| {
            Some(Settled {
                caller,
                outcome: Outcome::Failure { error },
                accepted: None,
            })
        };
        let Some(service) = service else {
            return failed(not_signed_in(status));
        };
        match target(service, method, parameters) {
            Ok(target) => {
                let call = Call {
                    caller,
                    target,
                    second_try: false,
                };
                self.send(context, service, call);
                None
            }
            Err(error) => failed(error),
        }
    }

    fn send(&mut self, context: &mut Context<'_>, service: Service<'_>, call: Call) {
        let id = match &call.target {
            Target::Operation(operation, parameters) => {
                service.request(context, operation, parameters, TIMEOUT)
            }
            Target::AgentApp { method, parameters } => {
                let Some(agent_app) = service.agent_app else {
                    return;
                };
                let (instance, token) = (service.instance, &service.token.text);
                let outgoing = agent_app::request(instance, agent_app, method, parameters, token);
                service::send(context, outgoing, TIMEOUT)
            }
            Target::TaskTemplates(outgoing) => service::send(context, outgoing.clone(), TIMEOUT),
        };
        self.in_flight.insert(id, call);
    }

    pub(crate) fn is_mine(&self, id: EffectId) -> bool {
        self.in_flight.contains_key(&id)
    }

    pub(crate) fn answered(
        &mut self,
        id: EffectId,
        answer: Result<HttpAnswer, HttpFailure>,
    ) -> Option<Answered> {
        let call = self.in_flight.remove(&id)?;
        let said = match call.target {
            Target::Operation(..) => None,
            Target::AgentApp { .. } | Target::TaskTemplates(_) => refusal(&answer),
        };
        let body = match service::read(answer) {
            Err(Failure::Unauthorized(_)) if !call.second_try => {
                self.waiting_for_token.push(Call {
                    second_try: true,
                    ..call
                });
                return Some(Answered::WaitsForToken);
            }
            other => other,
        };
        let error_of = |failure| CallError {
            said: said.filter(|_| !matches!(failure, Failure::Unauthorized(_))),
            ..error_of(failure)
        };
        let outcome = match body.map_err(error_of).and_then(|body| parse(&body)) {
            Ok(data) => Outcome::Success {
                data: match call.target {
                    Target::Operation(operation, _) => cti::answer_of(operation, data),
                    Target::AgentApp { .. } | Target::TaskTemplates(_) => data,
                },
            },
            Err(error) => Outcome::Failure { error },
        };
        let accepted = match call.target {
            Target::Operation(operation, parameters)
                if operation.method == "acceptContact" && matches!(outcome, Outcome::Success { .. }) =>
            {
                parameters["contactId"].as_str().map(str::to_owned)
            }
            _ => None,
        };
        Some(Answered::Settled(Settled {
            caller: call.caller,
            outcome,
            accepted,
        }))
    }

    /// A fresh token is there.
    pub(crate) fn token_came(&mut self, context: &mut Context<'_>, service: Service<'_>) {
        for call in std::mem::take(&mut self.waiting_for_token) {
            self.send(context, service, call);
        }
    }

    /// There will be no token: what waits for one is over.
    pub(crate) fn signed_out(&mut self, status: SignInStatus) -> Vec<Settled> {
        std::mem::take(&mut self.waiting_for_token)
            .into_iter()
            .map(|call| Settled {
                caller: call.caller,
                outcome: Outcome::Failure {
                    error: not_signed_in(status),
                },
                accepted: None,
            })
            .collect()
    }

    /// The popup is gone; what goes wrong with what the agent asked for there is said elsewhere.
    pub(crate) fn popup_closed(&mut self, port: PortId) {
        let in_flight = self.in_flight.iter_mut().map(|(_, call)| call);
        for call in in_flight.chain(&mut self.waiting_for_token) {
            if matches!(call.caller, Caller::Popup { port: of, .. } if of == port) {
                call.caller = Caller::Agent;
            }
        }
    }

    /// The page is gone. What was sent may still be done, and be news to others; what was not is not wanted any more.
    pub(crate) fn forget(&mut self, port: PortId) {
        let of_others = |call: &Call| !matches!(call.caller, Caller::Page { port: of, .. } if of == port);
        self.waiting_for_token.retain(of_others);
    }
}

/// What a page's method and parameters name, if they are good.
fn target(service: Service<'_>, method: &str, mut parameters: Value) -> Result<Target, CallError> {
    if agent_app::is_method(method) {
        return match service.agent_app {
            Some(_) => Ok(Target::AgentApp {
                method: method.to_owned(),
                parameters,
            }),
            None => Err(error(
                "agentAppUnknown",
                "Headwater does not know where this instance has its agent-app service.".to_owned(),
                None,
            )),
        };
    }
    if task_templates::is_method(method) {
        return task_templates::request(service.instance, method, &parameters).map(Target::TaskTemplates);
    }
    let Some(operation) = operation_of_method(method) else {
        let message = format!("No such method exists on AWS client: {method}");
        return Err(error("UnknownMethod", message, Some(400)));
    };
    cti::translate(operation, &mut parameters);
    cti::check(operation, &parameters)?;
    Ok(Target::Operation(operation, parameters))
}

/// What a service beside CTI says with a status that is no success, where that is an object.
fn refusal(answer: &Result<HttpAnswer, HttpFailure>) -> Option<Value> {
    let answer = answer.as_ref().ok().filter(|answer| answer.status >= 300)?;
    let mut said: Value = serde_json::from_str(&answer.body).ok()?;
    said.as_object_mut()?
        .insert("status".to_owned(), answer.status.into());
    Some(said)
}

fn parse(body: &str) -> Result<Value, CallError> {
    if body.is_empty() {
        return Ok(json!({}));
    }
    serde_json::from_str(body).map_err(|_| {
        error(
            "UnparsableResponse",
            "The service’s answer is not JSON.".to_owned(),
            None,
        )
    })
}

pub(crate) fn error(code: &str, message: String, status_code: Option<u16>) -> CallError {
    CallError {
        code: code.to_owned(),
        message: Some(message),
        status_code,
        said: None,
    }
}

fn not_signed_in(status: SignInStatus) -> CallError {
    match status {
        SignInStatus::Denied => error("accessDenied", "The service denies access.".to_owned(), Some(403)),
        SignInStatus::Unknown
        | SignInStatus::SignedOut
        | SignInStatus::SignedOutByUser
        | SignInStatus::SigningIn
        | SignInStatus::SignedIn => error("signedOut", "Nobody is signed in.".to_owned(), Some(401)),
    }
}

fn error_of(failure: Failure) -> CallError {
    let text = |text: &str| text.to_owned();
    match failure {
        Failure::Unauthorized(_) => error(
            "signedOut",
            text("the service no longer knows who is signed in"),
            Some(401),
        ),
        Failure::Denied(_) => error("accessDenied", text("the service denies access"), Some(403)),
        Failure::Refused {
            error:
                ServiceError {
                    code,
                    message,
                    status,
                },
            ..
        } => CallError {
            code,
            message,
            status_code: Some(status),
            said: None,
        },
        Failure::NoAnswer(HttpFailure::Network) => {
            error("offline", text("the service cannot be reached"), None)
        }
        Failure::NoAnswer(HttpFailure::Timeout) => {
            error("timeout", text("the service does not answer"), None)
        }
        Failure::Malformed(reason) => error("UnparsableResponse", reason, None),
    }
}
