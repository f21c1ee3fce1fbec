//! The operations of the CTI service and their requests (PROTOCOL.md 1.3 and 1.4).

use super::Kind::{Boolean, Integer, List, Map as MapOf, Number, Structure, Text, Timestamp};
use super::{Kind, Member, Operation};

pub(super) const fn required(name: &'static str, kind: Kind) -> Member {
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

pub(super) const AUTHENTICATION: &[Member] = &[optional("agentARN", Text), optional("authToken", Text)];
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

pub(super) const OPERATIONS: &[Operation] = &[
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
