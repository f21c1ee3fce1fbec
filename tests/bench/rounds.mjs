// Rounds in which both sides take turns, so that what disturbs the machine disturbs both.
import { setTimeout as pause } from "node:timers/promises";

/** Between a change and the question who has seen it: asking would disturb the tabs. */
const QUIET = 120;

/**
 * Measures both sides in each round; which one begins changes from round to round.
 *
 * @template T
 * @param {import("./sides.mjs").Side[]} sides
 * @param {(side: import("./sides.mjs").Side, round: number) => Promise<T>} measure
 * @returns {Promise<{npm: T, headwater: T}[]>}
 */
export async function inTurns(sides, rounds, measure) {
  const all = [];
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? sides : sides.toReversed();
    const values = {};
    for (const side of order) {
      values[side.name] = await measure(side, round);
    }
    all.push(values);
  }
  return all;
}

/** The same for one side only: before each measurement of a round both are brought to the same. */
export async function both(sides, prepare) {
  for (const side of sides) {
    await prepare(side);
  }
}

/** Leaves the browser alone while a change takes its way. No measurement depends on how long. */
export function leaveAlone(milliseconds = QUIET) {
  return pause(milliseconds);
}
