/** Names that are checked in other suites: each names a file of tests, which has the name in it. */

import { readFileSync } from "node:fs";

const ROOT = new URL("../../../", import.meta.url);

export const ELSEWHERE = {};

/** Which of `WAYS` a file is. @throws Error where it does not have the name in it. */
export function sourceOf(name, file) {
  const text = readFileSync(new URL(file, ROOT), "utf8");
  const member = name.split(".").at(-1);
  if (!new RegExp(`\\b${member}\\b`).test(text)) {
    throw new Error(`${file} does not have ${name} in it.`);
  }
  return file.startsWith("tests/e2e/") ? "browser" : "page";
}
