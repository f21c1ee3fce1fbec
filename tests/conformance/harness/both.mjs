/** The same done with both libraries. */

import { worldForActions } from "../requests/world.mjs";
import { HeadwaterSide } from "./headwater-side.mjs";
import { NpmSide } from "./npm-side.mjs";

/** Milliseconds in which both sides have started. */
const START = 1500;

/**
 * Runs the same on both sides.
 *
 * @param act gets a side that has started.
 * @param world of the service; `start: false` leaves it to `act` to start the side.
 * @returns what `act` returns on each: `{ npm, headwater }`.
 */
export async function onBoth(sessions, act, { world = worldForActions(), start = true } = {}) {
  const results = {};
  for (const side of [new NpmSide(world), new HeadwaterSide(world, sessions)]) {
    try {
      if (start) {
        side.start();
        await side.machine.advance(START);
      }
      results[side.name] = await act(side);
    } finally {
      await side.machine.settle();
      side.close();
    }
  }
  return results;
}
