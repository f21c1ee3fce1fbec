//! Contacts: make them, let the customer act, force states, let them vanish.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Answer, Body, Failure, done, find_contact, require_agent};
use crate::instance::contact::{Channel, ContactKey, ContactState};
use crate::instance::directory::{self, Endpoint};
use crate::instance::{CustomerAction, Offer, Offered};
use crate::simulator::Simulator;

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Direction {
    Inbound,
    Outbound,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewContact {
    agent: String,
    channel: Channel,
    direction: Option<Direction>,
    customer: Option<String>,
    queue: Option<String>,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
    name: Option<String>,
    description: Option<String>,
    references: Option<Map<String, Value>>,
    contact_id: Option<String>,
    initial_contact_id: Option<String>,
    auto_accept: Option<bool>,
    ring_seconds: Option<u64>,
    /// Offer it although the agent is not routable.
    #[serde(default)]
    force: bool,
    /// The contact of another agent that this agent listens to.
    monitors: Option<String>,
}

pub(super) async fn create(State(simulator): State<Arc<Simulator>>, Body(new): Body<NewContact>) -> Answer {
    require_agent(&simulator, &new.agent)?;
    let offered = if let Some(monitored) = &new.monitors {
        let key = find_contact(&simulator, monitored)?;
        simulator.command(|instance, now| instance.monitor(&new.agent, &key, now))?
    } else if new.direction == Some(Direction::Outbound) && new.channel != Channel::QueueCallback {
        dial(&simulator, new)?
    } else {
        offer(&simulator, new)?
    };
    Ok(Json(json!({
        "contactId": offered.contact_id,
        "agentConnectionId": offered.agent_connection_id,
        "customerConnectionId": offered.customer_connection_id,
    })))
}

fn queue_of(new: &NewContact) -> Result<Option<directory::Queue>, Failure> {
    new.queue
        .as_deref()
        .map(|queue| {
            directory::queue(queue).ok_or_else(|| {
                Failure::bad_request(format!(
                    "The member queue is not right: there is no queue {queue}."
                ))
            })
        })
        .transpose()
}

fn offer(simulator: &Simulator, new: NewContact) -> Result<Offered, Failure> {
    let queue = queue_of(&new)?;
    let offer = Offer {
        customer: new.customer,
        queue,
        attributes: new.attributes,
        name: new
            .name
            .or_else(|| (new.channel == Channel::Task).then(|| "Task".to_owned())),
        description: new.description,
        references: new.references.map(Value::Object),
        contact_id: new.contact_id,
        initial_contact_id: new.initial_contact_id,
        auto_accept: new.auto_accept,
        ring: new.ring_seconds.map(Duration::from_secs),
        ..Offer::new(new.channel)
    };
    simulator.command(|instance, now| {
        let routable = instance
            .agent(&new.agent)
            .map_or(Ok(()), |agent| agent.routable(new.channel));
        match routable {
            Err(reason) if !new.force => Err(Failure::new(
                StatusCode::CONFLICT,
                format!("{reason}. Add \"force\": true to offer the contact all the same."),
            )),
            _ => instance.offer(&new.agent, offer, now).map_err(Failure::from),
        }
    })
}

fn dial(simulator: &Simulator, new: NewContact) -> Result<Offered, Failure> {
    if new.channel != Channel::Voice {
        return Err(Failure::bad_request(format!(
            "The member direction is not right: a {} contact cannot be outbound.",
            new.channel.name()
        )));
    }
    let queue = queue_of(&new)?;
    let endpoint = Endpoint::phone(new.customer.as_deref().unwrap_or(directory::CUSTOMER_NUMBER));
    simulator.command(|instance, now| {
        let offered =
            instance.create_outbound_contact(&new.agent, endpoint, queue, None, new.contact_id, now)?;
        let key = ContactKey {
            agent: new.agent,
            contact: offered.contact_id.clone(),
        };
        let attributes = new
            .attributes
            .into_iter()
            .map(|(name, value)| (name, Some(value)));
        instance.set_attributes(&key, attributes.collect(), now)?;
        Ok(offered)
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Act {
    action: CustomerAction,
}

pub(super) async fn customer_acts(
    State(simulator): State<Arc<Simulator>>,
    Path(id): Path<String>,
    Body(act): Body<Act>,
) -> Answer {
    let key = find_contact(&simulator, &id)?;
    simulator.command(|instance, now| instance.customer_acts(&key, act.action, now))?;
    done()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Move {
    state: ContactState,
}

pub(super) async fn force_state(
    State(simulator): State<Arc<Simulator>>,
    Path(id): Path<String>,
    Body(to): Body<Move>,
) -> Answer {
    let key = find_contact(&simulator, &id)?;
    simulator.command(|instance, now| instance.force_state(&key, to.state, now))?;
    done()
}

pub(super) async fn set_attributes(
    State(simulator): State<Arc<Simulator>>,
    Path(id): Path<String>,
    Body(attributes): Body<BTreeMap<String, Option<String>>>,
) -> Answer {
    let key = find_contact(&simulator, &id)?;
    simulator.command(|instance, now| instance.set_attributes(&key, attributes, now))?;
    done()
}

pub(super) async fn set_references(
    State(simulator): State<Arc<Simulator>>,
    Path(id): Path<String>,
    Body(references): Body<Map<String, Value>>,
) -> Answer {
    for (name, reference) in &references {
        let complete = reference["type"].is_string();
        if !complete && !reference.is_null() {
            return Err(Failure::bad_request(format!(
                "The member {name} is not right: a reference has type, a text, and value."
            )));
        }
    }
    let key = find_contact(&simulator, &id)?;
    simulator.command(|instance, now| instance.set_references(&key, references, now))?;
    done()
}

pub(super) async fn vanish(State(simulator): State<Arc<Simulator>>, Path(id): Path<String>) -> Answer {
    let key = find_contact(&simulator, &id)?;
    simulator.command(|instance, now| instance.vanish(&key, now))?;
    done()
}
