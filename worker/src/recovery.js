// Starts the worker, and starts it again in a new wasm instance when it fails: after a panic, wasm cannot be called any more.
//
// What must survive is in `storage.session`, as always: to pages, a failure is a worker that was stopped. The script goes on
// running, so that the browser keeps what it wakes the worker for.

/** Milliseconds. Who fails in less after a start has probably failed for what he was started with. */
export const SOON = 60_000;
/** Milliseconds between two starts of a worker that fails even without what was stored. */
export const REST = 60_000;
/** So many starts follow at once. */
const AT_ONCE = 2;
/** What browsers throw when wasm traps; the last two when the stack is used up, in Chromium and in Firefox. */
const TRAPS = ["RuntimeError", "RangeError", "InternalError"];
/** Characters of what is said of a failure. */
const LONGEST = 1000;

/**
 * @param {(failures: number, why: string) => void} start starts the instance, after so many failures in a row
 * @param {() => void} renew makes a new instance
 * @param {{onFailure: (callback: (failure: unknown) => void) => void, endAll: () => void}} lifetime `lifetime.js`: what the
 *   instance has begun
 * @param {EventTarget} scope the global scope of the worker
 */
export function keepRunning(start, renew, { onFailure, endAll }, scope) {
  let startedAt = 0;
  let failures = 0;
  let ending = false;

  function begin(why) {
    ending = false;
    startedAt = Date.now();
    try {
      if (failures > 0) {
        renew();
      }
      start(failures, why);
    } catch (error) {
      end(error);
    }
  }

  function end(failure) {
    // Also what follows on a failure: the trap after a panic has the stack.
    console.error("Headwater's worker has failed:", failure);
    if (ending) {
      return;
    }
    ending = true;
    const why = String(failure).slice(0, LONGEST);
    // The failed instance is still on the stack.
    queueMicrotask(() => {
      endAll();
      failures = Date.now() - startedAt < SOON ? failures + 1 : 1;
      if (failures <= AT_ONCE) {
        begin(why);
      } else {
        console.error(`It has failed ${failures} times in a row, and tries again in a minute.`);
        setTimeout(begin, REST, why);
      }
    });
  }

  onFailure(end);
  // What `lifetime.js` does not call is a task of a promise, which the bindings run in a microtask of their own. There they
  // also throw, when a promise of an instance that is gone is kept: only a trap is a failure.
  scope.addEventListener("error", ({ error }) => {
    if (TRAPS.includes(error?.name)) {
      end(error);
    }
  });
  begin("");
}
