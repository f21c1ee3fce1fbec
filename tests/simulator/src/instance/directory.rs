//! What every agent of the instance can choose from: states, countries, queues, quick connects.

use serde::{Deserialize, Serialize};

use super::agent::{AgentState, AgentStateKind};
use super::contact::Channel;
use super::time::Timestamp;

pub(crate) const REGION: &str = "us-west-2";
pub(crate) const ACCOUNT: &str = "123456789012";
pub(crate) const INSTANCE_ARN: &str =
    "arn:aws:connect:us-west-2:123456789012:instance/5ca1ab1e-0000-4000-8000-0000000c0de5";

/// The number that customers call, and that they see when an agent calls them.
pub(crate) const SYSTEM_NUMBER: &str = "+18005550199";
pub(crate) const CUSTOMER_NUMBER: &str = "+12065550100";

pub(crate) const PERMISSIONS: [&str; 3] = ["outboundCall", "voiceId", "ccpRealtimeContactLens"];

/// As the CTI service sends and takes it. Members that this simulator has no use for are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Queue {
    #[serde(rename = "queueARN")]
    pub(crate) arn: Option<String>,
    pub(crate) name: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EndpointKind {
    PhoneNumber,
    Agent,
    Queue,
}

/// As the CTI service sends and takes it (PROTOCOL.md 1.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Endpoint {
    #[serde(rename = "endpointARN", default)]
    pub(crate) arn: Option<String>,
    #[serde(rename = "type")]
    pub(crate) kind: EndpointKind,
    #[serde(default)]
    pub(crate) name: Option<String>,
    #[serde(default)]
    pub(crate) display_name: Option<String>,
    #[serde(default)]
    pub(crate) phone_number: Option<String>,
    #[serde(default)]
    pub(crate) agent_login: Option<String>,
    #[serde(default)]
    pub(crate) queue: Option<Queue>,
    #[serde(default)]
    pub(crate) email_address: Option<String>,
}

impl Endpoint {
    pub(crate) fn phone(number: &str) -> Self {
        Self {
            arn: None,
            kind: EndpointKind::PhoneNumber,
            name: None,
            display_name: None,
            phone_number: Some(number.to_owned()),
            agent_login: None,
            queue: None,
            email_address: None,
        }
    }

    fn quick_connect(index: usize, kind: EndpointKind, name: &str) -> Self {
        Self {
            arn: Some(format!(
                "{INSTANCE_ARN}/transfer-destination/{}",
                identifier(6, index)
            )),
            kind,
            name: Some(name.to_owned()),
            display_name: None,
            phone_number: None,
            agent_login: None,
            queue: None,
            email_address: None,
        }
    }

    fn identifier(&self) -> Option<&str> {
        self.arn.as_deref()?.rsplit('/').next()
    }

    /// The endpoint of an agent, for the connection that other agents see.
    pub(crate) fn agent(name: &str) -> Self {
        let index = QUICK_CONNECT_AGENTS
            .iter()
            .position(|&agent| agent == name)
            .unwrap_or(999);
        Self {
            queue: Some(personal_queue(name)),
            agent_login: Some(name.to_owned()),
            ..Self::quick_connect(index, EndpointKind::Agent, name)
        }
    }
}

/// A stable identifier in UUID form: `section` says of what, `index` which.
pub(super) fn identifier(section: usize, index: usize) -> String {
    format!("5ca1ab1e-000{section}-4000-8000-{index:012}")
}

const STATES: [(&str, AgentStateKind); 8] = [
    ("Available", AgentStateKind::Routable),
    ("Lunch", AgentStateKind::NotRoutable),
    ("Break", AgentStateKind::NotRoutable),
    ("Training", AgentStateKind::NotRoutable),
    ("Meeting", AgentStateKind::NotRoutable),
    ("Coaching", AgentStateKind::NotRoutable),
    ("Back office", AgentStateKind::NotRoutable),
    ("Offline", AgentStateKind::Offline),
];

/// The states that an agent can choose.
pub(crate) fn agent_states(now: Timestamp) -> Vec<AgentState> {
    STATES
        .iter()
        .enumerate()
        .map(|(index, &(name, kind))| AgentState {
            arn: Some(format!("{INSTANCE_ARN}/agent-state/{}", identifier(1, index))),
            kind,
            name: name.to_owned(),
            since: now,
        })
        .collect()
}

/// A state that an agent can choose, found by its name or its ARN.
pub(crate) fn agent_state(name_or_arn: &str, now: Timestamp) -> Option<AgentState> {
    agent_states(now)
        .into_iter()
        .find(|state| state.name == name_or_arn || state.arn.as_deref() == Some(name_or_arn))
}

/// The state in which agents start.
pub(crate) fn offline(now: Timestamp) -> AgentState {
    agent_state("Offline", now).expect("Offline is one of the states")
}

pub(crate) const COUNTRIES: [&str; 60] = [
    "us", "ca", "gb", "ie", "de", "at", "ch", "fr", "be", "nl", "lu", "es", "pt", "it", "dk", "se", "no",
    "fi", "is", "pl", "cz", "sk", "hu", "ro", "bg", "gr", "hr", "si", "ee", "lv", "lt", "mt", "cy", "au",
    "nz", "jp", "kr", "sg", "hk", "tw", "my", "th", "vn", "ph", "id", "in", "il", "ae", "sa", "tr", "za",
    "ke", "ng", "eg", "br", "ar", "cl", "co", "pe", "mx",
];

const QUEUES: [&str; 12] = [
    "BasicQueue",
    "Support",
    "Billing",
    "Sales",
    "Returns",
    "Loyalty",
    "Technical support",
    "Second level",
    "Complaints",
    "Business customers",
    "Claims",
    "Overflow",
];

fn queue_by_index(index: usize) -> Option<Queue> {
    QUEUES.get(index).map(|name| Queue {
        arn: Some(format!("{INSTANCE_ARN}/queue/{}", identifier(2, index))),
        name: Some((*name).to_owned()),
    })
}

/// The queues of the one routing profile.
pub(crate) fn queues() -> Vec<Queue> {
    (0..QUEUES.len()).filter_map(queue_by_index).collect()
}

/// A queue found by its name or its ARN.
pub(crate) fn queue(name_or_arn: &str) -> Option<Queue> {
    queues()
        .into_iter()
        .find(|queue| queue.name.as_deref() == Some(name_or_arn) || queue.arn.as_deref() == Some(name_or_arn))
}

pub(crate) fn default_queue() -> Queue {
    queue_by_index(0).expect("there is a first queue")
}

/// The queue that every agent has alone. Its name is null on the wire.
pub(crate) fn personal_queue(agent: &str) -> Queue {
    Queue {
        arn: Some(format!("{INSTANCE_ARN}/queue/agent/{}", agent_identifier(agent))),
        name: None,
    }
}

/// A stable identifier in UUID form that depends on the name alone.
pub(crate) fn agent_identifier(agent: &str) -> String {
    let digest = agent.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!(
        "5ca1ab1e-0003-4000-{:04x}-{:012x}",
        0x8000 | (digest >> 52),
        digest & 0xffff_ffff_ffff
    )
}

pub(crate) fn agent_arn(agent: &str) -> String {
    format!("{INSTANCE_ARN}/agent/{}", agent_identifier(agent))
}

pub(crate) fn routing_profile_arn() -> String {
    format!("{INSTANCE_ARN}/routing-profile/{}", identifier(4, 0))
}

/// Contacts of a channel that an agent can have at once.
pub(crate) const fn concurrency(channel: Channel) -> usize {
    match channel {
        Channel::Voice | Channel::QueueCallback => 1,
        Channel::Chat | Channel::Task => 10,
    }
}

/// The last part of the ARN of the instance.
pub(crate) fn instance_identifier() -> &'static str {
    INSTANCE_ARN.rsplit('/').next().unwrap_or_default()
}

const QUICK_CONNECT_AGENTS: [&str; 6] = ["alice", "bob", "carol", "dave", "erin", "frank"];
const QUICK_CONNECT_NUMBERS: [&str; 12] = [
    "Reception",
    "Fraud desk",
    "Legal",
    "Interpreter",
    "Warehouse",
    "Roadside help",
    "Accounting",
    "Press office",
    "Facility",
    "Night desk",
    "Travel desk",
    "Emergency",
];

/// The quick connects of any of the queues, each once. The first queue has all; the others have the agents, their
/// own quick connect and one telephone number; the personal queue of an agent has the agents alone.
pub(crate) fn quick_connects_of(queue_arns: &[&str]) -> Vec<Endpoint> {
    let of_queue = |number: usize| {
        queue_by_index(number).is_some_and(|queue| {
            let arn = queue.arn.as_deref();
            queue_arns.iter().any(|asked| arn == Some(asked))
        })
    };
    let personal = |arn: &&str| arn.starts_with(&format!("{INSTANCE_ARN}/queue/agent/"));
    let any = queue_arns.iter().any(personal) || (0..QUEUES.len()).any(of_queue);
    let (mut queues, mut numbers) = (0.., 0..);
    quick_connects()
        .into_iter()
        .filter(|endpoint| {
            let own = match endpoint.kind {
                EndpointKind::Agent => any,
                EndpointKind::Queue => queues.next().is_some_and(of_queue),
                EndpointKind::PhoneNumber => numbers.next().is_some_and(of_queue),
            };
            own || of_queue(0)
        })
        .collect()
}

/// All quick connects: agents, queues, telephone numbers.
pub(crate) fn quick_connects() -> Vec<Endpoint> {
    let agents = QUICK_CONNECT_AGENTS.iter().map(|name| Endpoint {
        agent_login: None,
        ..Endpoint::agent(name)
    });
    let queues = queues().into_iter().enumerate().map(|(index, queue)| Endpoint {
        queue: Some(queue.clone()),
        ..Endpoint::quick_connect(
            100 + index,
            EndpointKind::Queue,
            queue.name.as_deref().unwrap_or_default(),
        )
    });
    let numbers = QUICK_CONNECT_NUMBERS
        .iter()
        .enumerate()
        .map(|(index, name)| Endpoint {
            phone_number: Some(format!("+180055502{index:02}")),
            ..Endpoint::quick_connect(200 + index, EndpointKind::PhoneNumber, name)
        });
    agents.chain(queues).chain(numbers).collect()
}

/// A quick connect found by its name.
pub(super) fn quick_connect_named(name: &str) -> Option<Endpoint> {
    quick_connects()
        .into_iter()
        .find(|endpoint| endpoint.name.as_deref() == Some(name))
}

/// A quick connect found by the last part of its ARN.
pub(super) fn quick_connect(id: &str) -> Option<Endpoint> {
    quick_connects()
        .into_iter()
        .find(|endpoint| endpoint.identifier() == Some(id))
}

/// The last part of the ARN of a quick connect.
pub(super) fn quick_connect_identifier(name: &str) -> Option<String> {
    quick_connect_named(name)?.identifier().map(str::to_owned)
}
