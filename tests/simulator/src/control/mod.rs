//! The control API below `/_sim/`: makes things happen, and fail. README.md documents it.

mod agents;
mod chat;
mod contacts;
mod faults;
mod logs;
mod requests;
mod sockets;
mod tasks;
mod voice_id;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::clock;
use crate::instance::Refusal;
use crate::instance::contact::ContactKey;
use crate::simulator::{Simulator, host_name};

pub(crate) fn router() -> Router<Arc<Simulator>> {
    Router::new()
        .route("/info", get(info))
        .route("/agents", get(agents::list))
        .route("/agents/{name}/state", post(agents::set_state))
        .route("/agents/{name}/expire", post(agents::expire))
        .route("/agents/{name}/settings", post(agents::change_settings))
        .route("/contacts", post(contacts::create))
        .route("/contacts/{id}", delete(contacts::vanish))
        .route("/contacts/{id}/customer", post(contacts::customer_acts))
        .route("/contacts/{id}/move", post(contacts::force_state))
        .route("/contacts/{id}/attributes", post(contacts::set_attributes))
        .route("/contacts/{id}/chat", get(chat::show).post(chat::customer_acts))
        .route("/contacts/{id}/task", post(tasks::happen))
        .route("/contacts/{id}/voice-id", post(voice_id::change_call))
        .route("/voice-id", post(voice_id::change_domain))
        .route("/contacts/{id}/references", post(contacts::set_references))
        .route("/logs", get(logs::list).delete(logs::clear))
        .route("/requests", get(requests::list).delete(requests::clear))
        .route(
            "/faults",
            get(faults::list).post(faults::add).delete(faults::clear),
        )
        .route("/faults/{id}", get(faults::show).delete(faults::remove))
        .route("/sockets", get(sockets::list).post(sockets::act))
        .route("/transport", post(sockets::set_transport))
        .route("/reset", post(reset))
        .fallback(async || Failure::new(StatusCode::NOT_FOUND, "The control API has no such path."))
        .method_not_allowed_fallback(async || {
            Failure::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "The control API has this path, but not for this method.",
            )
        })
        .layer(map_response(say_when))
}

/// Says when something was done, finer than what the service says: for those who measure.
async fn say_when(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert("x-done-at", clock::microseconds().into());
    response
}

type Answer = Result<Json<Value>, Failure>;

fn done() -> Answer {
    Ok(Json(json!({})))
}

/// What could not be done: a status and a sentence, sent as `{error}`.
struct Failure {
    status: StatusCode,
    sentence: String,
}

impl Failure {
    fn new(status: StatusCode, sentence: impl Into<String>) -> Self {
        Self {
            status,
            sentence: sentence.into(),
        }
    }

    fn not_found(sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, sentence)
    }

    fn bad_request(sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, sentence)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "error": self.sentence }))).into_response()
    }
}

/// The state of the instance does not allow it.
impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::new(StatusCode::CONFLICT, refusal.message)
    }
}

/// A JSON body whose every member is known; otherwise a sentence that names the member.
struct Body<T>(T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|error| Failure::bad_request(format!("The body cannot be read: {error}.")))?;
        parse(&bytes).map(Body)
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        let reason = error.into_inner();
        let place = if path == "." {
            "The body".to_owned()
        } else {
            format!("The member {path}")
        };
        Failure::bad_request(format!("{place} is not right: {reason}."))
    })
}

/// The agent and the contact of a contact's identifier.
fn find_contact(simulator: &Simulator, id: &str) -> Result<ContactKey, Failure> {
    simulator
        .read(|instance| instance.find_contact(id))
        .ok_or_else(|| Failure::not_found(format!("No agent has a contact {id}.")))
}

fn require_agent(simulator: &Simulator, name: &str) -> Result<(), Failure> {
    let known = simulator.read(|instance| instance.agent(name).is_some());
    if known {
        Ok(())
    } else {
        Err(Failure::not_found(format!(
            "No agent named {name} has signed in yet."
        )))
    }
}

async fn info(State(simulator): State<Arc<Simulator>>, headers: HeaderMap) -> Json<Value> {
    let name = host_name(&headers);
    Json(json!({
        "instance": simulator.addresses.instance(name),
        "pages": simulator.addresses.pages(name),
        "identityProvider": simulator.addresses.identity_provider(name),
    }))
}

async fn reset(State(simulator): State<Arc<Simulator>>) -> Answer {
    simulator.reset();
    done()
}
