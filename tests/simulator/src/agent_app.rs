//! The AgentApp service: Voice ID and what belongs to it (PROTOCOL.md 3.3).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Map, Value, json};

use crate::clock;
use crate::cti;
use crate::instance::contact::Contact;
use crate::instance::{Exception, Refusal, directory};
use crate::rest;
use crate::simulator::Simulator;
use crate::voice_id::Call;

/// Targets of the service begin with this.
const PREFIX: &str = "AgentAppService.";
const PERMISSION: &str = "voiceId";

/// The operation that a request names, whether the service has it or not.
pub(crate) fn operation_name(headers: &HeaderMap) -> Option<&str> {
    let target = headers.get("x-amz-target")?.to_str().ok()?;
    target.starts_with(PREFIX).then_some(target)
}

/// The token in a bearer that is JSON: `{"<name of the cookie>":"<token>"}`.
pub(crate) fn token(headers: &HeaderMap) -> Option<String> {
    let bearer = headers.get(cti::BEARER)?.to_str().ok()?;
    let bearer: Map<String, Value> = serde_json::from_str(bearer).ok()?;
    bearer.values().next()?.as_str().map(str::to_owned)
}

pub(crate) async fn handle(
    State(simulator): State<Arc<Simulator>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    rest::respond(answer(&simulator, &headers, &body))
}

fn answer(simulator: &Simulator, headers: &HeaderMap, body: &Bytes) -> Result<Value, Refusal> {
    let operation = operation_name(headers)
        .and_then(|target| target.strip_prefix(PREFIX))
        .ok_or_else(|| {
            Refusal::new(
                Exception::UnknownOperation,
                "The header X-Amz-Target names no operation of AgentAppService.",
            )
        })?;
    let agent = token(headers)
        .and_then(|token| simulator.sessions().agent_of_token(&token, clock::now()))
        .ok_or_else(|| {
            Refusal::new(
                Exception::Unauthorized,
                "The header X-Amz-Bearer must hold a valid token as {\"<name of the cookie>\": \"<token>\"}.",
            )
        })?;
    let request = Request(rest::parse(body)?);
    match operation {
        "Acs.listIntegrationAssociations" => list_integration_associations(simulator, &request),
        "Lcms.getContact" => get_contact(simulator, &request),
        "Lcms.updateVoiceIdData" => update_voice_id_data(simulator, &request),
        other => {
            require_permission(simulator, &agent)?;
            voice_id(simulator, other, &request)
        }
    }
}

struct Request(Map<String, Value>);

impl Request {
    fn text(&self, member: &str) -> Result<&str, Refusal> {
        self.0
            .get(member)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
            .ok_or_else(|| {
                Refusal::new(
                    Exception::Validation,
                    format!("The request lacks the member {member}, a text."),
                )
            })
    }
}

fn require_permission(simulator: &Simulator, agent: &str) -> Result<(), Refusal> {
    let allowed = simulator.read(|instance| {
        instance
            .agent(agent)
            .is_some_and(|agent| agent.settings.permissions.contains(PERMISSION))
    });
    if allowed {
        Ok(())
    } else {
        Err(Refusal::new(
            Exception::AccessDenied,
            format!("{agent} may not use Voice ID."),
        ))
    }
}

fn list_integration_associations(simulator: &Simulator, request: &Request) -> Result<Value, Refusal> {
    let instance = request.text("InstanceId")?;
    let asked = request.text("IntegrationType")? == "VOICE_ID";
    let voice_id = simulator.voice_id();
    let associations: Vec<_> = voice_id
        .domain()
        .filter(|_| asked)
        .map(|domain| {
            json!({
                "IntegrationAssociationId": domain,
                "IntegrationAssociationArn":
                    format!("{}/integration-association/{domain}", directory::INSTANCE_ARN),
                "InstanceId": instance,
                "IntegrationType": "VOICE_ID",
                "IntegrationArn":
                    format!("arn:aws:voiceid:{}:{}:domain/{domain}", directory::REGION, directory::ACCOUNT),
            })
        })
        .into_iter()
        .collect();
    Ok(json!({ "IntegrationAssociationSummaryList": associations }))
}

fn get_contact(simulator: &Simulator, request: &Request) -> Result<Value, Refusal> {
    let id = request.text("contactId")?;
    let call = find_call(simulator, id)?;
    let customer = simulator.voice_id().speaker_of(&call);
    Ok(json!({
        "contactData": {
            "contactId": id,
            "initialContactId": call.id,
            "channel": "VOICE",
            "customerId": customer,
            "customerEndpoint": { "type": "TELEPHONE_NUMBER", "address": call.number },
        },
    }))
}

fn update_voice_id_data(simulator: &Simulator, request: &Request) -> Result<Value, Refusal> {
    let call = find_call(simulator, request.text("ContactId")?)?;
    simulator
        .voice_id()
        .set_speaker_of(&call, request.text("CustomerId")?);
    Ok(json!({}))
}

fn voice_id(simulator: &Simulator, operation: &str, request: &Request) -> Result<Value, Refusal> {
    let now = clock::now();
    if operation == "Nasa.startVoiceIdSession" {
        simulator.voice_id().require_domain(request.text("domainId")?)?;
        let call = find_call(simulator, request.text("contactId")?)?;
        return Ok(simulator.voice_id().start_session(&call, now));
    }
    let operation = operation
        .strip_prefix("VoiceId.")
        .ok_or_else(|| unknown(operation))?;
    simulator.voice_id().require_domain(request.text("DomainId")?)?;
    match operation {
        "describeSpeaker" | "optOutSpeaker" | "deleteSpeaker" => {
            let speaker = request.text("SpeakerId")?;
            let mut voice_id = simulator.voice_id();
            match operation {
                "describeSpeaker" => voice_id.describe_speaker(speaker, now),
                "optOutSpeaker" => Ok(voice_id.opt_out(speaker, now)),
                _ => voice_id.delete_speaker(speaker, now),
            }
        }
        "evaluateSession" | "describeSession" | "enrollBySession" | "updateSession" => {
            let call = find_session(simulator, request.text("SessionNameOrId")?)?;
            let mut voice_id = simulator.voice_id();
            match operation {
                "evaluateSession" => voice_id.evaluate_session(&call, now),
                "describeSession" => voice_id.describe_session(&call, now),
                "enrollBySession" => voice_id.enroll_by_session(&call, now),
                _ => voice_id.update_session(&call, request.text("SpeakerId")?, now),
            }
        }
        other => Err(unknown(other)),
    }
}

fn unknown(operation: &str) -> Refusal {
    Refusal::new(
        Exception::UnknownOperation,
        format!("There is no operation {operation}."),
    )
}

fn find_session(simulator: &Simulator, name_or_id: &str) -> Result<Call, Refusal> {
    let call = simulator
        .voice_id()
        .call_of_session(name_or_id)
        .map(str::to_owned);
    find_call(simulator, call.as_deref().unwrap_or(name_or_id))
}

/// The call that a contact, or the first contact of a conversation, is about.
pub(crate) fn find_call(simulator: &Simulator, id: &str) -> Result<Call, Refusal> {
    simulator.read(|instance| {
        let contacts: Vec<&Contact> = instance
            .agents()
            .flat_map(|agent| &agent.contacts)
            .filter(|contact| contact.channel.is_voice())
            .collect();
        let named = contacts
            .iter()
            .find(|contact| contact.id == id || contact.initial_contact_id.as_deref() == Some(id))
            .ok_or_else(|| {
                Refusal::new(
                    Exception::ResourceNotFound,
                    format!("There is no contact or session {id}."),
                )
            })?;
        let first = named.conversation();
        let of_call = || contacts.iter().filter(|contact| contact.conversation() == first);
        Ok(Call {
            id: first.to_owned(),
            begun: of_call()
                .map(|contact| contact.created)
                .min()
                .unwrap_or(named.created),
            over: !of_call().any(|contact| contact.state.is_live()),
            number: named
                .customer
                .as_ref()
                .and_then(|endpoint| endpoint.phone_number.clone()),
        })
    })
}
