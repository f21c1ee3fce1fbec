//! Task templates, as the control panel of the instance asks for them (PROTOCOL.md 3.4).

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post, put};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::cti;
use crate::instance::{Exception, Refusal, directory, templates};
use crate::rest;
use crate::sign_in;
use crate::simulator::Simulator;

const CSRF_HEADER: &str = "x-csrf-token";
const LARGEST_PAGE: i64 = 100;

pub(crate) fn router() -> Router<Arc<Simulator>> {
    let service = Router::new()
        .route("/proxy/instance/{instance}/task/template", get(list))
        .route("/proxy/instance/{instance}/task/template/{id}", get(show))
        .route("/createTemplatedTask", put(create))
        .route("/updateContact", post(update));
    Router::new().nest("/task-templates/api/ccp", service)
}

/// The agent whose cookies came along, with the header that a page of another origin cannot send.
fn agent(simulator: &Simulator, headers: &HeaderMap) -> Result<String, Refusal> {
    if headers.get(CSRF_HEADER).is_none() {
        return Err(Refusal::new(
            Exception::AccessDenied,
            format!("The header {CSRF_HEADER} is missing."),
        ));
    }
    sign_in::agent_of_cookies(simulator, headers)
        .ok_or_else(|| Refusal::new(Exception::Unauthorized, "Nobody is signed in."))
}

fn require_instance(id: &str) -> Result<(), Refusal> {
    if id == directory::instance_identifier() {
        Ok(())
    } else {
        Err(Refusal::new(
            Exception::AccessDenied,
            format!("{id} is not this instance."),
        ))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Selection {
    status: Option<String>,
    name: Option<String>,
    max_results: Option<i64>,
    next_token: Option<String>,
}

async fn list(
    State(simulator): State<Arc<Simulator>>,
    Path(instance): Path<String>,
    selection: Result<Query<Selection>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    rest::respond(agent(&simulator, &headers).and_then(|_| {
        require_instance(&instance)?;
        let Query(selection) =
            selection.map_err(|error| Refusal::new(Exception::Validation, error.body_text()))?;
        listed(&selection)
    }))
}

fn listed(selection: &Selection) -> Result<Value, Refusal> {
    let active = match selection
        .status
        .as_deref()
        .map(str::to_ascii_lowercase)
        .as_deref()
    {
        None | Some("") => None,
        Some("active") => Some(true),
        Some("inactive") => Some(false),
        Some(other) => {
            return Err(Refusal::new(
                Exception::Validation,
                format!("status is {other}; it must be active or inactive."),
            ));
        }
    };
    if selection.max_results.is_some_and(|size| size > LARGEST_PAGE) {
        return Err(Refusal::new(
            Exception::Validation,
            format!("maxResults must not be more than {LARGEST_PAGE}."),
        ));
    }
    let templates: Vec<_> = templates::all()
        .iter()
        .filter(|template| active.is_none_or(|active| template.is_active() == active))
        .filter(|template| selection.name.as_ref().is_none_or(|name| template.name() == name))
        .map(templates::TaskTemplate::summary)
        .collect();
    let (templates, next) = cti::page(&templates, selection.max_results, selection.next_token.as_deref())?;
    Ok(json!({ "TaskTemplates": templates, "NextToken": next }))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Version {
    snapshot_version: Option<u32>,
}

async fn show(
    State(simulator): State<Arc<Simulator>>,
    Path((instance, id)): Path<(String, String)>,
    version: Result<Query<Version>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    rest::respond(agent(&simulator, &headers).and_then(|_| {
        require_instance(&instance)?;
        let Query(version) =
            version.map_err(|error| Refusal::new(Exception::Validation, error.body_text()))?;
        let template = templates::find(&id)?;
        match version.snapshot_version {
            Some(version) if version != template.version => Err(Refusal::new(
                Exception::ResourceNotFound,
                format!("The task template has no version {version}."),
            )),
            _ => Ok(template.details()),
        }
    }))
}

async fn create(State(simulator): State<Arc<Simulator>>, headers: HeaderMap, body: Bytes) -> Response {
    rest::respond(agent(&simulator, &headers).and_then(|agent| {
        let task = rest::parse(&body)?;
        let id = simulator.command(|instance, now| instance.create_templated_task(&agent, task, now))?;
        Ok(json!({ "contactId": id }))
    }))
}

async fn update(State(simulator): State<Arc<Simulator>>, headers: HeaderMap, body: Bytes) -> Response {
    rest::respond(agent(&simulator, &headers).and_then(|agent| {
        let update = rest::parse(&body)?;
        simulator.command(|instance, now| instance.update_task(&agent, update, now))?;
        Ok(json!({}))
    }))
}
