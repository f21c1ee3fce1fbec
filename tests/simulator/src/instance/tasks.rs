//! Tasks: made by agents, offered at once or at a set time, paused and resumed.

use std::time::Duration;

use serde_json::Value;

use super::contact::{Channel, ContactState};
use super::directory::{self, Endpoint, EndpointKind};
use super::offering::Offer;
use super::time::Timestamp;
use super::timers::Due;
use super::{Exception, Instance, Refusal};

/// What `CreateTaskContact` asks for.
#[derive(Debug, Clone)]
pub(crate) struct TaskRequest {
    pub(crate) endpoint: Endpoint,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) references: Option<Value>,
    pub(crate) idempotency_token: Option<String>,
    /// Seconds since 1970.
    pub(crate) scheduled_time: Option<i64>,
    pub(crate) previous_contact_id: Option<String>,
    pub(crate) related_contact_id: Option<String>,
    /// Identifier and version of the template it is made from.
    pub(crate) template: Option<(String, u32)>,
}

/// A task on its way to an agent.
#[derive(Debug)]
pub(crate) struct PendingTask {
    pub(super) creator: String,
    pub(super) endpoint: Endpoint,
    pub(super) offer: Offer,
}

/// How long the instance takes to route a new task.
const ROUTING: Duration = Duration::from_millis(50);

impl Instance {
    /// Makes a task for an agent or a queue and tells its contact. The same idempotency token makes none anew.
    pub(crate) fn create_task(
        &mut self,
        creator: &str,
        request: TaskRequest,
        now: Timestamp,
    ) -> Result<String, Refusal> {
        self.known_agent(creator)?;
        if let Some(made) = request
            .idempotency_token
            .as_ref()
            .and_then(|token| self.tasks_by_token.get(token))
        {
            return Ok(made.clone());
        }
        if request.name.trim().is_empty() {
            return Err(Refusal::new(Exception::Validation, "A task needs a name."));
        }
        let endpoint = directory::quick_connects()
            .into_iter()
            .find(|known| known.arn == request.endpoint.arn && known.kind != EndpointKind::PhoneNumber)
            .ok_or_else(|| {
                Refusal::bad_endpoint("A task goes to the quick connect of an agent or a queue.")
            })?;
        let id = uuid::Uuid::new_v4().to_string();
        let offer = Offer {
            contact_id: Some(id.clone()),
            name: Some(request.name),
            description: request.description,
            references: request.references,
            queue: endpoint.queue.clone(),
            initial_contact_id: request.previous_contact_id,
            related_contact_id: request.related_contact_id,
            template: request.template,
            scheduled_time: request.scheduled_time,
            ..Offer::new(Channel::Task)
        };
        let scheduled = request
            .scheduled_time
            .map(|seconds| Timestamp::from_milliseconds(seconds * 1000));
        let due = scheduled.unwrap_or(now).max(now + ROUTING);
        self.timers.add(
            due,
            Due::TaskScheduled(Box::new(PendingTask {
                creator: creator.to_owned(),
                endpoint,
                offer,
            })),
        );
        if let Some(token) = request.idempotency_token {
            self.tasks_by_token.insert(token, id.clone());
        }
        Ok(id)
    }

    /// Offers the task to somebody else than its creator if possible. With nobody there it is dropped.
    pub(super) fn offer_task(&mut self, task: PendingTask, now: Timestamp) {
        let target = self
            .agent_for(&task.endpoint, Channel::Task, &task.creator)
            .or_else(|| self.agent_for(&task.endpoint, Channel::Task, ""));
        if let Some(target) = target {
            // The agent is known and the identifier is fresh, so nothing is refused.
            let _ = self.offer(&target, task.offer, now);
        }
    }

    pub(crate) fn pause_contact(&mut self, agent: &str, id: &str, now: Timestamp) -> Result<(), Refusal> {
        self.move_task(agent, id, ContactState::Connected, ContactState::Paused, now)
    }

    pub(crate) fn resume_contact(&mut self, agent: &str, id: &str, now: Timestamp) -> Result<(), Refusal> {
        self.move_task(agent, id, ContactState::Paused, ContactState::Connected, now)
    }

    fn move_task(
        &mut self,
        agent: &str,
        id: &str,
        from: ContactState,
        to: ContactState,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let contact = self.known_contact(agent, id)?;
        if contact.channel != Channel::Task {
            return Err(Refusal::new(
                Exception::InvalidContactType,
                "Only tasks can be paused and resumed.",
            ));
        }
        if contact.state != from {
            return Err(Refusal::invalid_state(format!(
                "The task is {}; only one that is {} can change to {}.",
                contact.state.name(),
                from.name(),
                to.name()
            )));
        }
        contact.enter(to, now);
        self.settle(agent, now);
        Ok(())
    }
}
