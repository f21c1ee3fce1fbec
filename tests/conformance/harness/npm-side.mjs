/**
 * The npm library, unmodified, in the places where it runs: the pages that call `initCCP`, the control panel in the frame
 * of each, and the shared worker. What joins them, and the network, is ours.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import vm from "node:vm";
import { portPair, windowSeenFromOutside } from "./channel.mjs";
import { LibraryPage } from "./library-page.mjs";
import { Machine } from "./machine.mjs";
import { LibraryPanel, PassingPanel } from "./panel.mjs";
import { openWorker } from "./realm.mjs";
import { CCP_URL, INSTANCE, Service } from "./service.mjs";
import { fetchFunction, requestClass, socketClass } from "./worker-network.mjs";

const release = dirname(createRequire(import.meta.url).resolve("amazon-connect-streams"));
const file = join(release, "connect-streams.js");
const LIBRARY = new vm.Script(readFileSync(file, "utf8"), { filename: file });

/**
 * The npm library leaves some rejections to nobody, which would end the test. They are taken note of by nobody in its
 * pages; in Headwater's they do end the test.
 */
const HANDLED = new vm.Script(`{
  const { then } = Promise.prototype;
  Promise.prototype.then = then.original ? then : function (...handlers) {
    const result = then.apply(this, handlers);
    then.call(result, undefined, () => {});
    return result;
  };
  Promise.prototype.then.original = then.original ?? then;
}`);

export class NpmSide {
  name = "npm";
  machine = new Machine();
  service;
  /** Application frames sent over the WebSocket. */
  frames = [];
  /** What the worker wrote to its console. */
  written = [];
  #Panel;
  #sockets = { open: [], noneUntil: 0 };
  #pages = [];
  #worker;

  /** @param fast leaves out the library's own control panel; see `panel.mjs`. */
  constructor(world, { fast = false } = {}) {
    this.#Panel = fast ? PassingPanel : LibraryPanel;
    this.service = new Service(this.machine, world);
    this.openPage();
  }

  /** Opens one more page, which has called nothing yet. */
  openPage() {
    const page = new Page(this.machine, (toPage) => this.#openPanel(toPage));
    this.#pages.push(page);
    return page;
  }

  get page() {
    return this.#pages[0];
  }

  get connect() {
    return this.page.connect;
  }

  /** The WebSocket breaks, and no other can be opened for so many milliseconds. */
  loseSocket(time = 0) {
    this.#sockets.noneUntil = this.machine.clock.now + time;
    this.#sockets.open.at(-1).close(1006, "lost");
  }

  /** Calls `initCCP` in the first page. What comes of it comes later. */
  start(parameters) {
    this.page.start(parameters);
  }

  close() {
    for (const page of this.#pages) {
      page.close();
    }
    this.#worker?.close();
  }

  #openPanel(toPage) {
    return new this.#Panel({
      machine: this.machine,
      library: LIBRARY,
      openPort: () => this.#openPort(),
      fetch: fetchFunction(this.service),
      toPage,
    });
  }

  /** A port to the shared worker, which the first one starts. */
  #openPort() {
    const { machine } = this;
    this.#worker ??= this.#startWorker();
    const [mine, theirs] = portPair(machine);
    machine.post(() => this.#worker.global.onconnect({ ports: [theirs] }));
    return mine;
  }

  #startWorker() {
    const worker = openWorker(this.machine, `${CCP_URL}shared-worker.js`, this.written, {
      XMLHttpRequest: requestClass(this.service),
      WebSocket: socketClass(this.machine, this.frames, this.#sockets),
      fetch: fetchFunction(this.service),
    });
    worker.runOnce(LIBRARY);
    worker.global.connect.worker.main();
    return worker;
  }
}

/** A page and the control panel in its frame. */
class Page extends LibraryPage {
  #panel;

  constructor(machine, openPanel) {
    super(machine, "npm", [HANDLED, LIBRARY]);
    const frame = windowSeenFromOutside(machine, (event) => this.#panel.receive(event));
    Object.defineProperty(this.window.HTMLIFrameElement.prototype, "contentWindow", {
      configurable: true,
      get: () => frame,
    });
    machine.post(() => {
      this.#panel = openPanel((event) => {
        if (!this.isCutOff) {
          this.receive({ ...event, origin: INSTANCE, source: frame });
        }
      });
    });
  }

  close() {
    super.close();
    this.#panel?.close();
  }
}
