/**
 * Same events, same answers: the npm library and Headwater hear the same of an agent, and say the same of it.
 */

import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import test from "node:test";
import { Worker } from "node:worker_threads";
import { checked, checkedMethod, counted } from "./checked/checked.mjs";
import { buildSessions } from "./harness/sessions-process.mjs";
import { runHistories } from "./histories/run.mjs";
import { histories as count, shrinkPath as path, seed } from "./settings.mjs";

/** With fewer histories it is no wonder if some event is missing. */
const ENOUGH_FOR_ALL_EVENTS = 500;

/** Events that some history must have had. */
const EVENTS = [
  ...["init", "refresh", "routable", "not_routable", "offline", "error", "acw", "state_change"].map(
    (name) => `agent::${name}`,
  ),
  ...["enqueued_next_state", "cleared_next_state"].map((name) => `agent::${name}`),
  ...[
    "init",
    "refresh",
    "incoming",
    "pending",
    "connecting",
    "connected",
    "missed",
    "acw",
    "ended",
    "error",
  ].map((name) => `contact::${name}`),
  "contact::destroyed",
];

/** Histories of one seed. However many threads there are, a run has the same ones. */
const CHUNK = 500;

function runInThread(workerData) {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL("histories/thread.mjs", import.meta.url), { workerData });
    thread.once("message", resolve);
    thread.once("error", reject);
  });
}

async function run(executable) {
  if (path !== undefined) {
    return [await runHistories({ count: 1, seed, path, executable })];
  }
  const chunks = Array.from({ length: Math.ceil(count / CHUNK) }, (_, chunk) => ({
    count: Math.min(CHUNK, count - chunk * CHUNK),
    seed: seed + chunk,
    executable,
  }));
  const results = [];
  const work = async () => {
    for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) {
      results.push(await runInThread(chunk));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}

test(`the same events and answers in ${path === undefined ? count : 1} histories, seed ${seed}`, async (context) => {
  const results = await run(await buildSessions());
  const sum = (name) => results.reduce((total, result) => total + result[name], 0);
  context.diagnostic(`${sum("count")} histories with ${sum("steps")} steps`);
  counted("histories", sum("count"));
  counted("steps of histories", sum("steps"));
  const failures = results.map(({ failure }) => failure).filter(Boolean);
  assert.equal(failures.length, 0, failures.join("\n\n"));
  for (const name of results.flatMap(({ names }) => names)) {
    const [of, method] = name.split(".");
    checkedMethod(of === "agent" ? "Agent" : of === "contact" ? "Contact" : of, method, "histories");
    if (/Snapshot$/.test(of)) {
      checked(name, "histories");
    }
  }
  if (count >= ENOUGH_FOR_ALL_EVENTS && path === undefined) {
    const events = new Set(results.flatMap((result) => result.events));
    assert.deepEqual(
      EVENTS.filter((name) => !events.has(name)),
      [],
      "events that no history had",
    );
  }
});
