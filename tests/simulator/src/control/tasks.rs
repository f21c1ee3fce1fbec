//! Events of tasks that nobody does: they expire.

use std::sync::Arc;

use axum::extract::{Path, State};
use serde::Deserialize;

use super::{Answer, Body, done, find_contact};
use crate::instance::TaskEvent;
use crate::simulator::Simulator;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Happening {
    event: TaskEvent,
}

pub(super) async fn happen(
    State(simulator): State<Arc<Simulator>>,
    Path(id): Path<String>,
    Body(it): Body<Happening>,
) -> Answer {
    let key = find_contact(&simulator, &id)?;
    simulator.command(|instance, now| instance.task_happening(&key, it.event, now))?;
    done()
}
