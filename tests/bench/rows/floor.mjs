// How fast the platform itself is.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";

import { openBrowser } from "../../e2e/browser.mjs";
import { paired } from "../measurement.mjs";
import { inTurns, leaveAlone } from "../rounds.mjs";

const FOLDER = path.join(import.meta.dirname, "../floor");
const SCRIPTS = ["clock.js", "shared-worker.js", "shared-worker-page.js"];
/** Bytes: a patch of Headwater, and a snapshot of 10 contacts with 30 attributes as the npm library passes it on. */
const SIZES = [400, 30_000];
/** What the clock tells apart, in milliseconds; see `clock.js`. */
const TICK = 0.1;

export const title = "Floor";
export const about =
  "Milliseconds that a string of that size takes from a worker to the last tab, with nothing else done: in the column of the npm library by a bare shared worker, in that of Headwater by the ports of a bare extension, in a browser of its own.";

export async function measure({ scale, progress }) {
  const server = await serve();
  const browser = await openBrowser({ name: "chromium", extension: FOLDER });
  try {
    const origin = `http://127.0.0.1:${server.address().port}`;
    const sides = [
      new BareSide("npm", `${origin}/shared-worker`),
      new BareSide("headwater", `${origin}/port`),
    ];
    const measurements = [];
    for (const tabs of scale.tabs) {
      progress(`${tabs} tabs`);
      for (const side of sides) {
        await side.haveTabs(browser, tabs);
      }
      for (const size of SIZES) {
        const rounds = await inTurns(sides, scale.changes, (side) => side.fanOut(size));
        measurements.push(paired(`${size} B to ${tabs} tab${tabs > 1 ? "s" : ""}`, "ms", rounds));
      }
    }
    return measurements;
  } finally {
    await browser.close();
    server.close();
  }
}

class BareSide {
  #number = 0;
  #tabs = [];

  constructor(name, url) {
    this.name = name;
    this.url = url;
  }

  async haveTabs(browser, count) {
    while (this.#tabs.length < count) {
      this.#tabs.push(await browser.open(this.url));
    }
  }

  /** @returns {Promise<number>} until the last tab had it, in milliseconds */
  async fanOut(size) {
    this.#number += 1;
    const number = String(this.#number);
    await this.#tabs[0].evaluate(
      (next, bytes) => {
        Object.assign(document.documentElement.dataset, { next, size: bytes });
        document.dispatchEvent(new Event("floor:send"));
      },
      number,
      String(size),
    );
    await leaveAlone();
    const took = await Promise.all(
      this.#tabs.map(async (page) => {
        await page.waitForFunction(
          (wanted) => document.documentElement.dataset.number === wanted,
          { polling: 50 },
          number,
        );
        return page.evaluate(() => Number(document.documentElement.dataset.took));
      }),
    );
    return Math.max(TICK, ...took);
  }
}

/** Serves the pages and their scripts. */
function serve() {
  const server = createServer(async ({ url }, answer) => {
    const name = url.slice(1);
    if (SCRIPTS.includes(name)) {
      answer.setHeader("content-type", "text/javascript");
      answer.end(await readFile(path.join(FOLDER, name)));
    } else {
      answer.setHeader("content-type", "text/html");
      const scripts = name === "shared-worker" ? ["clock.js", "shared-worker-page.js"] : [];
      answer.end(
        `<!doctype html><title>Floor</title>${scripts.map((script) => `<script src="${script}"></script>`).join("")}`,
      );
    }
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}
