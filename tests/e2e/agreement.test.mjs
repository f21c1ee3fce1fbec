// That a disagreement is noticed: without it none of the other suites would mean anything.
import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./expectation.mjs";
import { play } from "./player.mjs";
import { Stage } from "./stage.mjs";
import { comparable, untilSignedOut, withNumberedContacts, withoutRepeatedRefreshes } from "./trace.mjs";

const SOON = 50;

/** A stage whose instance and tabs show what is given, as `[state, …contact states]`. */
function stageWith(instance, ...tabs) {
  const contacts = (states) =>
    states.map((state, index) => ({ contactId: `${index}`, type: "voice", state, connections: [] }));
  const agent = ([name, ...states]) => ({
    signedIn: true,
    state: { name },
    nextState: null,
    contacts: contacts(states),
  });
  const page = ([agentState, ...states]) => ({
    url: () => "https://localhost/",
    evaluate: async (look) =>
      look.toString().includes("location.href")
        ? "https://localhost/"
        : {
            agentState,
            nextState: null,
            contacts: contacts(states).map(({ contactId: id, ...rest }) => ({ id, ...rest })),
          },
  });
  const pages = tabs.map(page);
  const browser = { open: async () => pages.shift() };
  return new Stage(
    browser,
    { control: { agent: async () => agent(instance) }, instance: "", pages: [] },
    "ann",
  );
}

async function agreement(expected, instance, ...tabs) {
  const stage = stageWith(instance, ...tabs);
  for (const index of tabs.keys()) {
    await stage.open(`tab ${index}`, "");
  }
  return stage.agreement(expected.words, expected.isMet, SOON);
}

test("the same everywhere is agreement", async () => {
  await agreement(
    session("Busy", ["voice connected"]),
    ["Busy", "connected"],
    ["Busy", "connected"],
    ["Busy", "connected"],
  );
});

test("a tab that lags behind is named with what it shows", async () => {
  const lagging = agreement(
    session("Busy", ["voice connected"]),
    ["Busy", "connected"],
    ["Busy", "connected"],
    ["Busy", "connecting"],
  );
  await assert.rejects(
    lagging,
    /Busy · voice connected; seen: .*tab 0: Busy · voice connected.*tab 1: Busy · voice connecting/s,
  );
});

test("tabs that agree with each other but not with the instance do not agree", async () => {
  await assert.rejects(
    agreement(session("Lunch"), ["Lunch"], ["Available"], ["Available"]),
    /instance: Lunch/,
  );
});

test("agreement on something else than what the step leads to is none", async () => {
  await assert.rejects(agreement(session("Lunch"), ["Available"], ["Available"]), /Waited .* for: Lunch/);
});

test("a step that fails ends the story, and is reported", async () => {
  const results = [];
  const stage = stageWith(["Lunch"]);
  const failing = {
    name: "fails",
    act: () => Promise.reject(new Error("no such button")),
    expect: session("Lunch"),
  };
  const done = await play(stage, [failing, failing], (result) => results.push(result));
  assert.equal(done, false);
  assert.deepEqual(
    results.map(({ problem }) => problem),
    ["no such button"],
  );
});

test("of refreshes only those that tell nothing new are left out", () => {
  const refresh = (state, contactId) => ({
    event: contactId ? "contact.onRefresh" : "agent.onRefresh",
    state,
    contactId,
  });
  const change = { event: "agent.onStateChange" };
  const trace = [
    refresh("a"),
    refresh("c", 1),
    refresh("a"),
    change,
    change,
    refresh("a"),
    refresh("b"),
    refresh("c", 2),
    refresh("a"),
  ];
  assert.deepEqual(withoutRepeatedRefreshes(trace), [
    refresh("a"),
    refresh("c", 1),
    change,
    change,
    refresh("b"),
    refresh("c", 2),
    refresh("a"),
  ]);
});

test("traces of two instances are compared by the order in which contacts came", () => {
  const trace = [{ contactId: "x" }, { contacts: [{ contactId: "y" }, { contactId: "x" }] }];
  assert.deepEqual(withNumberedContacts(trace), [
    { contactId: "contact 1" },
    { contacts: [{ contactId: "contact 2" }, { contactId: "contact 1" }] },
  ]);
});

test("a trace ends with signing out", () => {
  const [before, end, after] = [
    { event: "agent.onRefresh" },
    { event: "terminated" },
    { event: "core.onAuthFail" },
  ];
  assert.deepEqual(untilSignedOut([before, end, after]), [before, end]);
  assert.deepEqual(untilSignedOut([before]), [before]);
});

test("of an error only the place in the code is left out", () => {
  const error = (stack) => ({
    ok: false,
    error: JSON.stringify({ type: "T", message: "m", statusCode: 400, stack }),
  });
  assert.deepEqual(comparable(error(["here"])), comparable(error([])));
  assert.deepEqual(comparable({ ok: true }), { ok: true });
  assert.notDeepEqual(comparable(error([])), comparable({ ok: true }));
});
