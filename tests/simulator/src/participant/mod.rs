//! The participant service for chats: REST with JSON (PROTOCOL.md 4.6). The real one has an origin of its own;
//! here it is at that of the instance, for every page to ask.

mod attachments;
mod tokens;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post, put};
use serde::Deserialize;
use serde_json::{Value, json};
use tower_http::cors::CorsLayer;

use crate::clock;
use crate::cti;
use crate::instance::chat::{ChatEvent, ChatMessage, Participant, Said, TranscriptQuery};
use crate::instance::contact::ContactKey;
use crate::instance::{Exception, Refusal, directory};
use crate::rest;
use crate::simulator::{Simulator, host};
pub(crate) use tokens::{ConnectionTokens, participant_token};

/// How long a connection token is good.
pub(crate) const TOKEN_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// The one view that the service can describe.
const VIEW_TOKEN: &str = "simulated-view";

pub(crate) fn router() -> Router<Arc<Simulator>> {
    let operations = Router::new()
        .route("/connection", post(connect))
        .route("/message", post(send_message))
        .route("/event", post(send_event))
        .route("/transcript", post(transcript))
        .route("/disconnect", post(disconnect))
        .route("/start-attachment-upload", post(attachments::start))
        .route("/complete-attachment-upload", post(attachments::complete))
        .route("/attachment", post(attachments::address))
        .route(
            "/attachments/{id}/{signature}",
            put(attachments::upload).get(attachments::download),
        )
        .route("/authentication-url", post(authentication_url))
        .route("/cancel-authentication", post(cancel_authentication))
        .route("/views/{token}", get(describe_view))
        // The server has a limit of its own for all requests.
        .layer(DefaultBodyLimit::disable())
        .layer(CorsLayer::permissive());
    Router::new().nest("/participant", operations)
}

/// Who comes with the token in the header.
fn participant(simulator: &Simulator, headers: &HeaderMap) -> Result<ContactKey, Refusal> {
    let token = headers.get(cti::BEARER).and_then(|value| value.to_str().ok());
    let now = clock::now();
    token
        .and_then(|token| simulator.read(|instance| simulator.connection_tokens().find(instance, token, now)))
        .ok_or_else(|| {
            Refusal::new(
                Exception::AccessDenied,
                "The header X-Amz-Bearer must hold the token of a participant.",
            )
        })
}

/// The participant and the body of a request.
fn read<T: serde::de::DeserializeOwned>(
    simulator: &Simulator,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<(Participant, T), Refusal> {
    let key = participant(simulator, headers)?;
    Ok((Participant::Agent(key), rest::parse(body)?))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct NewConnection {
    #[serde(default)]
    r#type: Option<Vec<ConnectionType>>,
    #[serde(default)]
    connect_participant: Option<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum ConnectionType {
    Websocket,
    ConnectionCredentials,
}

/// `CreateParticipantConnection`: a WebSocket, a connection token, or only the word that the participant is there.
async fn connect(State(simulator): State<Arc<Simulator>>, headers: HeaderMap, body: Bytes) -> Response {
    rest::respond(connected(&simulator, &headers, &body))
}

fn connected(simulator: &Simulator, headers: &HeaderMap, body: &Bytes) -> Result<Value, Refusal> {
    let key = participant(simulator, headers)?;
    let asked: NewConnection = rest::parse(body)?;
    let types = asked.r#type.unwrap_or_default();
    let acknowledges = asked.connect_participant.unwrap_or(false);
    if types.is_empty() && !acknowledges {
        return Err(Refusal::new(
            Exception::Validation,
            "Type must name what to connect, unless ConnectParticipant is true.",
        ));
    }
    let participant = Participant::Agent(key.clone());
    simulator.read(|instance| instance.require_contact(&key.agent, &key.contact))?;
    if acknowledges {
        simulator.command(|instance, _| instance.acknowledge(&participant))?;
    }
    let mut answer = json!({});
    if types.contains(&ConnectionType::Websocket) {
        let (url, expires) = cti::web_socket_url(simulator, host(headers), &key.agent);
        answer["Websocket"] = json!({ "Url": url, "ConnectionExpiry": expires.to_iso() });
    }
    if types.contains(&ConnectionType::ConnectionCredentials) {
        let expires = clock::now() + TOKEN_LIFETIME;
        let token = simulator.connection_tokens().issue(&key, expires);
        answer["ConnectionCredentials"] = json!({ "ConnectionToken": token, "Expiry": expires.to_iso() });
    }
    Ok(answer)
}

fn said(said: &Said) -> Value {
    json!({ "Id": said.id, "AbsoluteTime": said.at.to_iso() })
}

async fn send_message(State(simulator): State<Arc<Simulator>>, headers: HeaderMap, body: Bytes) -> Response {
    rest::respond(
        read(&simulator, &headers, &body).and_then(|(participant, message): (_, ChatMessage)| {
            simulator
                .command(|instance, now| instance.send_chat_message(&participant, &message, now))
                .map(|it| said(&it))
        }),
    )
}

async fn send_event(State(simulator): State<Arc<Simulator>>, headers: HeaderMap, body: Bytes) -> Response {
    rest::respond(
        read(&simulator, &headers, &body).and_then(|(participant, event): (_, ChatEvent)| {
            simulator
                .command(|instance, now| instance.send_chat_event(&participant, &event, now))
                .map(|it| said(&it))
        }),
    )
}

async fn transcript(State(simulator): State<Arc<Simulator>>, headers: HeaderMap, body: Bytes) -> Response {
    rest::respond(
        read(&simulator, &headers, &body).and_then(|(participant, query): (_, TranscriptQuery)| {
            simulator.read(|instance| instance.transcript(&participant, &query))
        }),
    )
}

async fn disconnect(State(simulator): State<Arc<Simulator>>, headers: HeaderMap) -> Response {
    rest::respond(participant(&simulator, &headers).and_then(|key| {
        simulator.command(|instance, now| instance.leave_chat(&key, now))?;
        Ok(json!({}))
    }))
}

async fn authentication_url(State(simulator): State<Arc<Simulator>>, headers: HeaderMap) -> Response {
    rest::respond(participant(&simulator, &headers).map(|_| {
        let origin = format!("{}://{}", simulator.addresses.scheme, host(&headers));
        json!({ "AuthenticationUrl": format!("{origin}/login") })
    }))
}

async fn cancel_authentication(State(simulator): State<Arc<Simulator>>, headers: HeaderMap) -> Response {
    rest::respond(participant(&simulator, &headers).map(|key| {
        simulator.command(|instance, now| {
            instance.chat_event(&Participant::Agent(key), "authentication.cancelled", now);
        });
        json!({})
    }))
}

async fn describe_view(
    State(simulator): State<Arc<Simulator>>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Response {
    rest::respond(participant(&simulator, &headers).and_then(|_| {
        if token != VIEW_TOKEN {
            return Err(Refusal::new(
                Exception::ResourceNotFound,
                format!("There is no view {token}; the simulator has {VIEW_TOKEN}."),
            ));
        }
        Ok(json!({
            "View": {
                "Id": VIEW_TOKEN,
                "Arn": format!("{}/view/{VIEW_TOKEN}", directory::INSTANCE_ARN),
                "Name": "Confirmation",
                "Version": 1,
                "Content": {
                    "Actions": ["Confirm"],
                    "InputSchema": json!({ "type": "object", "properties": {} }).to_string(),
                    "Template": json!({ "Head": { "Configuration": {} }, "Body": [] }).to_string(),
                },
            },
        }))
    }))
}
