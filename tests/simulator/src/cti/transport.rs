//! Transports: where the client finds its WebSocket, chat tokens, relays, other regions and meetings.

use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use super::request::Request;
use crate::clock;
use crate::instance::contact::{Channel, ContactKey};
use crate::instance::time::Timestamp;
use crate::instance::{Exception, Refusal, directory};
use crate::participant::TOKEN_LIFETIME;
use crate::simulator::Simulator;

/// How long the token of a transport can be used to connect.
const CONNECT_WITHIN: Duration = Duration::from_secs(100);

pub(super) fn create_transport(simulator: &Simulator, request: &Request) -> Result<Value, Refusal> {
    let (member, transport) = match request.text("transportType").unwrap_or_default() {
        "web_socket" => ("webSocketTransport", web_socket(simulator, request)),
        "chat_token" => ("chatTokenTransport", chat_token(simulator, request)?),
        "softphone" => ("softphoneTransport", softphone(request)?),
        "agent_discovery" => ("agentDiscoveryTransport", agent_discovery(simulator, request)),
        "web_rtc" => ("webRTCTransport", web_rtc(simulator, request)?),
        other => {
            return Err(Refusal::new(
                Exception::Validation,
                format!("There is no transport of the type {other:?}."),
            ));
        }
    };
    let mut answer = json!({
        "webSocketTransport": null,
        "chatTokenTransport": null,
        "softphoneTransport": null,
        "agentDiscoveryTransport": null,
        "webRTCTransport": null,
    });
    answer[member] = transport;
    Ok(answer)
}

fn web_socket(simulator: &Simulator, request: &Request) -> Value {
    let (url, expires) = web_socket_url(simulator, &request.host, &request.agent);
    json!({
        "url": url,
        "transportLifeTimeInSeconds": simulator.transport_seconds(),
        "expiry": expires.to_iso(),
    })
}

/// The address at which the agent can connect a WebSocket, and until when.
pub(crate) fn web_socket_url(simulator: &Simulator, host: &str, agent: &str) -> (String, Timestamp) {
    let expires = clock::now() + CONNECT_WITHIN;
    let token = simulator.sockets().issue_token(agent, expires);
    let scheme = if simulator.addresses.is_secure() {
        "wss"
    } else {
        "ws"
    };
    (format!("{scheme}://{host}/socket?token={token}"), expires)
}

fn chat_token(simulator: &Simulator, request: &Request) -> Result<Value, Refusal> {
    let contact_id = required(request, "contactId")?;
    let participant_id = required(request, "participantId")?;
    let theirs = simulator.read(|instance| {
        instance
            .agent(&request.agent)
            .and_then(|agent| agent.contact(contact_id))
            .is_some_and(|contact| {
                contact.channel == Channel::Chat
                    && contact
                        .agent_connection()
                        .is_some_and(|own| own.id == participant_id)
            })
    });
    if !theirs {
        return Err(Refusal::new(
            Exception::AccessDenied,
            format!(
                "Participant {participant_id} of contact {contact_id} is not {} in a chat.",
                request.agent
            ),
        ));
    }
    let participant = ContactKey {
        agent: request.agent.clone(),
        contact: contact_id.to_owned(),
    };
    let expires = clock::now() + TOKEN_LIFETIME;
    let token = simulator.connection_tokens().issue(&participant, expires);
    Ok(json!({ "participantToken": token, "expiry": expires.to_iso() }))
}

fn softphone(request: &Request) -> Result<Value, Refusal> {
    let client = required(request, "softphoneClientId")?;
    Ok(json!({
        "softphoneMediaConnections": [{
            "username": client,
            "credential": Uuid::new_v4().simple().to_string(),
            "urls": ["turn:127.0.0.1:3478?transport=udp"],
        }],
    }))
}

fn agent_discovery(simulator: &Simulator, request: &Request) -> Value {
    json!({
        "presignedUrl": format!(
            "{}://{}/agent-discovery?signature={}",
            simulator.addresses.scheme,
            request.host,
            Uuid::new_v4().simple()
        ),
    })
}

fn web_rtc(simulator: &Simulator, request: &Request) -> Result<Value, Refusal> {
    let contact_id = required(request, "contactId")?;
    simulator.read(|instance| instance.require_contact(&request.agent, contact_id))?;
    let meeting = Uuid::new_v4();
    Ok(json!({
        "meeting": {
            "meetingId": meeting,
            "mediaRegion": directory::REGION,
            "mediaPlacement": {
                "audioHostUrl": format!("{meeting}.localhost:3478"),
                "audioFallbackUrl": format!("wss://{}/media/{meeting}", request.host),
                "signalingUrl": format!("wss://{}/control/{meeting}", request.host),
                "turnControlUrl": format!("https://{}/turn", request.host),
                "eventIngestionUrl": format!("https://{}/events", request.host),
            },
            "meetingFeatures": { "audio": { "echoReduction": "AVAILABLE" } },
        },
        "attendee": { "attendeeId": Uuid::new_v4(), "joinToken": Uuid::new_v4().simple().to_string() },
    }))
}

fn required<'a>(request: &'a Request, member: &str) -> Result<&'a str, Refusal> {
    request.text(member).ok_or_else(|| {
        Refusal::new(
            Exception::Validation,
            format!("This type of transport needs the member {member}."),
        )
    })
}

/// A new access token for a refresh token (`GetNewAuthToken`).
pub(super) fn get_new_auth_token(simulator: &Simulator, request: &Request) -> Result<Value, Refusal> {
    let grant = simulator
        .sessions()
        .authorize(request.text("refreshToken"), None, clock::now())
        .filter(|grant| grant.agent == request.agent)
        .ok_or_else(|| {
            Refusal::new(
                Exception::RefreshTokenExpired,
                "The refresh token is not valid or has expired.",
            )
        })?;
    Ok(json!({ "newAuthToken": grant.access_token, "expirationDateTime": grant.expires }))
}
