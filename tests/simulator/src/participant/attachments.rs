//! Files in a chat. The addresses of the files are at the same service, where the real one has S3.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::read;
use crate::clock;
use crate::instance::Refusal;
use crate::instance::chat::NewAttachment;
use crate::rest;
use crate::simulator::{Simulator, host};

/// How long the address of a file is said to be good.
const ADDRESS_LIFETIME: Duration = Duration::from_secs(15 * 60);

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Completed {
    attachment_ids: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Wanted {
    attachment_id: String,
}

fn url(simulator: &Simulator, headers: &HeaderMap, id: &str, signature: &str) -> String {
    format!(
        "{}://{}/participant/attachments/{id}/{signature}",
        simulator.addresses.scheme,
        host(headers)
    )
}

fn expiry() -> String {
    (clock::now() + ADDRESS_LIFETIME).to_iso()
}

pub(super) async fn start(
    State(simulator): State<Arc<Simulator>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    rest::respond(started(&simulator, &headers, &body))
}

fn started(simulator: &Simulator, headers: &HeaderMap, body: &Bytes) -> Result<Value, Refusal> {
    let (participant, new): (_, NewAttachment) = read(simulator, headers, body)?;
    let kind = new.content_type.clone();
    let (id, signature) = simulator.command(|instance, _| instance.start_upload(&participant, new))?;
    Ok(json!({
        "AttachmentId": id,
        "UploadMetadata": {
            "Url": url(simulator, headers, &id, &signature),
            "UrlExpiry": expiry(),
            "HeadersToInclude": { "Content-Type": kind },
        },
    }))
}

pub(super) async fn complete(
    State(simulator): State<Arc<Simulator>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    rest::respond(
        read(&simulator, &headers, &body).and_then(|(participant, completed): (_, Completed)| {
            simulator.command(|instance, now| {
                instance.complete_uploads(&participant, &completed.attachment_ids, now)
            })?;
            Ok(json!({}))
        }),
    )
}

pub(super) async fn address(
    State(simulator): State<Arc<Simulator>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    rest::respond(
        read(&simulator, &headers, &body).and_then(|(participant, wanted): (_, Wanted)| {
            let id = wanted.attachment_id;
            let (size, signature) = simulator.read(|instance| instance.attachment(&participant, &id))?;
            Ok(json!({
                "Url": url(&simulator, &headers, &id, &signature),
                "UrlExpiry": expiry(),
                "AttachmentSizeInBytes": size,
            }))
        }),
    )
}

pub(super) async fn upload(
    State(simulator): State<Arc<Simulator>>,
    Path((id, signature)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    let stored = simulator.command(|instance, _| instance.upload(&id, &signature, &body));
    rest::respond(stored.map(|()| json!({})))
}

pub(super) async fn download(
    State(simulator): State<Arc<Simulator>>,
    Path((id, signature)): Path<(String, String)>,
) -> Response {
    match simulator.command(|instance, _| instance.download(&id, &signature)) {
        Ok((kind, content)) => ([(header::CONTENT_TYPE, kind)], content).into_response(),
        Err(refusal) => rest::respond(Err(refusal)),
    }
}
