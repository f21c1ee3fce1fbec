// Headwater's panel as the control panel of a page.
import assert from "node:assert/strict";
import { test } from "node:test";

import { chooseStatus, press } from "./actions.mjs";
import { session } from "./expectation.mjs";
import { signedIn, staged } from "./fixture.mjs";
import { until } from "./until.mjs";

const PANEL = "/popup/panel.html";

/** The one of these frames that shows the panel. */
async function panelAmong(frames) {
  for (const candidate of frames) {
    // Firefox does not tell tests the address; a frame that is just loaded cannot be asked.
    const path = await candidate.evaluate(() => location.pathname).catch(() => null);
    if (path === PANEL) {
      return candidate;
    }
  }
  return null;
}

/** The panel in the page, once it shows something: browsers load no frame that nobody sees. */
async function shownPanel(page, selector, frames = () => page.frames()) {
  await page.bringToFront();
  return until("the panel in the page", async () => {
    const panel = await panelAmong(frames());
    return (await panel?.$(selector)) && panel;
  });
}

/** The address that an allowed page was given. */
function address(page) {
  return page.$eval(`iframe[src$="${PANEL}"]`, ({ src }) => src);
}

/** Puts a frame of this address into the page. */
function frame(page, src) {
  return page.evaluate((given) => {
    document.body.append(Object.assign(document.createElement("iframe"), { src: given }));
  }, src);
}

function agreed(stage, { words, isMet }) {
  return stage.agreement(words, isMet);
}

function instancePanelIsSeen(page) {
  return page.$eval('iframe[name="Amazon Connect CCP"]', (found) => found.checkVisibility());
}

test(
  "a page shows the panel of its choice, or of the agent's; the agent works in it",
  staged(async (stage) => {
    const crm = `${stage.simulator.pages[0]}/crm`;
    await signedIn(stage, { CRM: `${crm}?headwaterPanel=true` });
    const page = stage.page("CRM");
    const panel = await shownPanel(page, '[data-state-choice="Lunch"]');
    assert.equal(await instancePanelIsSeen(page), false);
    await panel.locator('[data-state-choice="Lunch"]').click();
    await agreed(stage, session("Lunch"));
    await chooseStatus(page, "Break");
    await agreed(stage, session("Break"));
    await stage.browser.stopWorker();
    await panel.locator('[data-state-choice="Training"]').click();
    await agreed(stage, session("Training"));

    const other = await stage.open("tickets", crm);
    await until("the instance's own", () => instancePanelIsSeen(other));
    assert.equal(await panelAmong(other.frames()), null);
    const options = await stage.browser.openExtensionPage("popup/options/options.html");
    await press(options, '[data-card="control-panel"] [data-choice="headwater"]');
    await until("the choice", () => options.$('[data-choice="headwater"][aria-pressed="true"]'));
    await other.reload();
    await shownPanel(other, '[data-state-choice="Training"]');
    // What happens while nobody looks is there when somebody does.
    await chooseStatus(page, "Meeting");
    await agreed(stage, session("Meeting"));
    await shownPanel(other, '[data-state-choice="Meeting"][aria-pressed="true"]');
    await page.goto(`${crm}?headwaterPanel=false`);
    await until("the instance's own, as the page wants it", () => instancePanelIsSeen(page));
    await agreed(stage, session("Meeting"));
  }),
);

test(
  "the panel takes neither the focus nor a key from who types in the page around it",
  staged(async (stage) => {
    await signedIn(stage, { CRM: `${stage.simulator.pages[0]}/crm?headwaterPanel=true` });
    const page = stage.page("CRM");
    const panel = await shownPanel(page, '[data-state-choice="Available"]');
    await chooseStatus(page, "Available");
    await agreed(stage, session("Available"));
    const call = await stage.control.offer(stage.agent, "voice");
    await until("the call", () => panel.$('[data-action="accept"]'));
    // By keyboard, since then the focus goes from a button that is gone to another.
    await panel.focus('[data-action="accept"]');
    await page.keyboard.press("Enter");
    await until("the focus to stay in the panel", () =>
      panel.evaluate(() => document.activeElement.dataset.action === "hold"),
    );
    // Nor a key that nothing in it asked for.
    await panel.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("2");
    await page.click("input[name=number]");
    await stage.control.customer(call, "hangUp");
    await until("another button", () => panel.$('[data-action="clear"]'));
    assert.equal(await panel.$('[data-command="cancelNextStatus"]'), null);
    await page.keyboard.type("206");
    assert.equal(await page.$eval("input[name=number]", ({ value }) => value), "206");
    assert.equal(await page.evaluate(() => document.activeElement.name), "number");
  }),
);

test(
  "a page that is not allowed finds no panel, and cannot show it with an address that it was told",
  staged(async (stage) => {
    const crm = `${stage.simulator.pages[0]}/crm?headwaterPanel=true`;
    await signedIn(stage, { CRM: crm });
    await shownPanel(stage.page("CRM"), '[data-state-choice="Lunch"]');
    const told = await address(stage.page("CRM"));
    const elsewhere = await stage.browser.open(`${stage.instance.replace("localhost", "127.0.0.1")}/`);

    await frame(elsewhere, told);
    const panel = await shownPanel(elsewhere, ".refused");
    assert.equal(await panel.$("[data-state-choice]"), null);

    // Nor around a page that is allowed.
    await frame(elsewhere, crm.replace("headwaterPanel=true", "init=manual"));
    const allowed = await until("the page in the frame", () =>
      elsewhere.frames().find((found) => found.url().includes("init=manual")),
    );
    await frame(allowed, told);
    const inner = await shownPanel(elsewhere, ".refused", () => allowed.childFrames());
    assert.equal(await inner.$("[data-state-choice]"), null);

    // The address that everybody knows from the store is not the panel's.
    if (stage.browser.name === "chromium") {
      const known = `${stage.browser.extensionOrigin}${PANEL}`;
      assert.notEqual(told, known);
      const failure = await elsewhere.evaluate(async (url) => {
        const found = await fetch(url).catch((error) => error.message);
        return String(found);
      }, known);
      assert.equal(failure, "Failed to fetch");
    }
  }),
);
