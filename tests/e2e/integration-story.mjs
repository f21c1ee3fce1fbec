// What one page does over its API alone, so that the same can be done with Headwater and with the npm library.
import { signIn } from "./actions.mjs";

const CALL = contactId(1);
const MISSED = contactId(2);
const REJECTED = contactId(3);
const CALLBACK = contactId(4);
const CHAT = contactId(5);
const TASK = contactId(6);
const VANISHING = contactId(7);

/** The same contacts at both instances. */
function contactId(number) {
  return `5ca1ab1e-c0de-4000-8000-00000000000${number}`;
}

/**
 * One page and the instance behind it.
 *
 * @typedef {object} Actor
 * @property {import("./stage.mjs").Stage} stage
 * @property {string} path of the page that runs the integration
 * @property {(stage: import("./stage.mjs").Stage) => Promise<unknown>} signOut where an agent does it
 */

/** Calls a function of `window.integration`, which answers `{ok, error?}`. */
function call({ stage }, name, ...parameters) {
  const run = (name, parameters) => window.integration[name](...parameters);
  return stage.page("page").evaluate(run, name, parameters);
}

const act =
  (...parameters) =>
  (actor) =>
    call(actor, "act", ...parameters);
const setState =
  (...parameters) =>
  (actor) =>
    call(actor, "setState", ...parameters);
const offer =
  (channel, contactId, options) =>
  async ({ stage }) => {
    await stage.control.offer(stage.agent, channel, { contactId, ...options });
  };
const customer =
  (contactId, action) =>
  async ({ stage }) => {
    await stage.control.customer(contactId, action);
  };

/** The contact that the page made itself has the only id that the instance chooses. */
async function actOnOwnContact(actor, action) {
  const { contacts } = await actor.stage.control.agent(actor.stage.agent);
  return call(actor, "act", contacts[0].contactId, action);
}

/**
 * Name → what is done. What it gives is compared too.
 *
 * @type {Record<string, (actor: Actor) => Promise<unknown>>}
 */
export const INTEGRATION_STORY = {
  "nobody is signed in": async ({ stage, path }) => {
    await stage.open("page", `${stage.simulator.pages[0]}${path}`);
  },
  "signs in": ({ stage }) => signIn(stage.browser, stage.instance, stage.agent),
  "becomes available": setState("Available"),
  "chooses a status that there is not": setState("Fishing"),
  "an administrator moves the agent": ({ stage }) => stage.control.setState(stage.agent, "Training"),
  "comes back": setState("Available"),

  "a call rings": offer("voice", CALL),
  "accepts it": act(CALL, "accept"),
  "accepts it again, too late": act(CALL, "accept"),
  "holds it": act(CALL, "hold"),
  "resumes it": act(CALL, "resume"),
  "calls a third party": act(CALL, "addConnection", "+12065550199"),
  "toggles between them": act(CALL, "toggle"),
  "joins them": act(CALL, "conference"),
  "hangs up on the third party": act(CALL, "hangUpThirdParty"),
  "chooses a status, which a call forbids": setState("Lunch"),
  "queues the next status": setState("Lunch", { next: true }),
  "opens a further page": async ({ stage, path }) => {
    await stage.open("late page", `${stage.simulator.pages[1]}${path}`);
  },
  "the customer hangs up": customer(CALL, "hangUp"),
  "clears it: the next status comes": act(CALL, "clear"),

  "is available again": setState("Available"),
  "another call rings": offer("voice", MISSED),
  "the caller gives up": customer(MISSED, "hangUp"),
  "clears the missed call": act(MISSED, "clear"),
  "a third call rings": offer("voice", REJECTED),
  "rejects it": act(REJECTED, "reject"),
  "clears the rejected call": act(REJECTED, "clear"),

  "a callback is offered": async (actor) => {
    await actor.stage.control.settings(actor.stage.agent, { outboundAnswer: "never" });
    await offer("queue_callback", CALLBACK)(actor);
  },
  "accepts the callback": act(CALLBACK, "accept"),
  "the customer answers": customer(CALLBACK, "answer"),
  "ends the callback": act(CALLBACK, "hangUp"),
  "clears the callback": act(CALLBACK, "clear"),

  "a chat rings": offer("chat", CHAT, { customer: "Frida" }),
  "accepts the chat": act(CHAT, "accept"),
  "a task rings beside it": offer("task", TASK, { name: "Send the label" }),
  "accepts the task": act(TASK, "accept"),
  "pauses the task": act(TASK, "pauseTask"),
  "resumes the task": act(TASK, "resumeTask"),
  "ends the task": act(TASK, "hangUp"),
  "clears the task": act(TASK, "clear"),
  "the customer leaves the chat": customer(CHAT, "hangUp"),
  "clears the chat": act(CHAT, "clear"),

  "dials, and nobody answers": (actor) => call(actor, "dial", "+12065550177"),
  "hangs up before the answer": (actor) => actOnOwnContact(actor, "hangUp"),
  "clears the call that nobody answered": (actor) => actOnOwnContact(actor, "clear"),

  "a last call rings": offer("voice", VANISHING),
  "it vanishes": async ({ stage }) => {
    await stage.control.vanish(VANISHING);
  },
  "goes offline": setState("Offline"),
  "signs out": (actor) => actor.signOut(actor.stage),
};
