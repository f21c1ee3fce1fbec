// Signing in: one window for the whole browser, which respects what the agent does with it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { chooseStatus, press, pressContact, signIn, submitSignIn, text } from "./actions.mjs";
import { PASSWORD } from "./control.mjs";
import { nobody, session } from "./expectation.mjs";
import { signedIn, staged } from "./fixture.mjs";
import { until } from "./until.mjs";

function agreed(stage, { words, isMet }) {
  return stage.agreement(words, isMet);
}

function status(stage) {
  return stage.popup.$eval("section[data-instance]", ({ dataset }) => dataset.signIn);
}

test(
  "many pages, one window; dismissed, it stays away until the agent asks for it",
  staged(async (stage) => {
    await stage.browser.prepare(4);
    await stage.openPopup();
    await stage.open("CRM", `${stage.simulator.pages[0]}/crm`);
    await stage.open("tickets", `${stage.simulator.pages[1]}/crm`);
    const window = await stage.browser.whenPage(`${stage.instance}/login`);
    assert.equal(await stage.browser.count(`${stage.instance}/login`), 1, "sign-in windows");

    await window.close();
    await until(
      "the popup to know that nobody signs in",
      () => status(stage),
      (is) => is === "signedOut",
    );
    await stage.open("wiki", `${stage.simulator.pages[0]}/wiki`);
    await agreed(stage, nobody);
    assert.equal(await stage.browser.count(`${stage.instance}/login`), 0, "sign-in windows");

    await press(stage.popup, '[data-command="signIn"]');
    await signIn(stage.browser, stage.instance, stage.agent);
    await agreed(stage, session("Offline"));
  }),
);

test(
  "a session that expires during a call: no window before the agent wants one, and the call goes on",
  staged(async (stage) => {
    await signedIn(stage, {
      CRM: `${stage.simulator.pages[0]}/crm`,
      tickets: `${stage.simulator.pages[1]}/crm`,
    });
    await chooseStatus(stage.page("CRM"), "Available");
    await agreed(stage, session("Available"));
    const call = await stage.control.offer(stage.agent, "voice");
    await pressContact(stage.page("CRM"), call, "accept");
    await agreed(stage, session("Busy", ["voice connected"]));

    await stage.control.expire(stage.agent);
    await agreed(stage, nobody);
    assert.equal(await text(stage.page("CRM"), "#error"), "Nobody is signed in.");
    // The agent is talking: the window waits for the agent's word.
    assert.equal(await stage.browser.count(`${stage.instance}/login`), 0, "sign-in windows");

    await press(stage.popup, '[data-command="signIn"]');
    await stage.browser.whenPage(`${stage.instance}/login`);
    assert.equal(await stage.browser.count(`${stage.instance}/login`), 1, "sign-in windows");
    await signIn(stage.browser, stage.instance, stage.agent);
    await agreed(stage, session("Busy", ["voice connected"]));
    await pressContact(stage.page("tickets"), call, "hold");
    await agreed(stage, session("Busy", ["voice on hold"]));
  }),
);

test(
  "signing in through an identity provider: the page waits until the agent allows it",
  staged(async (stage) => {
    const { identityProvider } = await stage.control.info();
    const loginUrl = encodeURIComponent(`${identityProvider}/`);
    await stage.browser.prepare(3);
    await stage.openPopup();
    const options = await stage.browser.openExtensionPage("popup/options/options.html");
    await stage.open("CRM", `${stage.simulator.pages[0]}/crm?loginUrl=${loginUrl}`);
    await options.waitForSelector('[data-command="allowIdentityProvider"]');
    assert.equal(await stage.browser.count(identityProvider), 0, "sign-in windows");

    await press(options, '[data-command="allowIdentityProvider"]');
    const window = await stage.browser.whenPage(identityProvider);
    await submitSignIn(window, stage.agent, PASSWORD);
    await until("the sign-in window to close by itself", () => window.isClosed());
    await agreed(stage, session("Offline"));
  }),
);

test(
  "a wrong password is refused on the sign-in page, and the right one is taken there",
  staged(async (stage) => {
    await stage.browser.prepare(2);
    await stage.openPopup();
    await stage.open("CRM", `${stage.simulator.pages[0]}/crm`);
    const window = await stage.browser.whenPage(`${stage.instance}/login`);
    await submitSignIn(window, stage.agent, "open sesame");
    const refusal = await until("the refusal", () => text(window, '[role="alert"]'));
    assert.match(refusal, /user name or the password is not right/);
    await agreed(stage, nobody);

    await submitSignIn(window, stage.agent, PASSWORD);
    await until("the sign-in window to close by itself", () => window.isClosed());
    await agreed(stage, session("Offline"));
  }),
);
