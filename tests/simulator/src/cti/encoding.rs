//! Snapshots and configuration as the CTI service writes them (PROTOCOL.md 1.2 and 1.4): absent members
//! are explicit nulls, times are seconds with a fraction.

use serde_json::{Map, Value, json};

use crate::instance::agent::{Agent, AgentState};
use crate::instance::contact::{Channel, Connection, ConnectionKind, Contact, Initiation, Media};
use crate::instance::directory::{self, Endpoint};
use crate::instance::time::Timestamp;
use crate::participant::participant_token;

pub(super) fn snapshot(agent: &Agent, now: Timestamp) -> Value {
    let state = agent.state();
    json!({
        "state": agent_state(state),
        "nextState": agent.next_status.as_ref().map(agent_state),
        "agentAvailabilityState": { "state": state.name, "timeStamp": state.since },
        "contacts": agent.contacts.iter().map(|contact| self::contact(contact, now)).collect::<Vec<_>>(),
        "snapshotTimestamp": now,
    })
}

pub(super) fn agent_state(state: &AgentState) -> Value {
    json!({
        "agentStateARN": state.arn,
        "type": state.kind,
        "name": state.name,
        "startTimestamp": state.since,
    })
}

/// A state that can be chosen: it has not begun.
pub(super) fn selectable_state(state: &AgentState) -> Value {
    json!({ "agentStateARN": state.arn, "type": state.kind, "name": state.name, "startTimestamp": null })
}

pub(super) fn configuration(agent: &Agent) -> Value {
    json!({
        "name": agent.name,
        "username": agent.name,
        "softphoneEnabled": agent.configuration.softphone_enabled,
        "softphoneAutoAccept": agent.configuration.softphone_auto_accept,
        "extension": agent.configuration.extension,
        "routingProfile": {
            "name": "Basic Routing Profile",
            "routingProfileARN": directory::routing_profile_arn(),
            "defaultOutboundQueue": directory::default_queue(),
            "channelConcurrencyMap": {
                "VOICE": directory::concurrency(Channel::Voice),
                "CHAT": directory::concurrency(Channel::Chat),
                "TASK": directory::concurrency(Channel::Task),
            },
        },
        "agentPreferences": agent.configuration.preferences,
        "agentARN": directory::agent_arn(&agent.name),
    })
}

fn contact(contact: &Contact, now: Timestamp) -> Value {
    let attributes: Map<String, Value> = contact
        .attributes
        .iter()
        .map(|(name, value)| (name.clone(), json!({ "name": name, "value": value })))
        .collect();
    let subtype = match contact.channel {
        Channel::Voice | Channel::QueueCallback => "connect:Telephony",
        Channel::Chat => "connect:Chat",
        Channel::Task => "connect:Task",
    };
    json!({
        "contactId": contact.id,
        "initialContactId": contact.initial_contact_id,
        "relatedContactId": contact.related_contact_id,
        "contactAssociationId": contact.initial_contact_id.as_ref().unwrap_or(&contact.id),
        "type": contact.channel,
        "state": { "type": contact.state, "timestamp": contact.since },
        "queue": contact.queue,
        "queueTimestamp": (contact.initiation != Initiation::Outbound).then_some(contact.created),
        "connections": contact.connections.iter().map(|it| connection(contact, it)).collect::<Vec<_>>(),
        "attributes": attributes,
        "contactDuration": now.since(contact.created).as_secs().to_string(),
        "name": contact.name,
        "description": contact.description,
        "references": contact.references,
        "initiationMethod": contact.initiation.name(),
        "contactFeatures": {
            "attachmentsEnabled": contact.channel == Channel::Chat,
            "messagingMarkdownEnabled": contact.channel == Channel::Chat,
            "multiPartyConferenceEnabled": false,
            "screenRecordingEnabled": false,
            "screenRecordingState": null,
            "screenRecordingConfig": null,
        },
        "channelContext": (contact.channel == Channel::Task).then(|| json!({
            "scheduledTime": contact.scheduled_time,
            "taskTemplateId": contact.template.as_ref().map(|(id, _)| id),
            "taskTemplateVersion": contact.template.as_ref().map(|(_, version)| version),
        })),
        "segmentAttributes": { "connect:Subtype": { "ValueString": subtype } },
        "customerEndpoint": contact.customer,
        "connectSystemEndpoint": contact.channel.is_voice().then(|| Endpoint::phone(directory::SYSTEM_NUMBER)),
        "languageCode": null,
        "emailRecipients": null,
    })
}

fn connection(contact: &Contact, connection: &Connection) -> Value {
    let (softphone, chat) = match &connection.media {
        Media::None => (None, None),
        Media::Softphone { auto_accept } => (Some(softphone_media(contact, connection, *auto_accept)), None),
        Media::Chat {
            auto_accept,
            customer_name,
        } => (None, Some(chat_media(connection, *auto_accept, customer_name))),
    };
    let supervisor = connection.kind == ConnectionKind::Monitoring;
    json!({
        "connectionId": connection.id,
        "endpoint": connection.endpoint,
        "state": { "type": connection.state, "timestamp": connection.since },
        "type": connection.kind,
        "initial": connection.initial,
        "softphoneMediaInfo": softphone,
        "chatMediaInfo": chat,
        "monitoringInfo": connection.monitoring.as_ref().map(|(agent, joined)| json!({
            "agent": { "agentName": agent },
            "joinTimeStamp": joined,
        })),
        "mute": connection.mute,
        "forcedMute": false,
        "quickConnectName": connection.quick_connect_name,
        "monitorCapabilities": supervisor.then_some(["SILENT_MONITOR", "BARGE"]),
        "monitorStatus": supervisor.then(|| connection.state.name().to_uppercase()),
        "capabilities": null,
    })
}

fn softphone_media(contact: &Contact, connection: &Connection, auto_accept: bool) -> Value {
    let configuration = json!({
        "protocol": "LilyRTC/1.0/WSS",
        "signalingEndpoint": "/LilyRTC",
        "iceServers": [],
        "useWebSocketProvider": true,
    });
    json!({
        "callType": "audio_only",
        "autoAccept": auto_accept,
        "mediaLegContextToken": null,
        "callContextToken": format!("context-{}-{}", contact.id, connection.id),
        "callConfigJson": configuration.to_string(),
    })
}

fn chat_media(connection: &Connection, auto_accept: bool, customer_name: &str) -> Value {
    let data = json!({ "ConnectionAuthenticationToken": participant_token(&connection.id) });
    json!({
        "chatAutoAccept": auto_accept,
        "connectionData": data.to_string(),
        "customerName": customer_name,
    })
}
