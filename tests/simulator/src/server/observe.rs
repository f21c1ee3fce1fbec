//! What happens to every request: it is recorded, and faults hit it.

use std::future::pending;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use serde_json::{Map, Value};

use crate::agent_app;
use crate::clock;
use crate::cti;
use crate::faults::{Fault, FaultKind};
use crate::requests::{RecordedRequest, record};
use crate::sign_in;
use crate::simulator::Simulator;

/// Larger requests are refused.
const LARGEST_BODY: usize = 4 * 1024 * 1024;

/// Marks a response in whose place the connection is to be closed.
#[derive(Clone, Copy)]
pub(crate) struct CutConnection;

pub(super) async fn observe(
    State(simulator): State<Arc<Simulator>>,
    request: Request,
    next: Next,
) -> Response {
    if request.method() == Method::OPTIONS {
        // The browser asks whether it may ask.
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, "The request is too large.").into_response();
    };
    let record = recorded(&simulator, &parts, &body);
    let (operation, path) = (record.operation.clone(), record.path.clone());
    let number = simulator.requests().add(record);
    let fault = simulator.faults().hit(operation.as_deref(), &path, clock::now());
    let request = Request::from_parts(parts, Body::from(body));
    let response = match fault {
        None => next.run(request).await,
        Some((id, fault)) => faulty(&simulator, &id, &fault, request, next).await,
    };
    if response.extensions().get::<CutConnection>().is_none() {
        simulator.requests().answered(number, response.status().as_u16());
    }
    if simulator.verbose {
        let what = operation.as_deref().unwrap_or(&path);
        tracing::info!("{number} {what} {}", response.status().as_u16());
    }
    response
}

fn recorded(simulator: &Simulator, parts: &axum::http::request::Parts, body: &[u8]) -> RecordedRequest {
    let origin = parts
        .headers
        .get(header::ORIGIN)
        .and_then(|value| value.to_str().ok());
    RecordedRequest {
        operation: cti::operation_name(&parts.headers)
            .or_else(|| agent_app::operation_name(&parts.headers))
            .map(str::to_owned),
        parameters: parameters(parts.uri.query(), body),
        agent: sign_in::agent_of_request(simulator, &parts.headers),
        origin: origin.map(str::to_owned),
        ..record(clock::now(), parts.method.as_str(), parts.uri.path())
    }
}

/// The JSON body; else the query and the form together, without the password.
fn parameters(query: Option<&str>, body: &[u8]) -> Value {
    if let Ok(value) = serde_json::from_slice(body) {
        return value;
    }
    let form = std::str::from_utf8(body).unwrap_or_default();
    let pairs: Map<String, Value> = [query.unwrap_or_default(), form]
        .into_iter()
        .flat_map(|part| part.split('&'))
        .filter_map(|pair| pair.split_once('='))
        .filter(|(name, _)| *name != "password")
        .map(|(name, value)| (name.to_owned(), Value::from(value)))
        .collect();
    if pairs.is_empty() {
        Value::Null
    } else {
        Value::Object(pairs)
    }
}

async fn faulty(simulator: &Simulator, id: &str, fault: &Fault, request: Request, next: Next) -> Response {
    match fault.kind {
        FaultKind::Latency => {
            let late = tokio::time::sleep(fault.delay().unwrap_or_default());
            let response = if fault.performed {
                let response = next.run(request).await;
                late.await;
                response
            } else {
                late.await;
                next.run(request).await
            };
            return with_headers(fault, response);
        }
        FaultKind::Truncated => return truncated(next.run(request).await).await,
        FaultKind::Status
        | FaultKind::Malformed
        | FaultKind::Enormous
        | FaultKind::Cut
        | FaultKind::Silence => {}
    }
    if fault.performed {
        next.run(request).await;
    }
    match fault.kind {
        FaultKind::Status => {
            let status = fault.status.unwrap_or(500);
            let code = fault.code.as_deref().unwrap_or_else(|| default_code(status));
            let message = fault
                .message
                .as_deref()
                .unwrap_or("A fault that a test asked for.");
            with_headers(fault, cti::error(status, code, message))
        }
        FaultKind::Malformed => {
            let headers = [(header::CONTENT_TYPE, cti::CONTENT_TYPE)];
            with_headers(
                fault,
                (headers, "{\"snapshot\": <html>this is no JSON").into_response(),
            )
        }
        FaultKind::Enormous => {
            let headers = [(header::CONTENT_TYPE, cti::CONTENT_TYPE)];
            with_headers(fault, (headers, " ".repeat(ENORMOUS)).into_response())
        }
        FaultKind::Silence => {
            be_silent(simulator, id, fault.delay()).await;
            cut()
        }
        _ => cut(),
    }
}

/// In bytes.
const ENORMOUS: usize = 20 * 1024 * 1024;

const fn default_code(status: u16) -> &'static str {
    match status {
        401 => "UnauthorizedException",
        403 => "AccessDeniedException",
        429 => "ThrottlingException",
        500..=599 => "InternalServiceException",
        _ => "InvalidStateException",
    }
}

fn cut() -> Response {
    let mut response = StatusCode::OK.into_response();
    response.extensions_mut().insert(CutConnection);
    response
}

fn with_headers(fault: &Fault, mut response: Response) -> Response {
    for (name, value) in &fault.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Waits until the time is over or the fault is taken back.
async fn be_silent(simulator: &Simulator, id: &str, limit: Option<Duration>) {
    let mut changes = simulator.changes();
    let taken_back = async {
        while simulator.faults().contains(id) {
            if changes.changed().await.is_err() {
                break;
            }
        }
    };
    let over = async {
        match limit {
            Some(limit) => tokio::time::sleep(limit).await,
            None => pending().await,
        }
    };
    tokio::select! {
        () = taken_back => {}
        () = over => {}
    }
}

/// The answer with its full length announced, but only its first half sent.
async fn truncated(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let half = Bytes::copy_from_slice(&body[..body.len() / 2]);
    parts
        .headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    let end = stream::once(async {
        // Time for the first half to leave, without which the client would see a cut connection.
        tokio::time::sleep(Duration::from_millis(50)).await;
        Err(io::Error::other("truncated on purpose"))
    });
    Response::from_parts(parts, Body::from_stream(stream::iter([Ok(half)]).chain(end)))
}
