//! Tasks made from templates.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::contact::Channel;
use super::directory;
use super::tasks::TaskRequest;
use super::templates::{self, FieldKind};
use super::time::Timestamp;
use super::{Exception, Instance, Refusal};

/// What `createTemplatedTask` asks for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TemplatedTask {
    task_template_id: String,
    name: Option<String>,
    description: Option<String>,
    quick_connect_id: Option<String>,
    #[serde(default)]
    references: Map<String, Value>,
    /// Seconds since 1970.
    scheduled_time: Option<i64>,
    previous_contact_id: Option<String>,
    related_contact_id: Option<String>,
    client_token: Option<String>,
}

/// What `updateContact` asks for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TaskUpdate {
    contact_id: String,
    name: Option<String>,
    description: Option<String>,
    #[serde(default)]
    references: Map<String, Value>,
}

/// References as the CTI service has them: `{value, type}`, every value a text.
fn plain(references: &Map<String, Value>) -> Result<Map<String, Value>, Refusal> {
    references
        .iter()
        .map(|(name, reference)| {
            let value = match &reference["Value"] {
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                Value::Bool(flag) => Some(flag.to_string()),
                _ => None,
            };
            match (value, reference["Type"].as_str()) {
                (Some(value), Some(kind)) => Ok((name.clone(), json!({ "type": kind, "value": value }))),
                _ => Err(Refusal::new(
                    Exception::Validation,
                    format!("The reference {name} needs Type, a text, and Value."),
                )),
            }
        })
        .collect()
}

impl Instance {
    /// Makes the task that a template describes, and tells its contact.
    pub(crate) fn create_templated_task(
        &mut self,
        creator: &str,
        task: TemplatedTask,
        now: Timestamp,
    ) -> Result<String, Refusal> {
        let template = templates::find(&task.task_template_id)?;
        if !template.is_active() {
            return Err(Refusal::invalid_state(format!(
                "The task template {} is not active.",
                template.name()
            )));
        }
        let mut references = plain(&task.references)?;
        template.check(&references)?;
        template.complete(&mut references)?;
        let by_default = template.default_of(FieldKind::QuickConnect);
        let endpoint = match (&task.quick_connect_id, by_default) {
            (Some(id), _) => directory::quick_connect(id),
            (None, Some(name)) => directory::quick_connect_named(name),
            (None, None) => None,
        };
        let endpoint = endpoint.ok_or_else(|| {
            Refusal::bad_endpoint(match &task.quick_connect_id {
                Some(id) => format!("There is no quick connect {id}."),
                None => format!("The template {} needs QuickConnectId.", template.name()),
            })
        })?;
        let default = |kind| template.default_of(kind).map(str::to_owned);
        let request = TaskRequest {
            endpoint,
            name: task.name.or_else(|| default(FieldKind::Name)).unwrap_or_default(),
            description: task.description.or_else(|| default(FieldKind::Description)),
            references: Some(Value::Object(references)),
            idempotency_token: task.client_token,
            scheduled_time: task.scheduled_time,
            previous_contact_id: task.previous_contact_id,
            related_contact_id: task.related_contact_id,
            template: Some((template.id(), template.version)),
        };
        self.create_task(creator, request, now)
    }

    /// Changes a task that was made from a template and that the agent has.
    pub(crate) fn update_task(
        &mut self,
        agent: &str,
        update: TaskUpdate,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let id = update.contact_id.as_str();
        let references = plain(&update.references)?;
        let contact = self.known_contact(agent, id).map_err(|_| {
            Refusal::new(
                Exception::ResourceNotFound,
                format!("{agent} has no contact {id}."),
            )
        })?;
        let template = match &contact.template {
            Some((template, _)) if contact.channel == Channel::Task => templates::find(template)?,
            _ => {
                return Err(Refusal::new(
                    Exception::InvalidContactType,
                    format!("Contact {id} is no task that was made from a template."),
                ));
            }
        };
        if !contact.state.is_live() {
            return Err(Refusal::invalid_state(format!(
                "The task is {} already.",
                contact.state.name()
            )));
        }
        if update.name.as_deref().is_some_and(|name| name.trim().is_empty()) {
            return Err(Refusal::new(Exception::Validation, "A task needs a name."));
        }
        template.check(&references)?;
        if let Some(name) = update.name {
            contact.name = Some(name);
        }
        if let Some(description) = update.description {
            contact.description = Some(description);
        }
        let mut all = match contact.references.take() {
            Some(Value::Object(all)) => all,
            _ => Map::new(),
        };
        all.extend(references);
        contact.references = Some(Value::Object(all));
        self.settle(agent, now);
        Ok(())
    }
}
