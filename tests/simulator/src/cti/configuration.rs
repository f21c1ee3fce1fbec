//! What the agent is and may choose: configuration, states, countries, queues, endpoints, permissions.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::encoding;
use super::pagination::page;
use super::request::Request;
use crate::clock;
use crate::instance::agent::Agent;
use crate::instance::directory;
use crate::instance::{Exception, Refusal};
use crate::simulator::Simulator;

/// The answer, if this part of the service has the operation.
pub(super) fn answer(
    simulator: &Simulator,
    operation: &str,
    request: &Request,
) -> Option<Result<Value, Refusal>> {
    Some(match operation {
        "GetAgentConfiguration" => with_agent(
            simulator,
            request,
            |agent| json!({ "configuration": encoding::configuration(agent) }),
        ),
        "UpdateAgentConfiguration" => update(simulator, request),
        "GetAgentPermissions" => with_agent(simulator, request, |agent| json!(agent.settings.permissions))
            .and_then(|permissions| list(request, "permissions", permissions)),
        "GetAgentStates" => {
            let states: Vec<_> = directory::agent_states(clock::now())
                .iter()
                .map(encoding::selectable_state)
                .collect();
            list(request, "states", json!(states))
        }
        "GetDialableCountryCodes" => list(request, "countryCodes", json!(directory::COUNTRIES.as_slice())),
        "GetRoutingProfileQueues" => {
            if request.text("routingProfileARN") == Some(directory::routing_profile_arn().as_str()) {
                list(request, "queues", json!(directory::queues()))
            } else {
                Err(Refusal::new(
                    Exception::Validation,
                    "routingProfileARN is not the agent's routing profile.",
                ))
            }
        }
        "GetEndpoints" => {
            let queues = request.value("queueARNs").unwrap_or_default();
            let queues: Vec<&str> = queues
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            list(request, "endpoints", json!(directory::quick_connects_of(&queues)))
        }
        "PutAgentState" => put_state(simulator, request),
        _ => return None,
    })
}

fn with_agent(
    simulator: &Simulator,
    request: &Request,
    read: impl FnOnce(&Agent) -> Value,
) -> Result<Value, Refusal> {
    simulator.read(|instance| {
        instance.agent(&request.agent).map(read).ok_or_else(|| {
            Refusal::new(
                Exception::Unauthorized,
                format!("There is no agent {}.", request.agent),
            )
        })
    })
}

fn list(request: &Request, member: &str, items: Value) -> Result<Value, Refusal> {
    let items = match items {
        Value::Array(items) => items,
        other => vec![other],
    };
    let (items, next) = page(&items, request.integer("maxResults"), request.text("nextToken"))?;
    Ok(json!({ member: items, "nextToken": next }))
}

fn put_state(simulator: &Simulator, request: &Request) -> Result<Value, Refusal> {
    let arn = request.text_at("/state/agentStateARN");
    let name = request.text_at("/state/name").unwrap_or_default();
    simulator.command(|instance, now| {
        instance.put_agent_state(&request.agent, arn, name, request.flag("enqueueNextState"), now)
    })?;
    Ok(json!({}))
}

fn update(simulator: &Simulator, request: &Request) -> Result<Value, Refusal> {
    let configuration = request.value("configuration").unwrap_or_default();
    let softphone_enabled = configuration["softphoneEnabled"].as_bool().unwrap_or(true);
    let extension = configuration["extension"].as_str().unwrap_or_default().to_owned();
    if !softphone_enabled && extension.is_empty() {
        return Err(Refusal::new(
            Exception::InvalidConfiguration,
            "Without the softphone an extension is needed, to which calls go.",
        ));
    }
    let preferences: BTreeMap<String, String> = configuration["agentPreferences"]
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(key, value)| {
            // Clients write the language as `locale` and read it back as `LANGUAGE`.
            let key = if key == "locale" { "LANGUAGE" } else { key };
            Some((key.to_owned(), value.as_str()?.to_owned()))
        })
        .collect();
    simulator.command(|instance, _| {
        instance.change_agent(&request.agent, |agent| {
            agent.configuration.softphone_enabled = softphone_enabled;
            agent.configuration.softphone_auto_accept =
                configuration["softphoneAutoAccept"].as_bool().unwrap_or(false);
            agent.configuration.extension = extension;
            agent.configuration.preferences.extend(preferences);
        })
    });
    Ok(json!({}))
}
