// What the popup shows and how it is used, in every state: axe finds nothing, the keyboard is enough, nothing is cut off,
// a press is answered at once and sent once. The test is the worker (shown/).
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

import { openBrowser } from "./browser.mjs";
import { BROWSER, EXTENSION, onlyInChromium } from "./environment.mjs";
import { Showing } from "./shown/page.mjs";
import { SCENES } from "./shown/scenes.mjs";
import { call, endpoints, INSTANCE, VIEWS, working } from "./shown/views.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const EMULATES = onlyInChromium("Firefox does not emulate themes and reduced motion");
const REFUSAL = { name: "workerActionFailed", with: ["Not now."] };

let browser;
let showing;
before(async () => {
  browser = await openBrowser({ name: BROWSER });
  showing = await Showing.open(EXTENSION, browser);
});
after(async () => {
  showing?.close();
  await browser?.close();
});

/** The function of a test that shows a view. */
function showsWith(settings, body) {
  return async () => {
    const shown = await showing.page(settings);
    try {
      await body(shown);
      assert.deepEqual(shown.errors, [], "what the page threw");
    } finally {
      await shown.close();
    }
  };
}

function wishes(said, kind) {
  return said.filter((message) => message[kind]).map((message) => message[kind]);
}

test("axe finds nothing in any state, in both themes", EMULATES, async (t) => {
  for (const { name, view, size, settings, play } of SCENES) {
    for (const theme of ["light", "dark"]) {
      await t.test(
        `${name}, ${theme}`,
        showsWith({ ...settings, view, size, theme, reducedMotion: true }, async (shown) => {
          await play?.(shown);
          await shown.page.evaluate(AXE);
          const { violations } = await shown.page.evaluate(() => window.axe.run());
          const found = violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, any }) => `${id}: ${target.join(" ")} ${any[0]?.message ?? ""}`),
          );
          assert.deepEqual(found, []);
          assert.deepEqual(await shown.missing(), [], "texts that are not there");
        }),
      );
    }
  }
});

// In German, whose words are the longer ones.
test("nothing is wider than the page, down to 200 percent in a popup", async (t) => {
  for (const { name, view, settings, play } of SCENES) {
    await t.test(
      name,
      showsWith({ ...settings, view, language: "de" }, async (shown) => {
        await play?.(shown);
        for (const width of [320, 180]) {
          await shown.page.setViewport({ width, height: 600 });
          const over = await shown.page.evaluate(() => {
            const { scrollWidth, clientWidth } = document.documentElement;
            return scrollWidth - clientWidth;
          });
          assert.equal(over, 0, `pixels too wide at ${width}`);
        }
      }),
    );
  }
});

test(
  "a press shows at once, is sent once, and stays pressed until it is shown",
  showsWith({ view: VIEWS["on call"] }, async (shown) => {
    const hold = '[data-action="hold"]';
    const busy = (selector) => document.querySelector(selector)?.ariaBusy;
    await shown.page.evaluate((selector) => {
      const button = document.querySelector(selector);
      button.click();
      button.click();
    }, hold);
    await shown.drawn();
    assert.equal(await shown.page.evaluate(busy, hold), "true");
    await shown.press(hold);
    const [wish, ...more] = wishes(await shown.said(), "act");
    assert.deepEqual([wish.contactId, wish.action, more], ["call", "hold", []]);

    await shown.tellAnswer(wish.ask, {});
    await shown.drawn();
    assert.equal(await shown.page.evaluate(busy, hold), "true", "the service's news is still to come");
    await shown.show(working({ contacts: [call({ onHold: true, actions: ["resume", "end"] })] }));
    assert.equal(await shown.page.evaluate(busy, hold), undefined);
    assert.ok(await shown.page.$('[data-action="resume"]:not([aria-busy])'));
  }),
);

test(
  "a refusal is said beside the buttons, harms nothing, and goes with the next try",
  showsWith({ view: VIEWS["five contacts"] }, async (shown) => {
    await shown.answer("act", { problem: REFUSAL });
    await shown.press('[data-contact-id="mei"] [data-action="end"]');
    await shown.until(() => document.querySelector('[data-contact-id="mei"] [role="alert"]'));
    const text = await shown.page.$eval('[role="alert"]', (alert) => alert.textContent);
    assert.match(text, /Not now\./);
    assert.equal(await shown.page.$('[data-contact-id="call"] [role="alert"]'), null);
    assert.equal(await shown.page.$('[aria-busy="true"]'), null);
    assert.equal((await shown.page.$$("[data-contact-id]")).length, 5);
    await shown.answer("act");
    await shown.press('[data-contact-id="mei"] [data-action="end"]');
    await shown.until(() => !document.querySelector('[role="alert"]'));
  }),
);

test(
  "the worker dies: the last state stays, marked; what was under way is said, what was not sent yet is sent",
  showsWith({ view: VIEWS["on call"] }, async (shown) => {
    await shown.press('[data-action="hold"]');
    await shown.end();
    await shown.until(() => document.querySelector('main[data-stale="true"]'));
    assert.ok(await shown.page.$('[data-contact-id="call"]'));
    await shown.press('[data-state-choice="Lunch"]');
    await shown.start();
    await shown.until(() => document.querySelector('main[data-stale="false"]'));
    await shown.until(() => window.shown.said.some((message) => message.setState));
    const said = await shown.said();
    assert.equal(wishes(said, "act").length, 1, "nothing is asked for twice");
    assert.deepEqual(
      wishes(said, "setState").map(({ state }) => state),
      ["Lunch"],
    );
    assert.ok(await shown.page.$('[data-contact-id="call"] [role="alert"]'));
  }),
);

test(
  "the first paint is the last known state, marked until the worker confirms it",
  showsWith({ remembered: VIEWS["on call"] }, async (shown) => {
    await shown.until(() => document.querySelector('main[data-ready="true"][data-stale="true"]'));
    assert.ok(await shown.page.$('[data-contact-id="call"]'));
    await shown.show(VIEWS.available);
    await shown.until(() => document.querySelector('main[data-stale="false"]'));
    assert.equal(await shown.page.$('[data-contact-id="call"]'), null);
  }),
);

test(
  "a number is called as the service takes it, and the field closes when it is done",
  showsWith({ view: VIEWS.available }, async (shown) => {
    await shown.answer("findEndpoints", { found: endpoints(3) });
    await shown.press('[data-opens^="dial "]');
    await shown.until(() => document.activeElement.matches(".dial-field"));
    await shown.page.select(".dial-country", "de");
    await shown.page.type(".dial-field", "030 12345678");
    await shown.page.keyboard.press("Enter");
    await shown.until(() => window.shown.said.some((message) => message.connect));
    const [wish] = wishes(await shown.said(), "connect");
    assert.deepEqual(
      [wish.instance, wish.contactId, JSON.parse(wish.endpoint)],
      [INSTANCE, null, { type: "phone_number", phoneNumber: "+493012345678" }],
    );
    await shown.tellAnswer(wish.ask, {});
    await shown.until(() => !document.querySelector(".dial"));
    await shown.until(() => document.activeElement.matches('[data-opens^="dial "]'));
  }),
);

test(
  "five hundred quick connects: read page by page, shown fifty at a time, found by name",
  showsWith({ view: VIEWS["on call"] }, async (shown) => {
    const first = { ...endpoints(300), nextToken: "300" };
    await shown.answer("findEndpoints", { found: first }, { found: endpoints(200) });
    await shown.press('[data-opens="add call"]');
    await shown.until(() => window.shown.said.filter((message) => message.findEndpoints).length > 1);
    const [, second] = wishes(await shown.said(), "findEndpoints");
    assert.equal(second.nextToken, "300");
    await shown.until(() => document.querySelectorAll("[data-quick-connect]").length === 50);
    await shown.press('[data-command="moreQuickConnects"]');
    await shown.until(() => document.querySelectorAll("[data-quick-connect]").length === 100);
    await shown.page.type(".dial-field", "billing 1");
    await shown.until(() => {
      const found = [...document.querySelectorAll("[data-quick-connect]")];
      return found.length > 0 && found.every(({ dataset }) => dataset.quickConnect.startsWith("Billing 1"));
    });
    await shown.press("[data-quick-connect]");
    await shown.until(() => window.shown.said.some((message) => message.connect));
    const [wish] = wishes(await shown.said(), "connect");
    assert.equal(wish.contactId, "call");
    assert.match(JSON.parse(wish.endpoint).name, /^Billing 1/);
  }),
);

test(
  "digits leave in the order in which they are typed, one request at a time",
  showsWith({ view: VIEWS["on call"] }, async (shown) => {
    await shown.press('[data-opens="sendDigits call"]');
    await shown.page.focus('[data-key="1"]');
    await shown.page.keyboard.type("11#");
    await shown.until(() => window.shown.said.some((message) => message.act));
    const [first] = wishes(await shown.said(), "act");
    assert.equal(first.digits, "1");
    await shown.until(() => document.querySelector(".dialled").textContent === "11#");
    await shown.tellAnswer(first.ask, {});
    await shown.until(() => window.shown.said.filter((message) => message.act).length === 2);
    assert.equal(wishes(await shown.said(), "act")[1].digits, "1#");
  }),
);

test(
  "the keyboard is enough, in the order of what is seen, with the focus in sight",
  showsWith({ view: VIEWS["on hold, muted, a next status"] }, async (shown) => {
    const seen = [];
    for (;;) {
      await shown.page.keyboard.press("Tab");
      const focus = await shown.page.evaluate(() => {
        const { dataset, name, tagName } = document.activeElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
        const visible = outlineStyle !== "none" && outlineWidth !== "0px";
        return {
          name: dataset.command ?? dataset.stateChoice ?? dataset.action ?? (name || tagName),
          visible,
        };
      });
      if (focus.name === "BODY" || seen.length > 40) {
        break;
      }
      assert.ok(focus.visible, `the focus on ${focus.name}`);
      seen.push(focus.name);
    }
    const states = ["Available", "Offline", "Break", "Lunch", "Training", "Team meeting"];
    const actions = ["resume", "unmute", "sendDigits", "add", "end"];
    assert.deepEqual(
      seen.filter((name) => ![...states, ...actions].includes(name)),
      ["signOut", "cancelNextStatus", "address", "addInstance", "A", "saveLog"],
    );
    assert.deepEqual(
      seen.filter((name) => [...states, ...actions].includes(name)),
      [...states, ...actions],
    );
    await shown.page.focus('[data-state-choice="Training"]');
    await shown.page.keyboard.press(" ");
    await shown.until(() => window.shown.said.some((message) => message.setState?.state === "Training"));
    await shown.page.focus('[data-command="cancelNextStatus"]');
    await shown.page.keyboard.press("Enter");
    await shown.until(() => window.shown.said.some((message) => message.setState?.state === null));
  }),
);

test(
  "one key chooses a status",
  showsWith({ view: VIEWS.available }, async (shown) => {
    await shown.page.keyboard.press("4");
    await shown.until(() => window.shown.said.some((message) => message.setState?.state === "Lunch"));
    await shown.page.focus("input[name=address]");
    await shown.page.keyboard.type("2");
    await shown.drawn();
    assert.equal(wishes(await shown.said(), "setState").length, 1, "what is typed into a field is text");
  }),
);

test(
  "what happens is announced: a contact that waits, and nobody signed in any more",
  showsWith({ view: VIEWS.available }, async (shown) => {
    const announced = () =>
      shown.page.$$eval('[role="status"]', (all) => all.map(({ textContent }) => textContent).join(" "));
    assert.doesNotMatch(await announced(), /Incoming/);
    await shown.show(VIEWS.ringing);
    assert.match(await announced(), /Incoming: Call, \+1 206 555 0142/);
    await shown.show(VIEWS["signed out"]);
    assert.match(await announced(), /You are signed out/);
  }),
);

test(
  "nothing moves for those who want no motion",
  EMULATES,
  showsWith({ view: VIEWS.ringing, theme: "light", reducedMotion: true }, async (shown) => {
    // What there is ends at once: one step, and not again.
    await shown.until(() => document.getAnimations().every((animation) => animation.playState !== "running"));
  }),
);
