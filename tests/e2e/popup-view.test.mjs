// What the popup shows and how it is used, in every state: axe finds nothing, the keyboard is enough, nothing is cut off,
// a press is answered at once and sent once. The test is the worker (shown/).
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

import { openBrowser } from "./browser.mjs";
import { BROWSER, EXTENSION, onlyInChromium } from "./environment.mjs";
import { Showing } from "./shown/page.mjs";
import { dial, SCENES } from "./shown/scenes.mjs";
import { call, endpoints, INSTANCE, VIEWS, working } from "./shown/views.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const EMULATES = onlyInChromium("Firefox does not emulate themes and reduced motion");
const SINCE = Date.now();
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

/** Fifty calls, some of them otherwise, by their number. */
function fifty(otherwise = {}) {
  const contacts = Array.from({ length: 50 }, (_, index) =>
    call({ contactId: `c${index}`, who: `+1 206 555 ${1000 + index}`, since: SINCE, ...otherwise[index] }),
  );
  return working({ contacts, state: { name: "Busy", type: "system", since: SINCE } });
}

function wishes(said, kind) {
  return said.filter((message) => message[kind]).map((message) => message[kind]);
}

/** What axe finds on the page, by these rules or by all; each as its rule and where. */
function violations(shown, rules = null) {
  return shown.page.evaluate(async (values) => {
    const runOnly = values && { type: "rule", values };
    const found = await window.axe.run({ resultTypes: ["violations"], ...(runOnly && { runOnly }) });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, any }) => `${id}: ${target.join(" ")} ${any[0]?.message ?? ""}`),
    );
  }, rules);
}

/** What axe says of colours, all that a theme changes. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

// In German, whose words are the longer ones.
test("every state: nothing for axe in both themes, no text missing, nothing wider than the page", async (t) => {
  const looks = BROWSER === "chromium";
  for (const { name, view, size, settings, play } of SCENES) {
    const themed = looks && { theme: "light", reducedMotion: true };
    await t.test(
      name,
      showsWith({ ...settings, view, size, language: "de", ...themed }, async (shown) => {
        await play?.(shown);
        if (looks) {
          await shown.page.evaluate(AXE);
          assert.deepEqual(await violations(shown), [], "light");
          await shown.theme("dark");
          assert.deepEqual(await violations(shown, OF_COLOURS), [], "dark");
        }
        assert.deepEqual(await shown.missing(), [], "texts that are not there");
        // Down to 200 percent in a popup.
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
      ["signOut", "cancelNextStatus", "openSidePanel", "openPanel", "openOptions", "saveLog"],
    );
    assert.deepEqual(
      seen.filter((name) => [...states, ...actions].includes(name)),
      [...states, ...actions],
    );
  }),
);

test(
  "a button that is gone once it was pressed leaves the focus where it was",
  showsWith({ view: VIEWS["on call"] }, async (shown) => {
    await shown.page.focus('[data-action="hold"]');
    await shown.page.keyboard.press("Enter");
    await shown.show(working({ contacts: [call({ onHold: true, actions: ["resume", "mute", "end"] })] }));
    await shown.until(() => document.activeElement.matches('[data-action="resume"]'));
    await shown.show(VIEWS["on hold, muted, a next status"]);
    await shown.page.focus('[data-command="cancelNextStatus"]');
    await shown.page.keyboard.press("Enter");
    await shown.show(VIEWS["on call"]);
    await shown.until(() => document.activeElement.matches("[data-state-choice]"));
  }),
);

test(
  "what comes by itself moves no status away from below the finger",
  showsWith({ view: VIEWS.available }, async (shown) => {
    const places = () =>
      shown.page.$$eval("[data-state-choice]", (all) =>
        all.map((choice) => [choice.getBoundingClientRect().x, choice.getBoundingClientRect().y]),
      );
    const before = await places();
    for (const name of ["no connection", "ringing", "on call", "on hold, muted, a next status", "missed"]) {
      await shown.show(VIEWS[name]);
      assert.deepEqual(await places(), before, name);
    }
  }),
);

// A page of its own: behind the last button the focus goes to the browser's, and Firefox does not let it come back.
test(
  "a contact that waits below another one is a press away, and nothing has moved for it",
  showsWith({ view: VIEWS["on call"], page: "popup/panel.html" }, async (shown) => {
    const top = () =>
      shown.page.$eval('[data-contact-id="call"]', (call) => call.getBoundingClientRect().top);
    const before = await top();
    assert.equal(await shown.page.$(".waiting"), null);
    await shown.show(VIEWS["five contacts"]);
    await shown.until(() => document.querySelector(".waiting"));
    assert.equal(await top(), before);
    await shown.press(".waiting");
    await shown.until(() =>
      document.activeElement.closest('[data-contact-id="chat"] [data-action="accept"]'),
    );
  }),
);

test(
  "the space bar and Enter press what has the focus",
  showsWith({ view: VIEWS["on hold, muted, a next status"] }, async (shown) => {
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
    await dial(shown, "2");
    assert.equal(wishes(await shown.said(), "setState").length, 1, "what is typed into a field is text");
  }),
);

test(
  "with two agents the keys mean the default instance, and are seen there alone",
  showsWith({ view: VIEWS["two agents"] }, async (shown) => {
    const [, second] = VIEWS["two agents"].instances;
    const withKeys = await shown.page.$$eval("[aria-keyshortcuts]", (buttons) =>
      buttons.map((button) => button.closest("[data-instance]").dataset.instance),
    );
    assert.deepEqual(new Set(withKeys), new Set([second.origin]));
    await shown.page.keyboard.press("2");
    await shown.until(() => window.shown.said.some((message) => message.setState));
    const [{ instance, state }] = wishes(await shown.said(), "setState");
    assert.deepEqual([instance, state], [second.origin, "Offline"]);
    await shown.show({ ...VIEWS["two agents"], defaultInstance: null });
    await shown.until(
      (origin) => !document.querySelector(`[data-instance="${origin}"] [aria-keyshortcuts]`),
      second.origin,
    );
  }),
);

test(
  "the first instance is added in the popup, by keyboard",
  showsWith({ view: VIEWS.welcome }, async (shown) => {
    await shown.page.focus("input[name=address]");
    await shown.page.keyboard.type(" acme.my.connect.aws ");
    await shown.page.keyboard.press("Enter");
    await shown.until(() => window.shown.said.some((message) => message.addInstance));
    assert.deepEqual(wishes(await shown.said(), "addInstance"), [{ address: "acme.my.connect.aws" }]);
    await shown.show(VIEWS["adding an instance"]);
    assert.ok(await shown.page.$('[data-command="addInstance"][aria-busy="true"]'));
    await shown.show(VIEWS["an address that is none"]);
    assert.ok(await shown.page.$('[role="alert"]'));
    const typed = await shown.page.$eval("input[name=address]", ({ value }) => value);
    assert.equal(typed.trim(), "acme.my.connect.aws", "what was typed can be mended");
    await shown.show(VIEWS["signed out"]);
    assert.equal(await shown.page.$("input[name=address]"), null);
  }),
);

test(
  "the panel opens beside the page and in a window of its own, by keyboard, and is not offered where it is",
  onlyInChromium("the stand-in has Chromium's side panel"),
  showsWith({ view: VIEWS.available }, async (shown) => {
    await shown.page.focus('[data-command="openPanel"]');
    await shown.page.keyboard.press("Enter");
    await shown.until(() => window.shown.said.includes("openPanel"));
    await shown.page.evaluate(() => {
      window.close = () => window.shown.opened.push("closed");
    });
    await shown.page.focus('[data-command="openSidePanel"]');
    await shown.page.keyboard.press(" ");
    await shown.until(() => window.shown.opened.length === 2);
    assert.deepEqual(await shown.page.evaluate(() => window.shown.opened), [{ windowId: 7 }, "closed"]);
  }),
);

test(
  "the panel does not offer to open itself",
  showsWith({ view: VIEWS.available, page: "popup/panel.html" }, async (shown) => {
    assert.ok(await shown.page.$('[data-command="saveLog"]'));
    assert.equal(await shown.page.$('[data-command="openPanel"], [data-command="openSidePanel"]'), null);
  }),
);

test(
  "another language is spoken as soon as it is chosen, and the browser's again",
  showsWith({ view: VIEWS["on call"] }, async (shown) => {
    const spoken = (language, word) =>
      shown.until(
        (lang, text) =>
          document.documentElement.lang === lang &&
          document.querySelector('[data-action="hold"]')?.textContent.includes(text),
        language,
        word,
      );
    await spoken("en", "Hold");
    await shown.show({ ...VIEWS["on call"], language: "de" });
    await spoken("de", "Halten");
    assert.ok(await shown.page.$('section[aria-label*="acme-contact-center"]'), "what stands in a text");
    await shown.show(VIEWS["on call"]);
    await spoken("en", "Hold");
  }),
);

test(
  "a view in another language is not shown before its texts are there",
  showsWith({ remembered: { ...VIEWS["on call"], language: "de" } }, async (shown) => {
    await shown.until(() => document.querySelector('main[data-ready="true"] [data-action="hold"]'));
    assert.equal(await shown.page.evaluate(() => document.documentElement.lang), "de");
  }),
);

/** From now on, what changes in the page is counted: `changes()` gives where, by what is around it. */
async function watch(shown) {
  await shown.page.evaluate(() => {
    const seen = [];
    const around = (node) => {
      const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
      const place = element?.closest(".elapsed, [data-contact-id], .quick-connects");
      return place?.dataset.contactId ?? place?.className ?? element?.className ?? "gone";
    };
    const note = (records) => seen.push(...records.map(({ target }) => around(target)));
    const observer = new MutationObserver(note);
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    window.changes = () => {
      note(observer.takeRecords());
      // Time passes meanwhile, in every contact.
      return seen.splice(0).filter((place) => place !== "elapsed");
    };
  });
  return () => shown.page.evaluate(() => window.changes());
}

test(
  "of fifty contacts only the one that changed is drawn again, and the others stay themselves",
  showsWith({ view: fifty() }, async (shown) => {
    const changes = await watch(shown);
    await shown.show(fifty({ 25: { onHold: true, actions: ["resume", "end"] } }));
    await shown.until(() => document.querySelector('[data-contact-id="c25"] [data-action="resume"]'));
    const places = await changes();
    assert.deepEqual([...new Set(places)], ["c25"]);
    assert.ok(places.length <= 20, `${places.length} changes of the page for one contact`);

    await shown.page.evaluate(() => {
      window.kept = [...document.querySelectorAll("[data-contact-id]")];
    });
    const view = fifty();
    view.instances[0].agent.contacts.shift();
    await shown.show(view);
    await shown.until(() => document.querySelectorAll("[data-contact-id]").length === 49);
    const same = await shown.page.evaluate(() =>
      [...document.querySelectorAll("[data-contact-id]")].every(
        (item, index) => item === window.kept[index + 1],
      ),
    );
    assert.ok(same, "one contact goes, the others are the same elements");

    await changes();
    await shown.show(view);
    await shown.drawn();
    assert.deepEqual(await changes(), [], "a view without news");
  }),
);

test(
  "of five hundred quick connects no more are drawn than are looked at, and news of the contact leave them alone",
  showsWith({ view: VIEWS["on call"] }, async (shown) => {
    await shown.page.evaluate(() => {
      window.most = 0;
      new MutationObserver(() => {
        window.most = Math.max(window.most, document.querySelectorAll("[data-quick-connect]").length);
      }).observe(document.body, { subtree: true, childList: true });
    });
    await shown.answer("findEndpoints", { found: endpoints(500) });
    await shown.press('[data-opens="add call"]');
    await shown.until(() => document.querySelectorAll("[data-quick-connect]").length === 50);
    await shown.page.type(".dial-field", "billing");
    await shown.until(() =>
      [...document.querySelectorAll("[data-quick-connect]")].every(({ dataset }) =>
        dataset.quickConnect.startsWith("Billing"),
      ),
    );
    assert.equal(await shown.page.evaluate(() => window.most), 50);
    const changes = await watch(shown);
    await shown.show(working({ contacts: [call({ muted: true })] }));
    await shown.until(() => document.querySelector('[data-contact-id="call"][data-muted]'));
    const places = await changes();
    assert.ok(!places.includes("quick-connects"), places.join(", "));
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
