// What the suites run with: `HEADWATER_BROWSER` (chromium or firefox), `HEADWATER_EXTENSION` (the unpacked development
// build), `HEADWATER_SIMULATOR` (see simulator.mjs), `CHROMIUM` and `FIREFOX` (see browser.mjs).
import path from "node:path";

import { BROWSERS } from "./browser.mjs";

const ROOT = path.resolve(import.meta.dirname, "../..");

export const BROWSER = process.env.HEADWATER_BROWSER || "chromium";
if (!BROWSERS.includes(BROWSER)) {
  throw new Error(`HEADWATER_BROWSER is ${BROWSERS.join(" or ")}, not ${BROWSER}.`);
}

export const EXTENSION = path.resolve(
  process.env.HEADWATER_EXTENSION || path.join(ROOT, "dist", `dev-${BROWSER}`),
);

/** Where reports and pictures go. */
export const OUTPUT = path.join(ROOT, "target/e2e", BROWSER);

/** Options for a test that is about Chromium or that one browser is enough for. */
export function onlyInChromium(reason) {
  return BROWSER === "chromium" ? {} : { skip: reason };
}

/** Options for a test that is about Firefox. */
export function onlyInFirefox(reason) {
  return BROWSER === "firefox" ? {} : { skip: reason };
}
