/** Agent documents and updates, as the worker makes them. */

export const NULL = "\u0000";
export const INSTANCE =
  "arn:aws:connect:us-west-2:123456789012:instance/11111111-2222-3333-4444-555555555555";

export function contact(contactId, { type = "voice", state = "connecting", connections, ...rest } = {}) {
  const list = connections ?? [
    connection(`${contactId}-agent`, {
      type: "agent",
      state: state === "connected" ? "connected" : "connecting",
    }),
    connection(`${contactId}-customer`, { type: "inbound", initial: true }),
  ];
  return {
    contactId,
    initialContactId: NULL,
    type,
    state: { type: state, timestamp: 1_700_000_000_500 },
    queue: { name: "Basic", queueARN: `${INSTANCE}/queue/1` },
    queueTimestamp: 1_700_000_000_000,
    attributes: {},
    connectionIds: list.map(({ connectionId }) => connectionId),
    connections: Object.fromEntries(list.map((item) => [item.connectionId, item])),
    ...rest,
  };
}

export function connection(
  connectionId,
  { type = "inbound", state = "connected", initial = false, ...rest } = {},
) {
  return {
    connectionId,
    type,
    initial,
    state: { type: state, timestamp: 1_700_000_000_400 },
    endpoint: { type: "phone_number", phoneNumber: "+15550100" },
    ...rest,
  };
}

export function state(name, type = "routable") {
  return { name, type, agentStateARN: `${INSTANCE}/agent-state/${name}`, startTimestamp: 1_700_000_000_000 };
}

export function document({ agentState = state("Available"), nextState, contacts = [] } = {}) {
  return {
    snapshot: {
      state: agentState,
      ...(nextState && { nextState }),
      contacts: Object.fromEntries(contacts.map((item) => [item.contactId, item])),
      contactIds: contacts.map(({ contactId }) => contactId),
      snapshotTimestamp: 1_700_000_001_000,
      localTimestamp: 1_700_000_000_990,
      skew: 10,
    },
    configuration: {
      name: "Ann Agent",
      username: "ann",
      extension: NULL,
      softphoneEnabled: true,
      softphoneAutoAccept: false,
      agentStates: [state("Available"), state("Lunch", "not_routable"), state("Offline", "offline")],
      dialableCountries: ["us", "ca"],
      permissions: ["outboundCall", "voiceId"],
      routingProfile: {
        name: "Profile",
        routingProfileARN: `${INSTANCE}/routing-profile/1`,
        channelConcurrencyMap: { VOICE: 1, CHAT: 2 },
        defaultOutboundQueue: { name: "Basic", queueARN: `${INSTANCE}/queue/1` },
        queues: [
          { name: "Basic", queueARN: `${INSTANCE}/queue/1` },
          { name: NULL, queueARN: `${INSTANCE}/queue/agent/agent-7` },
        ],
      },
    },
  };
}

export const agentEvent = (name) => ({ kind: "agent", name: `agent::${name}` });
export const contactEvent = (contactId, names, ended) => ({
  kind: "contact",
  contactId,
  names: names.map((name) => `contact::${name}`),
  ...(ended && { ended }),
});
export const stateChange = (oldState, newState) => ({ kind: "stateChange", oldState, newState });

/** The first update of a page: all of the document, and the events for who knows nothing. */
export function firstUpdate(doc, to = 1) {
  return {
    kind: "update",
    to,
    patch: doc,
    events: [
      agentEvent("init"),
      agentEvent("refresh"),
      agentEvent(doc.snapshot.state.type),
      stateChange("Init", doc.snapshot.state.name),
      ...doc.snapshot.contactIds.map((contactId) =>
        contactEvent(contactId, ["init", doc.snapshot.contacts[contactId].state.type, "refresh"]),
      ),
    ],
  };
}

export const change = (from, patch, events) => ({ kind: "update", from, to: from + 1, patch, events });
