/** Runs a history on both sides, and says where they differ first. */

import { HeadwaterSide } from "../harness/headwater-side.mjs";
import { NpmSide } from "../harness/npm-side.mjs";
import { askAll, gettersByClass } from "../observation/getters.mjs";
import { differences, plainOf } from "../observation/plain.mjs";
import { Recorder, withoutBareRefreshes } from "../observation/recorder.mjs";
import { after, beginning, CONTACT_IDS } from "./steps.mjs";
import { UNKNOWN_MEMBERS } from "./wire.mjs";

/** Members that one side has and the other has not; see `differences.mjs`. */
const NOT_COMPARED = new Set([...UNKNOWN_MEMBERS, "contentLength"]);

const FIRST_TIME = 1500;

/**
 * Runs a history.
 *
 * @yields `{ when, path, words }` for each place where the sides differ.
 */
export async function* compare(history, sessions) {
  const first = beginning(history);
  const sides = [new NpmSide(first), new HeadwaterSide(first, sessions)];
  try {
    const observers = await Promise.all(sides.map(observe));
    const getters = gettersByClass(...sides.map(({ connect }) => connect));
    let world = first;
    yield* check("at the beginning", observers, getters, []);
    const seen = new Set(idsOf(world));
    for (const [index, step] of history.steps.entries()) {
      world = after(world, step);
      for (const id of idsOf(world)) {
        seen.add(id);
      }
      await Promise.all(observers.map((observer) => observer.step(world, step)));
      yield* check(
        `after step ${index + 1}`,
        observers,
        getters,
        CONTACT_IDS.filter((id) => seen.has(id)),
      );
    }
  } finally {
    for (const side of sides) {
      side.close();
    }
  }
}

const idsOf = ({ snapshot }) => snapshot.contacts.map(({ contactId }) => contactId);

async function observe(side) {
  side.start();
  const plain = plainOf(side.connect, NOT_COMPARED);
  const recorder = new Recorder(side.connect, plain);
  await side.machine.advance(FIRST_TIME);
  return {
    side,
    recorder,
    plain,
    async step(world, { kind, time }) {
      side.service.change(world);
      if (kind === "configuration") {
        side.connect.core.getUpstream().sendUpstream("reload_agent_configuration");
      }
      await side.machine.advance(time);
    },
  };
}

function* check(when, observers, getters, contactIds) {
  const [npm, headwater] = observers.map(({ side, recorder, plain }) => ({
    errors: side.machine.errors.map(String),
    rounds: recorder.take(),
    answers: askAll({ connect: side.connect, plain, getters, contactIds }),
  }));
  npm.rounds = withoutBareRefreshes(npm.rounds, observers.before ?? null);
  observers.before = npm.rounds.at(-1)?.data ?? observers.before;
  for (const found of differences(npm, headwater)) {
    yield { when, ...found };
  }
}
