// Runs a worker.js in one turn, with a browser API that takes notes, and fails unless every listener that the worker
// ever registers is registered in that turn: a browser drops an event for which nobody listens by then.
//
// usage: node first_turn.mjs WORKER.JS

import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

// Without these the worker would not learn of pages and wake-ups.
const NECESSARY = ["chrome.alarms.onAlarm", "chrome.runtime.onConnect"];

const registered = new Set();

/** A stand-in for a part of the browser API: every member exists, every call is answered with an empty object, later. */
function api(path) {
  return new Proxy(() => {}, {
    get(_target, name) {
      if (typeof name === "symbol" || name === "then") return undefined;
      if (name === "addListener") return () => registered.add(path);
      if (name === "getMessage") return () => "";
      if (name === "getURL") return (file) => `chrome-extension://worker/${file}`;
      return api(`${path}.${name}`);
    },
    apply: () => Promise.resolve({}),
  });
}

globalThis.self = globalThis;
globalThis.chrome = api("chrome");
globalThis.navigator ??= { onLine: true };
globalThis.addEventListener = (name) => registered.add(`self.${name}`);
// Nothing leaves this process, and what comes back is not what this looks at.
globalThis.fetch = () => new Promise(() => {});
globalThis.WebSocket = class {};

runInThisContext(readFileSync(process.argv[2], "utf8"), { filename: "worker.js" });
const inTime = new Set(registered);

// All that the worker does by itself happens before its next timer.
await new Promise((resolve) => setImmediate(resolve));

const missing = NECESSARY.filter((event) => !inTime.has(event));
const late = [...registered].filter((event) => !inTime.has(event));
console.log(`in the first turn: ${[...inTime].sort().join(", ")}`);
if (late.length > 0) console.error(`too late: ${late.join(", ")}`);
if (missing.length > 0) console.error(`not at all: ${missing.join(", ")}`);
process.exit(late.length + missing.length > 0 ? 1 : 0);
