//! The agent's configuration: one request and four paged lists, every half minute (PROTOCOL.md 2.4).

use headwater_protocol::{
    Millis,
    cti::{self, list_of, operation_of_method},
};
use serde_json::{Value, json};

use crate::{
    input::{EffectId, HttpAnswer, HttpFailure},
    outbox::Context,
    retry::Backoff,
    service::{self, Failure, Service},
};

const INTERVAL: Millis = Millis::seconds(30);
const TIMEOUT: Millis = Millis::seconds(20);
const PAGE_SIZE: u32 = 500;
/// A list that goes on for longer than this is a service that has lost its way.
const MOST_PAGES: usize = 200;

/// The lists, and where they go in the configuration.
const LISTS: [(&str, &str); 4] = [
    ("getAgentPermissions", "permissions"),
    ("getAgentStates", "agentStates"),
    ("getDialableCountryCodes", "dialableCountries"),
    ("getRoutingProfileQueues", "queues"),
];

/// One session's configuration poll.
#[derive(Debug)]
pub(crate) struct ConfigurationPoll {
    running: bool,
    pass: Pass,
    poll_at: Option<Millis>,
    /// The configuration was changed while a pass was under way: make another.
    again: bool,
    backoff: Backoff,
}

#[derive(Debug)]
enum Pass {
    None,
    Configuration(EffectId),
    Lists {
        configuration: Value,
        profile: String,
        lists: Vec<List>,
    },
}

#[derive(Debug)]
struct List {
    method: &'static str,
    member: &'static str,
    items: Vec<Value>,
    pages: usize,
    /// Where the page that is asked for begins.
    next_token: Option<String>,
    in_flight: Option<EffectId>,
}

impl ConfigurationPoll {
    pub(crate) fn new() -> Self {
        Self {
            running: false,
            pass: Pass::None,
            poll_at: None,
            again: false,
            backoff: Backoff::new(Millis::seconds(1), Millis::seconds(60)),
        }
    }

    pub(crate) fn start(&mut self, now: Millis) {
        self.running = true;
        if matches!(self.pass, Pass::None) {
            self.poll_at = Some(now);
        }
    }

    pub(crate) fn stop(&mut self, context: &mut Context<'_>) {
        self.running = false;
        self.poll_at = None;
        self.again = false;
        self.backoff.succeeded();
        self.abandon(context);
    }

    /// Somebody changed the configuration.
    pub(crate) fn reload(&mut self, now: Millis) {
        self.again = !matches!(self.pass, Pass::None);
        if self.running && !self.again {
            self.poll_at = Some(self.backoff.at_once(now));
        }
    }

    pub(crate) fn timeout(&self) -> Option<Millis> {
        self.poll_at
    }

    pub(crate) fn time_came(&mut self, context: &mut Context<'_>, service: Service<'_>) {
        if !self.running || self.poll_at.is_none_or(|at| at > context.now) {
            return;
        }
        self.poll_at = None;
        if let (Pass::None, Some(operation)) = (&self.pass, operation_of_method("getAgentConfiguration")) {
            self.pass = Pass::Configuration(service.request(context, operation, &json!({}), TIMEOUT));
        }
    }

    pub(crate) fn is_mine(&self, id: EffectId) -> bool {
        match &self.pass {
            Pass::None => false,
            Pass::Configuration(asked) => *asked == id,
            Pass::Lists { lists, .. } => lists.iter().any(|list| list.in_flight == Some(id)),
        }
    }

    /// Reads an answer: the whole configuration once the last list is in.
    pub(crate) fn answered(
        &mut self,
        context: &mut Context<'_>,
        service: Service<'_>,
        id: EffectId,
        answer: Result<HttpAnswer, HttpFailure>,
    ) -> Result<Option<Value>, Failure> {
        let step = service::read(answer).and_then(|body| self.read(context, service, id, &body));
        match step {
            Ok(()) => Ok(self.finish(context.now)),
            Err(failure) => {
                self.abandon(context);
                self.poll_at = Some(self.backoff.failed(
                    context.now,
                    &mut context.outbox.jitter,
                    failure.retry_after(),
                ));
                Err(failure)
            }
        }
    }

    fn read(
        &mut self,
        context: &mut Context<'_>,
        service: Service<'_>,
        id: EffectId,
        body: &str,
    ) -> Result<(), Failure> {
        match &mut self.pass {
            Pass::None => Ok(()),
            Pass::Configuration(_) => {
                let configuration = cti::read_configuration(body).map_err(Failure::Malformed)?;
                let profile = configuration["routingProfile"]["routingProfileARN"]
                    .as_str()
                    .unwrap_or_default();
                let profile = profile.to_owned();
                let lists = LISTS.map(|(method, member)| List {
                    method,
                    member,
                    items: Vec::new(),
                    pages: 0,
                    next_token: None,
                    in_flight: None,
                });
                let mut lists = Vec::from(lists);
                for list in &mut lists {
                    list.ask(context, service, &profile);
                }
                self.pass = Pass::Lists {
                    configuration,
                    profile,
                    lists,
                };
                Ok(())
            }
            Pass::Lists { lists, profile, .. } => {
                let Some(list) = lists.iter_mut().find(|list| list.in_flight == Some(id)) else {
                    return Ok(());
                };
                list.in_flight = None;
                let member = operation_of_method(list.method).and_then(|operation| list_of(operation.name));
                let page = cti::page(body, member.unwrap_or_default()).map_err(Failure::Malformed)?;
                list.items.extend(page.items);
                list.pages += 1;
                if page.next_token.is_some() {
                    if list.pages >= MOST_PAGES || page.next_token == list.next_token {
                        return Err(Failure::Malformed(format!(
                            "the list of {} does not end",
                            list.member
                        )));
                    }
                    list.next_token = page.next_token;
                    list.ask(context, service, profile);
                }
                Ok(())
            }
        }
    }

    fn finish(&mut self, now: Millis) -> Option<Value> {
        let Pass::Lists {
            configuration, lists, ..
        } = &mut self.pass
        else {
            return None;
        };
        if lists.iter().any(|list| list.in_flight.is_some()) {
            return None;
        }
        let mut configuration = configuration.take();
        for list in lists {
            let place = match list.member {
                "queues" => &mut configuration["routingProfile"]["queues"],
                member => &mut configuration[member],
            };
            *place = Value::Array(std::mem::take(&mut list.items));
        }
        self.pass = Pass::None;
        self.backoff.succeeded();
        self.poll_at = Some(if std::mem::take(&mut self.again) {
            now
        } else {
            now.after(INTERVAL)
        });
        Some(configuration)
    }

    fn abandon(&mut self, context: &mut Context<'_>) {
        match std::mem::replace(&mut self.pass, Pass::None) {
            Pass::None => {}
            Pass::Configuration(id) => context.abort_http(id),
            Pass::Lists { lists, .. } => {
                for id in lists.into_iter().filter_map(|list| list.in_flight) {
                    context.abort_http(id);
                }
            }
        }
    }

    /// What was asked will not be answered: ask again.
    pub(crate) fn begin_anew(&mut self, context: &mut Context<'_>) {
        self.abandon(context);
        if self.running {
            self.poll_at = Some(self.backoff.at_once(context.now));
        }
    }

    /// A fresh token or a network is there: do not wait any longer for what failed.
    pub(crate) fn hurry(&mut self, now: Millis) {
        if self.running && matches!(self.pass, Pass::None) && self.backoff.failures() > 0 {
            self.poll_at = Some(self.backoff.at_once(now));
        }
    }
}

impl List {
    fn ask(&mut self, context: &mut Context<'_>, service: Service<'_>, profile: &str) {
        let Some(operation) = operation_of_method(self.method) else {
            return;
        };
        let mut parameters = json!({ "nextToken": self.next_token, "maxResults": PAGE_SIZE });
        if self.method == "getRoutingProfileQueues" {
            parameters["routingProfileARN"] = Value::from(profile);
        }
        self.in_flight = Some(service.request(context, operation, &parameters, TIMEOUT));
    }
}
