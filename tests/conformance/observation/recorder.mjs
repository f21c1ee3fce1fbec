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
  #whole;
  #rounds = [];

  /** @param plain leaves out what is not compared; `whole` leaves out nothing. */
  constructor(connect, plain, whole) {
    this.#plain = plain;
    this.#whole = whole;
    connect.core.getEventBus().subscribeAll((data, name) => {
      if (name === UPDATE) {
        const news = withoutTimes(data);
        this.#rounds.push({ data: this.#plain(news), whole: once(() => this.#whole(news)), events: [] });
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
      this.#rounds.push({ data: null, whole: () => null, events: [] });
    }
    this.#rounds.at(-1).events.push([heardBy, name, this.#plain(data)]);
  }
}

function once(make) {
  let made;
  return () => {
    made ??= make();
    return made;
  };
}

function withoutTimes({ snapshot, configuration }) {
  const rest = Object.entries(snapshot).filter(([name]) => !TIMES.has(name));
  return { snapshot: Object.fromEntries(rest), configuration };
}

const REFRESHES = new Set(["agent::refresh", "contact::refresh"]);

function isRefresh([, name]) {
  return REFRESHES.has(name) || name.startsWith("contact::refresh::");
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Leaves out the rounds in which nothing happened: those of the npm library in which nothing changed, since it publishes
 * every answer of a poll, and those of Headwater in which just something changed that the npm library does not know.
 *
 * @param before the round before these.
 */
export function withoutBareRefreshes(rounds, before, side) {
  let last = before;
  const kept = rounds.filter((round) => {
    const isBare = last !== null && same(round.data, last.data) && round.events.every(isRefresh);
    const isMeant = isBare && (side === "npm" || !same(round.whole(), last.whole()));
    last = round;
    return !isMeant;
  });
  return kept.map(({ data, events }) => ({ data, events }));
}
