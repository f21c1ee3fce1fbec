import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { UNDOCUMENTED } from "../../tests/conformance/checked/groups.mjs";
import { declarations } from "./declarations.mjs";

/** The names of the documentation, by its sections. */
const documented = JSON.parse(
  await readFile(new URL("../../tests/conformance/surface-documented.json", import.meta.url), "utf8"),
);
const declared = await declarations();

/** Where connect.d.ts has the names of a section, if not under the section's own name. */
const PLACES = {
  connect: null,
  "connect.core": "core",
  "connect.agentApp": "agentApp",
  "Endpoint(static)": "Endpoint",
};

/** A declaration, the class's own or one that it inherits. */
function find(place, name) {
  if (place === null) {
    return declared.get(name);
  }
  const own = declared.get(`${place}.${name}`);
  const inherited = declared.get(place)?.extended;
  return own ?? (inherited ? find(inherited, name) : undefined);
}

/** What is wrong with a name; nothing if it is declared as such a kind, with a comment. */
function faultOf(declaration, kinds) {
  if (!declaration) {
    return "is not declared";
  }
  if (!kinds.includes(declaration.kind)) {
    return `is declared as ${declaration.kind}`;
  }
  return declaration.documented ? null : "has no comment";
}

test("every documented name is declared, as what it is, with a comment", (context) => {
  const faults = [];
  let checked = 0;
  const check = (name, declaration, ...kinds) => {
    checked++;
    const fault = faultOf(declaration, kinds);
    if (fault) {
      faults.push(`${name} ${fault}`);
    }
  };
  for (const [section, names] of [...Object.entries(documented.classes), ...Object.entries(UNDOCUMENTED)]) {
    const place = section in PLACES ? PLACES[section] : section;
    if (place) {
      check(place, declared.get(place), "class", "interface", "namespace");
    }
    for (const name of names) {
      check(`${section}.${name}`, find(place, name), "function", "method");
    }
  }
  for (const [enumeration, names] of Object.entries(documented.enums)) {
    check(enumeration, declared.get(enumeration), "enum");
    for (const name of names) {
      check(`${enumeration}.${name}`, declared.get(`${enumeration}.${name}`), "value");
    }
  }
  const valued = (enumeration, value) =>
    [...declared].find(
      ([name, declaration]) => name.startsWith(`${enumeration}.`) && declaration.value === value,
    );
  for (const type of documented.softphoneErrorTypes) {
    check(`the softphone error ${type}`, valued("SoftphoneErrorTypes", type)?.[1], "value");
  }
  for (const state of documented.agentErrorStates) {
    check(`the agent state ${state}`, valued("AgentErrorStates", state.split(" ").at(-1))?.[1], "value");
  }
  assert.deepEqual(faults, []);
  assert.ok(checked > 200, `only ${checked} names`);
  context.diagnostic(`${checked} documented names are declared`);
});

test("methods, functions and classes have a comment, whether documented or not", () => {
  const silent = [...declared].filter(
    ([name, { kind, documented: told }]) =>
      ["class", "interface", "function", "method"].includes(kind) && !told && !name.endsWith(".constructor"),
  );
  assert.deepEqual(
    silent.map(([name]) => name),
    [],
  );
});

test("a declaration without a comment would be noticed", () => {
  assert.equal(faultOf({ kind: "method", documented: false }, ["method"]), "has no comment");
  assert.equal(faultOf({ kind: "property", documented: true }, ["method"]), "is declared as property");
  assert.equal(faultOf(undefined, ["method"]), "is not declared");
  assert.equal(declared.get("Agent.onOffline").documented, true);
  assert.equal(declared.get("ClickType.ACCEPT").documented, false);
});
