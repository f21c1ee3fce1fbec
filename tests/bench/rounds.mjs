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

/**
 * Measures the sides by themselves: while one has tabs, the other has none, for the npm library's tabs work even when
 * nothing changes (see the idle hour under Cost). The order is A, B, B, A, so that a machine that becomes slower or
 * faster does so for both; in a quick run A, B.
 *
 * @template T
 * @param {{sides: import("./sides.mjs").Side[], scale: {blocks: 1 | 2}}} bench
 * @param {(side: import("./sides.mjs").Side) => Promise<void>} open opens the tabs of a side
 * @param {(side: import("./sides.mjs").Side, part: (rounds: number) => number) => Promise<T[]>} measure the part of the
 *   rounds that a block has
 * @returns {Promise<{npm: T, headwater: T}[]>} the rounds, paired in the order that they were measured in
 */
export async function apart({ sides, scale }, open, measure) {
  const values = Object.fromEntries(sides.map(({ name }) => [name, []]));
  // Tabs that are open may be just those that are needed.
  const [first, other] = sides[1].tabs.length > 0 ? sides.toReversed() : sides;
  let opened = null;
  for (const side of [first, other, other, first].slice(0, 2 * scale.blocks)) {
    if (side !== opened) {
      await sides.find((each) => each !== side).haveTabs(0);
      await open(side);
      opened = side;
    }
    const { name } = side;
    values[name].push(...(await measure(side, (rounds) => rounds / scale.blocks)));
  }
  return paired(values);
}

function paired({ npm, headwater }) {
  return npm.map((value, round) => ({ npm: value, headwater: headwater[round] }));
}

/** One after the other, since both would disturb each other. */
export async function both(sides, act) {
  for (const side of sides) {
    await act(side);
  }
}

/** The values of so many rounds, one after the other. */
export async function times(rounds, measure) {
  const values = [];
  for (let round = 0; round < rounds; round += 1) {
    values.push(await measure(round));
  }
  return values;
}

/** Leaves the browser alone while a change takes its way. No measurement depends on how long. */
export function leaveAlone(milliseconds = QUIET) {
  return pause(milliseconds);
}
