// Firefox stops an event page that does nothing, at moments that nobody chose.
import assert from "node:assert/strict";
import { test } from "node:test";

import { chooseStatus, pressContact } from "./actions.mjs";
import { BROWSER } from "./environment.mjs";
import { session } from "./expectation.mjs";
import { signedIn, staged } from "./fixture.mjs";
import { until } from "./until.mjs";

const ONLY_FIREFOX = "Chromium cannot be told to stop idle workers sooner than after 30 s";

/** Whatever happens keeps it awake for another second. */
const IDLE_PATIENCE = 30_000;

test(
  "an event page that Firefox stops whenever it is idle is not missed",
  { skip: BROWSER === "firefox" ? false : ONLY_FIREFOX },
  staged(async (stage) => {
    const [one, other] = stage.simulator.pages;
    await signedIn(stage, { CRM: `${one}/crm`, tickets: `${other}/crm` });
    const pages = [stage.page("CRM"), stage.page("tickets")];
    await stage.browser.setIdleTimeout(1000);
    await stage.browser.stopWorker();
    await chooseStatus(pages[0], "Available");
    await agreed(stage, session("Available"));
    await anotherLife(stage);
    const call = await stage.control.offer(stage.agent, "voice");
    await agreed(stage, session("PendingBusy", ["voice connecting"]));
    await pressContact(pages[1], call, "accept");
    await agreed(stage, session("Busy", ["voice connected"]));
    await anotherLife(stage);
    await stage.control.customer(call, "hangUp");
    await agreed(stage, session("AfterCallWork", ["voice ended"]));
    await pressContact(pages[0], call, "clear");
    await agreed(stage, session("Available"));
    for (const page of pages) {
      assert.deepEqual(await changes(page), [
        "Init → Offline",
        "Offline → Available",
        "Available → PendingBusy",
        "PendingBusy → Busy",
        "Busy → AfterCallWork",
        "AfterCallWork → Available",
      ]);
    }
    assert.equal(await stage.browser.count(`${stage.instance}/login`), 0, "sign-in windows");
  }),
);

/** Waits until the event page was stopped by Firefox and has started again. */
async function anotherLife(stage) {
  const former = await until("an event page", () => stage.browser.eventPageLife());
  await until(
    "the event page to be stopped and started",
    () => stage.browser.eventPageLife(),
    (life) => life && life !== former,
    IDLE_PATIENCE,
  );
}

function changes(page) {
  return page.evaluate(() =>
    window.trace
      .filter(({ event }) => event === "agent.onStateChange")
      .map(({ oldState, newState }) => `${oldState} → ${newState}`),
  );
}

function agreed(stage, { words, isMet }) {
  return stage.agreement(words, isMet);
}
