//! The operations of the CTI service and what their requests must contain (PROTOCOL.md 1.3 and 1.4).

use serde_json::{Map, Value};

use crate::instance::{Exception, Refusal};

pub(super) struct Operation {
    pub(super) name: &'static str,
    /// The body carries `authentication:{authToken}`.
    pub(super) authentication: bool,
    members: &'static [Member],
}

struct Member {
    name: &'static str,
    kind: Kind,
    required: bool,
}

enum Kind {
    Text,
    Integer,
    Number,
    Boolean,
    /// Seconds since 1970 as a number, or a text that the service parses.
    Timestamp,
    Structure(&'static [Member]),
    List(&'static Kind),
    Map(&'static Kind),
}

use Kind::{Boolean, Integer, List, Map as MapOf, Number, Structure, Text, Timestamp};

const fn required(name: &'static str, kind: Kind) -> Member {
    Member {
        name,
        kind,
        required: true,
    }
}

const fn optional(name: &'static str, kind: Kind) -> Member {
    Member {
        name,
        kind,
        required: false,
    }
}

const fn operation(name: &'static str, authentication: bool, members: &'static [Member]) -> Operation {
    Operation {
        name,
        authentication,
        members,
    }
}

const AUTHENTICATION: &[Member] = &[optional("agentARN", Text), optional("authToken", Text)];
const QUEUE: &[Member] = &[optional("queueARN", Text), optional("name", Text)];
const ENDPOINT: &[Member] = &[
    optional("endpointARN", Text),
    required("type", Text),
    optional("name", Text),
    optional("displayName", Text),
    optional("phoneNumber", Text),
    optional("agentLogin", Text),
    optional("queue", Structure(QUEUE)),
    optional("emailAddress", Text),
];
const AGENT_STATE: &[Member] = &[
    optional("agentStateARN", Text),
    required("type", Text),
    required("name", Text),
    optional("startTimestamp", Timestamp),
];
const ROUTING_PROFILE: &[Member] = &[
    optional("name", Text),
    optional("routingProfileARN", Text),
    optional("defaultOutboundQueue", Structure(QUEUE)),
    optional("channelConcurrencyMap", MapOf(&Integer)),
];
const CONFIGURATION: &[Member] = &[
    required("name", Text),
    optional("username", Text),
    required("softphoneEnabled", Boolean),
    required("softphoneAutoAccept", Boolean),
    required("extension", Text),
    required("routingProfile", Structure(ROUTING_PROFILE)),
    optional("agentPreferences", MapOf(&Text)),
    optional("agentARN", Text),
];
const REFERENCE: &[Member] = &[
    optional("value", Text),
    required("type", Text),
    optional("arn", Text),
    optional("status", Text),
    optional("statusReason", Text),
];
const LOG_EVENT: &[Member] = &[
    optional("timestamp", Timestamp),
    optional("component", Text),
    optional("message", Text),
];
const STREAM_STATISTICS: &[Member] = &[
    optional("timestamp", Timestamp),
    optional("softphoneStreamType", Text),
    optional("packetCount", Integer),
    optional("packetsLost", Integer),
    optional("audioLevel", Number),
    optional("jitterBufferMillis", Integer),
    optional("roundTripTimeMillis", Integer),
];
const CALL_REPORT: &[Member] = &[
    optional("callStartTime", Timestamp),
    optional("callEndTime", Timestamp),
    optional("softphoneStreamStatistics", List(&Structure(STREAM_STATISTICS))),
    optional("gumTimeMillis", Integer),
    optional("initializationTimeMillis", Integer),
    optional("iceCollectionTimeMillis", Integer),
    optional("signallingConnectTimeMillis", Integer),
    optional("handshakeTimeMillis", Integer),
    optional("preTalkTimeMillis", Integer),
    optional("talkTimeMillis", Integer),
    optional("cleanupTimeMillis", Integer),
    optional("iceCollectionFailure", Boolean),
    optional("signallingConnectionFailure", Boolean),
    optional("handshakeFailure", Boolean),
    optional("gumOtherFailure", Boolean),
    optional("gumTimeoutFailure", Boolean),
    optional("createOfferFailure", Boolean),
    optional("setLocalDescriptionFailure", Boolean),
    optional("userBusyFailure", Boolean),
    optional("invalidRemoteSDPFailure", Boolean),
    optional("noRemoteIceCandidateFailure", Boolean),
    optional("setRemoteDescriptionFailure", Boolean),
];
const PAGE: &[Member] = &[optional("nextToken", Text), optional("maxResults", Integer)];
const CONTACT: &[Member] = &[required("contactId", Text)];
const CONNECTION: &[Member] = &[required("contactId", Text), required("connectionId", Text)];

const OPERATIONS: &[Operation] = &[
    operation(
        "GetAgentSnapshot",
        true,
        &[optional("nextToken", Text), optional("timeout", Integer)],
    ),
    operation(
        "PutAgentState",
        true,
        &[
            required("state", Structure(AGENT_STATE)),
            optional("enqueueNextState", Boolean),
        ],
    ),
    operation("GetAgentStates", true, PAGE),
    operation("GetDialableCountryCodes", true, PAGE),
    operation(
        "GetRoutingProfileQueues",
        true,
        &[
            required("routingProfileARN", Text),
            optional("nextToken", Text),
            optional("maxResults", Integer),
        ],
    ),
    operation("GetAgentPermissions", true, PAGE),
    operation("GetAgentConfiguration", true, &[]),
    operation(
        "UpdateAgentConfiguration",
        true,
        &[required("configuration", Structure(CONFIGURATION))],
    ),
    operation("AcceptContact", true, CONTACT),
    operation(
        "CreateOutboundContact",
        true,
        &[
            required("endpoint", Structure(ENDPOINT)),
            optional("queueARN", Text),
            optional("relatedContactId", Text),
        ],
    ),
    operation(
        "CreateTaskContact",
        false,
        &[
            required("endpoint", Structure(ENDPOINT)),
            optional("previousContactId", Text),
            required("name", Text),
            optional("description", Text),
            optional("references", MapOf(&Structure(REFERENCE))),
            optional("idempotencyToken", Text),
            optional("scheduledTime", Integer),
            optional("relatedContactId", Text),
        ],
    ),
    operation("ClearContact", false, CONTACT),
    operation("CompleteContact", false, CONTACT),
    operation("RejectContact", false, CONTACT),
    operation(
        "NotifyContactIssue",
        true,
        &[
            required("contactId", Text),
            optional("issueCode", Text),
            optional("description", Text),
            optional("clientLogs", Text),
        ],
    ),
    operation(
        "CreateAdditionalConnection",
        true,
        &[
            required("contactId", Text),
            required("endpoint", Structure(ENDPOINT)),
        ],
    ),
    operation("DestroyConnection", true, CONNECTION),
    operation("HoldConnection", true, CONNECTION),
    operation("ResumeConnection", true, CONNECTION),
    operation("ToggleActiveConnections", true, CONNECTION),
    operation("ConferenceConnections", true, CONTACT),
    operation(
        "SendClientLogs",
        true,
        &[required("logEvents", List(&Structure(LOG_EVENT)))],
    ),
    operation(
        "SendDigits",
        true,
        &[
            required("contactId", Text),
            required("connectionId", Text),
            required("digits", Text),
        ],
    ),
    operation(
        "SendSoftphoneCallReport",
        true,
        &[
            required("contactId", Text),
            optional("ccpVersion", Text),
            required("report", Structure(CALL_REPORT)),
        ],
    ),
    operation(
        "SendSoftphoneCallMetrics",
        true,
        &[
            required("contactId", Text),
            optional("ccpVersion", Text),
            required("softphoneStreamStatistics", List(&Structure(STREAM_STATISTICS))),
        ],
    ),
    operation(
        "GetEndpoints",
        true,
        &[
            required("queueARNs", List(&Text)),
            optional("nextToken", Text),
            optional("maxResults", Integer),
        ],
    ),
    operation("GetNewAuthToken", true, &[required("refreshToken", Text)]),
    operation(
        "CreateTransport",
        true,
        &[
            required("transportType", Text),
            optional("participantId", Text),
            optional("contactId", Text),
            optional("softphoneClientId", Text),
        ],
    ),
    operation("MuteParticipant", true, CONNECTION),
    operation("UnmuteParticipant", true, CONNECTION),
    operation(
        "UpdateMonitorParticipantState",
        false,
        &[required("contactId", Text), required("targetMonitorMode", Text)],
    ),
    operation("PauseContact", false, CONTACT),
    operation("ResumeContact", false, CONTACT),
];

/// The operation of this name, if the service has it.
pub(super) fn find(name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == name)
}

impl Operation {
    /// Checks that required members are there and that all known members are of their kind. Members that
    /// are not known are let through, as AWS services do.
    pub(super) fn check(&self, body: &Map<String, Value>) -> Result<(), Refusal> {
        if self.authentication {
            check_member(
                &required("authentication", Structure(AUTHENTICATION)),
                body,
                self.name,
            )?;
        }
        check_structure(self.members, body, self.name)
    }
}

fn check_structure(members: &[Member], value: &Map<String, Value>, path: &str) -> Result<(), Refusal> {
    members
        .iter()
        .try_for_each(|member| check_member(member, value, path))
}

fn check_member(member: &Member, within: &Map<String, Value>, path: &str) -> Result<(), Refusal> {
    match within.get(member.name) {
        None | Some(Value::Null) if member.required => Err(Refusal::new(
            Exception::Validation,
            format!("{path} lacks the required member {}.", member.name),
        )),
        None | Some(Value::Null) => Ok(()),
        Some(value) => check_value(&member.kind, value, &format!("{path}.{}", member.name)),
    }
}

fn check_value(kind: &Kind, value: &Value, path: &str) -> Result<(), Refusal> {
    let fits = match (kind, value) {
        (Text, Value::String(_)) | (Boolean, Value::Bool(_)) | (Timestamp, Value::String(_)) => true,
        (Number | Timestamp, Value::Number(_)) => true,
        (Integer, Value::Number(number)) => number.is_i64() || number.is_u64(),
        (Structure(members), Value::Object(value)) => return check_structure(members, value, path),
        (List(kind), Value::Array(items)) => {
            return items
                .iter()
                .enumerate()
                .try_for_each(|(index, item)| check_value(kind, item, &format!("{path}[{index}]")));
        }
        (MapOf(kind), Value::Object(entries)) => {
            return entries
                .iter()
                .filter(|(_, entry)| !entry.is_null())
                .try_for_each(|(key, entry)| check_value(kind, entry, &format!("{path}.{key}")));
        }
        _ => false,
    };
    if fits {
        Ok(())
    } else {
        Err(Refusal::new(
            Exception::Serialization,
            format!("{path} must be {}.", kind_name(kind)),
        ))
    }
}

const fn kind_name(kind: &Kind) -> &'static str {
    match kind {
        Text => "a text",
        Integer => "a whole number",
        Number => "a number",
        Boolean => "true or false",
        Timestamp => "a time in seconds",
        Structure(_) => "a structure",
        List(_) => "a list",
        MapOf(_) => "a map",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(name: &str, body: Value) -> Result<(), Refusal> {
        find(name).unwrap().check(body.as_object().unwrap())
    }

    #[test]
    fn every_operation_of_the_public_model_is_known_once() {
        let mut names: Vec<_> = OPERATIONS.iter().map(|operation| operation.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), OPERATIONS.len());
        assert_eq!(names.len(), 33);
        for absent in [
            "DestroyContact",
            "UpdateContactAttributes",
            "AddNewConnection",
            "TransferContact",
        ] {
            assert!(find(absent).is_none(), "{absent} has no model");
        }
    }

    #[test]
    fn seven_operations_carry_no_authentication_member() {
        let without: Vec<_> = OPERATIONS
            .iter()
            .filter(|operation| !operation.authentication)
            .map(|operation| operation.name)
            .collect();
        assert_eq!(
            without,
            [
                "CreateTaskContact",
                "ClearContact",
                "CompleteContact",
                "RejectContact",
                "UpdateMonitorParticipantState",
                "PauseContact",
                "ResumeContact"
            ]
        );
    }

    #[test]
    fn a_missing_member_is_named() {
        let refusal = check(
            "PutAgentState",
            json!({ "authentication": {}, "state": { "type": "routable" } }),
        )
        .unwrap_err();
        assert_eq!(refusal.exception, Exception::Validation);
        assert_eq!(
            refusal.message,
            "PutAgentState.state lacks the required member name."
        );
        let refusal = check("AcceptContact", json!({ "contactId": "1" })).unwrap_err();
        assert_eq!(
            refusal.message,
            "AcceptContact lacks the required member authentication."
        );
        assert!(check("ClearContact", json!({ "contactId": null })).is_err());
    }

    #[test]
    fn a_member_of_another_kind_is_named() {
        let refusal = check(
            "GetEndpoints",
            json!({ "authentication": {}, "queueARNs": ["a", 1] }),
        )
        .unwrap_err();
        assert_eq!(refusal.exception, Exception::Serialization);
        assert_eq!(refusal.message, "GetEndpoints.queueARNs[1] must be a text.");
        assert!(
            check(
                "GetAgentSnapshot",
                json!({ "authentication": {}, "timeout": 1.5 })
            )
            .is_err()
        );
    }

    #[test]
    fn explicit_nulls_and_unknown_members_pass() {
        let body = json!({ "authentication": { "authToken": "t", "x": 1 }, "nextToken": null, "timeout": 30000, "new": {} });
        assert_eq!(check("GetAgentSnapshot", body), Ok(()));
    }
}
