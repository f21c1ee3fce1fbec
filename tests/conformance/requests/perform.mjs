/** Performs an action on one side and tells what came of it. */

import { plainOf } from "../observation/plain.mjs";
import { isCallbacks } from "./actions.mjs";

/**
 * Milliseconds in which all that an action does by itself has been done, and in which all that comes of it has come, the
 * npm library's retries among it. Their sum is such that no poll of the configuration falls into the first of them.
 */
const AT_ONCE = 50;
const LATER = 1457;

/** What both sides ask by themselves from time to time, and how many items at a time. */
const CONFIGURATION = new Set([
  "GetAgentConfiguration",
  "GetAgentPermissions",
  "GetAgentStates",
  "GetDialableCountryCodes",
  "GetRoutingProfileQueues",
]);
const BATCH = 500;

/** Whether a side asked this by itself. */
function isOwn({ operation, parameters }) {
  return (
    CONFIGURATION.has(operation) && (operation === "GetAgentConfiguration" || parameters.maxResults === BATCH)
  );
}

/** Faults of parameters that are found before anything is sent. Several have a type of their own. */
const VALIDATION = new Set(["MissingRequiredParameter", "UnexpectedParameter", "InvalidParameterType"]);

/** Events by which pages tell each other and the control panel about actions. */
const TOLD =
  /^(mute|click_stream_data|softphone_stats|softphone_report|contact::(view|accepted)|configuration::|connection::|taskList::|agent::(mute|local|softphone|web)|(task|email)::)/;

export class Performer {
  #side;
  #plain;
  #events = [];

  /** @param others more pages of the side, which hear of actions in the first one. */
  constructor(side, others = []) {
    this.#side = side;
    this.#plain = plainOf(side.connect);
    for (const { connect } of [side.page, ...others]) {
      const plain = plainOf(connect);
      const events = [];
      this.#events.push(events);
      connect.core.getEventBus().subscribeAll((data, name) => {
        if (TOLD.test(name)) {
          events.push([name, plain(data)]);
        }
      });
    }
  }

  /**
   * @param values of the parameters, as in `actions.mjs`.
   * @returns `{ throws, returns, requests, settled, events }`, all plain.
   */
  async perform({ action: { on, method, reloadsConfiguration }, values }) {
    const { connect, machine, service } = this.#side;
    const settled = [];
    const callbacks = {
      success: (...args) => settled.push(["success", ...args.map((value) => this.#answer(value))]),
      failure: (...args) => settled.push(["failure", ...args.map((value) => this.#answer(value))]),
    };
    service.requests.length = 0;
    for (const events of this.#events) {
      events.length = 0;
    }
    let throws;
    let returns;
    try {
      const target = on(connect);
      const parameters = values.map((value) => made(value, connect, callbacks));
      returns = target[method](...parameters);
    } catch (error) {
      throws = this.#plain(error).error;
    }
    if (Object.prototype.toString.call(returns) === "[object Promise]") {
      returns.then(callbacks.success, callbacks.failure);
      returns = "a promise";
    }
    await machine.advance(AT_ONCE);
    const reloaded = service.requests.some(({ operation }) => operation === "GetAgentConfiguration");
    await machine.advance(LATER);
    return {
      throws,
      returns: this.#plain(returns),
      requests: this.#plain(service.requests.filter((request) => !isOwn(request))),
      settled: this.#plain(settled),
      events: structuredClone(this.#events),
      ...(reloadsConfiguration && { reloaded }),
    };
  }

  #answer(value) {
    return typeof value === "string" && value.startsWith("{")
      ? { json: plainError(JSON.parse(value)) }
      : this.#plain(value);
  }
}

/** An error comes over the conduit as JSON. Its stack is the library's own; the order of faults is not of interest. */
function plainError({ type, message, stack, ...rest }) {
  const hasStack = stack !== undefined && { stack: Array.isArray(stack) ? "lines" : typeof stack };
  if (type === "MultipleValidationErrors") {
    const faults = message.split("\n* ").slice(1).sort();
    return { ...rest, ...hasStack, faults };
  }
  if (VALIDATION.has(type)) {
    return { ...rest, ...hasStack, faults: [`${type}: ${message}`] };
  }
  return { ...rest, ...hasStack, type, message };
}

function made(value, connect, callbacks) {
  if (isCallbacks(value)) {
    const given = Object.entries(callbacks).filter(([name]) => value[name]);
    return { ...value.options, ...Object.fromEntries(given) };
  }
  // The npm library changes some of what it is given: each side gets its own.
  return typeof value === "function" ? value(connect) : structuredClone(value);
}
