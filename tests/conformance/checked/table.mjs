/**
 * The table of README.md: which names were checked, and how, by what a run has noted (`checked.mjs`).
 *
 *     node tests/conformance/checked/table.mjs FOLDER           fails when the table is stale
 *     node tests/conformance/checked/table.mjs FOLDER --write   writes it
 */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ELSEWHERE, sourceOf } from "./elsewhere.mjs";
import { FOUND_GROUPS, groups, WAYS } from "./groups.mjs";

const README = new URL("../README.md", import.meta.url);
const BEGIN = "<!-- the table begins: written by checked/table.mjs -->";
const END = "<!-- the table ends -->";

const [folder, option] = process.argv.slice(2);

/** All that the suites of a run have noted. */
function notes() {
  const ways = new Map();
  const counts = {};
  const add = (name, way) => ways.set(name, (ways.get(name) ?? new Set()).add(way));
  for (const file of readdirSync(folder)) {
    const noted = JSON.parse(readFileSync(join(folder, file), "utf8"));
    for (const [name, of] of Object.entries(noted.names)) {
      for (const way of of) {
        add(name, way);
      }
    }
    for (const [what, count] of Object.entries(noted.counts)) {
      counts[what] = (counts[what] ?? 0) + count;
    }
  }
  for (const [name, file] of Object.entries(ELSEWHERE)) {
    add(name, sourceOf(name, file));
  }
  return { ways, counts };
}

function row(title, names, ways) {
  const of = (name) => ways.get(name) ?? new Set();
  const counted = Object.keys(WAYS)
    .map((way) => [way, names.filter((name) => of(name).has(way)).length])
    .filter(([way, count]) => count > 0 && way !== "present");
  return `| ${title} | ${names.length} | ${counted.map(([way, count]) => `${way} ${count}`).join(" · ")} |`;
}

const { ways, counts } = notes();
const found = FOUND_GROUPS.map(([title, pattern]) => [
  title,
  [...ways.keys()].filter((name) => pattern.test(name)).sort(),
]);
const all = [...groups(), ...found];

const unchecked = all
  .flatMap(([, names]) => names)
  .filter((name) => [...(ways.get(name) ?? [])].every((way) => way === "present"));

const table = [
  BEGIN,
  "",
  "| Group | Names | Checked how |",
  "|---|---:|---|",
  ...all.map(([title, names]) => row(title, names, ways)),
  "",
  "Each name is also there, of its kind and with as many parameters as in the npm library. Beyond that:",
  "",
  ...Object.entries(WAYS)
    .filter(([way]) => way !== "present")
    .map(([way, words]) => `- ${way}: ${words}`),
  "",
  END,
].join("\n");

for (const [what, count] of Object.entries(counts)) {
  console.log(`${count} ${what}`);
}
console.log(`${all.flatMap(([, names]) => names).length} names in ${all.length} groups`);

if (unchecked.length > 0) {
  console.error(`Only known to be there, and checked in no other way: ${unchecked.join(", ")}`);
  process.exitCode = 1;
}
const readme = readFileSync(README, "utf8");
const [before, rest] = readme.split(BEGIN);
const after = rest?.split(END)[1];
if (after === undefined) {
  throw new Error(`README.md has no place for the table: ${BEGIN} … ${END}`);
}
const written = `${before}${table}${after}`;
if (option === "--write") {
  writeFileSync(README, written);
} else if (written !== readme) {
  console.error(
    "The table of tests/conformance/README.md is stale; with HEADWATER_WRITE_TABLE=1 this stage writes it.",
  );
  process.exitCode = 1;
}
