// What goes wrong on the outside is said where the person looks, and does not harm the session.
import assert from "node:assert/strict";
import { test } from "node:test";

import { chooseStatus, press, signIn, text } from "./actions.mjs";
import { session } from "./expectation.mjs";
import { signedIn, staged } from "./fixture.mjs";
import { flood, GARBAGE, ROUNDS } from "./hostile.mjs";
import { until } from "./until.mjs";

function agreed(stage, { words, isMet }) {
  return stage.agreement(words, isMet);
}

/** Everything still works: a status that is chosen in the popup arrives everywhere. */
async function assertUnharmed(stage) {
  await press(stage.popup, '[data-state-choice="Meeting"]');
  await agreed(stage, session("Meeting"));
}

/** What the popup says went wrong. */
function alertOf(popup) {
  return until("the popup to say something", () => text(popup, '[role="alert"]'));
}

test(
  "a page that asks for an instance that is not set up is told so",
  staged(async (stage, t) => {
    await signedIn(stage, { CRM: `${stage.simulator.pages[0]}/crm` });
    const page = await stage.browser.newPage();
    const said = [];
    page.on("console", (message) => said.push(message.text()));
    const ccpUrl = `${stage.instance.replace("localhost", "127.0.0.1")}/ccp-v2/`;
    await page.goto(`${stage.simulator.pages[0]}/crm?ccpUrl=${encodeURIComponent(ccpUrl)}`);
    const words = await until(
      "the console to name the instance",
      () => said.filter((line) => /not set up for the instance https:..127\.0\.0\.1/.test(line)),
      ({ length }) => length > 0,
    );
    t.diagnostic(words[0]);
    await assertUnharmed(stage);
  }),
);

test(
  "messages of a hostile page are dropped",
  staged(async (stage) => {
    await signedIn(stage, { CRM: `${stage.simulator.pages[0]}/crm` });
    await chooseStatus(stage.page("CRM"), "Available");
    await agreed(stage, session("Available"));

    const hostile = await stage.browser.open(`${stage.simulator.pages[1]}/`);
    const ccpUrl = `${stage.instance}/ccp-v2/`;
    const sent = await hostile.evaluate(flood, { garbage: GARBAGE, rounds: ROUNDS, ccpUrl });
    assert.ok(sent > GARBAGE.length * ROUNDS * 0.9, `${sent} messages`);
    await agreed(stage, session("Available"));
    await assertUnharmed(stage);
    await hostile.close();

    // Nothing of it reached the service.
    const { requests } = await stage.control.requests();
    assert.deepEqual(
      requests.filter(
        ({ path, parameters }) => path.includes("logout") || JSON.stringify(parameters ?? "").includes("$gt"),
      ),
      [],
    );
    assert.equal(await text(stage.popup, '[role="alert"]'), "");
  }),
);

test(
  "a snapshot that is no JSON: the popup says so, the session stays, and it goes on by itself",
  staged(async (stage, t) => {
    await signedIn(stage, { CRM: `${stage.simulator.pages[0]}/crm` });
    // What is too long is not read to its end, so it is not seen that it is no JSON either.
    for (const [kind, words] of [
      ["malformed", /answer/i],
      ["enormous", /cannot be reached/],
    ]) {
      const fault = await stage.control.fault({ operation: "GetAgentSnapshot", kind });
      await stage.control.setState(stage.agent, "Training");
      const health = await until("the popup to say that something is wrong", () =>
        text(stage.popup, '[data-health="bad"]'),
      );
      t.diagnostic(health);
      assert.match(health, words);
      assert.ok((await stage.control.hits(fault)) > 0);
      assert.equal(await stage.browser.count(`${stage.instance}/login`), 0, "sign-in windows");

      await stage.control.setState(stage.agent, "Coaching");
      await stage.control.removeFault(fault);
      await agreed(stage, session("Coaching"));
      await until(
        "the popup to be content again",
        () => text(stage.popup, '[data-health="bad"]'),
        (shown) => shown === "",
      );
    }
    await assertUnharmed(stage);
  }),
);

test(
  "an answer to a command that is no JSON: whoever asked is told",
  staged(async (stage, t) => {
    await signedIn(stage, { CRM: `${stage.simulator.pages[0]}/crm` });
    const malformed = { operation: "PutAgentState", kind: "malformed", count: 1 };
    await stage.control.fault(malformed);
    await press(stage.popup, '[data-state-choice="Lunch"]');
    const alert = await alertOf(stage.popup);
    t.diagnostic(alert);
    assert.match(alert, /did not work/);
    await agreed(stage, session("Offline"));

    await stage.control.fault(malformed);
    await chooseStatus(stage.page("CRM"), "Lunch");
    const error = await until("the page to say something", () => text(stage.page("CRM"), "#error"));
    t.diagnostic(error);
    assert.match(error, /did not work/);
    await agreed(stage, session("Offline"));
    await assertUnharmed(stage);
  }),
);

test(
  "an answer about who is signed in that is no JSON is not taken for being signed out",
  staged(
    async (stage, t) => {
      await stage.browser.prepare(2);
      await stage.openPopup();
      await stage.open("CRM", `${stage.simulator.pages[0]}/crm`);
      const health = await until("the popup to say that something is wrong", () =>
        text(stage.popup, '[data-health="bad"]'),
      );
      t.diagnostic(health);
      assert.equal(await stage.browser.count(`${stage.instance}/login`), 0, "sign-in windows");
      await stage.control.clearFaults();
      await signIn(stage.browser, stage.instance, stage.agent);
      await agreed(stage, session("Offline"));
      await assertUnharmed(stage);
    },
    { faults: [{ operation: "/auth/authorize", kind: "malformed" }] },
  ),
);
