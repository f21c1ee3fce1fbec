//! Requests to the CTI service and what their answers mean, for all parts of a session that make them.

use headwater_protocol::{
    Millis,
    agent_app::AgentApp,
    cti::{self, Operation, ServiceError},
    instance::Instance,
    message::Message,
    outgoing::Outgoing,
    sign_in::Token,
};
use serde_json::Value;

use crate::{
    effect::HttpRequest,
    input::{EffectId, HttpAnswer, HttpFailure},
    outbox::Context,
};

/// Where and as whom to ask.
#[derive(Clone, Copy)]
pub(crate) struct Service<'a> {
    pub(crate) instance: &'a Instance,
    pub(crate) token: &'a Token,
    /// Absent where nobody knows where the instance has it.
    pub(crate) agent_app: Option<&'a AgentApp>,
}

impl<'a> Service<'a> {
    pub(crate) fn new(instance: &'a Instance, token: &'a Token, agent_app: Option<&'a AgentApp>) -> Self {
        Self {
            instance,
            token,
            agent_app,
        }
    }

    /// Sends a request whose parameters are known to be good.
    pub(crate) fn request(
        self,
        context: &mut Context<'_>,
        operation: &Operation,
        parameters: &Value,
        timeout: Millis,
    ) -> EffectId {
        context.http(HttpRequest {
            method: "POST",
            url: self.instance.service(),
            headers: cti::headers(operation, &self.token.text),
            body: Some(cti::body(operation, parameters, &self.token.text)),
            timeout,
        })
    }
}

/// Sends a request to a service beside CTI.
pub(crate) fn send(context: &mut Context<'_>, outgoing: Outgoing, timeout: Millis) -> EffectId {
    let Outgoing {
        method,
        url,
        headers,
        body,
    } = outgoing;
    context.http(HttpRequest {
        method,
        url,
        headers,
        body,
        timeout,
    })
}

/// Why the service did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It does not know the token.
    Unauthorized(ServiceError),
    /// It knows the user and refuses.
    Denied(ServiceError),
    /// It says no for another reason.
    Refused {
        error: ServiceError,
        /// How long it asks to wait.
        retry_after: Option<Millis>,
    },
    /// There was no answer.
    NoAnswer(HttpFailure),
    /// The answer makes no sense.
    Malformed(String),
}

impl Failure {
    /// For the agent.
    pub(crate) fn message(&self) -> Message {
        Message::new(match self {
            Failure::Unauthorized(_) => "workerServiceForgot",
            Failure::Denied(_) => "workerServiceDenies",
            Failure::Refused { error, .. } if error.status == 429 => "workerServiceSlowDown",
            Failure::Refused { error, .. } if error.status >= 500 => {
                return Message::with("workerServiceProblem", error.status.to_string());
            }
            Failure::Refused { error, .. } => {
                let text = match error.message.as_deref() {
                    Some(message) if !message.is_empty() => format!("{message} ({})", error.code),
                    _ => error.code.clone(),
                };
                return Message::with("workerServiceRefuses", text);
            }
            Failure::NoAnswer(HttpFailure::Network) => "workerServiceUnreachable",
            Failure::NoAnswer(HttpFailure::Timeout) => "workerServiceSilent",
            Failure::Malformed(_) => "workerServiceUnreadable",
        })
    }

    /// In words, for the log.
    pub(crate) fn details(&self) -> String {
        match self {
            Failure::Malformed(reason) => format!("{}: {reason}", self.message()),
            Failure::Unauthorized(_)
            | Failure::Denied(_)
            | Failure::Refused { .. }
            | Failure::NoAnswer(_) => self.message().to_string(),
        }
    }

    pub(crate) fn retry_after(&self) -> Option<Millis> {
        match self {
            Failure::Refused { retry_after, .. } => *retry_after,
            Failure::Unauthorized(_) | Failure::Denied(_) | Failure::NoAnswer(_) | Failure::Malformed(_) => {
                None
            }
        }
    }
}

/// The body of a good answer, or why there is none.
pub(crate) fn read(answer: Result<HttpAnswer, HttpFailure>) -> Result<String, Failure> {
    let answer = answer.map_err(Failure::NoAnswer)?;
    if answer.status < 300 {
        return Ok(answer.body);
    }
    let error = cti::read_error(answer.status, answer.header("x-amzn-errortype"), &answer.body);
    Err(if error.is_unauthorized() {
        Failure::Unauthorized(error)
    } else if error.is_access_denied() {
        Failure::Denied(error)
    } else {
        Failure::Refused {
            retry_after: answer.retry_after(),
            error,
        }
    })
}
