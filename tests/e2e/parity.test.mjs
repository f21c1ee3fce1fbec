// The same page script on Headwater and on the unmodified npm library, each in a browser and at an instance of its
// own: what it is told must be the same, step by step.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";

import { press } from "./actions.mjs";
import { openBrowser } from "./browser.mjs";
import { EXTENSION, onlyInChromium } from "./environment.mjs";
import { AGENT } from "./fixture.mjs";
import { INTEGRATION_STORY } from "./integration-story.mjs";
import { startSimulator } from "./simulator.mjs";
import { Stage } from "./stage.mjs";
import { comparable, untilSignedOut, withNumberedContacts, withoutRepeatedRefreshes } from "./trace.mjs";
import { until } from "./until.mjs";

const REASON = "the traces do not depend on the browser; one browser is enough";

/** Who plays: a stage, the page's path, how to sign out, and how much was read of each trace so far. */
async function actor(t, { path, port, extension, signOut }) {
  const simulator = await startSimulator({ port });
  t.after(() => simulator.stop());
  const browser = await openBrowser({ name: "chromium", extension });
  t.after(() => browser.close());
  // The change that accepting makes always comes before its answer: whichever came first would otherwise be chance.
  await simulator.control.fault({
    operation: "AcceptContact",
    kind: "latency",
    milliseconds: 300,
    performed: true,
  });
  return { stage: new Stage(browser, simulator, AGENT), path, signOut, read: new Map() };
}

/** All that a page was told. */
async function traceOf(page) {
  const trace = await page.evaluate(() => window.trace);
  return withNumberedContacts(withoutRepeatedRefreshes(untilSignedOut(trace)));
}

/** What the pages were told since the last step: label → trace. */
async function news({ stage, read }) {
  const traces = {};
  for (const { label, page } of stage.tabs) {
    traces[label] = (await traceOf(page)).slice(read.get(label) ?? 0);
  }
  return traces;
}

async function markAsRead({ stage, read }) {
  for (const { label, page } of stage.tabs) {
    read.set(label, (await traceOf(page)).length);
  }
}

async function signOutInPopup({ browser }) {
  const popup = await browser.openPopup();
  await press(popup, '[data-command="signOut"]');
}

/** "Logging out" of the documentation; in the control panel, since the library does nothing about it elsewhere. */
async function signOutInControlPanel(stage) {
  const panel = stage
    .page("page")
    .frames()
    .find((frame) => frame.url() === `${stage.instance}/ccp-v2/`);
  await panel.evaluate(async () => {
    await fetch("/logout", { credentials: "include" });
    window.connect.core.getEventBus().trigger(window.connect.EventType.TERMINATE);
  });
}

test("a page is told the same as by the npm library", onlyInChromium(REASON), async (t) => {
  const headwater = await actor(t, { path: "/crm", extension: EXTENSION, signOut: signOutInPopup });
  const npm = await actor(t, { path: "/crm-npm", port: 0, extension: null, signOut: signOutInControlPanel });
  const actors = [headwater, npm];
  for (const [name, act] of Object.entries(INTEGRATION_STORY)) {
    await t.test(name, async () => {
      const answers = await Promise.all(actors.map((each) => act(each)));
      assert.deepEqual(comparable(answers[0]), comparable(answers[1]), "the answers of the call");
      await Promise.all(
        actors.map(({ stage }) => stage.agreement(`${stage.instance} and its pages to agree`)),
      );
      const [told, expected] = await untilEqual(() => Promise.all(actors.map(news)));
      await Promise.all(actors.map(markAsRead));
      assert.deepEqual(told, expected, "what Headwater's pages were told, and what the npm library's were");
    });
  }
});

/** Both may still be telling. What they have told when they do not become equal is for the assertion to show. */
async function untilEqual(look) {
  let seen = [];
  const lookAgain = async () => {
    seen = await look();
    return isDeepStrictEqual(...seen);
  };
  await until("equal traces", lookAgain).catch(() => {});
  return seen;
}
