/** Same requests: every action reaches the service alike, and settles alike. */

import assert from "node:assert/strict";
import test, { after } from "node:test";
import { checkedMethod, counted } from "./checked/checked.mjs";
import { DOCUMENTED_IN } from "./checked/groups.mjs";
import { DIFFERENCES, WORDS } from "./differences.mjs";
import { HeadwaterSide } from "./harness/headwater-side.mjs";
import { NpmSide } from "./harness/npm-side.mjs";
import { buildSessions, SessionsProcess } from "./harness/sessions-process.mjs";
import { differences } from "./observation/plain.mjs";
import { Performer } from "./requests/perform.mjs";
import { badVariants, FAULTS, goodVariants } from "./requests/variants.mjs";
import { worldForActions } from "./requests/world.mjs";

const sessions = new SessionsProcess(await buildSessions());
const sides = [new NpmSide(worldForActions()), new HeadwaterSide(worldForActions(), sessions)];
after(() => {
  for (const side of sides) {
    side.close();
  }
  sessions.end();
});
const performers = [];
for (const side of sides) {
  side.start();
  await side.machine.advance(1000);
  const other = side.openPage();
  other.start();
  await side.machine.advance(1000);
  performers.push(new Performer(side, [other]));
}
const applied = new Map();

/** What Headwater is to do, from what the npm library does. */
function expectedOf(npm, call) {
  let expected = npm;
  for (const [name, { request }] of Object.entries(DIFFERENCES)) {
    const changed = request?.(expected, call);
    if (changed) {
      applied.set(name, (applied.get(name) ?? 0) + 1);
      expected = changed;
    }
  }
  return expected;
}

function wordsOnly(outcome) {
  const settled = outcome.settled.map(([how, first, ...rest]) =>
    first?.json?.message
      ? [how, { json: { ...first.json, message: WORDS } }, ...rest]
      : [how, first, ...rest],
  );
  return { ...outcome, settled };
}

/** @returns where the sides differ, in lines. */
async function compare(call) {
  const [npm, headwater] = await Promise.all(performers.map((performer) => performer.perform(call)));
  const expected = expectedOf(npm, call);
  if (expected.settles) {
    assert.equal(headwater.settled.length, 1, call.title);
    return [];
  }
  const ours = JSON.stringify(expected).includes(`"${WORDS}"`) ? wordsOnly(headwater) : headwater;
  return [...differences(expected, ours)].map(({ path, words }) => `${call.title}: ${path}: ${words}`);
}

/** The class, or the place in the documentation, of what is called. */
function classOf({ action }) {
  const { connect } = sides[1];
  const target = action.on(connect);
  return target === connect.core
    ? "connect.core"
    : Object.keys(DOCUMENTED_IN).find((name) => target instanceof connect[name]);
}

async function compareAll(context, calls) {
  const found = [];
  let count = 0;
  for (const call of calls) {
    found.push(...(await compare(call)));
    const of = classOf(call);
    if (of) {
      checkedMethod(of, call.action.method, "requests");
    }
    count++;
  }
  counted("requests with their answers", count);
  context.diagnostic(`${count} calls compared`);
  assert.equal(found.length, 0, found.slice(0, 20).join("\n"));
}

test("every action with good parameters", (context) => compareAll(context, goodVariants()));

test("every action with bad parameters", (context) => compareAll(context, badVariants()));

for (const [name, fault] of Object.entries(FAULTS)) {
  test(`every action, when the service answers with ${name}`, async (context) => {
    for (const { service } of sides) {
      service.fail(fault);
    }
    try {
      await compareAll(
        context,
        goodVariants({ onlyFirst: true }).map((call) => ({ ...call, fault })),
      );
    } finally {
      for (const { service } of sides) {
        service.heal();
      }
    }
  });
}

test("every difference of requests was met", () => {
  const listed = Object.entries(DIFFERENCES).filter(([, { request }]) => request);
  assert.deepEqual([...applied.keys()].sort(), listed.map(([name]) => name).sort());
});
