// `connect` is there before anything of a page runs, whatever the page's policy.
import assert from "node:assert/strict";
import { test } from "node:test";

import { staged } from "./fixture.mjs";
import { until } from "./until.mjs";

/** What the very first script of a page finds. */
const LOOK = `window.found = [typeof connect, typeof connect?.core?.initCCP, typeof connect?.agent, typeof connect?.contact];`;
const ALL_THERE = ["object", "function", "function", "function"];

/** Serves these pages in place of what is at their address. */
async function serve(page, answers) {
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    const answer = answers[new URL(request.url()).pathname];
    return answer ? request.respond({ status: 200, ...answer }) : request.continue();
  });
}

async function found(stage, answers) {
  const page = await stage.browser.newPage();
  await serve(page, answers);
  await page.goto(`${stage.simulator.pages[0]}/first`);
  return until("the page's script to run", () => page.evaluate(() => window.found));
}

const PAGES = {
  "an inline script": {
    "/first": {
      contentType: "text/html",
      body: `<!doctype html><script>${LOOK}</script><title>First</title>`,
    },
  },
  "the script of a page whose policy allows its own scripts alone": {
    "/first": {
      contentType: "text/html",
      headers: { "content-security-policy": "default-src 'none'; script-src 'self'" },
      body: `<!doctype html>
        <script src="/first.js"></script>
        <script>window.found = "the policy is not in force";</script>`,
    },
    "/first.js": { contentType: "text/javascript", body: LOOK },
  },
  "the script of a frame": {
    "/first": {
      contentType: "text/html",
      body: `<!doctype html>
        <script>addEventListener("message", ({ data }) => { if (Array.isArray(data)) window.found = data; });</script>
        <iframe src="/frame"></iframe>`,
    },
    "/frame": {
      contentType: "text/html",
      body: `<!doctype html><script>${LOOK} parent.postMessage(found, "*");</script>`,
    },
  },
};

test(
  "connect is there before anything runs",
  staged(async (stage, t) => {
    for (const [name, answers] of Object.entries(PAGES)) {
      await t.test(name, async () => assert.deepEqual(await found(stage, answers), ALL_THERE));
    }
  }),
);

test(
  "a page whose site is not allowed has no connect, and says so",
  staged(async (stage) => {
    const elsewhere = stage.instance.replace("localhost", "127.0.0.1");
    const page = await stage.browser.open(`${elsewhere}/crm`);
    const error = await until("the page to say so", () =>
      page.$eval("#error", ({ textContent }) => textContent),
    );
    assert.match(error, /no window\.connect .* not allowed here/);
    assert.equal(await page.evaluate(() => typeof window.connect), "undefined");
  }),
);
