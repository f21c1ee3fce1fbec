// Which pages have `window.connect`: those whose site the browser lets the extension run in, and their frames likewise.
import assert from "node:assert/strict";
import { test } from "node:test";

import { chooseStatus, press, text, type } from "./actions.mjs";
import { session } from "./expectation.mjs";
import { signedIn, staged } from "./fixture.mjs";
import { until } from "./until.mjs";

/** The simulator at an address that no build allows by itself. */
const PATTERN = "https://127.0.0.1/*";

function elsewhere(stage) {
  return stage.instance.replace("localhost", "127.0.0.1");
}

function agreed(stage, { words, isMet }) {
  return stage.agreement(words, isMet);
}

/** Whether pages of the site have `window.connect`, looked at in fresh ones until it is as awaited. */
async function untilAllowed(stage, allowed) {
  const page = await stage.browser.newPage();
  await until(
    `pages of ${PATTERN} to have ${allowed ? "" : "no "}window.connect`,
    async () => {
      await page.goto(`${elsewhere(stage)}/`);
      return page.evaluate(() => typeof window.connect);
    },
    (type) => type === (allowed ? "object" : "undefined"),
  );
  await page.close();
}

/** What frames of these addresses have, in a page at another one. */
async function framesIn(page, addresses) {
  await page.evaluate((urls) => {
    for (const src of urls) {
      document.body.append(Object.assign(document.createElement("iframe"), { src }));
    }
  }, addresses);
  return until(
    "the frames to be loaded",
    () =>
      Promise.all(
        addresses.map((address) =>
          page
            .frames()
            .find((frame) => frame.url() === address)
            .evaluate(() => document.readyState === "complete" && typeof window.connect),
        ),
      ),
    (types) => types.every(Boolean),
  );
}

test(
  "a site is allowed and not allowed any more, over the worker's death",
  staged(async (stage) => {
    await signedIn(stage, { CRM: `${stage.simulator.pages[0]}/crm` });
    await untilAllowed(stage, false);

    await stage.browser.setPermission(PATTERN, true);
    await untilAllowed(stage, true);
    const page = await stage.open(
      "shop",
      `${elsewhere(stage)}/crm?ccpUrl=${encodeURIComponent(`${stage.instance}/ccp-v2/`)}`,
    );
    await agreed(stage, session("Offline"));
    await chooseStatus(page, "Lunch");
    await agreed(stage, session("Lunch"));
    await stage.browser.stopWorker();
    await chooseStatus(page, "Break");
    await agreed(stage, session("Break"));
    await page.reload();
    await agreed(stage, session("Break"));

    await stage.browser.setPermission(PATTERN, false);
    await untilAllowed(stage, false);
    // What still runs in the page has no part in the session any more.
    const seen = await page.evaluate(() => window.trace.length);
    await chooseStatus(stage.page("CRM"), "Training");
    await until(
      "the CRM to change",
      () => stage.page("CRM").evaluate(() => window.integration.view().agentState),
      (state) => state === "Training",
    );
    assert.equal(await page.evaluate(() => window.trace.length), seen);
  }),
);

test(
  "a frame has window.connect by its own site, not by that of the page around it",
  staged(async (stage) => {
    const allowed = `${stage.simulator.pages[0]}/`;
    const not = `${elsewhere(stage)}/`;
    const inAllowed = await stage.browser.open(allowed);
    assert.deepEqual(await framesIn(inAllowed, [allowed, not]), ["object", "undefined"]);
    const inNot = await stage.browser.open(not);
    assert.deepEqual(await framesIn(inNot, [not, allowed]), ["undefined", "object"]);
  }),
);

test(
  "the popup has a switch for the site in front",
  staged(async (stage) => {
    await signedIn(stage, { CRM: `${stage.simulator.pages[0]}/crm` });
    await stage.browser.setPermission(PATTERN, true);
    await untilAllowed(stage, true);
    const page = await stage.browser.open(`${elsewhere(stage)}/`);
    await page.bringToFront();
    // As when it is opened there: it asks for the tab in front when it starts.
    await stage.popup.evaluate(() => location.reload());
    const selector = '.this-site [role="switch"][aria-checked="true"]:not([disabled])';
    await until("the switch to be on", () => stage.popup.$(selector));
    await press(stage.popup, selector);
    await untilAllowed(stage, false);
    await stage.browser.answerPermissionInAdvance(PATTERN);
    await press(stage.popup, selector.replace("true", "false"));
    await until("the hint to reload the page", () => stage.popup.$('.this-site [role="status"]'));
    await untilAllowed(stage, true);
  }),
);

test(
  "a site is allowed in the options, once the browser's question is answered",
  staged(async (stage) => {
    await signedIn(stage, { CRM: `${stage.simulator.pages[0]}/crm` });
    const options = await stage.browser.openExtensionPage("popup/options/options.html");
    await stage.browser.answerPermissionInAdvance(PATTERN);
    await type(options, '[data-card="sites"] input', `${elsewhere(stage)}/crm`);
    await press(options, '[data-card="sites"] button[type="submit"]');
    await until(
      "the site in the list",
      () => text(options, '[data-card="sites"] li:has([data-command="removeSite"]) .row-words'),
      (words) => words === "https://127.0.0.1",
    );
    await untilAllowed(stage, true);
    await press(options, '[data-card="sites"] [data-command="removeSite"]');
    await untilAllowed(stage, false);
  }),
);
