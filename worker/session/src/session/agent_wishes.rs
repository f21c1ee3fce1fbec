//! What the agent asks for in the popup.

use headwater_protocol::{document, message::Message, popup::ContactAction};
use serde_json::json;

use super::{Session, notice};
use crate::{
    calls::Caller,
    outbox::Context,
    view::{self, Connections},
};

impl Session {
    pub(crate) fn set_state(&mut self, context: &mut Context<'_>, name: &str) {
        self.change_state(context, Caller::Agent, name);
    }

    fn change_state(&mut self, context: &mut Context<'_>, caller: Caller, name: &str) {
        let agent = view::agent_view(&self.document);
        let states = self
            .document
            .configuration()
            .and_then(|configuration| configuration["agentStates"].as_array());
        let state = states.and_then(|states| states.iter().find(|state| state["name"] == name));
        let (Some(agent), Some(state)) = (agent, state) else {
            self.notice = notice(Message::with("workerNoSuchState", name));
            return;
        };
        let member = |name: &str| document::text(state, name);
        let parameters = json!({
            "state": { "agentStateARN": member("agentStateARN"), "type": member("type"), "name": name },
            "enqueueNextState": agent.choice_is_next,
        });
        self.call(context, caller, "putAgentState", parameters);
    }

    /// Sees to it that no other contact follows, and only then rejects this one.
    pub(crate) fn reject_and_not_ready(&mut self, context: &mut Context<'_>, contact_id: String) {
        let agent = view::agent_view(&self.document);
        let away = agent
            .filter(|agent| agent.next_state.is_none())
            .and_then(|agent| {
                let of_type = |wanted: &str| agent.states.iter().find(|state| state.state_type == wanted);
                let state = of_type("not_routable").or_else(|| of_type("offline"))?;
                Some(state.name.clone())
            });
        match away {
            Some(name) => {
                self.reject_next = Some(contact_id);
                self.change_state(context, Caller::BeforeReject, &name);
            }
            None => self.act(context, &contact_id, ContactAction::Reject),
        }
    }

    /// Calls a number in the form of E.164.
    pub(crate) fn dial(&mut self, context: &mut Context<'_>, number: &str) {
        let configuration = self.document.configuration();
        let queue = configuration.and_then(|configuration| {
            document::text(
                &configuration["routingProfile"]["defaultOutboundQueue"],
                "queueARN",
            )
        });
        let mut parameters = json!({ "endpoint": { "type": "phone_number", "phoneNumber": number } });
        if let Some(queue) = queue {
            parameters["queueARN"] = queue.into();
        }
        self.call(context, Caller::Agent, "createOutboundContact", parameters);
    }

    pub(crate) fn act(&mut self, context: &mut Context<'_>, contact_id: &str, action: ContactAction) {
        let contact = self
            .document
            .snapshot()
            .and_then(|snapshot| snapshot["contacts"].get(contact_id));
        let Some(contact) = contact else {
            self.notice = notice(Message::new("workerContactGone"));
            return;
        };
        let connections = Connections::of(contact);
        let (method, connection) = match action {
            ContactAction::Accept => ("acceptContact", None),
            ContactAction::Reject => ("rejectContact", None),
            ContactAction::Hold => ("holdConnection", connections.other),
            ContactAction::Resume => ("resumeConnection", connections.other),
            ContactAction::End => ("destroyConnection", connections.agent),
            ContactAction::Clear => ("clearContact", None),
        };
        let mut parameters = json!({ "contactId": contact_id });
        if let Some(connection) = connection {
            parameters["connectionId"] = connection["connectionId"].clone();
        }
        self.call(context, Caller::Agent, method, parameters);
    }
}
