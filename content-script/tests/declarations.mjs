/** What connect.d.ts declares, with what is said of it. Its form is fixed by Biome: two blanks a level. */

import { readFile } from "node:fs/promises";

const DECLARATION =
  /^(?: {2})+(?:(?:export|declare|abstract|readonly|static) )*(?:(class|interface|enum|namespace|function|const|type) )?(\w+)(.*)$/;

/**
 * @typedef {object} Declaration
 * @property {string} kind `class`, `function` and so on; of a member `method`, `property` or `value`
 * @property {boolean} documented whether it has a comment; of overloads, whether one of them has
 * @property {string | null} value of a member of an enumeration
 * @property {string | null} extended the class that it inherits from
 *
 * @returns {Promise<Map<string, Declaration>>} by name, such as `Agent.getName`
 */
export async function declarations() {
  const text = await readFile(new URL("../connect.d.ts", import.meta.url), "utf8");
  const found = new Map();
  const open = [];
  let comment = false;
  for (const line of text.split("\n")) {
    const depth = (line.length - line.trimStart().length) / 2;
    if (/^\s*(\/\*\*|\*)/.test(line)) {
      comment = true;
      continue;
    }
    const declaration = DECLARATION.exec(line);
    if (declaration && depth <= open.length + 1) {
      open.length = depth - 1;
      const [, kind, name, rest] = declaration;
      const path = [...open.map(({ name }) => name), name].join(".");
      const known = found.get(path);
      const inside = open.at(-1)?.kind;
      found.set(path, {
        // Of what is declared as several things, such as the function and namespace `agent`, the first.
        kind:
          known?.kind ??
          kind ??
          (inside === "enum" ? "value" : /^\??(<.*>)?\(/.test(rest) ? "method" : "property"),
        documented: comment || (known?.documented ?? false),
        value: /^ = "(.*)",?$/.exec(rest)?.[1] ?? null,
        extended: /extends (\w+)/.exec(rest)?.[1] ?? known?.extended ?? null,
      });
      if (/\{$/.test(rest) && kind) {
        open.push({ name, kind });
      }
    }
    if (!/^\s*\/\//.test(line)) {
      comment = false;
    }
  }
  return found;
}
