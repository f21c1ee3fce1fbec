// Waiting for something to be so. Nothing here waits for time to pass.
import { setTimeout as pause } from "node:timers/promises";
import { inspect } from "node:util";

/** How long anything may take before it counts as not coming, in milliseconds. */
export const PATIENCE = 10_000;
/** How often a condition is looked at, in milliseconds. */
const INTERVAL = 25;

/**
 * Waits until `isSo(await look())`, and gives what was seen then.
 *
 * @param {string} awaited what is waited for, for the message
 * @param {() => unknown} look may throw while it cannot be told yet, as in a page that is just loading
 * @param {(seen: any) => unknown} isSo
 * @throws {Error} that says what was awaited and what was seen instead
 */
export async function until(awaited, look, isSo = Boolean, patience = PATIENCE) {
  const deadline = performance.now() + patience;
  for (;;) {
    let seen;
    let failure = null;
    try {
      seen = await look();
      if (isSo(seen)) {
        return seen;
      }
    } catch (error) {
      failure = error;
    }
    if (performance.now() >= deadline) {
      const instead = failure ? `looking failed: ${failure.message}` : `seen: ${describe(seen)}`;
      throw new Error(`Waited ${patience / 1000} s for: ${awaited}; ${instead}`, { cause: failure });
    }
    await pause(INTERVAL);
  }
}

function describe(seen) {
  return typeof seen === "string" ? seen : inspect(seen, { depth: 6, breakLength: 110 });
}
