//! What the agent asks for.

use headwater_protocol::{document::text, page::Outcome, popup::ContactAction};
use serde_json::{Value, json};

use super::Session;
use crate::{
    calls::{self, Caller, Settled},
    contact_view::Connections,
    input::PortId,
    outbox::Context,
    view,
};

/// Codes of what the service is not even asked.
pub(super) const CONTACT_GONE: &str = "contactGone";
pub(super) const NO_SUCH_STATE: &str = "noSuchState";

/// One of the things that can be done to a contact.
pub(crate) struct Act<'a> {
    pub(crate) contact_id: &'a str,
    /// Of the participant whom it is done to; absent where the contact says who.
    pub(crate) connection_id: Option<&'a str>,
    pub(crate) action: ContactAction,
    /// For [`ContactAction::SendDigits`].
    pub(crate) digits: Option<&'a str>,
}

impl<'a> Act<'a> {
    /// What needs no more than the contact.
    pub(crate) fn on(contact_id: &'a str, action: ContactAction) -> Self {
        Self {
            contact_id,
            connection_id: None,
            action,
            digits: None,
        }
    }
}

impl Session {
    /// Chooses a state by its name, the next one while on a contact; none takes the next one back.
    pub(crate) fn set_state(&mut self, context: &mut Context<'_>, caller: Caller, name: Option<&str>) {
        let agent = view::agent_view(&self.document);
        let name = name.or(self.chosen.as_deref());
        let states = self
            .document
            .configuration()
            .and_then(|configuration| configuration["agentStates"].as_array());
        let state = states.and_then(|states| {
            states.iter().find(|state| match name {
                Some(name) => state["name"] == name,
                // Contacts come to agents who are routable.
                None => state["type"] == "routable",
            })
        });
        let (Some(agent), Some(state)) = (agent, state) else {
            return self.refuse(
                context,
                caller,
                NO_SUCH_STATE,
                name.unwrap_or_default().to_owned(),
            );
        };
        let parameters = json!({
            "state": {
                "agentStateARN": text(state, "agentStateARN"),
                "type": text(state, "type"),
                "name": text(state, "name"),
            },
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
                self.set_state(context, Caller::BeforeReject, Some(&name));
            }
            None => self.act(
                context,
                Caller::Agent,
                &Act::on(&contact_id, ContactAction::Reject),
            ),
        }
    }

    /// Calls a number in the form of E.164.
    pub(crate) fn dial(&mut self, context: &mut Context<'_>, number: &str) {
        let endpoint = json!({ "type": "phone_number", "phoneNumber": number });
        self.call_out(context, Caller::Agent, endpoint);
    }

    /// Remembers the state that the agent chose last: while on a contact the service does not say it.
    pub(super) fn remember_choice(&mut self) {
        let state = self.document.snapshot().map(|snapshot| &snapshot["state"]);
        if let Some(state) = state
            && let Some("routable" | "not_routable" | "offline") = text(state, "type")
        {
            self.chosen = text(state, "name").map(str::to_owned);
        }
    }

    pub(crate) fn act(&mut self, context: &mut Context<'_>, caller: Caller, act: &Act<'_>) {
        let contact = self
            .document
            .snapshot()
            .and_then(|snapshot| snapshot["contacts"].get(act.contact_id));
        let Some(contact) = contact else {
            return self.refuse(context, caller, CONTACT_GONE, String::new());
        };
        let connections = Connections::of(contact);
        let (method, connection) = match act.action {
            ContactAction::Accept => ("acceptContact", None),
            ContactAction::Reject => ("rejectContact", None),
            ContactAction::Hold => ("holdConnection", connections.other),
            ContactAction::Resume if contact["type"] == "task" => ("resumeContact", None),
            ContactAction::Resume => ("resumeConnection", connections.other),
            ContactAction::Mute => ("muteParticipant", connections.agent),
            ContactAction::Unmute => ("unmuteParticipant", connections.agent),
            ContactAction::Conference => ("conferenceConnections", None),
            ContactAction::Toggle => ("toggleActiveConnections", connections.other_in("hold")),
            ContactAction::Pause => ("pauseContact", None),
            ContactAction::SendDigits | ContactAction::Add => {
                ("sendDigits", connections.other_in("connected"))
            }
            ContactAction::End => ("destroyConnection", connections.agent),
            ContactAction::Clear => ("clearContact", None),
        };
        let mut parameters = json!({ "contactId": act.contact_id });
        if let Some(connection) = connection {
            parameters["connectionId"] = match act.connection_id {
                Some(id) => Value::from(id),
                None => connection["connectionId"].clone(),
            };
        }
        if method == "sendDigits" {
            parameters["digits"] = act.digits.into();
        }
        self.call(context, caller, method, parameters);
    }

    /// Calls somebody, or brings somebody to a contact. `endpoint` is an `Endpoint` of the CTI service as JSON.
    pub(crate) fn connect(
        &mut self,
        context: &mut Context<'_>,
        caller: Caller,
        contact_id: Option<&str>,
        endpoint: &str,
    ) {
        let endpoint: Value = serde_json::from_str(endpoint).unwrap_or_default();
        match contact_id {
            Some(contact_id) => {
                let parameters = json!({ "contactId": contact_id, "endpoint": endpoint });
                self.call(context, caller, "createAdditionalConnection", parameters);
            }
            None => self.call_out(context, caller, endpoint),
        }
    }

    fn call_out(&mut self, context: &mut Context<'_>, caller: Caller, endpoint: Value) {
        let configuration = self.document.configuration();
        let queue = configuration.and_then(|configuration| {
            text(
                &configuration["routingProfile"]["defaultOutboundQueue"],
                "queueARN",
            )
        });
        // Without a queue there is no member at all.
        let parameters = json!({ "endpoint": endpoint, "queueARN": queue });
        self.call(context, caller, "createOutboundContact", parameters);
    }

    /// One page of the quick connects of all the agent's queues.
    pub(crate) fn find_endpoints(
        &mut self,
        context: &mut Context<'_>,
        caller: Caller,
        next_token: Option<String>,
    ) {
        let queues: Vec<&Value> = self
            .document
            .configuration()
            .and_then(|configuration| configuration["routingProfile"]["queues"].as_array())
            .into_iter()
            .flatten()
            .map(|queue| &queue["queueARN"])
            .collect();
        let parameters = json!({ "queueARNs": queues, "nextToken": next_token, "maxResults": 500 });
        self.call(context, caller, "getEndpoints", parameters);
    }

    /// See [`Calls::popup_closed`](calls::Calls::popup_closed).
    pub(crate) fn popup_closed(&mut self, port: PortId) {
        self.calls.popup_closed(port);
    }

    fn refuse(&mut self, context: &mut Context<'_>, caller: Caller, code: &str, message: String) {
        let error = calls::error(code, message, None);
        self.settle(
            context,
            Settled {
                caller,
                outcome: Outcome::Failure { error },
                accepted: None,
            },
        );
    }
}
