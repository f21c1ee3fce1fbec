//! The long poll: `GetAgentSnapshot` with `nextToken` and `timeout`.

use std::time::Duration;

use serde_json::{Value, json};

use super::encoding;
use super::request::Request;
use crate::clock;
use crate::instance::{Exception, Refusal};
use crate::simulator::Simulator;

/// The longest that the service keeps a poll.
const LONGEST: Duration = Duration::from_secs(60);

/// Answers at once when the token is not that of the current snapshot, otherwise as soon as there is a new
/// one, or after `timeout` milliseconds with the same one. An expired session ends the wait.
pub(super) async fn get_agent_snapshot(simulator: &Simulator, request: &Request) -> Result<Value, Refusal> {
    let timeout = request
        .integer("timeout")
        .map_or(Duration::ZERO, |milliseconds| {
            Duration::from_millis(u64::try_from(milliseconds).unwrap_or(0))
        })
        .min(LONGEST);
    let mut changes = simulator.changes();
    let deadline = tokio::time::sleep(timeout);
    tokio::pin!(deadline);
    let mut waiting = true;
    loop {
        changes.mark_unchanged();
        if !simulator.sessions().is_signed_in(&request.agent, clock::now()) {
            return Err(Refusal::new(Exception::Unauthorized, "The session has ended."));
        }
        let answer = simulator.read(|instance| {
            let agent = instance.agent(&request.agent)?;
            let token = format!("snapshot-{:08x}", agent.version);
            let known = request.text("nextToken") == Some(token.as_str());
            (!known || !waiting)
                .then(|| json!({ "snapshot": encoding::snapshot(agent, clock::now()), "nextToken": token }))
        });
        if let Some(answer) = answer {
            return Ok(answer);
        }
        tokio::select! {
            () = &mut deadline => waiting = false,
            changed = changes.changed() => {
                changed.map_err(|_| Refusal::new(Exception::InvalidState, "The simulator stops."))?;
            }
        }
    }
}
