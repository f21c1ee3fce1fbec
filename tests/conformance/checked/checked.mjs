/**
 * What this run has checked, name by name and in which way. Each suite notes it; where `HEADWATER_CHECKED` names a folder,
 * it is kept there for the table (`table.mjs`).
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { checkedFolder } from "../settings.mjs";
import { DOCUMENTED_IN, documented } from "./groups.mjs";

const ways = new Map();
const counts = {};

/** Notes that a name, such as `Agent.getState`, was checked in a way of `WAYS`. */
export function checked(name, way) {
  ways.set(name, (ways.get(name) ?? new Set()).add(way));
}

/** Notes a method of a class, under every section of the documentation that describes it. */
export function checkedMethod(of, method, way) {
  for (const section of DOCUMENTED_IN[of] ?? [of]) {
    if (documented(section).includes(method)) {
      checked(`${section}.${method}`, way);
    }
  }
}

/** Adds to a count of the run, such as `histories`. */
export function counted(what, number) {
  counts[what] = (counts[what] ?? 0) + number;
}

if (checkedFolder) {
  process.on("exit", () => {
    mkdirSync(checkedFolder, { recursive: true });
    const file = join(checkedFolder, `${basename(process.argv[1], ".test.mjs")}.json`);
    const names = Object.fromEntries([...ways].map(([name, of]) => [name, [...of].sort()]));
    writeFileSync(file, JSON.stringify({ names, counts }));
  });
}
