/** Generates histories, runs them, and shrinks one that fails. */

import fc from "fast-check";
import { SessionsProcess } from "../harness/sessions-process.mjs";
import { again } from "../settings.mjs";
import { compare } from "./compare.mjs";
import { history } from "./steps.mjs";

/**
 * @param path where a run before ended: that history alone is run.
 * @returns `{ count, steps, events, names, failure }`: how many, what was met (`compare.mjs`), and in words what failed, if
 *   anything did.
 */
export async function runHistories({ count, seed, path, executable }) {
  const sessions = new SessionsProcess(executable);
  const notes = { events: new Set(), names: new Set() };
  let steps = 0;
  const property = fc.asyncProperty(history, async (history) => {
    steps += history.steps.length;
    for await (const { when, path, words } of compare(history, sessions, notes)) {
      throw new Error(`${when}, ${path}: ${words}`);
    }
  });
  try {
    const result = await fc.check(property, { numRuns: count, seed, path, endOnFailure: !!path });
    return {
      count: result.numRuns,
      steps,
      events: [...notes.events],
      names: [...notes.names],
      failure: result.failed ? report(result) : null,
    };
  } finally {
    sessions.end();
  }
}

function report({ seed, counterexamplePath, counterexample, errorInstance, error, numShrinks }) {
  return [
    errorInstance?.message ?? error,
    `Shrunk ${numShrinks} times to ${JSON.stringify(counterexample?.[0])}`,
    again("histories", seed, counterexamplePath),
  ].join("\n");
}
