/** What the service may say, in the form of the wire (PROTOCOL.md 1.4): members are there, absent, or null. */

import fc from "fast-check";
import { arn } from "../harness/service.mjs";
import { agentState } from "../harness/world.mjs";

/** Members that no model knows. Headwater passes them through, the npm library drops them. */
export const UNKNOWN_MEMBERS = ["unknownMember", "unknownStructure"];

const unknown = {
  unknownMember: fc.constantFrom("new", 1, true, null),
  unknownStructure: fc.constantFrom({ deep: [1, null] }, [], null),
};

/** A structure whose optional members may be absent or null. */
function structure(required, optional = {}) {
  const nullable = Object.fromEntries(
    Object.entries(optional).map(([name, value]) => [name, fc.option(value, { nil: null, freq: 3 })]),
  );
  return fc.record({ ...required, ...nullable, ...unknown }, { requiredKeys: Object.keys(required) });
}

function pick(...values) {
  return fc.constantFrom(...values);
}

/** A map with a few names, some of which objects have of themselves. */
function map(value, names) {
  return fc.dictionary(pick(...names), fc.option(value, { nil: null, freq: 6 }), { maxKeys: 3 });
}

const text = pick("", "a", "B", "Ünïcödé ☎", "x".repeat(40));
const flag = fc.boolean();
const count = fc.integer({ min: 0, max: 20 });

/** Seconds with a fraction, whole seconds, digits, or a date in words. */
const FIRST_SECOND = 1_699_999_000;
export const timestamp = fc
  .tuple(fc.integer({ min: 0, max: 2_000_000 }), pick(0, 0, 0, 1, 2, 3))
  .map(([ms, form]) => {
    const seconds = FIRST_SECOND + ms / 1000;
    switch (form) {
      case 1:
        return Math.floor(seconds);
      case 2:
        return String(Math.floor(seconds));
      case 3:
        return new Date(Math.floor(seconds * 1000)).toISOString();
      default:
        return seconds;
    }
  });

const queue = structure(
  { queueARN: pick("basic", "sales", "agent/ann").map((name) => arn(`queue/${name}`)) },
  { name: pick("BasicQueue", "Sales") },
);

const endpoint = structure(
  { type: pick("phone_number", "agent", "queue") },
  {
    endpointARN: pick(arn("transfer-destination/1"), arn("transfer-destination/2")),
    name: text,
    displayName: text,
    phoneNumber: pick("+15550100", "+15550101", "sip:+15550102@example.com"),
    agentLogin: text,
    queue,
    emailAddress: pick("a@example.com"),
  },
);

// ---- the agent

const SYSTEM_STATES = [
  "PendingBusy",
  "Busy",
  "AfterCallWork",
  "CallingCustomer",
  "Dialing",
  "Joining",
  "PendingAvailable",
];
const ERROR_STATES = [
  "AgentHungUp",
  "BadAddressAgent",
  "BadAddressCustomer",
  "Default",
  "FailedConnectAgent",
  "FailedConnectCustomer",
  "InvalidLocale",
  "LineEngagedAgent",
  "LineEngagedCustomer",
  "MissedCallAgent",
  "MissedCallCustomer",
  "MultipleCcpWindows",
  "RealtimeCommunicationError",
  "Error",
];

const chosenState = fc.oneof(
  pick(
    ["Available", "routable"],
    ["Lunch", "not_routable"],
    ["Training", "not_routable"],
    ["Offline", "offline"],
  ),
  pick(...SYSTEM_STATES).map((name) => [name, "system"]),
  pick(...ERROR_STATES).map((name) => [name, "error"]),
  pick(
    ["Init", "init"],
    ["Odd", "routable"],
    ["Available", "not_routable"],
    ["AfterCallWork", "routable"],
    ["New", "new_type"],
  ),
);

export const anyAgentState = fc
  .tuple(chosenState, timestamp, fc.record(unknown, { requiredKeys: [] }))
  .map(([[name, type], startTimestamp, more]) => ({
    ...agentState(name, type),
    ...(type === "system" && { agentStateARN: null }),
    startTimestamp,
    ...more,
  }));

export const availabilityState = structure({ state: text }, { timeStamp: timestamp });

// ---- contacts

const CONTACT_STATES = [
  "init",
  "incoming",
  "pending",
  "connecting",
  "connected",
  "missed",
  "error",
  "ended",
  "rejected",
  "paused",
];
export const contactStateType = fc.oneof(
  { weight: 20, arbitrary: pick(...CONTACT_STATES) },
  pick("new_state"),
);

const contactState = structure({ type: contactStateType, timestamp });

const connectionState = structure({
  type: pick(
    "init",
    "connecting",
    "connected",
    "hold",
    "disconnected",
    "silent_monitor",
    "barge",
    "new_state",
  ),
  timestamp,
});

const softphoneMediaInfo = structure(
  {},
  {
    callType: pick("audio_only", "audio_video"),
    autoAccept: flag,
    mediaLegContextToken: text,
    callContextToken: text,
    callConfigJson: pick('{"iceServers":[]}', "{&quot;a&quot;:1}", "no JSON"),
  },
);

const chatMediaInfo = structure(
  {},
  {
    chatAutoAccept: flag,
    connectionData: pick('{"ConnectionAuthenticationToken":"t"}', "{}", "no JSON", ""),
    customerName: text,
  },
);

const connectionMembers = {
  endpoint,
  softphoneMediaInfo,
  chatMediaInfo,
  monitoringInfo: structure({}, { agent: structure({}, { agentName: text }), joinTimeStamp: timestamp }),
  mute: flag,
  forcedMute: flag,
  quickConnectName: text,
  monitorCapabilities: fc.array(pick("SILENT_MONITOR", "BARGE"), { maxLength: 2 }),
  monitorStatus: pick("SILENT_MONITOR", "BARGE", "NONE"),
  capabilities: structure({}, { Video: pick("SEND", "OTHER") }),
};

const connection = (connectionId) =>
  structure(
    {
      connectionId: fc.constant(connectionId),
      state: connectionState,
      type: pick("agent", "inbound", "outbound", "monitoring", "new_type"),
      initial: flag,
    },
    connectionMembers,
  );

/** Several connections, in any order, with ids of their own. */
export const connections = (contactId) =>
  fc
    .subarray([0, 1, 2, 3], { maxLength: 4 })
    .chain((numbers) => fc.tuple(...numbers.map((number) => connection(`${contactId}-${number}`))))
    .chain((list) => fc.shuffledSubarray(list, { minLength: list.length }));

const emailAddress = structure({}, { address: text, displayName: text });

/** Optional members of a contact, one of which may change at a time. */
export const contactMembers = {
  initialContactId: pick("first-contact", "other-contact"),
  relatedContactId: text,
  contactAssociationId: text,
  queue,
  queueTimestamp: timestamp,
  attributes: map(structure({ name: text }, { value: text }), [
    "key",
    "other",
    "constructor",
    "toString",
    "with space",
  ]),
  contactDuration: pick("0", "110"),
  name: text,
  description: text,
  references: map(
    structure({ type: pick("URL", "STRING") }, { value: text, arn: text, status: text, statusReason: text }),
    ["reference", "length"],
  ),
  initiationMethod: pick("INBOUND", "OUTBOUND", "TRANSFER", "API", "CALLBACK"),
  contactFeatures: structure(
    {},
    {
      attachmentsEnabled: flag,
      messagingMarkdownEnabled: flag,
      multiPartyConferenceEnabled: flag,
      screenRecordingEnabled: flag,
      screenRecordingState: text,
      screenRecordingConfig: structure({}, { screenRecordingEnabled: flag, screenRecordingState: text }),
    },
  ),
  channelContext: structure({}, { scheduledTime: count, taskTemplateId: text, taskTemplateVersion: count }),
  segmentAttributes: map(structure({}, { ValueString: text }), ["connect:Subtype", "connect:Direction"]),
  customerEndpoint: endpoint,
  connectSystemEndpoint: endpoint,
  languageCode: pick("en_US"),
  emailRecipients: structure(
    {},
    {
      toList: fc.array(emailAddress, { maxLength: 2 }),
      ccList: fc.array(emailAddress, { maxLength: 2 }),
      fromRecipient: emailAddress,
    },
  ),
};

export const contact = (contactId) =>
  structure(
    {
      contactId: fc.constant(contactId),
      type: pick("voice", "queue_callback", "chat", "task", "email", "new_type"),
      state: contactState,
      connections: connections(contactId),
    },
    contactMembers,
  );

// ---- the configuration

export const configurationMembers = {
  name: text,
  username: fc.option(text, { nil: null }),
  softphoneEnabled: flag,
  softphoneAutoAccept: flag,
  extension: fc.option(text, { nil: null }),
  agentARN: fc.option(pick(arn("agent/ann"), ""), { nil: null }),
  agentPreferences: fc.option(map(text, ["LANGUAGE", "locale", "constructor"]), { nil: null }),
  routingProfile: structure(
    {
      name: text,
      routingProfileARN: pick("basic", "other").map((name) => arn(`routing-profile/${name}`)),
      // The npm library stops working without one.
      defaultOutboundQueue: queue,
    },
    { channelConcurrencyMap: map(count, ["VOICE", "CHAT", "TASK", "constructor"]) },
  ),
};

export const listMembers = {
  states: fc.array(anyAgentState, { maxLength: 7 }),
  permissions: fc.array(pick("outboundCall", "ccpRealtimeContactLens", "other"), { maxLength: 5 }),
  countries: fc.array(pick("us", "ca", "de"), { maxLength: 5 }),
  queues: fc.array(queue, { maxLength: 4 }),
};
