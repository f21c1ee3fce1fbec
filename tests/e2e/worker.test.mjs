// The worker may be stopped at any moment: a service worker in Chromium, an event page in Firefox.
import assert from "node:assert/strict";
import { test } from "node:test";

import { chooseStatus, press, pressContact } from "./actions.mjs";
import { BROWSER } from "./environment.mjs";
import { session } from "./expectation.mjs";
import { signedIn, staged } from "./fixture.mjs";
import { until } from "./until.mjs";
import { pageView } from "./views.mjs";

// Each takes Firefox two seconds.
const COLD_STARTS = BROWSER === "firefox" ? 5 : 15;

test(
  "a worker that is stopped in the middle of a call is not missed",
  staged(async (stage) => {
    const [one, other] = stage.simulator.pages;
    await signedIn(stage, { CRM: `${one}/crm`, tickets: `${other}/crm` });
    await chooseStatus(stage.page("CRM"), "Available");
    await agreed(stage, session("Available"));
    const call = await stage.control.offer(stage.agent, "voice");
    await pressContact(stage.page("CRM"), call, "accept");
    await agreed(stage, session("Busy", ["voice connected"]));

    await stage.browser.stopWorker();
    await agreed(stage, session("Busy", ["voice connected"]));
    await stage.control.customer(call, "hangUp");
    await agreed(stage, session("AfterCallWork", ["voice ended"]));

    // What happened while no worker was there reaches all, once.
    const read = await stage.page("tickets").evaluate(() => window.trace.length);
    await stage.browser.stopWorker();
    await stage.control.setState(stage.agent, "Lunch");
    await agreed(stage, session("Lunch"));
    const events = await stage.page("tickets").evaluate((from) => window.trace.slice(from), read);
    const changes = events.filter(({ event }) => event === "agent.onStateChange");
    assert.deepEqual(
      changes.map(({ oldState, newState }) => [oldState, newState]),
      [["AfterCallWork", "Lunch"]],
    );
    const destroyed = events.filter(
      ({ event, contactId }) => event === "contact.onDestroy" && contactId === call,
    );
    assert.equal(destroyed.length, 1, "contact.onDestroy of the call");

    // And commands go on, from a page and from the popup.
    await chooseStatus(stage.page("tickets"), "Break");
    await agreed(stage, session("Break"));
    await stage.browser.stopWorker();
    await press(stage.popup, '[data-state-choice="Available"]');
    await agreed(stage, session("Available"));
  }),
);

test(
  `${COLD_STARTS} starts of a stopped worker by a page: each is answered`,
  staged(async (stage) => {
    const [one] = stage.simulator.pages;
    await signedIn(stage, { CRM: `${one}/crm` });
    await stage.close("popup");
    const page = stage.page("CRM");
    for (let start = 1; start <= COLD_STARTS; start += 1) {
      // A page without the integration: nobody holds a port when the worker stops, and nobody wakes it at once.
      await page.goto(`${one}/`);
      await stage.browser.stopWorker();
      await page.goto(`${one}/crm`);
      const view = await until(
        `the page to be answered by start ${start}`,
        () => pageView(page),
        ({ agentState }) => agentState,
      );
      assert.equal(view.agentState, "Offline");
    }
    assert.equal(await stage.browser.count(`${stage.instance}/login`), 0, "sign-in windows");
  }),
);

test(
  `${COLD_STARTS} starts of a stopped worker by the popup: each is answered`,
  staged(async (stage) => {
    const [one] = stage.simulator.pages;
    await signedIn(stage, { CRM: `${one}/crm` });
    await stage.close("CRM");
    await stage.close("popup");
    for (let start = 1; start <= COLD_STARTS; start += 1) {
      await stage.browser.stopWorker();
      await stage.openPopup();
      await agreed(stage, session("Offline"));
      await stage.close("popup");
    }
  }),
);

function agreed(stage, { words, isMet }) {
  return stage.agreement(words, isMet);
}
