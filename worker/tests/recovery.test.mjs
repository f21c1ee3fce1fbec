// A worker that fails begins again, and so does what it had begun in the browser.
import assert from "node:assert/strict";
import { test } from "node:test";

import * as lifetime from "../browser/src/lifetime.js";
import { keepRunning, REST, SOON } from "../src/recovery.js";

/** An event of the extension API. */
class ExtensionEvent {
  listeners = [];

  addListener(listener) {
    this.listeners.push(listener);
  }

  fire(...args) {
    for (const listener of this.listeners) {
      listener(...args);
    }
  }
}

/** All that was put off to after the stack of the caller. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A worker whose every start is noted; `onStart` is what an instance does then, and `scope` is its global scope. */
function worker(t, onStart = () => {}, scope = new EventTarget()) {
  t.mock.timers.enable({ apis: ["Date", "setTimeout"] });
  t.mock.method(console, "error", () => {});
  t.after(() => {
    lifetime.endAll();
    lifetime.onFailure(null);
  });
  const starts = [];
  let instances = 1;
  const start = (failures, why) => {
    starts.push({ failures, why, instance: instances });
    onStart(starts.length);
  };
  keepRunning(start, () => instances++, lifetime, scope);
  return starts;
}

test("a failure starts a new instance at once, and says why", async (t) => {
  const starts = worker(t);
  assert.deepEqual(starts, [{ failures: 0, why: "", instance: 1 }]);
  lifetime.failed("panicked");
  assert.equal(starts.length, 1, "the failed instance may be on the stack");
  await settled();
  assert.deepEqual(starts[1], { failures: 1, why: "panicked", instance: 2 });
});

test("a panic that is thrown through a listener too is one failure", async (t) => {
  const event = new ExtensionEvent();
  const starts = worker(t, () =>
    lifetime.listen(event, () => {
      lifetime.failed("panicked");
      throw new WebAssembly.RuntimeError("unreachable");
    }),
  );
  event.fire();
  await settled();
  assert.deepEqual(
    starts.map(({ why }) => why),
    ["", "panicked"],
  );
});

test("a trap that nobody caught is one of a promise's task: a failure, and one with the panic before it", async (t) => {
  const scope = new EventTarget();
  const starts = worker(t, undefined, scope);
  const uncaught = async (error) => {
    scope.dispatchEvent(Object.assign(new Event("error"), { error }));
    await settled();
  };
  await uncaught(new WebAssembly.RuntimeError("unreachable"));
  assert.equal(starts[1].why, "RuntimeError: unreachable");
  lifetime.failed("panicked");
  await uncaught(new WebAssembly.RuntimeError("unreachable"));
  assert.deepEqual(starts[2], { failures: 2, why: "panicked", instance: 3 });
  await uncaught(new Error("Cannot invoke closure from previous WASM instance"));
  await uncaught(null);
  assert.equal(starts.length, 3);
  t.mock.timers.tick(SOON);
  const tooDeep = () => tooDeep();
  let overflow = null;
  try {
    tooDeep();
  } catch (error) {
    overflow = error;
  }
  await uncaught(overflow);
  assert.match(starts[3].why, /RangeError: Maximum call stack/);
});

test("where nobody is told of failures, what a listener throws is the browser's", () => {
  const event = new ExtensionEvent();
  const end = lifetime.listen(event, () => {
    throw new TypeError("not a function");
  });
  assert.throws(() => event.fire(), TypeError);
  lifetime.endIt(end);
});

for (const [name, begin] of Object.entries({
  "a listener": (callback) => {
    const event = new ExtensionEvent();
    lifetime.listen(event, callback);
    return () => event.fire();
  },
  "a DOM listener": (callback) => {
    const target = new ExtensionEvent();
    target.addEventListener = (_name, listener) => target.addListener(listener);
    target.removeEventListener = () => {};
    lifetime.listenTo(target, "online", callback);
    return () => target.fire();
  },
  "a timer": (callback, t) => {
    lifetime.after(5, callback);
    return () => t.mock.timers.tick(5);
  },
})) {
  test(`what ${name} throws has gone through wasm: a failure`, async (t) => {
    let cause = null;
    const starts = worker(t, (start) => {
      if (start === 1) {
        cause = begin(() => {
          throw new TypeError("not a function");
        }, t);
      }
    });
    cause();
    await settled();
    assert.equal(starts[1].why, "TypeError: not a function");
  });
}

test("a start that fails is a failure; after two, the worker rests before each", async (t) => {
  const starts = worker(t, (start) => {
    if (start < 5) {
      throw new Error(`start ${start}`);
    }
  });
  await settled();
  assert.deepEqual(
    starts.map(({ failures }) => failures),
    [0, 1, 2],
  );
  t.mock.timers.tick(REST - 1);
  assert.equal(starts.length, 3);
  t.mock.timers.tick(1);
  assert.deepEqual(starts[3], { failures: 3, why: "Error: start 3", instance: 4 });
  await settled();
  t.mock.timers.tick(REST);
  await settled();
  assert.equal(starts.length, 5);
});

test("failures that are not in a row are as the first", async (t) => {
  const starts = worker(t);
  for (let failure = 1; failure <= 4; failure += 1) {
    t.mock.timers.tick(SOON);
    lifetime.failed("panicked");
    await settled();
    assert.deepEqual(starts.at(-1), { failures: 1, why: "panicked", instance: failure + 1 });
  }
});

test("the browser has one listener, first to last, and the new instance hears it", async (t) => {
  const event = new ExtensionEvent();
  const heard = [];
  worker(t, (start) => lifetime.listen(event, (what) => heard.push([start, what])));
  event.fire("before");
  lifetime.failed("panicked");
  await settled();
  event.fire("after");
  assert.equal(event.listeners.length, 1);
  assert.deepEqual(heard, [
    [1, "before"],
    [2, "after"],
  ]);
});

test("ports and sockets of a failed instance are closed, its timers do not come", async (t) => {
  const closed = [];
  const starts = worker(t, (start) => {
    if (start === 1) {
      lifetime.begin({ disconnect: () => closed.push("port") }, "disconnect");
      const ended = lifetime.begin({ close: () => closed.push("ended before") }, "close");
      lifetime.endIt(ended);
      lifetime.begin({ close: () => assert.fail("it is gone already") }, "close");
      lifetime.begin({ close: () => closed.push("socket") }, "close");
      lifetime.after(5, () => closed.push("timer"));
    }
  });
  lifetime.failed("panicked");
  await settled();
  t.mock.timers.tick(5);
  assert.deepEqual(closed, ["ended before", "port", "socket"]);
  assert.equal(starts.length, 2);
});

test("a port that is opened while the worker rests is closed, so that its page tries again", async (t) => {
  const event = new ExtensionEvent();
  worker(t, () => {
    lifetime.listen(event, () => {});
    throw new Error("failed");
  });
  await settled();
  let closed = 0;
  event.fire({ disconnect: () => closed++ });
  assert.equal(closed, 1);
});

test("a listener that ends another one while both are called ends it at once", (t) => {
  worker(t);
  const event = new ExtensionEvent();
  lifetime.listen(event, () => lifetime.endIt(second));
  const second = lifetime.listen(event, () => assert.fail("it has ended"));
  event.fire();
});
