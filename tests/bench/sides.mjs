// The two that are compared: the same page script in the same browser and at the same simulator, each with an agent of
// its own, so that a change at the service concerns one side alone while the other rests.
import { readFileSync } from "node:fs";

import { submitSignIn } from "../e2e/actions.mjs";
import { until } from "../e2e/until.mjs";
import { probe } from "./probe.mjs";

const CLOCK = readFileSync(new URL("floor/clock.js", import.meta.url), "utf8");
/** How long a page may take to know the agent, in milliseconds; the machine may be busy with many tabs. */
const READY = 25_000;
/** Agent states that a change goes back and forth between. */
const STATES = ["Lunch", "Break"];

/** One side, and its open tabs. */
export class Side {
  #changes = 0;
  #state = null;

  /**
   * @param {object} settings
   * @param {"npm" | "headwater"} settings.name
   * @param {string} settings.agent
   * @param {string} settings.path of the page
   * @param {string} settings.host the browser keeps the sign-ins of hosts apart
   * @param {import("../e2e/browser.mjs").Browser} browser
   * @param {object} simulator
   */
  constructor({ name, agent, path, host }, browser, simulator) {
    const at = (origin) => origin.replace("localhost", host);
    this.name = name;
    this.agent = agent;
    this.browser = browser;
    this.control = simulator.control;
    this.instance = at(simulator.instance);
    this.page = `${at(simulator.pages[0])}${path}?init=manual`;
    /** @type {import("puppeteer-core").Page[]} */
    this.tabs = [];
    this.contacts = [];
  }

  /** Opens a tab with the integration. @returns its page, and how long it took to be ready, in milliseconds */
  async open(settings = {}) {
    const page = await this.browser.newPage();
    await page.evaluateOnNewDocument(CLOCK);
    await page.evaluateOnNewDocument(probe, {
      ccpUrl: `${this.instance}/ccp-v2/`,
      startsByItself: true,
      showsPanel: false,
      headwaterPanel: false,
      countsBytes: false,
      ...settings,
    });
    await page.goto(this.page, { waitUntil: "domcontentloaded" });
    return page;
  }

  async openReady(settings = {}) {
    const page = await this.open(settings);
    const ready = await within(
      READY,
      `${this.page} to know its agent`,
      page.evaluate(() => window.bench.ready),
    );
    return { page, ready };
  }

  /** Opens or closes tabs until there are so many. */
  async haveTabs(count, settings = {}) {
    while (this.tabs.length < count) {
      const { page } = await this.openReady(settings);
      this.tabs.push(page);
    }
    while (this.tabs.length > count) {
      await this.tabs.pop().close();
    }
    if (count === 0) {
      await this.whenWithoutTabs();
    }
  }

  /** Waits until nothing of closed tabs is left: a page that meets a shared worker about to end waits for ever. */
  async whenWithoutTabs() {
    await until(
      `the shared worker at ${this.instance} to end`,
      () => this.browser.target("shared_worker", this.instance) === undefined,
    );
  }

  /** Lets the agent have so many contacts with so many attributes. */
  async haveContacts(count, attributes) {
    while (this.contacts.length > count) {
      await this.control.vanish(this.contacts.pop());
    }
    while (this.contacts.length < count) {
      const number = this.contacts.length;
      const channel = number % 2 === 0 ? "task" : "chat";
      const contact = await this.control.offer(this.agent, channel, {
        force: true,
        attributes: attributesOf(number, attributes),
      });
      await this.control.moveContact(contact, "connected");
      this.contacts.push(contact);
    }
    await this.settle();
  }

  /** Makes a change and waits until every tab has seen it, and so all before it. */
  async settle() {
    const { key } = await this.change();
    await this.take([key]);
  }

  /** Makes a change at the service. @returns what tabs will see of it, and when it was made */
  async change() {
    if (this.contacts.length === 0) {
      const key = this.nextState();
      await this.control.setState(this.agent, key);
      return { key, at: this.control.doneAt };
    }
    this.#changes += 1;
    const key = `change ${this.#changes}`;
    await this.control.attributes(this.contacts[0], { marker: key });
    return { key, at: this.control.doneAt };
  }

  /** A state that the agent is not in. */
  nextState() {
    this.#state = STATES.find((state) => state !== this.#state);
    return this.#state;
  }

  /** When each tab saw each of these: a list a tab. */
  take(keys) {
    return within(
      READY,
      `all ${this.tabs.length} tabs of ${this.name} to see “${keys.at(-1)}”`,
      Promise.all(this.tabs.map((page) => page.evaluate((wanted) => window.bench.take(wanted), keys))),
    );
  }
}

/** Both sides, signed in. */
export async function signedInSides(browser, simulator) {
  const npm = new Side(
    { name: "npm", agent: "nils", path: "/crm-npm", host: "127.0.0.1" },
    browser,
    simulator,
  );
  const headwater = new Side(
    { name: "headwater", agent: "hanna", path: "/crm", host: "localhost" },
    browser,
    simulator,
  );
  await browser.prepare(4);
  await signIn(browser, npm);
  await signIn(browser, headwater);
  const { page } = await headwater.openReady();
  await page.close();
  return [npm, headwater];
}

async function signIn(browser, side) {
  const page = await browser.open(`${side.instance}/login?landat=/`);
  await submitSignIn(page, side.agent);
  await until(`${side.agent} to be signed in`, async () => (await side.control.agent(side.agent))?.signedIn);
  await page.close();
}

/** Attributes as contact flows set them: names and values of some length. */
function attributesOf(contact, count) {
  const names = Array.from({ length: count }, (_, index) => index);
  return Object.fromEntries(
    names.map((index) => [
      `customerField${index}`,
      `value ${index} of contact ${contact}, as a flow sets it`,
    ]),
  );
}

/** The value, or an error that says what was awaited. */
export async function within(milliseconds, awaited, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Waited ${milliseconds / 1000} s for ${awaited}.`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
