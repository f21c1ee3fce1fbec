// An extension page of a build in a browser without the extension: served with the policy that the extension has, the
// test in place of the worker. So every state can be shown, in every theme and language, in no time.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".wasm": "application/wasm",
};
const WORKER = await readFile(new URL("worker.js", import.meta.url), "utf8");

/** About what the popup takes under its toolbar button. */
export const POPUP_SIZE = { width: 360, height: 600 };

/** Serves the files of an unpacked extension. */
export class Showing {
  #extension;
  #server;
  #browser;
  #manifest;

  constructor(extension, browser, server, manifest) {
    this.#extension = extension;
    this.#browser = browser;
    this.#server = server;
    this.#manifest = manifest;
  }

  /**
   * @param {string} extension folder of the unpacked extension
   * @param {import("../browser.mjs").Browser} browser
   */
  static async open(extension, browser) {
    const manifest = JSON.parse(await readFile(path.join(extension, "manifest.json"), "utf8"));
    const policy = manifest.content_security_policy.extension_pages;
    const server = createServer(async (request, response) => {
      const { pathname } = new URL(request.url, "http://localhost");
      const file = path.join(extension, path.normalize(pathname));
      try {
        const content = await readFile(file);
        const type = TYPES[path.extname(file)] ?? "application/octet-stream";
        response.writeHead(200, { "content-type": type, "content-security-policy": policy }).end(content);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Showing(extension, browser, server, manifest);
  }

  /** The languages of the build. */
  get defaultLanguage() {
    return this.#manifest.default_locale;
  }

  async messages(language) {
    const file = path.join(this.#extension, "_locales", language, "messages.json");
    return JSON.parse(await readFile(file, "utf8"));
  }

  /**
   * Opens a page of the extension.
   *
   * @param {object} settings
   * @param {string} [settings.page]
   * @param {object | null} [settings.view] what the worker shows at once; none while it starts
   * @param {object | null} [settings.remembered] what the worker showed last, before this page was opened
   * @param {{address: string, allowed: boolean} | null} [settings.front] what the tab in front shows
   * @param {string} [settings.language]
   * @param {boolean} [settings.mirrored] as in a language that is written from right to left
   * @param {"light" | "dark"} [settings.theme] Chromium only, like what follows
   * @param {boolean} [settings.reducedMotion]
   * @param {{width: number, height: number, deviceScaleFactor?: number}} [settings.size]
   */
  async page({
    page: name = "popup/popup.html",
    view = null,
    remembered = null,
    front = null,
    language = this.defaultLanguage,
    mirrored = false,
    theme = null,
    reducedMotion = false,
    size = POPUP_SIZE,
  } = {}) {
    const messages = await this.messages(language);
    if (mirrored) {
      messages.popupDirection = { message: "rtl" };
    }
    const page = await this.#browser.newPage();
    await page.setViewport(size);
    if (theme) {
      await emulate(page, theme, reducedMotion);
    }
    const settings = [messages, view, [language], remembered, front]
      .map((value) => JSON.stringify(value))
      .join(", ");
    await page.evaluateOnNewDocument(`${WORKER}window.standIn(${settings});`);
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(`http://127.0.0.1:${this.#server.address().port}/${name}`);
    const shown = new Shown(page, errors, reducedMotion);
    await shown.until(() => window.shown.said.length > 0);
    if (view) {
      await shown.until(() => document.querySelector('main[data-ready="true"][data-stale="false"]'));
    }
    return shown;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

function emulate(page, theme, reducedMotion) {
  return page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: theme },
    { name: "prefers-reduced-motion", value: reducedMotion ? "reduce" : "no-preference" },
  ]);
}

/** A page that is shown. */
export class Shown {
  #reducedMotion;

  constructor(page, errors, reducedMotion) {
    this.#reducedMotion = reducedMotion;
    this.page = page;
    /** What the page threw. */
    this.errors = errors;
  }

  /** Waits until a function that runs in the page says something that is true. */
  until(isSo, ...values) {
    return this.page.waitForFunction(isSo, { polling: 50, timeout: 10_000 }, ...values);
  }

  /** The theme is another one from now on. Chromium only. */
  async theme(theme) {
    await emulate(this.page, theme, this.#reducedMotion);
    // Colours that are on their way from one theme to the other are of neither.
    await this.drawn();
    await this.settled();
  }

  /** The worker shows something else. */
  async show(view) {
    await this.page.evaluate((value) => window.shown.show(value), view);
    await this.drawn();
  }

  /** From now on the worker answers commands of this kind so, in turn, and then as last; `found` is an object. */
  answer(kind, ...answers) {
    const said = (answers.length > 0 ? answers : [{}]).map(({ problem = null, found = null }) => ({
      problem,
      found: found && JSON.stringify(found),
    }));
    return this.page.evaluate(
      (asked, turns) => {
        const others = window.shown.answer;
        const next = () => (turns.length > 1 ? turns.shift() : turns[0]);
        window.shown.answer = (kindOfWish, wish) =>
          kindOfWish === asked ? next() : others?.(kindOfWish, wish);
      },
      kind,
      said,
    );
  }

  /** The worker answers a command that it did not answer. */
  tellAnswer(ask, answer) {
    return this.page.evaluate((message) => window.shown.tell(message), {
      answer: { ask, problem: null, found: null, ...answer },
    });
  }

  /** The worker dies, and does not start before it is told to. */
  end() {
    return this.page.evaluate(() => window.shown.end());
  }

  start() {
    return this.page.evaluate(() => window.shown.start());
  }

  /** What the page said to the worker. */
  said() {
    return this.page.evaluate(() => window.shown.said);
  }

  /** Names of texts that were not there. */
  missing() {
    return this.page.evaluate(() => window.shown.missing);
  }

  /** What happened is on the screen. */
  drawn() {
    return this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  }

  /** Nothing moves any more, but for what moves without end. */
  settled() {
    return this.page.evaluate(() =>
      Promise.all(
        document
          .getAnimations()
          .filter((animation) => animation.effect.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
          .map((animation) => animation.finished.catch(() => {})),
      ),
    );
  }

  press(selector) {
    return this.page.click(selector);
  }

  close() {
    return this.page.close();
  }
}
