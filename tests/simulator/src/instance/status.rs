//! The agent's status: chosen by the agent, by an administrator, or for later.

use super::agent::AgentState;
use super::time::Timestamp;
use super::{Instance, Refusal, directory};

impl Instance {
    /// The agent chooses a status (`PutAgentState`), found by its ARN or else by its name.
    ///
    /// Without `enqueue` it is refused while a contact is live, and ends after-contact work otherwise.
    /// With `enqueue` it waits until the last contact is cleared; choosing the present status again
    /// takes back what waits.
    pub(crate) fn put_agent_state(
        &mut self,
        agent: &str,
        arn: Option<&str>,
        name: &str,
        enqueue: bool,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let state = arn
            .map_or_else(
                || directory::agent_state(name, now),
                |arn| directory::agent_state(arn, now),
            )
            .ok_or_else(|| Refusal::invalid_state(format!("Agents cannot choose the state {name}.")))?;
        self.choose(agent, state, enqueue, now)
    }

    /// An administrator moves the agent: at once, or as next status while a contact is live.
    pub(crate) fn administrator_sets_state(
        &mut self,
        agent: &str,
        name: &str,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let state = directory::agent_state(name, now).ok_or_else(|| {
            let names: Vec<_> = directory::agent_states(now)
                .into_iter()
                .map(|state| state.name)
                .collect();
            Refusal::invalid_state(format!(
                "There is no agent state {name}; there are {}.",
                names.join(", ")
            ))
        })?;
        let enqueue = self.known_agent(agent)?.has_live_contact();
        self.choose(agent, state, enqueue, now)
    }

    fn choose(
        &mut self,
        name: &str,
        state: AgentState,
        enqueue: bool,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let agent = self.known_agent(name)?;
        if enqueue && !agent.contacts.is_empty() {
            agent.next_status = (agent.status.arn != state.arn).then_some(state);
        } else if agent.has_live_contact() {
            return Err(Refusal::invalid_state(format!(
                "{name} is handling a live contact and cannot change to {} now.",
                state.name
            )));
        } else {
            agent.clear_finished_calls();
            agent.call_state = None;
            agent.next_status = None;
            agent.status = state;
        }
        self.settle(name, now);
        Ok(())
    }
}
