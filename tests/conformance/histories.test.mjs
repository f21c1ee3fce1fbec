/** Same events, same answers: the npm library and Headwater hear the same of an agent, and say the same of it. */

import test, { after } from "node:test";
import fc from "fast-check";
import { buildSessions, SessionsProcess } from "./harness/sessions-process.mjs";
import { compare } from "./histories/compare.mjs";
import { history } from "./histories/steps.mjs";

const HISTORIES = Number(process.env.HISTORIES ?? 50);
const seed = Number(process.env.SEED ?? Date.now() & 0x7fffffff);
const path = process.env.SHRINK_PATH;

const sessions = new SessionsProcess(await buildSessions());
after(() => sessions.end());

test(`events and answers of ${HISTORIES} histories (seed ${seed})`, async (context) => {
  const property = fc.asyncProperty(history, async (history) => {
    for await (const { when, path, words } of compare(history, sessions)) {
      throw new Error(`${when}, ${path}: ${words}`);
    }
  });
  const result = await fc.check(property, { numRuns: HISTORIES, seed, path, endOnFailure: !!path });
  if (result.failed) {
    throw new Error(report(result));
  }
  context.diagnostic(`${result.numRuns} histories`);
});

function report({ seed, counterexamplePath, counterexample, errorInstance, numShrinks }) {
  return [
    errorInstance.message,
    `Shrunk ${numShrinks} times to ${JSON.stringify(counterexample[0])}`,
    `Again: SEED=${seed} SHRINK_PATH="${counterexamplePath}" node --test histories.test.mjs`,
  ].join("\n");
}
