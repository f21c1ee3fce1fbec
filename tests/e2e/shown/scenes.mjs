// What is pictured and looked at by axe: a view, and what the agent does there.

import { OPTIONS_VIEWS } from "./options-views.mjs";
import { POPUP_SIZE } from "./page.mjs";
import { call, endpoints, VIEWS, working } from "./views.mjs";

const REFUSAL = { name: "workerActionFailed", with: ["The agent is in a state that does not allow it."] };

/**
 * @typedef {object} Scene
 * @property {string} name
 * @property {object | null} view
 * @property {object} size
 * @property {object} [settings] of the page
 * @property {(shown: import("./page.mjs").Shown) => Promise<void>} [play]
 */

function scene(name, shownView, play = undefined, more = {}) {
  return { name, view: shownView, size: POPUP_SIZE, play, ...more };
}

export async function dial(shown, typed, found = endpoints(120)) {
  await shown.answer("findEndpoints", { found });
  await shown.press('[data-opens^="dial "]');
  await shown.until(() => document.querySelector("[data-quick-connect]"));
  await shown.page.type(".dial-field", typed);
  await shown.drawn();
}

async function add(shown, contactId) {
  await shown.answer("findEndpoints", { found: endpoints(6) });
  await shown.press(`[data-opens="add ${contactId}"]`);
  await shown.until(() => document.querySelector("[data-quick-connect]"));
}

async function dies(shown) {
  await shown.end();
  await shown.until(() => document.querySelector('main[data-stale="true"]'));
}

const manyContacts = working({
  contacts: Array.from({ length: 50 }, (_, index) =>
    call({ contactId: `call-${index}`, who: `+1 206 555 ${String(1000 + index)}` }),
  ),
});

const OPTIONS = {
  settings: { page: "popup/options/options.html" },
  size: { width: 820, height: 900 },
};
const NARROW = { ...OPTIONS, size: { width: 400, height: 900 } };
const WELCOME = { ...OPTIONS, settings: { page: "popup/options/welcome.html" } };

/** The tab in front shows a site. */
function at(allowed) {
  return { settings: { front: { address: "https://crm.example.com/case/4711", allowed } } };
}

const CRM = { pattern: "https://crm.example.com/*", allowed: true, byPolicy: false, removable: true };
const BY_POLICY = { ...CRM, byPolicy: true, removable: false };

function whenSiteIsShown(shown) {
  return shown.until(() => document.querySelector(".this-site"));
}

/** The least that a page gives its control panel. */
const IN_PAGE = { width: 320, height: 460 };

async function refuse(shown) {
  await shown.page.evaluate(() => window.shown.tell("refused"));
  await shown.until(() => document.querySelector(".refused"));
}

const PANEL = { settings: { page: "popup/panel.html" } };

/** @type {Scene[]} */
export const SCENES = [
  scene("starting", null, (shown) => shown.until(() => document.querySelector(".starting"))),
  ...Object.entries(VIEWS).map(([name, shownView]) => scene(name, shownView)),
  scene("stale", VIEWS["on call"], dies),
  scene("an action under way", VIEWS["on call"], (shown) => shown.press('[data-action="hold"]')),
  scene("an action that is refused", VIEWS["on call"], async (shown) => {
    await shown.answer("act", { problem: REFUSAL });
    await shown.press('[data-action="hold"]');
    await shown.until(() => document.querySelector(".failed"));
  }),
  scene("a status that is refused", VIEWS.available, async (shown) => {
    await shown.answer("setState", { problem: REFUSAL });
    await shown.press('[data-state-choice="Lunch"]');
    await shown.until(() => document.querySelector(".failed"));
  }),
  scene("an interrupted action", VIEWS["on call"], async (shown) => {
    await shown.press('[data-action="hold"]');
    await dies(shown);
    await shown.start();
    await shown.until(() => document.querySelector('main[data-stale="false"] .failed'));
  }),
  scene("dialling a name", VIEWS.available, (shown) => dial(shown, "wa")),
  scene("dialling a number", VIEWS.available, (shown) => dial(shown, "206 555 0142")),
  scene("dialling what is no number", VIEWS.available, async (shown) => {
    await dial(shown, "+1 20");
    await shown.page.keyboard.press("Enter");
    await shown.until(() => document.querySelector("#dial-fault:not(:empty)"));
  }),
  scene("nobody of this name", VIEWS.available, (shown) => dial(shown, "nobody")),
  scene("quick connects that cannot be read", VIEWS.available, async (shown) => {
    await shown.answer("findEndpoints", { problem: { name: "workerActionOffline", with: [] } });
    await shown.press('[data-opens^="dial "]');
    await shown.until(() => document.querySelector('[data-command="findAgain"]'));
  }),
  scene("adding to a call", VIEWS["on call"], (shown) => add(shown, "call")),
  scene("passing a chat on", VIEWS["five contacts"], (shown) => add(shown, "mei")),
  scene("the keypad", VIEWS["on call"], async (shown) => {
    await shown.answer("act");
    await shown.press('[data-opens="sendDigits call"]');
    await shown.press('[data-key="4"]');
    await shown.press('[data-key="2"]');
  }),
  scene("in another language than the browser's", { ...VIEWS["on call"], language: "de" }),
  scene("no instance may be added", {
    ...VIEWS.available,
    policy: { managed: true, features: {}, problems: [] },
  }),
  scene("an allowed site", { ...VIEWS["on call"], sites: [CRM] }, whenSiteIsShown, at(true)),
  scene(
    "an allowed site, a third party",
    { ...VIEWS["a third party"], sites: [CRM] },
    whenSiteIsShown,
    at(true),
  ),
  scene("a site that is not allowed", VIEWS.available, whenSiteIsShown, at(false)),
  scene(
    "a site that the organisation allows",
    { ...VIEWS.available, sites: [BY_POLICY] },
    whenSiteIsShown,
    at(true),
  ),
  scene(
    "a site that was allowed just now",
    VIEWS.available,
    async (shown) => {
      await shown.until(() => document.querySelector(".this-site .switch"));
      await shown.press(".this-site .switch");
      await shown.until(() => document.querySelector(".this-site .hint"));
      await shown.show({ ...VIEWS.available, sites: [CRM] });
    },
    at(false),
  ),
  scene("by keyboard", VIEWS.available, async (shown) => {
    for (let tabs = 0; tabs < 3; tabs += 1) {
      await shown.page.keyboard.press("Tab");
    }
  }),
  scene("fifty contacts", manyContacts),
  scene("panel, on call", VIEWS["on call"], undefined, { ...PANEL, size: { width: 420, height: 760 } }),
  scene("panel, small", VIEWS["five contacts"], undefined, { ...PANEL, size: IN_PAGE }),
  scene("panel, small, on call", VIEWS["on call"], undefined, { ...PANEL, size: IN_PAGE }),
  scene("panel, refused in a page", null, refuse, { ...PANEL, size: IN_PAGE }),
  scene("panel, wide", VIEWS["a third party"], undefined, { ...PANEL, size: { width: 760, height: 760 } }),
  ...Object.entries(OPTIONS_VIEWS).map(([name, shownView]) =>
    scene(`options, ${name}`, shownView, undefined, OPTIONS),
  ),
  scene("options, narrow", OPTIONS_VIEWS["in use"], undefined, NARROW),
  scene("welcome, at first", OPTIONS_VIEWS["at first"], undefined, WELCOME),
  scene("welcome, done", OPTIONS_VIEWS["in use"], undefined, WELCOME),
  scene("at 200 percent", VIEWS["a third party"], undefined, { size: { width: 180, height: 300 } }),
];
