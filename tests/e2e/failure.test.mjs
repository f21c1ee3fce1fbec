// A worker that fails begins again by itself: to pages it is one that was stopped.
import assert from "node:assert/strict";
import { test } from "node:test";

import { chooseStatus, pressContact } from "./actions.mjs";
import { session } from "./expectation.mjs";
import { signedIn, staged } from "./fixture.mjs";
import { logFile } from "./kept.mjs";
import { assertInterrupted, callIntoSilence, outcomes } from "./silence.mjs";
import { until } from "./until.mjs";

const FORGOTTEN = "without what it had stored";

test(
  "a worker that fails in the middle of a call is not missed, by a panic nor by a trap",
  staged(async (stage) => {
    const [one, other] = stage.simulator.pages;
    await signedIn(stage, { CRM: `${one}/crm`, tickets: `${other}/crm` });
    const [crm, tickets] = [stage.page("CRM"), stage.page("tickets")];
    await chooseStatus(crm, "Available");
    await agreed(stage, session("Available"));
    const call = await stage.control.offer(stage.agent, "voice");
    await pressContact(crm, call, "accept");
    await agreed(stage, session("Busy", ["voice connected"]));
    await callIntoSilence(stage, tickets);

    await stage.browser.failWorker("panic");
    const [first] = await failures(stage, 1);
    assert.match(first, /panicked at .*the build wrote the defaults/s);
    assert.ok(!first.includes(FORGOTTEN), first);
    const settled = await outcomes(tickets);
    assert.equal(settled.length, 1);
    assertInterrupted(settled[0]);
    await agreed(stage, session("Busy", ["voice connected"]));
    await stage.control.customer(call, "hangUp");
    await agreed(stage, session("AfterCallWork", ["voice ended"]));

    // It may be what was stored: the sessions are begun anew, with the browser's own sign-in.
    await stage.browser.failWorker("trap");
    const [, second] = await failures(stage, 2);
    assert.match(second, /RuntimeError: unreachable/);
    assert.ok(second.includes(FORGOTTEN), second);
    await agreed(stage, session("AfterCallWork", ["voice ended"]));
    await pressContact(tickets, call, "clear");
    await agreed(stage, session("Available"));

    // The browser still knows what to wake the worker for.
    await stage.browser.stopWorker();
    await stage.control.setState(stage.agent, "Lunch");
    await agreed(stage, session("Lunch"));
    for (const page of [crm, tickets]) {
      assert.equal(await destroyed(page, call), 1, "contact.onDestroy of the call");
    }
  }),
);

/** What the log says of failures, once there are so many. */
function failures(stage, count) {
  const look = async () => {
    const { diagnosis } = JSON.parse(await logFile(stage));
    return diagnosis.lastErrors
      .map(({ text }) => text)
      .filter((text) => text.startsWith("The worker failed"));
  };
  return until(`${count} failures in the log`, look, (texts) => texts.length === count);
}

function destroyed(page, call) {
  return page.evaluate(
    (id) => window.trace.filter((each) => each.event === "contact.onDestroy" && each.contactId === id).length,
    call,
  );
}

function agreed(stage, { words, isMet }) {
  return stage.agreement(words, isMet);
}
