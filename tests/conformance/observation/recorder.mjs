/** What happens on the event bus of a page, as everybody who may subscribe hears it. */

/** Subscriptions of the documentation: the agent's and a contact's. */
const AGENT_METHODS = [
  "onRefresh",
  "onRoutable",
  "onNotRoutable",
  "onOffline",
  "onError",
  "onAfterCallWork",
  "onStateChange",
  "onEnqueuedNextState",
  "onClearedNextState",
];
const CONTACT_METHODS = [
  "onRefresh",
  "onIncoming",
  "onPending",
  "onConnecting",
  "onConnected",
  "onMissed",
  "onEnded",
  "onACW",
  "onError",
  "onDestroy",
];

const OF_THE_AGENT_AND_CONTACTS = /^(agent|contact)::/;
const UPDATE = "agent::update";

/** What changes from poll to poll by itself. */
const TIMES = new Set(["snapshotTimestamp", "localTimestamp", "skew"]);

/**
 * Records what happens from now on. An update of the agent's data begins a round; the events that come of it belong
 * to it.
 */
export class Recorder {
  #plain;
  #rounds = [];

  constructor(connect, plain) {
    this.#plain = plain;
    connect.core.getEventBus().subscribeAll((data, name) => {
      if (name === UPDATE) {
        this.#rounds.push({ data: this.#withoutTimes(data), events: [] });
      } else if (OF_THE_AGENT_AND_CONTACTS.test(name)) {
        this.#add("bus", name, data);
      }
    });
    connect.agent((agent) => {
      this.#add("connect.agent", "called", agent);
      for (const method of AGENT_METHODS) {
        agent[method]((data, name) => this.#add(`agent.${method}`, name, data));
      }
    });
    connect.contact((contact) => {
      this.#add("connect.contact", "called", contact);
      for (const method of CONTACT_METHODS) {
        contact[method]((data, name) => this.#add(`contact.${method}`, name, data));
      }
    });
  }

  /** The rounds since the last time. */
  take() {
    return this.#rounds.splice(0);
  }

  #add(heardBy, name, data) {
    if (this.#rounds.length === 0) {
      this.#rounds.push({ data: null, events: [] });
    }
    this.#rounds.at(-1).events.push([heardBy, name, this.#plain(data)]);
  }

  #withoutTimes({ snapshot, configuration }) {
    const rest = Object.fromEntries(Object.entries(snapshot).filter(([name]) => !TIMES.has(name)));
    return this.#plain({ snapshot: rest, configuration });
  }
}

const REFRESHES = new Set(["agent::refresh", "contact::refresh"]);

function isRefresh([, name]) {
  return REFRESHES.has(name) || name.startsWith("contact::refresh::");
}

/**
 * Leaves out the rounds of the npm library in which nothing changed: it publishes every answer of a poll.
 *
 * @param before the data of the round before these.
 */
export function withoutBareRefreshes(rounds, before) {
  let last = before;
  return rounds.filter(({ data, events }) => {
    const same = last !== null && JSON.stringify(data) === JSON.stringify(last);
    last = data;
    return !(same && events.every(isRefresh));
  });
}
