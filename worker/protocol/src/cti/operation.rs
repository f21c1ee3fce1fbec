//! The operations of the service and the members of their requests (PROTOCOL.md 1.3, 1.4).

/// One operation.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// The value of `connect.ClientMethods`.
    pub method: &'static str,
    /// The name after `AmazonConnectCTIService.`.
    pub name: &'static str,
    /// Whether the body carries the token too.
    pub authentication: bool,
    /// Members of the request, without authentication.
    pub members: &'static [Member],
}

/// A member of a structure.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
}

/// What a member may be.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A time: a number of seconds, or text.
    Time,
    /// A list of such items.
    List(&'static Kind),
    /// A map from text to such values.
    Map(&'static Kind),
    /// Named members.
    Structure(&'static [Member]),
}

/// The operation of a value of `connect.ClientMethods`; nothing for the four that have no operation, and for
/// everything else.
#[must_use]
pub fn operation_of_method(method: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.method == method)
}

use Kind::{Boolean, List, Map, Number, Structure, Text, Time};

const fn must(name: &'static str, kind: Kind) -> Member {
    Member {
        name,
        kind,
        required: true,
    }
}

const fn may(name: &'static str, kind: Kind) -> Member {
    Member {
        name,
        kind,
        required: false,
    }
}

const fn signed(method: &'static str, name: &'static str, members: &'static [Member]) -> Operation {
    Operation {
        method,
        name,
        authentication: true,
        members,
    }
}

const fn plain(method: &'static str, name: &'static str, members: &'static [Member]) -> Operation {
    Operation {
        method,
        name,
        authentication: false,
        members,
    }
}

const QUEUE: Kind = Structure(&[may("queueARN", Text), may("name", Text)]);

const ENDPOINT: Kind = Structure(&[
    may("endpointARN", Text),
    must("type", Text),
    may("name", Text),
    may("displayName", Text),
    may("phoneNumber", Text),
    may("agentLogin", Text),
    may("queue", QUEUE),
    may("emailAddress", Text),
]);

const AGENT_STATE: Kind = Structure(&[
    may("agentStateARN", Text),
    must("type", Text),
    must("name", Text),
    may("startTimestamp", Time),
]);

const REFERENCES: Kind = Map(&Structure(&[
    may("value", Text),
    must("type", Text),
    may("arn", Text),
    may("status", Text),
    may("statusReason", Text),
]));

const CONFIGURATION: Kind = Structure(&[
    must("name", Text),
    may("username", Text),
    must("softphoneEnabled", Boolean),
    must("softphoneAutoAccept", Boolean),
    must("extension", Text),
    must(
        "routingProfile",
        Structure(&[
            may("name", Text),
            may("routingProfileARN", Text),
            may("defaultOutboundQueue", QUEUE),
            may("channelConcurrencyMap", Map(&Number)),
        ]),
    ),
    may("agentPreferences", Map(&Text)),
    may("agentARN", Text),
]);

const STREAM_STATISTICS: Kind = List(&Structure(&[
    may("timestamp", Time),
    may("softphoneStreamType", Text),
    may("packetCount", Number),
    may("packetsLost", Number),
    may("audioLevel", Number),
    may("jitterBufferMillis", Number),
    may("roundTripTimeMillis", Number),
]));

const CALL_REPORT: Kind = Structure(&[
    may("callStartTime", Time),
    may("callEndTime", Time),
    may("softphoneStreamStatistics", STREAM_STATISTICS),
    may("gumTimeMillis", Number),
    may("initializationTimeMillis", Number),
    may("iceCollectionTimeMillis", Number),
    may("signallingConnectTimeMillis", Number),
    may("handshakeTimeMillis", Number),
    may("preTalkTimeMillis", Number),
    may("talkTimeMillis", Number),
    may("cleanupTimeMillis", Number),
    may("iceCollectionFailure", Boolean),
    may("signallingConnectionFailure", Boolean),
    may("handshakeFailure", Boolean),
    may("gumOtherFailure", Boolean),
    may("gumTimeoutFailure", Boolean),
    may("createOfferFailure", Boolean),
    may("setLocalDescriptionFailure", Boolean),
    may("userBusyFailure", Boolean),
    may("invalidRemoteSDPFailure", Boolean),
    may("noRemoteIceCandidateFailure", Boolean),
    may("setRemoteDescriptionFailure", Boolean),
]);

const NEXT_TOKEN: Member = may("nextToken", Text);
const MAX_RESULTS: Member = may("maxResults", Number);
const CONTACT: Member = must("contactId", Text);
const CONNECTION: Member = must("connectionId", Text);

const PAGED: &[Member] = &[NEXT_TOKEN, MAX_RESULTS];
const OF_CONTACT: &[Member] = &[CONTACT];
const OF_CONNECTION: &[Member] = &[CONTACT, CONNECTION];

/// All operations that the service's public model has.
pub const OPERATIONS: &[Operation] = &[
    signed(
        "getAgentSnapshot",
        "GetAgentSnapshot",
        &[NEXT_TOKEN, may("timeout", Number)],
    ),
    signed(
        "putAgentState",
        "PutAgentState",
        &[must("state", AGENT_STATE), may("enqueueNextState", Boolean)],
    ),
    signed("getAgentStates", "GetAgentStates", PAGED),
    signed("getDialableCountryCodes", "GetDialableCountryCodes", PAGED),
    signed(
        "getRoutingProfileQueues",
        "GetRoutingProfileQueues",
        &[must("routingProfileARN", Text), NEXT_TOKEN, MAX_RESULTS],
    ),
    signed("getAgentPermissions", "GetAgentPermissions", PAGED),
    signed("getAgentConfiguration", "GetAgentConfiguration", &[]),
    signed(
        "updateAgentConfiguration",
        "UpdateAgentConfiguration",
        &[must("configuration", CONFIGURATION)],
    ),
    signed("acceptContact", "AcceptContact", OF_CONTACT),
    signed(
        "createOutboundContact",
        "CreateOutboundContact",
        &[
            must("endpoint", ENDPOINT),
            may("queueARN", Text),
            may("relatedContactId", Text),
        ],
    ),
    plain(
        "createTaskContact",
        "CreateTaskContact",
        &[
            must("endpoint", ENDPOINT),
            may("previousContactId", Text),
            must("name", Text),
            may("description", Text),
            may("references", REFERENCES),
            may("idempotencyToken", Text),
            may("scheduledTime", Number),
            may("relatedContactId", Text),
        ],
    ),
    plain("clearContact", "ClearContact", OF_CONTACT),
    plain("completeContact", "CompleteContact", OF_CONTACT),
    plain("rejectContact", "RejectContact", OF_CONTACT),
    signed(
        "notifyContactIssue",
        "NotifyContactIssue",
        &[
            CONTACT,
            may("issueCode", Text),
            may("description", Text),
            may("clientLogs", Text),
        ],
    ),
    signed(
        "createAdditionalConnection",
        "CreateAdditionalConnection",
        &[CONTACT, must("endpoint", ENDPOINT)],
    ),
    signed("destroyConnection", "DestroyConnection", OF_CONNECTION),
    signed("holdConnection", "HoldConnection", OF_CONNECTION),
    signed("resumeConnection", "ResumeConnection", OF_CONNECTION),
    signed(
        "toggleActiveConnections",
        "ToggleActiveConnections",
        OF_CONNECTION,
    ),
    signed("conferenceConnections", "ConferenceConnections", OF_CONTACT),
    signed(
        "sendClientLogs",
        "SendClientLogs",
        &[must(
            "logEvents",
            List(&Structure(&[
                may("timestamp", Time),
                may("component", Text),
                may("message", Text),
            ])),
        )],
    ),
    signed(
        "sendDigits",
        "SendDigits",
        &[CONTACT, CONNECTION, must("digits", Text)],
    ),
    signed(
        "sendSoftphoneCallReport",
        "SendSoftphoneCallReport",
        &[CONTACT, may("ccpVersion", Text), must("report", CALL_REPORT)],
    ),
    signed(
        "sendSoftphoneCallMetrics",
        "SendSoftphoneCallMetrics",
        &[
            CONTACT,
            may("ccpVersion", Text),
            must("softphoneStreamStatistics", STREAM_STATISTICS),
        ],
    ),
    signed(
        "getEndpoints",
        "GetEndpoints",
        &[must("queueARNs", List(&Text)), NEXT_TOKEN, MAX_RESULTS],
    ),
    signed(
        "getNewAuthToken",
        "GetNewAuthToken",
        &[must("refreshToken", Text)],
    ),
    signed(
        "createTransport",
        "CreateTransport",
        &[
            must("transportType", Text),
            may("participantId", Text),
            may("contactId", Text),
            may("softphoneClientId", Text),
        ],
    ),
    signed("muteParticipant", "MuteParticipant", OF_CONNECTION),
    signed("unmuteParticipant", "UnmuteParticipant", OF_CONNECTION),
    plain(
        "updateMonitorParticipantState",
        "UpdateMonitorParticipantState",
        &[CONTACT, must("targetMonitorMode", Text)],
    ),
    plain("pauseContact", "PauseContact", OF_CONTACT),
    plain("resumeContact", "ResumeContact", OF_CONTACT),
];
