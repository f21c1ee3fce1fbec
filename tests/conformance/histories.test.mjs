/**
 * Same events, same answers: the npm library and Headwater hear the same of an agent, and say the same of it.
 *
 * `HISTORIES` says how many are run, `SEED` which; `SHRINK_PATH` runs the one again that a run before found.
 */

import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import test from "node:test";
import { Worker } from "node:worker_threads";
import { buildSessions } from "./harness/sessions-process.mjs";
import { runHistories } from "./histories/run.mjs";

const count = Number(process.env.HISTORIES ?? 2000);
const seed = Number(process.env.SEED ?? Date.now() & 0x7fff_ffff);
const path = process.env.SHRINK_PATH;

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
  const threads = Math.min(count, availableParallelism());
  const share = (thread) =>
    Math.floor(((thread + 1) * count) / threads) - Math.floor((thread * count) / threads);
  return Promise.all(
    Array.from({ length: threads }, (_, thread) =>
      runInThread({ count: share(thread), seed: seed + thread, executable }),
    ),
  );
}

test(`the same events and answers in ${path === undefined ? count : 1} histories, seed ${seed}`, async (context) => {
  const results = await run(await buildSessions());
  const sum = (name) => results.reduce((total, result) => total + result[name], 0);
  context.diagnostic(`${sum("count")} histories with ${sum("steps")} steps`);
  const failures = results.map(({ failure }) => failure).filter(Boolean);
  assert.equal(failures.length, 0, failures.join("\n\n"));
  if (count >= ENOUGH_FOR_ALL_EVENTS && path === undefined) {
    const events = new Set(results.flatMap((result) => result.events));
    assert.deepEqual(
      EVENTS.filter((name) => !events.has(name)),
      [],
      "events that no history had",
    );
  }
});
