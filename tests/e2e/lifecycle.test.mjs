// Pages come and go as the browser likes: they are kept while another is shown, frozen, dropped, they crash, and the
// extension below them is replaced. The pages beside them notice nothing, and those who come back are in step.
import assert from "node:assert/strict";
import { test } from "node:test";

import { chooseStatus, signIn } from "./actions.mjs";
import { onlyInChromium, onlyInFirefox } from "./environment.mjs";
import { session } from "./expectation.mjs";
import { staged } from "./fixture.mjs";
import { crash, freeze, leave } from "./page-lifecycle.mjs";
import { assertInterrupted, callIntoSilence, outcomes } from "./silence.mjs";
import { until } from "./until.mjs";

const CRM = "CRM";
const TICKETS = "tickets";
const CALL = { customer: "+12065550142", ringSeconds: 600 };

/** Opens two pages and signs in: the agent is Offline. No popup, which would not survive all of this. */
async function twoPages(stage) {
  const [one, other] = stage.simulator.pages;
  await stage.browser.prepare(2);
  await stage.open(CRM, `${one}/crm`);
  await stage.open(TICKETS, `${other}/crm`);
  await signIn(stage.browser, stage.instance, stage.agent);
  await agreed(stage, session("Offline"));
}

function agreed(stage, { words, isMet }) {
  return stage.agreement(words, isMet);
}

function heard(page) {
  return page.evaluate(() => window.trace.length);
}

/** What the page was told since then of the agent's state and of contacts that come and go. */
async function news(page, since) {
  const trace = await page.evaluate((from) => window.trace.slice(from), since);
  return trace
    .filter(({ event }) =>
      /^(agent\.onStateChange|connect\.contact|contact\.on(Connecting|Destroy))$/.test(event),
    )
    .map(({ event, oldState, newState, contactId }) =>
      event === "agent.onStateChange" ? `${oldState} → ${newState}` : `${event} ${contactId}`,
    );
}

/** Whether the page is master of the softphone, and becomes it if it may take what nobody has. */
function isSoftphone(page, { take = false } = {}) {
  return page.evaluate(
    (only) =>
      new Promise((resolve) => {
        const { connect } = window;
        const [yes, no] = [() => resolve(true), () => resolve(false)];
        connect.ifMaster(connect.MasterTopics.SOFTPHONE, yes, no, only);
      }),
    !take,
  );
}

/** Lunch, Training, and a chat that rings. @returns {Promise<string>} the chat */
async function muchHappens(stage) {
  await stage.control.setState(stage.agent, "Lunch");
  await agreed(stage, session("Lunch"));
  await stage.control.setState(stage.agent, "Training");
  const chat = await stage.control.offer(stage.agent, "chat", { ...CALL, force: true });
  await agreed(stage, session("Training", ["chat connecting"]));
  return chat;
}

test(
  "a page that writes itself anew goes on",
  staged(async (stage) => {
    await twoPages(stage);
    const page = stage.release(CRM);
    const seen = await heard(page);
    // It takes away all listeners of the window and of the document.
    await page.evaluate(() => {
      document.open();
      document.write("<title>Anew</title>");
      document.close();
    });
    await stage.control.setState(stage.agent, "Lunch");
    await until("the page to be told", async () => (await heard(page)) > seen);
    assert.deepEqual(await news(page, seen), ["Offline → Lunch"]);
  }),
);

test(
  "a page out of the back/forward cache shows the truth, and was told once what it can see of it",
  staged(async (stage) => {
    await twoPages(stage);
    const page = stage.release(CRM);
    // The control panel has an `unload` handler, with which Chromium keeps no page.
    await page.evaluate(() => document.querySelector("#control-panel iframe").remove());
    const seen = await heard(page);
    await callIntoSilence(stage, page);
    const goBack = await leave(page, `${stage.simulator.pages[0]}/`);
    await stage.control.clearFaults();
    const chat = await muchHappens(stage);

    await goBack();
    stage.adopt(CRM, page);
    await agreed(stage, session("Training", ["chat connecting"]));
    assert.deepEqual(await news(page, seen), [
      "Offline → Training",
      `connect.contact ${chat}`,
      `contact.onConnecting ${chat}`,
    ]);
    const settled = await outcomes(page);
    assert.equal(settled.length, 1);
    assertInterrupted(settled[0]);

    // It takes part again, and what it subscribed to is told once from now on, too.
    const since = await heard(page);
    await stage.control.vanish(chat);
    await agreed(stage, session("Training"));
    await chooseStatus(page, "Break");
    await agreed(stage, session("Break"));
    assert.deepEqual(await news(page, since), [`contact.onDestroy ${chat}`, "Training → Break"]);
  }),
);

test(
  "a page that crashes, master of the softphone, harms no other, and is in step when it is loaded again",
  onlyInChromium("no test can crash a page of Firefox"),
  staged(async (stage) => {
    await twoPages(stage);
    const tickets = stage.page(TICKETS);
    assert.equal(await isSoftphone(stage.page(CRM), { take: true }), true);
    assert.equal(await isSoftphone(tickets, { take: true }), false);
    const seen = await heard(tickets);

    const page = stage.release(CRM);
    await crash(page);
    await until("the mastership to be free", () => isSoftphone(tickets, { take: true }));
    const chat = await muchHappens(stage);
    assert.deepEqual(await news(tickets, seen), [
      "Offline → Lunch",
      "Lunch → Training",
      `connect.contact ${chat}`,
      `contact.onConnecting ${chat}`,
    ]);

    await page.reload();
    stage.adopt(CRM, page);
    await agreed(stage, session("Training", ["chat connecting"]));
    assert.equal(await isSoftphone(page, { take: true }), false);
    await stage.control.vanish(chat);
    await agreed(stage, session("Training"));
    await chooseStatus(page, "Break");
    await agreed(stage, session("Break"));
  }),
);

test(
  "a frozen page has missed nothing when it goes on, whether the worker was stopped meanwhile or not",
  onlyInChromium("Firefox does not freeze pages"),
  staged(async (stage) => {
    await twoPages(stage);
    const page = stage.release(CRM);
    const seen = await heard(page);
    const goOn = await freeze(page);
    const chat = await muchHappens(stage);
    await goOn();
    stage.adopt(CRM, page);
    await agreed(stage, session("Training", ["chat connecting"]));
    const told = await news(page, seen);
    assertChain(told, "Offline", "Training");
    assert.deepEqual(told.slice(-2), [`connect.contact ${chat}`, `contact.onConnecting ${chat}`]);

    const since = await heard(page);
    stage.release(CRM);
    const goOnAgain = await freeze(page);
    await stage.control.vanish(chat);
    await agreed(stage, session("Training"));
    await stage.browser.stopWorker();
    await stage.control.setState(stage.agent, "Lunch");
    await agreed(stage, session("Lunch"));
    await goOnAgain();
    stage.adopt(CRM, page);
    await agreed(stage, session("Lunch"));
    const toldAgain = await news(page, since);
    assertChain(toldAgain, "Training", "Lunch");
    assert.equal(toldAgain.filter((each) => each === `contact.onDestroy ${chat}`).length, 1);
    await chooseStatus(page, "Break");
    await agreed(stage, session("Break"));
  }),
);

/** Each change begins where the one before it ended: nothing is told twice, and nothing is left out. */
function assertChain(told, from, to) {
  const changes = told.filter((each) => each.includes(" → ")).map((each) => each.split(" → "));
  let state = from;
  for (const [before, after] of changes) {
    assert.equal(before, state, told.join(", "));
    state = after;
  }
  assert.equal(state, to, told.join(", "));
}

test(
  "a tab that the browser dropped is loaded again when somebody goes to it, and in step",
  onlyInChromium("no test can reach a dropped tab of Firefox again"),
  staged(async (stage) => {
    await twoPages(stage);
    assert.equal(await isSoftphone(stage.page(CRM), { take: true }), true);
    const address = stage.release(CRM).url();
    const popup = await stage.browser.openPopup();
    const dropped = await popup.evaluate(async (url) => {
      const [tab] = await chrome.tabs.query({ url });
      const { id } = await chrome.tabs.discard(tab.id);
      return id;
    }, address);
    await until("the mastership to be free", () => isSoftphone(stage.page(TICKETS), { take: true }));
    const chat = await muchHappens(stage);
    await popup.evaluate((id) => chrome.tabs.update(id, { active: true }), dropped);
    const page = await stage.browser.whenPage(address);
    stage.adopt(CRM, page);
    await agreed(stage, session("Training", ["chat connecting"]));
    assert.equal(await page.evaluate(() => document.wasDiscarded), true);
    assert.ok((await news(page, 0)).includes(`connect.contact ${chat}`));
    assert.equal(await isSoftphone(page, { take: true }), false);
  }),
);

/** Ends the extension of two open pages, one of which waits for the answer to a call, and looks at what they are told. */
async function loseExtension(stage, end) {
  await twoPages(stage);
  for (const label of [CRM, TICKETS]) {
    await stage.page(label).evaluate(() => {
      const { connect } = window;
      window.said = [];
      window.timeouts = 0;
      const { error } = console;
      console.error = (...words) => {
        window.said.push(words.join(" "));
        error.apply(console, words);
      };
      connect.core.getEventBus().subscribe(connect.EventType.ACK_TIMEOUT, () => {
        window.timeouts += 1;
      });
    });
  }
  await callIntoSilence(stage, stage.page(CRM));
  await end();
  await stage.control.clearFaults();

  for (const label of [CRM, TICKETS]) {
    const page = stage.page(label);
    await until(`${label} to be told`, () => page.evaluate(() => window.timeouts));
    const said = await page.evaluate(() => window.said);
    assert.equal(said.filter((words) => /updated or removed. Reload this page/.test(words)).length, 1, said);
    // What is called from now on fails at once, and nobody is master.
    assertInterrupted(await page.evaluate(() => window.integration.setState("Break")));
    assert.equal(await isSoftphone(page, { take: true }), false);
    assert.equal(await page.evaluate(() => window.timeouts), 1, label);
  }
  const settled = await outcomes(stage.page(CRM));
  assert.equal(settled.length, 1);
  assertInterrupted(settled[0]);
}

test(
  "pages of an extension that is turned off say so",
  onlyInFirefox("Chromium tells pages nothing else than of an extension that was replaced"),
  staged(async (stage) => loseExtension(stage, () => stage.browser.turnExtensionOff())),
);

test(
  "pages of an extension that was replaced say so, and work again once they are loaded anew",
  staged(async (stage) => {
    await loseExtension(stage, () => stage.browser.reloadExtension());
    for (const label of [CRM, TICKETS]) {
      const page = stage.page(label);
      // The new extension takes a moment to be there.
      await until(`${label} to have window.connect again`, async () => {
        await page.reload();
        return page.evaluate(() => typeof window.connect === "object");
      });
    }
    await agreed(stage, session("Offline"));
    await chooseStatus(stage.page(TICKETS), "Break");
    await agreed(stage, session("Break"));
  }),
);
