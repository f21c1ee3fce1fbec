// Views for pages that are shown: what the worker would say in every state that an agent meets.

/** The instance of all views. */
export const INSTANCE = "https://acme-contact-center.my.connect.aws";
const TRAINING = "https://training.my.connect.aws";

const NOW = Date.now();

function ago(seconds) {
  return NOW - seconds * 1000;
}

const STATES = [
  ["Available", "routable"],
  ["Offline", "offline"],
  ["Break", "not_routable"],
  ["Lunch", "not_routable"],
  ["Training", "not_routable"],
  ["Team meeting", "not_routable"],
].map(([name, type]) => ({ name, type }));

/** All that the popup shows. */
export function view(instances = [], more = {}) {
  return {
    instances,
    checking: null,
    notice: null,
    defaultInstance: null,
    notifications: true,
    sound: false,
    sites: [],
    identityProviders: [],
    signInRequests: [],
    policy: { managed: false, features: { addInstances: true, allowSites: true }, problems: [] },
    logLevel: "info",
    language: null,
    ...more,
  };
}

export function instance(more = {}) {
  return {
    origin: INSTANCE,
    removable: false,
    signIn: "signedIn",
    signInDismissed: false,
    health: "good",
    agent: null,
    notice: null,
    ...more,
  };
}

export function agent(more = {}) {
  return {
    name: "Anna Bergström",
    state: { name: "Available", type: "routable", since: ago(12 * 60 + 7) },
    nextState: null,
    choiceIsNext: false,
    states: STATES,
    contacts: [],
    canDial: true,
    countries: ["at", "ch", "de", "gb", "us"],
    ...more,
  };
}

const BUSY = { state: { name: "Busy", type: "system", since: ago(247) }, choiceIsNext: true, canDial: false };

export function contact(contactId, channel, state, more = {}) {
  return {
    contactId,
    channel,
    state,
    since: ago(61),
    who: "+1 206 555 0142",
    queue: "Support EMEA",
    onHold: false,
    muted: false,
    actions: [],
    participants: [],
    ...more,
  };
}

const IN_CALL = ["hold", "mute", "sendDigits", "add", "end"];

/** A call. */
export function call(more = {}) {
  return contact("call", "voice", "connected", { actions: IN_CALL, since: ago(247), ...more });
}

const THIRD_PARTY = {
  actions: ["toggle", "conference", "mute", "sendDigits", "add", "end"],
  participants: [
    { connectionId: "customer", who: "+1 206 555 0142", state: "hold", actions: ["resume", "end"] },
    { connectionId: "third", who: "Billing department", state: "connected", actions: ["hold", "end"] },
  ],
};

/** One agent who is signed in. */
export function working(more = {}, instanceMore = {}) {
  return view([instance({ agent: agent(more), ...instanceMore })]);
}

const LONG_STATUS = "A very long name of a custom status that an administrator made";

/** By a name for people. */
export const VIEWS = {
  welcome: view(),
  "not known yet": view([instance({ signIn: "unknown", health: "idle" })]),
  "signed out": view([instance({ signIn: "signedOut", health: "idle", removable: true })]),
  "signed out by the agent": view([instance({ signIn: "signedOutByUser", health: "idle" })]),
  "sign-in window closed by the agent": view([
    instance({ signIn: "signedOut", signInDismissed: true, health: "idle" }),
  ]),
  "signing in": view([instance({ signIn: "signingIn", health: "idle" })]),
  "sign-in failed": view([
    instance({
      signIn: "signedOut",
      health: "idle",
      notice: { message: { name: "workerNoSignInWindow", with: [INSTANCE] } },
    }),
  ]),
  denied: view([instance({ signIn: "denied", health: "idle" })]),
  "reading the agent": view([instance()]),
  available: working(),
  offline: working({ state: { name: "Offline", type: "offline", since: ago(3729) } }),
  lunch: working({ state: { name: "Lunch", type: "not_routable", since: ago(1729) } }),
  "no connection": working(
    {},
    { health: { bad: { reason: { name: "workerServiceUnreachable", with: [] } } } },
  ),
  ringing: working({
    ...BUSY,
    state: { name: "PendingBusy", type: "system", since: ago(6) },
    contacts: [contact("ring", "voice", "connecting", { since: ago(6), actions: ["accept", "reject"] })],
  }),
  "on call": working({ ...BUSY, contacts: [call()] }),
  "on hold, muted, a next status": working({
    ...BUSY,
    nextState: "Lunch",
    contacts: [
      call({ onHold: true, muted: true, actions: ["resume", "unmute", "sendDigits", "add", "end"] }),
    ],
  }),
  "a third party": working({ ...BUSY, contacts: [call(THIRD_PARTY)] }),
  "after-contact work": working({
    ...BUSY,
    state: { name: "AfterCallWork", type: "system", since: ago(31) },
    nextState: "Break",
    canDial: true,
    contacts: [contact("acw", "voice", "ended", { since: ago(31), actions: ["clear"] })],
  }),
  missed: working({
    state: { name: "MissedCallAgent", type: "error", since: ago(19) },
    contacts: [contact("missed", "voice", "missed", { since: ago(19), actions: ["clear"] })],
  }),
  "five contacts": working({
    ...BUSY,
    contacts: [
      call(),
      contact("chat", "chat", "connecting", {
        who: "Bartholomew",
        queue: "Returns",
        since: ago(7),
        actions: ["accept", "reject"],
      }),
      contact("mei", "chat", "connected", {
        who: "Mei",
        queue: "Chat",
        since: ago(3729),
        actions: ["add", "end"],
      }),
      contact("task", "task", "paused", {
        who: "Call back about invoice 2026-118",
        queue: "Tasks",
        actions: ["resume", "end"],
      }),
      contact("mail", "email", "ended", { who: null, queue: null, since: ago(12), actions: ["clear"] }),
    ],
  }),
  "long names": working(
    {
      ...BUSY,
      name: "Maximiliana Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh",
      nextState: LONG_STATUS,
      states: [
        ...STATES,
        { name: LONG_STATUS, type: "not_routable" },
        { name: "Donaudampfschifffahrtsgesellschaftskapitän", type: "not_routable" },
        { name: "QA", type: "not_routable" },
      ],
      contacts: [
        call({
          who: "Bartholomew Featherstonehaugh-Cholmondeley of Wriothesley and Sons, Limited",
          queue: "Chat: returns and refunds, premium customers of the northern region",
          ...THIRD_PARTY,
          participants: THIRD_PARTY.participants.map((participant) => ({
            ...participant,
            who: "Featherstonehaugh-Cholmondeley of Wriothesley",
          })),
        }),
      ],
    },
    { origin: "https://a-very-long-name-of-an-instance-that-somebody-made.my.connect.aws", removable: true },
  ),
  "other scripts": working({
    ...BUSY,
    name: "山田 太郎",
    states: ["Available", "休憩", "استراحة", "Обед"].map((name) => ({ name, type: "not_routable" })),
    contacts: [call({ who: "محمد العربي", queue: "サポート" })],
  }),
  "two instances": view([
    instance({ agent: agent() }),
    instance({ origin: "https://localhost:9443", removable: true, signIn: "signedOut", health: "idle" }),
  ]),
  "two agents": view(
    [
      instance({ agent: agent() }),
      instance({
        origin: TRAINING,
        removable: true,
        agent: agent({ state: { name: "Training", type: "not_routable", since: ago(451) } }),
      }),
    ],
    { defaultInstance: TRAINING },
  ),
  "adding an instance": view([], { checking: "acme-contact-center.my.connect.aws" }),
  "an address that is none": view([], {
    notice: { message: { name: "workerAddressAnswersOtherwise", with: ["https://example.com"] } },
  }),
};

/** So many quick connects, of all kinds. */
export function endpoints(count) {
  const kinds = [
    ["agent", "Alice Agent"],
    ["queue", "Billing"],
    ["phone_number", "Warehouse"],
  ];
  return {
    endpoints: Array.from({ length: count }, (_, index) => {
      const [type, name] = kinds[index % kinds.length];
      return {
        endpointARN: `arn:${index}`,
        type,
        name: index < kinds.length ? name : `${name} ${index}`,
        phoneNumber: type === "phone_number" ? `+1555010${String(index).padStart(4, "0")}` : null,
      };
    }),
    nextToken: null,
  };
}
