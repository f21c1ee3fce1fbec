// A real browser with the extension: Chromium over CDP, Firefox over WebDriver BiDi.
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";

import {
  allowUnpacked,
  answerInAdvance as answerInChromium,
  setPermission as setChromiumPermission,
} from "./chromium-permissions.mjs";
import {
  answerInAdvance as answerInFirefox,
  eventPageLife,
  reloadExtension as reloadInFirefox,
  setPermission as setFirefoxPermission,
  setIdleTimeout,
  sidebarAddress,
  stopEventPage,
  turnExtensionOff as turnOffInFirefox,
} from "./firefox-chrome.mjs";
import { failWorker, stopServiceWorker } from "./service-worker.mjs";
import { PATIENCE, until } from "./until.mjs";

/** Large enough for the simulator's pages in two columns. */
export const VIEWPORT = { width: 1000, height: 720 };
/** About what the popup takes under its toolbar button. */
export const POPUP_VIEWPORT = { width: 360, height: 600 };

const FIREFOX_ADDON = "headwater@headwater.extension";
const PROGRAMS = {
  chromium: { variable: "CHROMIUM", paths: ["/usr/bin/chromium", "/usr/bin/chromium-browser"] },
  firefox: { variable: "FIREFOX", paths: ["/usr/bin/firefox", "/usr/bin/firefox-esr"] },
};

/** The names of the browsers. */
export const BROWSERS = Object.keys(PROGRAMS);

/**
 * Starts a browser with a new profile.
 *
 * @param {object} settings
 * @param {"chromium" | "firefox"} settings.name
 * @param {boolean} [settings.headless]
 * @param {string | null} [settings.extension] folder of the unpacked extension; null for a browser without it
 * @param {import("./managed.mjs").Managed | null} [settings.managed] with the policy of an organisation
 * @param {boolean} [settings.handleSignals] whether Ctrl-C closes the browser and ends this program
 */
export async function openBrowser({
  name,
  headless = true,
  extension = null,
  managed = null,
  handleSignals = true,
}) {
  const found = program(name);
  const executablePath = managed ? await managed.wrap(found) : found;
  const viewport = headless ? VIEWPORT : null;
  const common = {
    executablePath,
    headless,
    acceptInsecureCerts: true,
    defaultViewport: viewport,
    protocolTimeout: 30_000,
    handleSIGINT: handleSignals,
    handleSIGTERM: handleSignals,
  };
  return name === "firefox"
    ? openFirefox(common, extension)
    : openChromium(common, extension, managed !== null);
}

function program(name) {
  const { variable, paths } = PROGRAMS[name];
  const found = process.env[variable] || paths.find(existsSync);
  if (!found) {
    throw new Error(`${name} was not found at ${paths.join(" or ")}; ${variable} names the program.`);
  }
  return found;
}

async function openChromium(common, extension, isRoot) {
  const args = [
    "--ignore-certificate-errors",
    "--disable-gpu",
    "--disable-quic",
    "--disable-component-update",
    "--disable-sync",
  ];
  // Who sees a policy is root in a namespace.
  if (isRoot || process.getuid?.() === 0) {
    args.push("--no-sandbox");
  }
  if (extension) {
    args.push(
      `--load-extension=${extension}`,
      `--disable-extensions-except=${extension}`,
      "--disable-features=DisableLoadExtensionCommandLineSwitch",
    );
  }
  const ignoreDefaultArgs = extension ? ["--disable-extensions"] : [];
  const browser = await puppeteer.launch({ ...common, browser: "chrome", args, ignoreDefaultArgs });
  return opened("chromium", browser, async () => {
    if (!extension) {
      return null;
    }
    const target = await browser.waitForTarget(isExtensionWorker, { timeout: PATIENCE }).catch((error) => {
      throw new Error(`Chromium did not start the extension in ${extension}.`, { cause: error });
    });
    return originOf(target);
  });
}

async function openFirefox(common, extension) {
  const uuid = randomUUID();
  const extraPrefsFirefox = {
    // The extension's origin, which Firefox otherwise draws by lot.
    "extensions.webextensions.uuids": JSON.stringify({ [FIREFOX_ADDON]: uuid }),
    "dom.disable_open_during_load": false,
  };
  // Without it a test may not open pages of the extension.
  const args = ["--remote-allow-system-access"];
  const browser = await puppeteer.launch({ ...common, browser: "firefox", args, extraPrefsFirefox });
  return opened("firefox", browser, async () => {
    if (!extension) {
      return null;
    }
    await browser.installExtension(extension);
    return `moz-extension://${uuid}`;
  });
}

/** A browser that cannot be used is closed again. */
async function opened(name, browser, extensionOrigin) {
  try {
    const origin = await extensionOrigin();
    const [home] = await browser.pages();
    return new Browser(name, browser, home, origin);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

function isExtensionWorker(target) {
  return target.type() === "service_worker" && target.url().startsWith("chrome-extension://");
}

/** `URL` has no origin for schemes it does not know. */
function originOf(target) {
  const { protocol, host } = new URL(target.url());
  return `${protocol}//${host}`;
}

/** A started browser. */
export class Browser {
  #browser;
  #prepared = [];

  constructor(name, browser, home, extensionOrigin) {
    this.name = name;
    this.#browser = browser;
    /** The tab that the browser started with. It stays, and with it the window. */
    this.home = home;
    /** `chrome-extension://…` or `moz-extension://…`; null without the extension. */
    this.extensionOrigin = extensionOrigin;
  }

  /** Opens a page in a new tab. */
  async open(url, viewport = undefined) {
    const page = await this.newPage(viewport);
    await page.goto(url);
    return page;
  }

  async newPage(viewport = undefined) {
    const page = this.#prepared.shift() ?? (await this.#newTab());
    if (viewport && page.viewport()) {
      await page.setViewport(viewport);
    }
    return page;
  }

  /**
   * Makes blank tabs that later pages take. Firefox makes a new tab in the window in front, which may by then be a
   * sign-in window; the tab would close with it.
   */
  async prepare(count) {
    for (let made = 0; made < count; made += 1) {
      this.#prepared.push(await this.#newTab());
    }
  }

  async #newTab() {
    await this.home.bringToFront();
    return this.#browser.newPage();
  }

  /** The popup, as a page in a tab: under the toolbar button it closes as soon as another page is looked at. */
  openPopup() {
    return this.openExtensionPage("popup/popup.html", POPUP_VIEWPORT);
  }

  /** A page of the extension in a tab. */
  async openExtensionPage(path, viewport = undefined) {
    const page = await this.newPage(viewport);
    const address = `${this.extensionOrigin}/${path}`;
    if (this.name === "firefox") {
      // Firefox tells nothing about the loading of an extension's page, so there is nothing to wait for in `goto`.
      await page.goto(address, { timeout: 1 }).catch(() => {});
    } else {
      await page.goto(address);
    }
    await until(
      `${address} to be shown`,
      () => addressOf(page),
      (shown) => shown === address,
    );
    return page;
  }

  /** The page whose address starts so, once there is one. */
  whenPage(address) {
    const look = async () => (await this.#browser.pages()).map((page) => page.url());
    return until(`a page at ${address}`, look, (urls) => urls.some((url) => url.startsWith(address))).then(
      async () => (await this.#browser.pages()).find((page) => page.url().startsWith(address)),
    );
  }

  /** How many pages there are whose address starts so. */
  async count(address) {
    const pages = await this.#browser.pages();
    return pages.filter((page) => page.url().startsWith(address)).length;
  }

  /** The address of the extension's page in the browser's side panel or sidebar; absent while there is none. */
  async besideThePage() {
    if (this.name === "firefox") {
      return sidebarAddress(this.#browser);
    }
    const panel = await this.target("page", `${this.extensionOrigin}/popup/panel.html`)?.asPage();
    return panel?.evaluate(async () => {
      const [found] = await chrome.runtime.getContexts({ contextTypes: ["SIDE_PANEL"] });
      return found?.documentUrl;
    });
  }

  /** The extension's service worker, to evaluate in. A worker that is looked at this way is never stopped. Chromium only. */
  async extensionWorker() {
    const target = await this.#browser.waitForTarget(isExtensionWorker, { timeout: PATIENCE });
    return target.worker();
  }

  /** Stops the extension's worker, as the browser does with an idle one. */
  stopWorker() {
    return this.name === "firefox"
      ? stopEventPage(this.#browser)
      : stopServiceWorker(this.home, this.extensionOrigin);
  }

  /** Makes the worker of a development build fail: by a `panic`, or by a `trap` in the task of a promise. */
  async failWorker(how) {
    if (this.name === "firefox") {
      // An event page is a page, which the extension's other pages reach.
      const page = await this.openExtensionPage("popup/options/options.html");
      await page.evaluate(
        (how) => browser.runtime.getBackgroundPage().then((worker) => worker.setTimeout(worker[how])),
        how,
      );
      await page.close();
    } else {
      await failWorker(await this.#browser.waitForTarget(isExtensionWorker, { timeout: PATIENCE }), how);
    }
  }

  /** From its next life on, the event page is stopped when it has done nothing for so many milliseconds. Firefox only. */
  setIdleTimeout(milliseconds) {
    return setIdleTimeout(this.#browser, milliseconds);
  }

  /** A number that each life of the event page has for itself. Firefox only. */
  eventPageLife() {
    return eventPageLife(this.#browser);
  }

  /** Loads the extension anew, as an update does. Pages of the extension are closed. */
  async reloadExtension() {
    if (this.name === "firefox") {
      await reloadInFirefox(this.#browser);
      return;
    }
    await allowUnpacked(this);
    const page = await this.openPopup();
    const closed = new Promise((resolve) => page.once("close", resolve));
    await page.evaluate(() => setTimeout(() => chrome.runtime.reload()));
    await closed;
  }

  /** Turns the extension off, as the user does. Only in Firefox, which says nothing to the pages. */
  async turnExtensionOff() {
    await turnOffInFirefox(this.#browser);
  }

  /** Grants the extension a host permission, or takes it back, as the user does. */
  setPermission(pattern, granted) {
    return this.name === "firefox"
      ? setFirefoxPermission(this.#browser, pattern, granted)
      : setChromiumPermission(this, pattern, granted);
  }

  /** The browser's question about this permission is answered with yes before it is asked. */
  answerPermissionInAdvance(pattern) {
    return this.name === "firefox" ? answerInFirefox(this.#browser) : answerInChromium(this, pattern);
  }

  /** The folder that the browser keeps its profile in. */
  get profile() {
    const { spawnargs } = this.#browser.process();
    const inChromium = spawnargs.find((argument) => argument.startsWith("--user-data-dir="));
    return (
      inChromium?.split("=")[1] ?? spawnargs[spawnargs.findIndex((each) => /^--?profile$/.test(each)) + 1]
    );
  }

  /** The browser's first process. */
  get processId() {
    return this.#browser.process().pid;
  }

  /** What Chromium runs beside pages, by type (`service_worker`, `shared_worker`) and how the address starts. */
  target(type, address) {
    return this.#browser
      .targets()
      .find((target) => target.type() === type && target.url().startsWith(address));
  }

  /** Resolves when the browser was closed, by whomever. */
  closed() {
    return new Promise((resolve) => this.#browser.once("disconnected", resolve));
  }

  close() {
    return this.#browser.close();
  }
}

/** Where a page is. Other than `page.url()` it also knows in an extension's page in Firefox. */
export function addressOf(page) {
  return page.evaluate(() => location.href);
}
