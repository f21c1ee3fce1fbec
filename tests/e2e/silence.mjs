// A call of a page that the instance leaves without an answer.
import assert from "node:assert/strict";

import { until } from "./until.mjs";

/** Begins a call that the instance does not answer. `window.outcomes` has its outcome, if ever. */
export async function callIntoSilence(stage, page) {
  const fault = await stage.control.fault({ operation: "PutAgentState", kind: "silence" });
  await page.evaluate(() => {
    window.integration.setState("Lunch").then((outcome) => {
      window.outcomes = [...(window.outcomes ?? []), outcome];
    });
  });
  await until("the instance to be asked", () => stage.control.hits(fault));
}

/** The outcomes of the call into silence: one. */
export function outcomes(page) {
  return until("the call to be settled", () => page.evaluate(() => window.outcomes));
}

export function assertInterrupted(outcome) {
  assert.equal(outcome.ok, false);
  assert.equal(JSON.parse(outcome.error).type, "interrupted");
}
