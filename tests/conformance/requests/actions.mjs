/**
 * All actions of the documentation that reach the service or other pages, and good values of their parameters.
 *
 * `parameters` has a list of good values for each; a function makes the value of what a side has. Callbacks are
 * written as {@link CALLBACKS}, or as options that have them among themselves.
 */

import { arn } from "../harness/service.mjs";

/** Both callbacks, and one of them alone. */
export const CALLBACKS = { options: {}, success: true, failure: true };
export const onlySuccess = { ...CALLBACKS, failure: false, onlySuccess: true };
export const onlyFailure = { ...CALLBACKS, success: false };

/** Options that have the callbacks among them. */
export function withCallbacks(options) {
  return { ...CALLBACKS, options };
}

export function isCallbacks(value) {
  return typeof value?.options === "object" && "success" in value;
}

const agent = (connect) => new connect.Agent();
const contact = (contactId) => (connect) => new connect.Contact(contactId);
const connection = (contactId, index) => (connect) => new connect.Contact(contactId).getConnections()[index];
const core = (connect) => connect.core;
const client = (connect) => connect.core.getClient();

const states = [0, 1, 3].map((index) => (connect) => new connect.Agent().getAgentStates()[index]);
const endpoints = [
  (connect) => connect.Endpoint.byPhoneNumber("+15550199"),
  { type: "phone_number", phoneNumber: "+15550199", name: null },
  { endpointARN: arn("transfer-destination/2"), type: "agent", name: "Bob", agentLogin: "bob" },
  {
    endpointARN: arn("transfer-destination/1"),
    type: "queue",
    name: "Sales",
    queue: { queueARN: arn("queue/sales") },
  },
  // A phone number that is not one is the service's to refuse.
  { type: "phone_number", phoneNumber: "call me" },
];
const configurations = [
  (connect) => new connect.Agent().getConfiguration(),
  (connect) => ({
    ...new connect.Agent().getConfiguration(),
    extension: "+15550123",
    softphoneEnabled: false,
  }),
  (connect) => ({ ...new connect.Agent().getConfiguration(), agentPreferences: { locale: "de_DE" } }),
  (connect) => ({ ...new connect.Agent().getConfiguration(), agentPreferences: { locale: "xx_XX" } }),
  (connect) => ({ ...new connect.Agent().getConfiguration(), agentPreferences: null }),
];

function action(of, on, method, parameters = [], more = {}) {
  return { name: `${of}.${method}`, on, method, parameters, ...more };
}

const onEach = (contactIds, method, parameters, more) =>
  contactIds.map((contactId) => action(`contact ${contactId}`, contact(contactId), method, parameters, more));

const onConnections = (method, parameters) =>
  [
    ["call", 0],
    ["call", 1],
    ["call", 2],
    ["chat", 0],
    ["task", 0],
  ].map(([contactId, index]) =>
    action(`connection ${contactId} ${index}`, connection(contactId, index), method, parameters),
  );

export const ACTIONS = [
  action("agent", agent, "setState", [
    states,
    [CALLBACKS],
    [undefined, null, { enqueueNextState: true }, { enqueueNextState: false }, { enqueueNextState: "yes" }],
  ]),
  action("agent", agent, "setStatus", [states, [CALLBACKS], [{ enqueueNextState: true }]]),
  action("agent", agent, "setConfiguration", [configurations, [CALLBACKS]], { reloadsConfiguration: true }),
  action("agent", agent, "connect", [
    endpoints,
    [
      withCallbacks({}),
      withCallbacks({ queueARN: arn("queue/sales") }),
      withCallbacks({ queueId: arn("queue/sales") }),
      withCallbacks({ relatedContactId: "call" }),
      withCallbacks({ relatedContactId: null, queueARN: null }),
      withCallbacks({ timeout: 1000 }),
      withCallbacks({ timeout: 0 }),
    ],
  ]),
  ...["getEndpoints", "getAddresses"].map((method) =>
    action("agent", agent, method, [
      [arn("queue/basic"), [arn("queue/basic"), arn("queue/sales")], []],
      [CALLBACKS],
      [undefined, null, {}, { maxResults: 2 }, { maxResults: 1, nextToken: "3" }],
    ]),
  ),
  action("agent", agent, "mute"),
  action("agent", agent, "unmute"),
  ...["setSpeakerDevice", "setMicrophoneDevice", "setRingerDevice"].map((method) =>
    action("agent", agent, method, [["device-1", "default"]]),
  ),

  ...onEach(["call", "ringing", "chat", "task"], "accept", [[CALLBACKS]]),
  ...[
    "reject",
    "clear",
    "complete",
    "conferenceConnections",
    "silentMonitor",
    "bargeIn",
    "pause",
    "resume",
  ].flatMap((method) => onEach(["call"], method, [[CALLBACKS]])),
  ...onEach(["call"], "destroy"),
  ...onEach(["call", "plain-call", "empty-call", "chat"], "toggleActiveConnections", [[CALLBACKS]]),
  ...onEach(["call"], "notifyIssue", [["echo", "other"], ["It echoes.", ""], [CALLBACKS]]),
  ...onEach(["call"], "addConnection", [endpoints, [CALLBACKS]]),
  ...onEach(["call"], "updateMonitorParticipantState", [["BARGE", "silent_monitor", "other"], [CALLBACKS]]),

  ...onConnections("destroy", [[CALLBACKS]]),
  ...onConnections("hold", [[CALLBACKS]]),
  ...onConnections("resume", [[CALLBACKS]]),
  ...onConnections("sendDigits", [["1", "*#0", ""], [CALLBACKS]]),
  ...["muteParticipant", "unmuteParticipant"].flatMap((method) =>
    [0, 1].map((index) =>
      action(`connection call ${index}`, connection("call", index), method, [[CALLBACKS]]),
    ),
  ),
  action("connection chat 0", connection("chat", 0), "getConnectionToken"),

  action("core", core, "viewContact", [["call", "gone"]]),

  ...calls(),
];

/** `connect.core.getClient().call(method, parameters, callbacks)` with every method of the service. */
function calls() {
  const one = { contactId: "call" };
  const two = { contactId: "call", connectionId: "call-customer" };
  const endpoint = { type: "phone_number", phoneNumber: "+15550199" };
  const time = new Date(1_699_999_999_500);
  const statistics = [
    { timestamp: time, softphoneStreamType: "audio_input", packetCount: 5, packetsLost: 1, audioLevel: 2.5 },
  ];
  const methods = {
    putAgentState: [
      { state: { name: "Lunch", type: "not_routable", agentStateARN: arn("agent-state/Lunch") } },
    ],
    getAgentStates: [{}, { maxResults: 2, nextToken: "2" }],
    getDialableCountryCodes: [{}, { maxResults: 1 }],
    getRoutingProfileQueues: [{ routingProfileARN: arn("routing-profile/basic") }],
    getAgentPermissions: [{}],
    getAgentConfiguration: [{}],
    acceptContact: [one],
    createOutboundContact: [
      { endpoint },
      { endpoint, queueARN: arn("queue/basic"), relatedContactId: "call" },
    ],
    createTaskContact: [
      { endpoint, name: "a task" },
      {
        endpoint,
        name: "a task",
        previousContactId: "call",
        references: { site: { value: "https://example.com/", type: "URL" } },
        scheduledTime: 1_700_000_500,
        idempotencyToken: "once",
      },
      { endpoint, name: "a task", previousContactId: "call", relatedContactId: "chat" },
    ],
    clearContact: [one],
    completeContact: [one],
    destroyContact: [one],
    rejectContact: [one],
    notifyContactIssue: [{ ...one, issueCode: "echo", description: "d", clientLogs: "l" }],
    updateContactAttributes: [{ ...one, attributes: { a: { name: "a", value: "b" } } }],
    createAdditionalConnection: [{ ...one, endpoint }],
    destroyConnection: [two],
    holdConnection: [two],
    resumeConnection: [two],
    toggleActiveConnections: [two],
    conferenceConnections: [one],
    sendClientLogs: [
      { logEvents: [{ timestamp: time, component: "ccp", message: "a line" }] },
      { logEvents: [] },
    ],
    sendDigits: [{ ...two, digits: "1" }],
    sendSoftphoneCallReport: [
      {
        ...one,
        ccpVersion: "V2",
        report: {
          callStartTime: time,
          callEndTime: time,
          gumTimeMillis: 5,
          iceCollectionFailure: false,
          softphoneStreamStatistics: statistics,
        },
      },
      {
        ...one,
        report: {
          handshakingTimeMillis: 1,
          preTalkingTimeMillis: 2,
          talkingTimeMillis: 3,
          handshakingFailure: true,
          softphoneStreamStatistics: [],
        },
      },
    ],
    sendSoftphoneCallMetrics: [
      { ...one, ccpVersion: "V2", softphoneStreamStatistics: statistics },
      { ...one, softphoneStreamStatistics: [{ timestamp: time, packetsCount: 7 }] },
    ],
    getEndpoints: [{ queueARNs: [arn("queue/basic")] }],
    updateAgentConfiguration: [
      {
        configuration: {
          name: "Ann",
          softphoneEnabled: true,
          softphoneAutoAccept: false,
          extension: "+15550123",
          routingProfile: {
            name: "p",
            routingProfileARN: arn("routing-profile/basic"),
            defaultOutboundQueue: { queueARN: arn("queue/basic"), name: "b", queueId: "dropped" },
            queues: ["dropped"],
          },
          agentPreferences: { locale: "de_DE" },
        },
      },
    ],
    getNewAuthToken: [{ refreshToken: "NA" }],
    createTransport: [
      { transportType: "chat_token", participantId: "chat-agent", contactId: "chat" },
      { transportType: "softphone", softphoneClientId: "client" },
      { transportType: "web_rtc", contactId: "call" },
      { transportType: "other" },
    ],
    muteParticipant: [two],
    unmuteParticipant: [two],
    updateMonitorParticipantState: [{ ...one, targetMonitorMode: "BARGE" }],
    pauseContact: [one],
    resumeContact: [one],
    addNewConnection: [{ ...one, endpoint }],
    transferContact: [{ ...one, endpoint }],
    noSuchMethod: [{}],
  };
  return Object.entries(methods).map(([method, parameters]) => ({
    ...action("client", client, "call", [[method], parameters, [CALLBACKS]]),
    name: `client.call ${method}`,
  }));
}
