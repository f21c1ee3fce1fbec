// The options and the welcome page, in both browsers.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";

import { press, signIn, text, type } from "./actions.mjs";
import { BROWSER } from "./environment.mjs";
import { signedIn, staged } from "./fixture.mjs";
import { startSimulator } from "./simulator.mjs";
import { until } from "./until.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function openOptions(stage, page = "options") {
  const options = await stage.browser.openExtensionPage(`popup/options/${page}.html`);
  await whenShown(options);
  return options;
}

function whenShown(page) {
  return until("the view", () =>
    page.evaluate(() => document.querySelector("main")?.dataset.ready === "true"),
  );
}

/** What axe-core finds, each as its rule and where. */
async function violations(page) {
  await page.evaluate(`${AXE}; undefined`);
  return page.evaluate(async () => {
    const found = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  });
}

function card(name, selector) {
  return `[data-card="${name}"] ${selector}`;
}

test(
  "an instance is added when it is one, and what is none is said to be none",
  staged(async (stage) => {
    const options = await openOptions(stage);
    const problem = card("instances", ".failure");
    for (const [address, words] of [
      ["acme", /is not/],
      ["https://www.example.com", /is not the address of an Amazon Connect instance/],
      ["not an address", /not an address.* is not a web address/],
      ["http://acme.my.connect.aws", /http:.* is not the address of an Amazon Connect instance/],
      ["https://127.0.0.1:9443", /127\.0\.0\.1.* is not the address of an Amazon Connect instance/],
      ["https://localhost:9443", /is set up already/],
      ["https://localhost:1", /cannot be reached/],
      [stage.simulator.pages[0], /not like an Amazon Connect instance/],
    ]) {
      await type(options, card("instances", "input"), address);
      await press(options, card("instances", 'button[type="submit"]'));
      await until(
        `the problem of ${address}`,
        () => text(options, problem),
        (said) => words.test(said),
      );
    }
    assert.equal(await options.$$eval(card("instances", "li"), (rows) => rows.length), 1);
  }),
);

test(
  "another instance than the one signed in is added, chosen for calls, and removed; the session stays",
  staged(async (stage, t) => {
    await signedIn(stage, { CRM: `${stage.simulator.pages[0]}/crm` });
    const other = await startSimulator({ port: 0 });
    t.after(() => other.stop());
    const options = await openOptions(stage);
    const rows = () =>
      options.$$eval(card("instances", "li"), (items) => items.map(({ innerText }) => innerText));
    await type(options, card("instances", "input"), `${other.instance}/ccp-v2/`);
    await press(options, card("instances", 'button[type="submit"]'));
    await until("two instances", rows, ({ length }) => length === 2);
    await until(
      "the field to be empty",
      () => options.$eval(card("instances", "input"), ({ value }) => value),
      (value) => value === "",
    );
    const row = (words) => words.find((text) => text.startsWith(other.instance)) ?? "";
    assert.match(row(await rows()), /Make default/);
    await press(options, `[data-command="setDefault"][aria-label$="${other.instance}"]`);
    await until("calls to be made there", rows, (words) => /\ndefault/.test(row(words)));
    await stage.agreement("the session to go on", ({ agentState }) => agentState === "Offline");
    await press(options, card("instances", '[data-command="removeInstance"]'));
    await until("one instance", rows, ({ length }) => length === 1);
    await stage.agreement("the session to go on still", ({ agentState }) => agentState === "Offline");
  }),
);

test(
  "the language that is chosen is spoken in the options and in the popup, and kept",
  staged(async (stage) => {
    await stage.openPopup();
    let options = await openOptions(stage);
    const spoken = (page) => page.evaluate(() => [document.documentElement.lang, document.title]);
    assert.deepEqual(await spoken(options), ["en", "Headwater options"]);
    await press(options, card("language", '[data-choice="de"]'));
    await until(
      "German options",
      () => spoken(options),
      ([lang]) => lang === "de",
    );
    await until(
      "a German popup",
      () => text(stage.popup, '[data-command="saveLog"]'),
      (words) => words === "Protokoll speichern",
    );
    await options.close();
    await stage.browser.stopWorker();
    options = await openOptions(stage);
    assert.equal((await spoken(options))[0], "de");
    assert.equal(
      await options.$eval(card("language", '[aria-pressed="true"]'), ({ dataset }) => dataset.choice),
      "de",
    );
    await press(options, card("language", '[data-choice=""]'));
    await until(
      "the language of the browser",
      () => spoken(options),
      ([lang]) => lang === "en",
    );
  }),
);

test(
  "identity providers come and go; a site that is none is refused before the browser is asked",
  staged(async (stage) => {
    const options = await openOptions(stage);
    await type(options, card("identity-providers", "input"), "https://login.example.com/saml?x=1");
    await press(options, card("identity-providers", 'button[type="submit"]'));
    const listed = () => text(options, card("identity-providers", "li .row-words"));
    await until("the identity provider", listed, (words) => words === "https://login.example.com");
    await press(options, card("identity-providers", '[data-command="removeIdentityProvider"]'));
    await until("nobody in the list", listed, (words) => words === "");

    await type(options, card("sites", "input"), "ftp://files.example.com");
    await press(options, card("sites", 'button[type="submit"]'));
    await until(
      "the problem",
      () => text(options, card("sites", ".failure")),
      (words) => words.includes("ftp://files.example.com"),
    );
  }),
);

test(
  "what is chosen is kept",
  staged(async (stage) => {
    let options = await openOptions(stage);
    const notifications = () =>
      options.$eval('[data-command="setNotifications"]', (button) => button.getAttribute("aria-checked"));
    const level = () => options.$eval(card("log", '[aria-pressed="true"]'), ({ dataset }) => dataset.choice);
    assert.equal(await notifications(), "true");
    assert.equal(await level(), "INFO");
    await press(options, '[data-command="setNotifications"]');
    await until("no notifications", notifications, (on) => on === "false");
    await press(options, card("log", '[data-choice="DEBUG"]'));
    await until("the level", level, (is) => is === "DEBUG");
    await options.close();
    options = await openOptions(stage);
    assert.equal(await notifications(), "false");
    assert.equal(await level(), "DEBUG");
    const rows = await options.$$eval(card("shortcuts", "li"), (items) => items.length);
    assert.equal(rows, 7, "shortcuts");
  }),
);

test(
  "the welcome page leads to a session",
  staged(async (stage) => {
    await stage.browser.prepare(1);
    const welcome = await openOptions(stage, "welcome");
    const done = (name) => welcome.$eval(`[data-card="${name}"]`, ({ dataset }) => dataset.done === "true");
    assert.equal(await done("instances"), true, "the development build knows its instance");
    assert.equal(await done("sign-in"), false);
    await press(welcome, card("sign-in", '[data-command="signIn"]'));
    await signIn(stage.browser, stage.instance, stage.agent);
    await until("the step to be done", () => done("sign-in"));
  }),
);

test(
  "axe finds nothing to complain about, in both themes",
  staged(async (stage) => {
    for (const name of ["options", "welcome"]) {
      const page = await openOptions(stage, name);
      // Firefox has no such emulation over BiDi; colours are the same in both.
      for (const theme of BROWSER === "chromium" ? ["light", "dark"] : ["light"]) {
        if (theme === "dark") {
          await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
          // Colours that are on their way from one theme to the other are of neither.
          await page.reload();
          await whenShown(page);
        }
        assert.deepEqual(await violations(page), [], `${name} ${theme}`);
      }
      await page.close();
    }
  }),
);
