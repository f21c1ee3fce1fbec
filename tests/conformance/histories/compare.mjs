/** Runs a history on both sides, and says where they differ. */

import { DIFFERENCES } from "../differences.mjs";
import { HeadwaterSide } from "../harness/headwater-side.mjs";
import { NpmSide } from "../harness/npm-side.mjs";
import { askAll, gettersByClass, WITH_PARAMETERS } from "../observation/getters.mjs";
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
 * @param notes `{ events, names }`: the names of all events, and what was compared (`checked/`), are added to these sets.
 * @yields `{ when, path, words }` for each place where the sides differ without being meant to.
 */
export async function* compare(history, sessions, notes = { events: new Set(), names: new Set() }) {
  const first = beginning(history);
  const sides = [new NpmSide(first, { fast: true }), new HeadwaterSide(first, sessions)];
  try {
    const getters = gettersByClass(...sides.map(({ connect }) => connect));
    const observers = await Promise.all(sides.map((side) => observe(side, getters)));
    const comparison = new Comparison(observers, notes);
    noteGetters(getters, notes.names);
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

/** Getters are asked after every step, whatever happens in it. */
function noteGetters(getters, names) {
  for (const [of, methods] of Object.entries(getters)) {
    for (const method of [...methods, ...(WITH_PARAMETERS[of] ?? [])]) {
      names.add(`${of}.${method}`);
      if (of === "Agent" || of === "Contact") {
        names.add(`${of}Snapshot.${method}`);
      }
    }
  }
}

class Comparison {
  #observers;
  #notes;

  constructor(observers, notes) {
    this.#observers = observers;
    this.#notes = notes;
  }

  *now(when, contactIds) {
    const [npm, headwater] = this.#observers.map((observer) => observer.look(contactIds));
    for (const { events } of npm.rounds) {
      for (const [heardBy, name] of events) {
        this.#notes.events.add(name.split("::").slice(0, 2).join("::"));
        this.#notes.names.add(heardBy);
      }
    }
    for (const place of differences(npm, headwater)) {
      if (!Object.values(DIFFERENCES).some(({ history }) => history?.(place))) {
        yield { when, ...place };
      }
    }
  }
}
