// A day of an agent: what `cargo xtask demo --headless` plays and the suites repeat.
import { chooseStatus, press, pressContact, signIn } from "./actions.mjs";
import { nobody, session } from "./expectation.mjs";

const CRM = "CRM";
const TICKETS = "tickets";
const WIKI = "wiki";
const LATE = "late tab";

/**
 * A step: what is done, and what all places are to show then. `act` may keep what later steps need in `memory`.
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {(stage: import("./stage.mjs").Stage, memory: Record<string, any>) => Promise<unknown>} act
 * @property {{words: string, isMet: (view: object) => boolean}} expect
 */

/** @type {Step[]} */
export const STORY = [
  {
    name: "two CRM pages on two origins, a wiki with a strict CSP, and the popup",
    async act(stage) {
      const [one, other] = stage.simulator.pages;
      await stage.browser.prepare(4);
      await stage.openPopup();
      await stage.open(CRM, `${one}/crm`);
      await stage.open(TICKETS, `${other}/crm`);
      await stage.open(WIKI, `${one}/wiki`);
    },
    expect: nobody,
  },
  {
    name: "sign in through the sign-in window",
    act: (stage) => signIn(stage.browser, stage.instance, stage.agent),
    expect: session("Offline"),
  },
  {
    name: "switch status in the popup",
    act: (stage) => press(stage.popup, '[data-state-choice="Lunch"]'),
    expect: session("Lunch"),
  },
  {
    name: "switch status in a page",
    act: (stage) => chooseStatus(stage.page(CRM), "Available"),
    expect: session("Available"),
  },
  {
    name: "a call rings",
    async act(stage, memory) {
      memory.call = await stage.control.offer(stage.agent, "voice", { customer: "+12065550142" });
    },
    expect: session("PendingBusy", ["voice connecting"]),
  },
  {
    name: "accepted in one tab",
    act: (stage, { call }) => pressContact(stage.page(CRM), call, "accept"),
    expect: session("Busy", ["voice connected"]),
  },
  {
    name: "held in another tab",
    act: (stage, { call }) => pressContact(stage.page(TICKETS), call, "hold"),
    expect: session("Busy", ["voice on hold"]),
  },
  {
    name: "resumed on the page with the strict CSP",
    act: (stage, { call }) => pressContact(stage.page(WIKI), call, "resume"),
    expect: session("Busy", ["voice connected"]),
  },
  {
    name: "a chat beside it rings",
    async act(stage, memory) {
      memory.chat = await stage.control.offer(stage.agent, "chat", { customer: "Frida", force: true });
    },
    expect: session("Busy", ["voice connected", "chat connecting"]),
  },
  {
    name: "the chat is accepted in the popup",
    act: (stage, { chat }) => pressContact(stage.popup, chat, "accept"),
    expect: session("Busy", ["voice connected", "chat connected"]),
  },
  {
    name: "next status while on a call",
    act: (stage) => press(stage.popup, '[data-state-choice="Break"]'),
    expect: session("Busy", ["voice connected", "chat connected"], "Break"),
  },
  {
    name: "a tab opened late",
    act: (stage) => stage.open(LATE, `${stage.instance}/crm`),
    expect: session("Busy", ["voice connected", "chat connected"], "Break"),
  },
  {
    name: "the tab that accepted the call is closed",
    act: (stage) => stage.close(CRM),
    expect: session("Busy", ["voice connected", "chat connected"], "Break"),
  },
  {
    name: "the customer ends the call: after-call work",
    act: (stage, { call }) => stage.control.customer(call, "hangUp"),
    expect: session("AfterCallWork", ["voice ended", "chat connected"], "Break"),
  },
  {
    name: "the call is cleared in another tab",
    act: (stage, { call }) => pressContact(stage.page(LATE), call, "clear"),
    expect: session("Available", ["chat connected"], "Break"),
  },
  {
    name: "the chat is ended in the popup",
    act: (stage, { chat }) => pressContact(stage.popup, chat, "end"),
    expect: session("Available", ["chat ended"], "Break"),
  },
  {
    name: "the chat is cleared in a page: the next status comes",
    act: (stage, { chat }) => pressContact(stage.page(TICKETS), chat, "clear"),
    expect: session("Break"),
  },
  {
    name: "sign out in the popup",
    act: (stage) => press(stage.popup, '[data-command="signOut"]'),
    expect: nobody,
  },
  {
    name: "sign in again",
    async act(stage) {
      await press(stage.popup, '[data-command="signIn"]');
      await signIn(stage.browser, stage.instance, stage.agent);
    },
    expect: session("Break"),
  },
  {
    name: "and go on: back to work from the late tab",
    act: (stage) => chooseStatus(stage.page(LATE), "Available"),
    expect: session("Available"),
  },
];
