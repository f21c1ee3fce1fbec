/** Complete: every name of the documentation is there, of the kind and arity that it has in the npm library. */

import assert from "node:assert/strict";
import test, { after } from "node:test";
import { checked, counted } from "./checked/checked.mjs";
import { documented, surface } from "./checked/groups.mjs";
import { DIFFERENCES } from "./differences.mjs";
import { HeadwaterSide } from "./harness/headwater-side.mjs";
import { NpmSide } from "./harness/npm-side.mjs";
import { buildSessions, SessionsProcess } from "./harness/sessions-process.mjs";
import { firstWorld } from "./harness/world.mjs";

const sessions = new SessionsProcess(await buildSessions());
const sides = [new NpmSide(firstWorld()), new HeadwaterSide(firstWorld(), sessions)];
after(() => {
  for (const side of sides) {
    side.close();
  }
  sessions.end();
});
for (const side of sides) {
  side.start();
  await side.machine.advance(1000);
}
const [npm, headwater] = sides.map(({ connect }) => connect);

/** Where the names of each section of the documentation are to be found. */
const PLACES = {
  "connect.core": (connect) => connect.core,
  connect: (connect) => connect,
  Agent: (connect) => connect.Agent.prototype,
  Contact: (connect) => connect.Contact.prototype,
  BaseConnection: (connect) => connect.BaseConnection.prototype,
  VoiceConnection: (connect) => connect.VoiceConnection.prototype,
  ChatConnection: (connect) => connect.ChatConnection.prototype,
  TaskConnection: (connect) => connect.TaskConnection.prototype,
  "Endpoint(static)": (connect) => connect.Endpoint,
  "connect.agentApp": (connect) => connect.agentApp,
  Logger: (connect) => connect.getLog(),
  LogEntry: (connect) => connect.getLog().trace("a line"),
  EventBus: (connect) => connect.core.getEventBus(),
  Subscription: (connect) => connect.core.getEventBus().subscribe("nothing", () => {}),
  SoftphoneError: (connect) => connect.SoftphoneError.prototype,
};

/** An async function is compiled to one that takes any parameters: its arity says nothing. */
function hasArity(value) {
  return !/\.apply\(this, arguments\)/.test(Function.prototype.toString.call(value));
}

let count = 0;

function noted(name, way) {
  checked(name, way);
  count++;
}

for (const section of Object.keys(surface.classes)) {
  const place = PLACES[section];
  if (!place) {
    assert.ok(
      DIFFERENCES["the softphone's media"].sections.includes(section),
      `The section ${section} is looked for nowhere.`,
    );
    continue;
  }
  test(`names of ${section}`, () => {
    for (const name of documented(section)) {
      const theirs = place(npm)[name];
      const ours = place(headwater)[name];
      assert.equal(typeof ours, "function", `${section}.${name}`);
      if (theirs === undefined) {
        assert.ok(
          DIFFERENCES["the names of the documentation"].names.includes(`${section}.${name}`),
          `${section}.${name} is not in the npm library`,
        );
      } else if (hasArity(theirs)) {
        assert.equal(ours.length, theirs.length, `parameters of ${section}.${name}`);
      }
      noted(`${section}.${name}`, "present");
    }
  });
}

test("documented enumerations", () => {
  for (const [enumeration, names] of Object.entries(surface.enums)) {
    for (const name of names) {
      assert.notEqual(npm[enumeration][name], undefined, `${enumeration}.${name} in the npm library`);
      assert.equal(headwater[enumeration]?.[name], npm[enumeration][name], `${enumeration}.${name}`);
      noted(`${enumeration}.${name}`, "values");
    }
  }
  for (const type of surface.softphoneErrorTypes) {
    assert.ok(Object.values(headwater.SoftphoneErrorTypes).includes(type), `SoftphoneErrorTypes ${type}`);
    noted(`SoftphoneErrorTypes.${type}`, "values");
  }
  for (const state of surface.agentErrorStates) {
    const name = state.split(" ").at(-1);
    assert.ok(Object.values(headwater.AgentErrorStates).includes(name), `AgentErrorStates ${name}`);
    noted(`AgentErrorStates.${state}`, "values");
  }
});

/** Names with their values, of every object of the npm library that is nothing but names with values. */
function enumerationsOf(connect) {
  return Object.entries(connect).filter(
    ([name, value]) =>
      /^[A-Z]/.test(name) &&
      typeof value === "object" &&
      value !== null &&
      Object.keys(value).length > 0 &&
      !Array.isArray(value) &&
      Object.values(value).every((item) => typeof item === "string" || typeof item === "number"),
  );
}

test("all enumerations of the npm library have the same values under the same names", (context) => {
  const enumerations = enumerationsOf(npm);
  assert.ok(enumerations.length > 30);
  const missing = enumerations.filter(([name]) => headwater[name] === undefined).map(([name]) => name);
  for (const [enumeration, values] of enumerations.filter(([name]) => headwater[name] !== undefined)) {
    for (const [name, value] of Object.entries(values)) {
      assert.equal(headwater[enumeration][name], value, `${enumeration}.${name}`);
      count++;
    }
    checked(`enumeration ${enumeration}`, "values");
  }
  assert.deepEqual(missing, [], "missing enumerations");
  context.diagnostic(`${enumerations.length} enumerations`);
});

test("counts", (context) => {
  context.diagnostic(`${count} names checked`);
  counted("names and values of enumerations", count);
});
