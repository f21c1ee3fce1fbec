// What is loaded and installed.
import { stat } from "node:fs/promises";
import path from "node:path";

import { atMost, single } from "../measurement.mjs";

export const title = "Sizes";
export const about =
  "Bytes as they are in the package, not compressed; packages as archives. The npm library is `connect-streams-min.js`, which its shared worker loads too.";

export async function measure({ sizes, npmFolder }) {
  const library = (await stat(path.join(npmFolder, "amazon-connect-streams/release/connect-streams-min.js")))
    .size;
  const size = (name) => {
    if (!(name in sizes)) {
      throw new Error(`The build says no size of ${name}.`);
    }
    return sizes[name];
  };
  const scripts = size("content-script/page.js") + size("content-script/bridge.js");
  return [
    atMost(single("script that a page loads", "B", library, size("content-script/page.js")), 60_000),
    single("scripts in a page, bridge included", "B", library, scripts),
    atMost(single("wasm of the worker", "B", null, size("worker.wasm")), 450_000),
    single("worker, its wasm inlined", "B", library, size("worker.js")),
    atMost(single("wasm of the popup", "B", null, size("popup.wasm")), 350_000),
    single("package for Chromium", "B", null, size("headwater-chromium.zip")),
    single("package for Firefox", "B", null, size("headwater-firefox.zip")),
  ];
}
