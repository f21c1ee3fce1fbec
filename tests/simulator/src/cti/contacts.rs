//! What agents do with contacts and connections.

use serde_json::{Value, json};

use super::request::Request;
use crate::instance::{Exception, Refusal, TaskRequest, directory};
use crate::simulator::Simulator;

pub(super) fn answer(simulator: &Simulator, operation: &str, request: &Request) -> Result<Value, Refusal> {
    match operation {
        "CreateTaskContact" => create_task(simulator, request),
        "CreateOutboundContact" => create_outbound_contact(simulator, request),
        name => act(simulator, name, request).map(|()| json!({})),
    }
}

fn act(simulator: &Simulator, operation: &str, request: &Request) -> Result<(), Refusal> {
    let agent = request.agent.as_str();
    let id = request.text("contactId").unwrap_or_default();
    let connection = request.text("connectionId").unwrap_or_default();
    simulator.command(|instance, now| match operation {
        "AcceptContact" => instance.accept_contact(agent, id, now),
        "RejectContact" => instance.reject_contact(agent, id, now),
        "ClearContact" => instance.clear_contact(agent, id, now),
        "CompleteContact" => instance.complete_contact(agent, id, now),
        "PauseContact" => instance.pause_contact(agent, id, now),
        "ResumeContact" => instance.resume_contact(agent, id, now),
        "DestroyConnection" => instance.destroy_connection(agent, id, connection, now),
        "HoldConnection" => instance.hold_connection(agent, id, connection, now),
        "ResumeConnection" => instance.resume_connection(agent, id, connection, now),
        "ToggleActiveConnections" => instance.toggle_active_connections(agent, id, connection, now),
        "ConferenceConnections" => instance.conference_connections(agent, id, now),
        "MuteParticipant" => instance.mute_participant(agent, id, connection, true, now),
        "UnmuteParticipant" => instance.mute_participant(agent, id, connection, false, now),
        "SendDigits" => {
            instance.send_digits(agent, id, connection, request.text("digits").unwrap_or_default())
        }
        "CreateAdditionalConnection" => {
            instance.create_additional_connection(agent, id, request.parsed("endpoint")?, now)
        }
        "UpdateMonitorParticipantState" => instance.set_monitor_mode(
            agent,
            id,
            request.text("targetMonitorMode").unwrap_or_default(),
            now,
        ),
        other => Err(Refusal::new(
            Exception::UnknownOperation,
            format!("There is no operation {other}."),
        )),
    })
}

fn create_outbound_contact(simulator: &Simulator, request: &Request) -> Result<Value, Refusal> {
    let endpoint = request.parsed("endpoint")?;
    let queue = match request.text("queueARN") {
        None => None,
        Some(arn) => Some(
            directory::queue(arn)
                .ok_or_else(|| Refusal::new(Exception::Validation, format!("There is no queue {arn}.")))?,
        ),
    };
    simulator.command(|instance, now| {
        instance.create_outbound_contact(
            &request.agent,
            endpoint,
            queue,
            request.owned("relatedContactId"),
            None,
            now,
        )
    })?;
    Ok(json!({}))
}

fn create_task(simulator: &Simulator, request: &Request) -> Result<Value, Refusal> {
    let task = TaskRequest {
        endpoint: request.parsed("endpoint")?,
        name: request.owned("name").unwrap_or_default(),
        description: request.owned("description"),
        references: request.value("references"),
        idempotency_token: request.owned("idempotencyToken"),
        scheduled_time: request.integer("scheduledTime"),
        previous_contact_id: request.owned("previousContactId"),
        related_contact_id: request.owned("relatedContactId"),
        template: None,
    };
    let contact_id = simulator.command(|instance, now| instance.create_task(&request.agent, task, now))?;
    Ok(json!({ "contactId": contact_id }))
}
