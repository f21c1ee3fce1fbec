// What the agent does without the popup: keys, notifications, the context menu of a page.
import assert from "node:assert/strict";
import { test } from "node:test";

import { chooseStatus, press, pressContact } from "./actions.mjs";
import { BROWSER, onlyInChromium, onlyInFirefox } from "./environment.mjs";
import { session } from "./expectation.mjs";
import { signedIn, staged } from "./fixture.mjs";
import { until } from "./until.mjs";

// No test can press a key or a notification of the desktop: the browser's event is fired in their place, which
// Chromium allows in the extension itself.
const FIRED = onlyInChromium("Firefox has no way to fire an event of the extension API");

/** Names of the API, such as `commands.onCommand`, and what its listeners get. */
async function fire(stage, event, ...data) {
  const worker = await stage.browser.extensionWorker();
  await worker.evaluate(
    (path, values) => {
      let found = chrome;
      for (const name of path.split(".")) {
        found = found[name];
      }
      found.dispatch(...values);
    },
    event,
    data,
  );
}

/**
 * Ids of the notifications that are shown. Firefox without a desktop closes each at once, which it tells: there they
 * are those that were.
 */
function notifications(stage) {
  return stage.popup.evaluate(async () => {
    const api = (globalThis.browser ?? chrome).notifications;
    return globalThis.closedNotifications ?? Object.keys(await api.getAll());
  });
}

/** From now on, notifications that Firefox closes are known. */
async function listen(stage) {
  if (BROWSER === "firefox") {
    await stage.popup.evaluate(() => {
      globalThis.closedNotifications = [];
      globalThis.browser.notifications.onClosed.addListener((id) => globalThis.closedNotifications.push(id));
    });
  }
}

function whenNotified(stage, awaited, isSo) {
  return until(awaited, () => notifications(stage), isSo);
}

async function atWork(stage) {
  await signedIn(stage, { CRM: `${stage.simulator.pages[0]}/crm` });
  await chooseStatus(stage.page("CRM"), "Available");
  await agreed(stage, session("Available"));
}

function agreed(stage, { words, isMet }) {
  return stage.agreement(words, isMet);
}

test(
  "a contact that waits is announced until it is answered",
  staged(async (stage) => {
    await atWork(stage);
    await listen(stage);
    const call = await stage.control.offer(stage.agent, "voice");
    const waiting = `waiting ${stage.instance} ${call}`;
    await whenNotified(stage, "the call to be announced", (ids) => ids.includes(waiting));
    await pressContact(stage.page("CRM"), call, "accept");
    await agreed(stage, session("Busy", ["voice connected"]));
    if (BROWSER === "chromium") {
      await whenNotified(stage, "no announcement any more", (ids) => ids.length === 0);
    }
  }),
);

test(
  "keys: status, accept, mute, hang up",
  FIRED,
  staged(async (stage) => {
    await signedIn(stage, { CRM: `${stage.simulator.pages[0]}/crm` });
    const press = (name) => fire(stage, "commands.onCommand", name);
    await press("available");
    await agreed(stage, session("Available"));
    await stage.control.offer(stage.agent, "voice");
    await agreed(stage, session("PendingBusy", ["voice connecting"]));
    await press("accept");
    await agreed(stage, session("Busy", ["voice connected"]));
    await press("mute");
    await until(
      "the agent to be muted",
      () => stage.control.requests({ operation: "MuteParticipant" }),
      ({ requests }) => requests.length === 1,
    );
    await press("hang-up");
    await agreed(stage, session("AfterCallWork", ["voice ended"]));
  }),
);

test(
  "a key that rejects and leaves: not routable first, then the contact is rejected",
  FIRED,
  staged(async (stage) => {
    await atWork(stage);
    await stage.control.offer(stage.agent, "voice");
    await agreed(stage, session("PendingBusy", ["voice connecting"]));
    await fire(stage, "commands.onCommand", "reject-and-not-ready");
    const asked = await until(
      "both requests",
      async () => (await stage.control.requests()).requests.map(({ operation }) => operation),
      (operations) => operations.includes("RejectContact"),
    );
    const told = asked.filter((operation) => ["PutAgentState", "RejectContact"].includes(operation));
    assert.deepEqual(
      told,
      ["PutAgentState", "PutAgentState", "RejectContact"],
      "the first one was for Available",
    );
    await until(
      "the agent to be in a status that gets no contacts",
      () => stage.control.agent(stage.agent),
      ({ state, contacts }) => state.type !== "routable" && contacts.every((it) => it.state !== "connecting"),
    );
  }),
);

test(
  "it rings for a contact that waits, if the agent wants it",
  onlyInChromium("Firefox does not show a test the frames of a background page"),
  staged(async (stage) => {
    await atWork(stage);
    const rings = () =>
      Boolean(stage.browser.target("background_page", `${stage.browser.extensionOrigin}/popup/ring/`));
    const options = await stage.browser.openExtensionPage("popup/options/options.html");
    await press(options, '[data-command="setSound"]');
    await until("a ring to try it", rings);
    await until("the ring to be over", rings, (is) => !is);
    await stage.control.offer(stage.agent, "voice");
    await until("a ring", rings);
    const page = await stage.browser.target("background_page", stage.browser.extensionOrigin).asPage();
    await until(
      "the sound to be played",
      () => page.evaluate(() => document.documentElement.dataset.ring),
      (state) => state === "running",
    );
  }),
);

test(
  "it rings for a contact that waits in a frame of the event page",
  onlyInFirefox("Chromium has a page of its own for it"),
  staged(async (stage) => {
    await atWork(stage);
    const options = await stage.browser.openExtensionPage("popup/options/options.html");
    // Without a sound device, as most machines that run tests are, Firefox leaves the sound suspended for ever.
    const rings = () =>
      options.evaluate(async () => {
        const { document } = await globalThis.browser.runtime.getBackgroundPage();
        const frame = document.querySelector("iframe");
        const state = frame?.contentDocument?.documentElement.dataset.ring;
        const isNew = state !== undefined && !frame.dataset.seen;
        if (isNew) {
          frame.dataset.seen = "true";
        }
        return isNew;
      });
    await press(options, '[data-command="setSound"]');
    await until("a ring to try it", rings);
    assert.equal(await rings(), false);
    await stage.control.offer(stage.agent, "voice");
    await until("a ring of its own", rings);
  }),
);

test(
  "every command has a key or can be given one",
  staged(async (stage) => {
    await stage.openPopup();
    const commands = await stage.popup.evaluate(async () => {
      const all = await (globalThis.browser ?? chrome).commands.getAll();
      return all.map(({ name, description, shortcut }) => ({
        name,
        described: Boolean(description),
        shortcut,
      }));
    });
    const names = commands.map(({ name }) => name).toSorted();
    assert.deepEqual(names, [
      "_execute_action",
      "accept",
      "available",
      "hang-up",
      "mute",
      "offline",
      "reject-and-not-ready",
    ]);
    for (const { name, described, shortcut } of commands) {
      assert.ok(described || name === "_execute_action", name);
      const suggested = ["_execute_action", "accept", "hang-up", "mute"].includes(name);
      assert.equal(shortcut !== "", suggested, `${name}: ${shortcut}`);
    }
  }),
);

test(
  "a click on a notification brings the page to the front",
  FIRED,
  staged(async (stage) => {
    await atWork(stage);
    await stage.popup.bringToFront();
    const call = await stage.control.offer(stage.agent, "voice");
    const waiting = `waiting ${stage.instance} ${call}`;
    await whenNotified(stage, "the call to be announced", (ids) => ids.includes(waiting));
    await fire(stage, "notifications.onButtonClicked", waiting, 0);
    await agreed(stage, session("Busy", ["voice connected"]));
    await until(
      "the page in front",
      () => stage.page("CRM").evaluate(() => document.visibilityState),
      (is) => is === "visible",
    );
  }),
);

test(
  "a number that is selected in a page is called, and what is none is said to be none",
  FIRED,
  staged(async (stage) => {
    await atWork(stage);
    const choose = (selectionText) =>
      fire(stage, "contextMenus.onClicked", { menuItemId: "dial", selectionText });
    await choose("order 4711");
    await until(
      "the notice",
      () => stage.popup.evaluate(() => document.querySelector(".notice")?.textContent ?? ""),
      (text) => text.includes("order 4711"),
    );
    await choose("+1 (555) 010-0199");
    await agreed(stage, session("CallingCustomer", ["voice connecting"]));
    const { requests } = await stage.control.requests({ operation: "CreateOutboundContact" });
    assert.equal(requests[0].parameters.endpoint.phoneNumber, "+15550100199");
  }),
);
