// The pages and the popup of one browser, and whether they agree with the instance.
import { inspect, isDeepStrictEqual } from "node:util";

import { addressOf } from "./browser.mjs";
import { PATIENCE, until } from "./until.mjs";
import { agree, instanceView, inWords, pageView, popupView } from "./views.mjs";

/**
 * @typedef {object} Tab
 * @property {string} label
 * @property {import("puppeteer-core").Page} page
 * @property {() => Promise<object>} look what it shows (views.mjs)
 */

export class Stage {
  /** @type {Map<string, Tab>} */
  #tabs = new Map();

  /**
   * @param {import("./browser.mjs").Browser} browser
   * @param {{instance: string, pages: string[], control: import("./control.mjs").Control}} simulator
   * @param {string} agent who signs in
   */
  constructor(browser, simulator, agent) {
    this.browser = browser;
    this.simulator = simulator;
    this.control = simulator.control;
    this.instance = simulator.instance;
    this.agent = agent;
  }

  /** Opens a page that runs the integration. */
  async open(label, url) {
    const page = await this.browser.open(url);
    this.adopt(label, page);
    return page;
  }

  /** A page that was opened elsewhere runs the integration by now. */
  adopt(label, page) {
    this.#tabs.set(label, { label, page, look: () => pageView(page) });
  }

  async openPopup() {
    const page = await this.browser.openPopup();
    this.#tabs.set("popup", { label: "popup", page, look: () => popupView(page, this.instance) });
    return page;
  }

  /** A page goes somewhere where there is nothing to agree with; `adopt` takes it in again. */
  release(label) {
    const page = this.page(label);
    this.#tabs.delete(label);
    return page;
  }

  page(label) {
    const tab = this.#tabs.get(label);
    if (!tab) {
      throw new Error(`No tab is called ${label}.`);
    }
    return tab.page;
  }

  get popup() {
    return this.page("popup");
  }

  async close(label) {
    await this.page(label).close();
    this.#tabs.delete(label);
  }

  /** @returns {Tab[]} */
  get tabs() {
    return [...this.#tabs.values()];
  }

  /** What every tab shows now, and what the instance has. A tab that cannot be read has a `problem` instead. */
  async look() {
    const [instance, ...tabs] = await Promise.all([
      instanceView(this.control, this.agent),
      ...this.tabs.map(async ({ label, page, look }) => {
        try {
          return { label, url: await addressOf(page), view: await look() };
        } catch (error) {
          return { label, url: page.url(), problem: error.message };
        }
      }),
    ]);
    return { instance, tabs };
  }

  /**
   * Waits until every tab shows what the instance has, and that is what is expected.
   *
   * @param {string} awaited
   * @param {(view: object) => boolean} isExpected
   */
  agreement(awaited, isExpected = () => true, patience = PATIENCE) {
    return until(
      awaited,
      async () => new Scene(await this.look()),
      (scene) => scene.agrees(isExpected),
      patience,
    );
  }
}

/** What was seen at one moment. */
class Scene {
  constructor({ instance, tabs }) {
    this.instance = instance;
    this.tabs = tabs;
  }

  agrees(isExpected) {
    const [first] = this.tabs;
    return (
      isExpected(this.instance) &&
      this.tabs.every(({ view }) => view && isDeepStrictEqual(view, first.view) && agree(view, this.instance))
    );
  }

  /** For the message of a failed wait. */
  [inspect.custom]() {
    const places = [{ label: "instance", view: this.instance }, ...this.tabs];
    const lines = places.map(({ label, view, problem }) => `${label}: ${problem ?? inWords(view)}`);
    return `\n  ${lines.join("\n  ")}`;
  }
}
