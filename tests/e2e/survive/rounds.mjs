// The busy story: rounds that each begin and end with an agent who is Available and has no contacts.
//
// A step does one thing, and says what the session is then. What a page must see of it follows from that: the change of
// the agent's state that the instance made, and the events that the step names; those `ofSuccess` only if the page that
// did it was told of its success.
import { signIn } from "../actions.mjs";
import { session } from "../expectation.mjs";

/** Every page is to see these once. */
const RINGS = ["connect.contact it", "contact.onConnecting it"];

function call(action, contact) {
  return { byPage: (page, memory) => page.evaluate(act, memory[contact], action) };
}

function act(contactId, action) {
  return window.integration.act(contactId, action);
}

function choose(name) {
  return {
    name: `${name} by a page`,
    byPage: (page) => page.evaluate((state) => window.integration.setState(state), name),
    leadsTo: session(name),
    events: [],
  };
}

const VOICE = [
  {
    name: "a call rings",
    act: async ({ control, agent }, memory) => {
      memory.call = await control.offer(agent, "voice", { customer: "+12065550142", ringSeconds: 600 });
    },
    contact: "call",
    leadsTo: session("PendingBusy", ["voice connecting"]),
    events: RINGS,
  },
  {
    name: "it is accepted",
    ...call("accept", "call"),
    contact: "call",
    leadsTo: session("Busy", ["voice connected"]),
    events: ["contact.onConnected it"],
    // All are told once the service has said yes.
    ofSuccess: ["contact.onAccepted it"],
  },
  { name: "it is held", ...call("hold", "call"), leadsTo: session("Busy", ["voice on hold"]), events: [] },
  {
    name: "it goes on",
    ...call("resume", "call"),
    leadsTo: session("Busy", ["voice connected"]),
    events: [],
  },
  {
    name: "the customer hangs up",
    act: ({ control }, { call: contact }) => control.customer(contact, "hangUp"),
    contact: "call",
    leadsTo: session("AfterCallWork", ["voice ended"]),
    events: ["contact.onACW it", "contact.onEnded it"],
  },
  {
    name: "it is cleared",
    ...call("clear", "call"),
    contact: "call",
    leadsTo: session("Available"),
    events: ["contact.onDestroy it"],
  },
];

const CHAT = [
  {
    name: "a chat rings",
    act: async ({ control, agent }, memory) => {
      memory.chat = await control.offer(agent, "chat", { customer: "Frida", ringSeconds: 600 });
    },
    contact: "chat",
    leadsTo: session("Available", ["chat connecting"]),
    events: RINGS,
  },
  {
    name: "it is accepted",
    ...call("accept", "chat"),
    contact: "chat",
    leadsTo: session("Available", ["chat connected"]),
    events: ["contact.onConnected it"],
    // All are told once the service has said yes.
    ofSuccess: ["contact.onAccepted it"],
  },
  {
    name: "it is ended",
    ...call("hangUp", "chat"),
    contact: "chat",
    leadsTo: session("Available", ["chat ended"]),
    events: ["contact.onACW it", "contact.onEnded it"],
  },
  {
    name: "it is cleared",
    ...call("clear", "chat"),
    contact: "chat",
    leadsTo: session("Available"),
    events: ["contact.onDestroy it"],
  },
];

const STATUS = [
  choose("Lunch"),
  {
    name: "Training by an administrator",
    act: ({ control, agent }) => control.setState(agent, "Training"),
    leadsTo: session("Training"),
    events: [],
  },
  choose("Break"),
  choose("Available"),
];

const SIGN_IN = [
  {
    name: "the sign-in ends, and the agent signs in again",
    act: async ({ control, browser, instance, agent }) => {
      await control.expire(agent);
      await signIn(browser, instance, agent);
    },
    leadsTo: session("Available"),
    // Whether a page hears of the end before it hears of the new beginning is a matter of moments.
    events: [],
  },
];

/** All rounds by their names, and how often each is played for one of the others. */
export const ROUNDS = [
  { name: "voice", steps: VOICE, weight: 3 },
  { name: "chat", steps: CHAT, weight: 3 },
  { name: "status", steps: STATUS, weight: 3 },
  { name: "sign-in", steps: SIGN_IN, weight: 1 },
];
