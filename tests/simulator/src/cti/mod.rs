//! The CTI service: AWS JSON 1.0 over POST (PROTOCOL.md 1).

mod configuration;
mod contacts;
mod encoding;
mod model;
mod pagination;
mod reports;
mod request;
mod snapshot;
mod transport;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::clock;
use crate::instance::{Exception, Refusal};
use crate::simulator::{Simulator, host};
use model::Operation;
pub(crate) use pagination::page;
use request::Request;
pub(crate) use transport::web_socket_url;

pub(crate) const CONTENT_TYPE: &str = "application/x-amz-json-1.0";
pub(crate) const BEARER: &str = "x-amz-bearer";
const TARGET_PREFIX: &str = "AmazonConnectCTIService.";

/// The operation that a request names, whether the service has it or not.
pub(crate) fn operation_name(headers: &HeaderMap) -> Option<&str> {
    headers
        .get("x-amz-target")?
        .to_str()
        .ok()?
        .strip_prefix(TARGET_PREFIX)
}

pub(crate) async fn handle(
    State(simulator): State<Arc<Simulator>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    match answer(&simulator, &headers, &body).await {
        Ok(value) => respond(StatusCode::OK, &value),
        Err(refusal) => error(
            refusal.exception.status(),
            refusal.exception.name(),
            &refusal.message,
        ),
    }
}

/// An error as the service writes it (PROTOCOL.md 1.5).
pub(crate) fn error(status: u16, code: &str, message: &str) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    respond(status, &json!({ "__type": code, "message": message }))
}

fn respond(status: StatusCode, body: &Value) -> Response {
    let headers = [
        (header::CONTENT_TYPE, CONTENT_TYPE.to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (
            header::HeaderName::from_static("x-amzn-requestid"),
            uuid::Uuid::new_v4().to_string(),
        ),
    ];
    (status, headers, body.to_string()).into_response()
}

async fn answer(simulator: &Arc<Simulator>, headers: &HeaderMap, body: &[u8]) -> Result<Value, Refusal> {
    let operation = known_operation(headers)?;
    let agent = authenticate(simulator, headers)?;
    let request = Request::parse(agent, host(headers), body)?;
    operation.check(request.body())?;
    if operation.authentication {
        check_authentication(simulator, &request)?;
    }
    match operation.name {
        "GetAgentSnapshot" => snapshot::get_agent_snapshot(simulator, &request).await,
        "CreateTransport" => transport::create_transport(simulator, &request),
        "GetNewAuthToken" => transport::get_new_auth_token(simulator, &request),
        name => configuration::answer(simulator, name, &request)
            .or_else(|| reports::answer(simulator, name, &request))
            .unwrap_or_else(|| contacts::answer(simulator, name, &request)),
    }
}

fn known_operation(headers: &HeaderMap) -> Result<&'static Operation, Refusal> {
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if content_type.split(';').next().map(str::trim) != Some(CONTENT_TYPE) {
        return Err(Refusal::new(
            Exception::Serialization,
            format!("The content type must be {CONTENT_TYPE}, not {content_type:?}."),
        ));
    }
    let name = operation_name(headers).ok_or_else(|| {
        Refusal::new(
            Exception::UnknownOperation,
            "The header X-Amz-Target names no operation of AmazonConnectCTIService.",
        )
    })?;
    model::find(name).ok_or_else(|| {
        Refusal::new(
            Exception::UnknownOperation,
            format!("There is no operation {name}."),
        )
    })
}

/// Whose token came in the header.
fn authenticate(simulator: &Simulator, headers: &HeaderMap) -> Result<String, Refusal> {
    let token = headers
        .get(BEARER)
        .and_then(|value| value.to_str().ok())
        .ok_or_else(|| Refusal::new(Exception::Unauthorized, "The header X-Amz-Bearer is missing."))?;
    agent_of(simulator, token)
}

fn agent_of(simulator: &Simulator, token: &str) -> Result<String, Refusal> {
    simulator
        .sessions()
        .agent_of_token(token, clock::now())
        .ok_or_else(|| Refusal::new(Exception::Unauthorized, "The token is not valid or has expired."))
}

/// The copy of the token in the body must be the same agent's.
fn check_authentication(simulator: &Simulator, request: &Request) -> Result<(), Refusal> {
    let token = request.text_at("/authentication/authToken").unwrap_or_default();
    if agent_of(simulator, token)? != request.agent {
        return Err(Refusal::new(
            Exception::Unauthorized,
            "The two tokens of the request are not the same agent's.",
        ));
    }
    simulator.read(|instance| {
        instance.require_agent_arn(&request.agent, request.text_at("/authentication/agentARN"))
    })
}
