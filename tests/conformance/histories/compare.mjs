/** Runs a history on both sides, and says where they differ. */

import { DIFFERENCES } from "../differences.mjs";
import { HeadwaterSide } from "../harness/headwater-side.mjs";
import { NpmSide } from "../harness/npm-side.mjs";
import { askAll, gettersByClass } from "../observation/getters.mjs";
import { differences, plainOf } from "../observation/plain.mjs";
import { Recorder, withoutBareRefreshes } from "../observation/recorder.mjs";
import { after, beginning, CONTACT_IDS } from "./steps.mjs";
import { UNKNOWN_MEMBERS } from "./wire.mjs";

/** Members that one side has and the other has not: "unknown members", "the length of the answer". */
const NOT_COMPARED = new Set([...UNKNOWN_MEMBERS, "contentLength"]);

/** Milliseconds in which both sides have started. */
const START = 1500;

/**
 * Runs a history.
 *
 * @param events the names of all events are added to this set.
 * @yields `{ when, path, words }` for each place where the sides differ without being meant to.
 */
export async function* compare(history, sessions, events = new Set()) {
  const first = beginning(history);
  const sides = [new NpmSide(first, { fast: true }), new HeadwaterSide(first, sessions)];
  try {
    const getters = gettersByClass(...sides.map(({ connect }) => connect));
    const observers = await Promise.all(sides.map((side) => observe(side, getters)));
    const comparison = new Comparison(observers, events);
    const seen = new Set();
    let world = first;
    yield* comparison.now("at the beginning", contactsOf(world, seen));
    for (const [index, step] of history.steps.entries()) {
      world = after(world, step);
      await Promise.all(observers.map((observer) => observer.step(world, step)));
      yield* comparison.now(`after step ${index + 1}`, contactsOf(world, seen));
    }
  } finally {
    for (const side of sides) {
      side.close();
    }
  }
}

/** The contacts that there are or were. */
function contactsOf({ snapshot }, seen) {
  for (const { contactId } of snapshot.contacts) {
    seen.add(contactId);
  }
  return CONTACT_IDS.filter((id) => seen.has(id));
}

/** Starts a side and records what happens there. */
async function observe(side, getters) {
  const { connect, machine, service } = side;
  side.start();
  const plain = plainOf(connect, NOT_COMPARED);
  const recorder = new Recorder(connect, plain, plainOf(connect));
  await machine.advance(START);
  let last = null;
  const takeRounds = () => {
    const rounds = recorder.take();
    const before = last;
    last = rounds.at(-1) ?? last;
    return withoutBareRefreshes(rounds, before, side.name);
  };
  return {
    async step(world, { kind, time }) {
      service.change(world);
      if (kind === "configuration") {
        connect.core.getUpstream().sendUpstream("reload_agent_configuration");
      }
      await machine.advance(time);
    },
    look: (contactIds) => ({
      errors: machine.errors.map(String),
      rounds: takeRounds(),
      answers: askAll({ connect, plain, getters, contactIds }),
    }),
  };
}

class Comparison {
  #observers;
  #events;

  constructor(observers, events) {
    this.#observers = observers;
    this.#events = events;
  }

  *now(when, contactIds) {
    const [npm, headwater] = this.#observers.map((observer) => observer.look(contactIds));
    for (const { events } of npm.rounds) {
      for (const [, name] of events) {
        this.#events.add(name.split("::").slice(0, 2).join("::"));
      }
    }
    for (const place of differences(npm, headwater)) {
      if (!Object.values(DIFFERENCES).some(({ history }) => history?.(place))) {
        yield { when, ...place };
      }
    }
  }
}
