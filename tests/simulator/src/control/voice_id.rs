//! Voice ID: the domain, and how it goes in one call.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::{Answer, Body, Failure, done, find_contact};
use crate::agent_app::find_call;
use crate::clock;
use crate::simulator::Simulator;
use crate::voice_id::{CallSettings, DomainSettings};

pub(super) async fn change_domain(
    State(simulator): State<Arc<Simulator>>,
    Body(new): Body<DomainSettings>,
) -> Answer {
    simulator.voice_id().change_domain(new);
    done()
}

pub(super) async fn change_call(
    State(simulator): State<Arc<Simulator>>,
    Path(id): Path<String>,
    Body(new): Body<CallSettings>,
) -> Answer {
    let key = find_contact(&simulator, &id)?;
    let channel = simulator.read(|instance| {
        let contact = instance.agent(&key.agent)?.contact(&key.contact)?;
        Some(contact.channel)
    });
    if let Some(other) = channel.filter(|channel| !channel.is_voice()) {
        return Err(Failure::new(
            StatusCode::CONFLICT,
            format!("Voice ID is for calls; contact {id} is a {}.", other.name()),
        ));
    }
    let call = find_call(&simulator, &id)?;
    simulator.voice_id().change_call(&call, new, clock::now())?;
    done()
}
