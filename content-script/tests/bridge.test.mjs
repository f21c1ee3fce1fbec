import assert from "node:assert/strict";
import test from "node:test";
import vm from "node:vm";
import { bundle } from "./page.mjs";

const BRIDGE = await bundle("bridge.ts");

/** The bridge in a window of its own, with ports and timers that the test plays. */
function openBridge(globals = {}) {
  const target = new EventTarget();
  const timers = [];
  const looks = [];
  const ports = [];
  const toPage = [];
  let connectable = true;
  const channel = new EventTarget();
  channel.addEventListener("to-page", ({ detail }) => toPage.push(detail));
  const runtime = {
    id: "extension",
    lastError: undefined,
    connect({ name }) {
      if (!connectable) {
        throw new Error("Extension context invalidated.");
      }
      const port = {
        name,
        sent: [],
        listeners: {},
        onMessage: { addListener: (f) => (port.listeners.message = f) },
        onDisconnect: { addListener: (f) => (port.listeners.disconnect = f) },
        postMessage(text) {
          if (port.closed) {
            throw new Error("Attempting to use a disconnected port object");
          }
          port.sent.push(text);
        },
        disconnect: () => (port.closed = true),
        /** The worker goes away. */
        end() {
          port.closed = true;
          port.listeners.disconnect(port);
        },
      };
      ports.push(port);
      return port;
    },
  };
  vm.runInNewContext(BRIDGE, {
    chrome: { runtime },
    Event,
    CustomEvent,
    queueMicrotask: (f) => f(),
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
    dispatchEvent: target.dispatchEvent.bind(target),
    setTimeout: (f, delay) => timers.push({ f, delay }),
    setInterval: (f) => looks.push(f),
    ...globals,
  });
  return {
    target,
    channel,
    ports,
    toPage: () => toPage.splice(0),
    /** The page API asks; whether the bridge takes the channel. */
    ask: (node = channel) =>
      !target.dispatchEvent(
        Object.assign(new Event("headwater:ask", { cancelable: true }), { relatedTarget: node }),
      ),
    say: (detail) => channel.dispatchEvent(new CustomEvent("to-bridge", { detail })),
    /** Runs the timer that waits; its delay. */
    tick() {
      const { f, delay } = timers.shift();
      f();
      return delay;
    },
    /** Time passes. */
    look: () => looks[0](),
    waits: () => timers.length,
    breakContext() {
      connectable = false;
      runtime.id = undefined;
    },
  };
}

function attachedBridge() {
  const bridge = openBridge();
  bridge.ask();
  bridge.say("attach");
  return bridge;
}

test("the bridge takes one channel, however often it is asked", () => {
  const bridge = openBridge();
  assert.equal(bridge.ask(null), false, "who asks without a channel gets none");
  assert.equal(bridge.ask(), true);
  assert.equal(bridge.ask(new EventTarget()), false);
});

test("what it has to say for itself comes later than what the page is doing", () => {
  const later = [];
  const bridge = openBridge({ queueMicrotask: (f) => later.push(f) });
  bridge.ask();
  bridge.breakContext();
  bridge.say("attach");
  assert.deepEqual(bridge.toPage(), []);
  later.shift()();
  assert.deepEqual(bridge.toPage(), ["gone"]);
});

test("it connects at the first message, and passes text both ways unread", () => {
  const bridge = openBridge();
  bridge.ask();
  assert.equal(bridge.ports.length, 0);
  bridge.say("{not even json");
  for (const nothing of [null, 7, {}, undefined]) {
    bridge.say(nothing);
  }
  bridge.say("second");
  const [port] = bridge.ports;
  assert.equal(port.name, "page");
  assert.deepEqual(port.sent, ["{not even json", "second"]);
  port.listeners.message("answer");
  assert.deepEqual(bridge.toPage(), ["answer"]);
});

test("when the connection breaks it says so, drops what comes until the page has understood, and connects again", () => {
  const bridge = attachedBridge();
  bridge.ports[0].end();
  assert.deepEqual(bridge.toPage(), ["lost"]);
  bridge.say("sent before the page knew");
  assert.equal(bridge.ports.length, 1);
  bridge.say("resume");
  assert.equal(bridge.tick(), 0);
  assert.deepEqual(bridge.toPage(), ["restored"]);
  bridge.say("attach again");
  assert.deepEqual(bridge.ports[1].sent, ["attach again"]);
});

test("a page has one port, however often it asks for another", () => {
  const bridge = attachedBridge();
  for (const asked of ["resume", "resume"]) {
    bridge.say(asked);
  }
  assert.equal(bridge.ports.length, 1);
  bridge.ports[0].end();
  bridge.say("resume");
  bridge.say("resume");
  bridge.tick();
  assert.equal(bridge.ports.length, 2);
});

test("it waits longer before every further attempt, up to a limit, and starts over once the worker has spoken", () => {
  const bridge = attachedBridge();
  const delays = [];
  for (let attempt = 0; attempt < 8; attempt++) {
    bridge.ports.at(-1).end();
    bridge.say("resume");
    delays.push(bridge.tick());
  }
  assert.deepEqual(delays, [0, 100, 300, 1000, 3000, 10_000, 10_000, 10_000]);
  bridge.ports.at(-1).listeners.message("here again");
  bridge.ports.at(-1).end();
  bridge.say("resume");
  assert.equal(bridge.tick(), 0);
});

test("a port that is closed without a word counts as broken", () => {
  const bridge = attachedBridge();
  bridge.ports[0].closed = true;
  bridge.say("lost on the way");
  assert.deepEqual(bridge.toPage(), ["lost"]);
});

test("a page in the back/forward cache is not connected, and connects again when it comes back", () => {
  const bridge = attachedBridge();
  const pageEvent = (type, persisted) =>
    bridge.target.dispatchEvent(Object.assign(new Event(type), { persisted }));
  pageEvent("pageshow", false);
  pageEvent("pagehide", true);
  assert.ok(bridge.ports[0].closed);
  bridge.say("sent while it was away");
  assert.deepEqual(bridge.toPage(), []);
  pageEvent("pageshow", true);
  assert.deepEqual(bridge.toPage(), ["lost"]);
  bridge.ports[0].listeners.disconnect();
  assert.deepEqual(bridge.toPage(), []);
  bridge.say("resume");
  bridge.tick();
  assert.equal(bridge.ports.length, 2);
});

test("a page that was frozen connects again: it may not have been told that its connection broke", () => {
  const bridge = attachedBridge();
  bridge.target.dispatchEvent(new Event("resume"));
  assert.ok(bridge.ports[0].closed);
  assert.deepEqual(bridge.toPage(), ["lost"]);
  bridge.target.dispatchEvent(new Event("resume"));
  assert.deepEqual(bridge.toPage(), []);
  bridge.say("resume");
  bridge.tick();
  assert.equal(bridge.ports.length, 2);
});

test("an extension that goes without a word is noticed, and said once", () => {
  const bridge = attachedBridge();
  bridge.look();
  assert.deepEqual(bridge.toPage(), []);
  bridge.breakContext();
  bridge.look();
  bridge.look();
  assert.deepEqual(bridge.toPage(), ["gone"]);
});

test("who asks whether it is alive sees it by the event alone", () => {
  const bridge = attachedBridge();
  assert.equal(bridge.channel.dispatchEvent(new Event("alive", { cancelable: true })), false);
  assert.deepEqual(bridge.toPage(), []);
});

test("when the extension is gone it says so, and tries no more", () => {
  const bridge = attachedBridge();
  bridge.breakContext();
  bridge.ports[0].end();
  assert.deepEqual(bridge.toPage(), ["gone"]);
  bridge.say("anything");
  assert.equal(bridge.waits(), 0);
  assert.equal(bridge.ports.length, 1);
});
