// The popup of the real extension against the instance: what the agent does there is done, and what is refused is said.
import assert from "node:assert/strict";
import { test } from "node:test";

import { chooseStatus, press, pressContact, signIn, text } from "./actions.mjs";
import { onlyInChromium } from "./environment.mjs";
import { nobody, session } from "./expectation.mjs";
import { signedIn, staged } from "./fixture.mjs";
import { until } from "./until.mjs";

function agreed(stage, { words, isMet }) {
  return stage.agreement(words, isMet);
}

/** Signed in and in this status, with one page beside the popup. */
async function ready(stage, status = "Available") {
  await signedIn(stage, { CRM: `${stage.simulator.pages[0]}/crm` });
  if (status !== "Offline") {
    await choose(stage, status);
    await agreed(stage, session(status));
  }
}

function choose(stage, status) {
  return press(stage.popup, `[data-state-choice="${status}"]`);
}

/** The parameters of the last request of this operation, once there is one. */
async function asked(stage, operation) {
  const look = async () => (await stage.control.requests({ operation })).requests;
  const requests = await until(`a request ${operation}`, look, (seen) => seen.length > 0);
  return requests.at(-1).parameters;
}

function seen(stage, selector) {
  return until(`${selector} in the popup`, () => stage.popup.$(selector));
}

function gone(stage, selector) {
  return until(
    `no ${selector} in the popup`,
    () => stage.popup.$(selector),
    (found) => !found,
  );
}

test(
  "a call from the first ring to the last click, with a third party",
  staged(async (stage) => {
    await ready(stage);
    const call = await stage.control.offer(stage.agent, "voice");
    const act = (action) => pressContact(stage.popup, call, action);
    await act("accept");
    await agreed(stage, session("Busy", ["voice connected"]));
    await act("hold");
    await agreed(stage, session("Busy", ["voice on hold"]));
    await act("resume");
    await agreed(stage, session("Busy", ["voice connected"]));
    await act("mute");
    await seen(stage, `[data-contact-id="${call}"][data-muted]`);
    await act("unmute");
    await gone(stage, `[data-contact-id="${call}"][data-muted]`);

    await act("sendDigits");
    await press(stage.popup, '[data-key="4"]');
    assert.equal((await asked(stage, "SendDigits")).digits, "4");

    await act("add");
    await stage.popup.locator(".dial-field").fill("+1 206 555 0199");
    await press(stage.popup, '[data-command="dialNumber"]');
    assert.deepEqual((await asked(stage, "CreateAdditionalConnection")).endpoint.phoneNumber, "+12065550199");
    await seen(stage, '[data-connection-state="connected"]');
    await act("toggle");
    await asked(stage, "ToggleActiveConnections");
    await act("conference");
    await until(
      "nobody on hold",
      () => stage.popup.$$('[data-connection-state="connected"]'),
      (participants) => participants.length === 2,
    );
    await press(stage.popup, '[data-connection-id]:last-child [data-participant-action="end"]');
    await gone(stage, "[data-connection-id]");
    await act("end");
    await agreed(stage, session("AfterCallWork", ["voice ended"]));
    await act("clear");
    await agreed(stage, session("Available"));
  }),
);

test(
  "chats and tasks: rejected, passed on, paused",
  staged(async (stage) => {
    await ready(stage);
    const task = await stage.control.offer(stage.agent, "task", { name: "Call back" });
    await pressContact(stage.popup, task, "accept");
    await agreed(stage, session("Available", ["task connected"]));
    await pressContact(stage.popup, task, "pause");
    await agreed(stage, session("Available", ["task paused"]));
    await pressContact(stage.popup, task, "resume");
    await agreed(stage, session("Available", ["task connected"]));

    await pressContact(stage.popup, task, "add");
    await stage.popup.locator(".dial-field").fill("support");
    await press(stage.popup, "[data-quick-connect]");
    await agreed(stage, session("Available", ["task ended"]));
    await pressContact(stage.popup, task, "clear");
    await agreed(stage, session("Available"));

    const chat = await stage.control.offer(stage.agent, "chat");
    await pressContact(stage.popup, chat, "reject");
    await until(
      "the chat to be refused",
      async () => (await asked(stage, "RejectContact")).contactId === chat,
    );
  }),
);

test(
  "a call out, the next status during it, and the next status taken back",
  staged(async (stage) => {
    await ready(stage, "Lunch");
    await press(stage.popup, '[data-opens^="dial "]');
    await stage.popup.locator(".dial-field").fill("+1 (206) 555-0142");
    await press(stage.popup, '[data-command="dialNumber"]');
    assert.equal((await asked(stage, "CreateOutboundContact")).endpoint.phoneNumber, "+12065550142");
    await agreed(stage, session("Busy", ["voice connected"]));
    assert.equal(await stage.popup.$('[data-opens^="dial "]'), null, "one call at a time");

    await choose(stage, "Break");
    await agreed(stage, session("Busy", ["voice connected"], "Break"));
    await press(stage.popup, '[data-command="cancelNextStatus"]');
    await agreed(stage, session("Busy", ["voice connected"]));
  }),
);

test(
  "what the instance refuses is said beside the button, and nothing else changes",
  staged(async (stage) => {
    await ready(stage);
    const call = await stage.control.offer(stage.agent, "voice");
    await seen(stage, `[data-contact-id="${call}"]`);
    await stage.control.fault({
      operation: "AcceptContact",
      kind: "status",
      status: 400,
      code: "InvalidStateException",
      message: "The contact belongs to somebody else.",
      count: 1,
    });
    await pressContact(stage.popup, call, "accept");
    const alert = `[data-contact-id="${call}"] [role="alert"]`;
    await seen(stage, alert);
    assert.match(await text(stage.popup, alert), /The contact belongs to somebody else\./);
    await pressContact(stage.popup, call, "accept");
    await agreed(stage, session("Busy", ["voice connected"]));
    assert.equal(await stage.popup.$(alert), null);
  }),
);

test(
  "who may not call out is not offered to; signing out and in shows what is true now",
  staged(async (stage) => {
    await ready(stage, "Offline");
    await seen(stage, '[data-opens^="dial "]');
    await stage.control.settings(stage.agent, { permissions: [] });
    await press(stage.popup, '[data-command="signOut"]');
    await agreed(stage, nobody);
    await press(stage.popup, '[data-command="signIn"]');
    await signIn(stage.browser, stage.instance, stage.agent);
    await agreed(stage, session("Offline"));
    assert.equal(await stage.popup.$('[data-opens^="dial "]'), null);
  }),
);

test(
  "the worker dies while the popup is open, and while it is opened",
  onlyInChromium("only Chromium lets a test stop the worker"),
  staged(async (stage) => {
    await ready(stage);
    await stage.browser.stopWorker();
    await choose(stage, "Lunch");
    await agreed(stage, session("Lunch"));
    await stage.close("popup");
    await stage.browser.stopWorker();
    await stage.openPopup();
    await agreed(stage, session("Lunch"));
    await chooseStatus(stage.page("CRM"), "Available");
    await agreed(stage, session("Available"));
  }),
);

test(
  "under the toolbar button it fills its window, without scrolling, and works",
  staged(async (stage) => {
    await ready(stage);
    const options = await stage.browser.openExtensionPage("popup/options/options.html");
    await stage.page("CRM").bringToFront();
    await options.evaluate(async () => {
      const { action, extension } = globalThis.browser ?? chrome;
      // Other pages of the extension reach the window of the popup, a test does not.
      globalThis.find = (selector) =>
        extension.getViews({ type: "popup" })[0]?.document.querySelector(selector);
      await action.openPopup();
    });
    const status = () => options.evaluate(() => globalThis.find(".status-name")?.textContent);
    await until("the status in the popup", status, (name) => name === "Available");
    const { width, left, right, more } = await options.evaluate(() => {
      const main = globalThis.find("main");
      const { left, right } = main.getBoundingClientRect();
      const { documentElement, defaultView } = main.ownerDocument;
      const { innerWidth, innerHeight } = defaultView;
      return { width: innerWidth, left, right, more: documentElement.scrollHeight - innerHeight };
    });
    assert.deepEqual({ left, right, more }, { left: 0, right: width, more: 0 });
    assert.ok(width >= 360 && width <= 400, `${width} px wide`);
    await options.evaluate(() => globalThis.find('[data-state-choice="Lunch"]').click());
    await until("the new status in it", status, (name) => name === "Lunch");
    await agreed(stage, session("Lunch"));
  }),
);

test(
  "a click opens the panel beside the page, and the popup makes way for it",
  staged(async (stage) => {
    await stage.openPopup();
    const popup = stage.release("popup");
    assert.equal(await stage.browser.besideThePage(), undefined);
    // A popup in a tab may not close itself.
    await popup.evaluate(() => {
      window.close = () => {
        window.closes = true;
      };
    });
    await press(popup, '[data-command="openSidePanel"]');
    await until(
      "the panel",
      () => stage.browser.besideThePage(),
      (address) => address === `${stage.browser.extensionOrigin}/popup/panel.html`,
    );
    await until("the popup to close", () => popup.evaluate(() => window.closes));
  }),
);

test(
  "the log is saved as one file, with a diagnosis on top",
  staged(async (stage) => {
    await ready(stage);
    const file = await until("the file", () =>
      stage.popup.evaluate(async () => {
        const saved = new Promise((resolve) => {
          HTMLAnchorElement.prototype.click = function () {
            resolve({ name: this.download, address: this.href });
          };
        });
        document.querySelector('[data-command="saveLog"]').click();
        return saved;
      }),
    );
    assert.equal(file.name, "headwater-log.json");
    const { diagnosis, log } = await (await fetch(file.address)).json();
    assert.equal(diagnosis.instances[0].origin, stage.instance);
    assert.equal(diagnosis.instances[0].signIn, "signedIn");
    assert.ok(log.some(({ text }) => text === "signed in"));
  }),
);
