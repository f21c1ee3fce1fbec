/**
 * The npm library, unmodified, in the three places where it runs: the pages that call `initCCP`, the control panel in
 * the frame of each, and the shared worker. What joins them, and the network, is ours.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import vm from "node:vm";
import { portPair, windowSeenFromOutside } from "./channel.mjs";
import { Machine } from "./machine.mjs";
import { addMediaLibraries } from "./media-libraries.mjs";
import { openWindow, openWorker } from "./realm.mjs";
import { CCP_URL, CRM, INSTANCE, Service, TOKEN } from "./service.mjs";
import { fetchFunction, requestClass, socketClass } from "./worker-network.mjs";

const release = dirname(createRequire(import.meta.url).resolve("amazon-connect-streams"));
const file = join(release, "connect-streams.js");
const LIBRARY = new vm.Script(readFileSync(file, "utf8"), { filename: file });

const DAY = 24 * 3600 * 1000;

export class NpmSide {
  name = "npm";
  machine = new Machine();
  service;
  /** Application frames sent over the WebSocket. */
  frames = [];
  /** What the worker wrote to its console. */
  written = [];
  #pages = [];
  #worker;

  constructor(world) {
    this.service = new Service(this.machine, world);
    this.openPage();
  }

  /** Opens one more page, which has called nothing yet. */
  openPage() {
    const page = new Page(this.machine, () => this.#connect(), fetchFunction(this.service));
    this.#pages.push(page);
    return page;
  }

  get connect() {
    return this.#pages[0].connect;
  }

  /** Calls `initCCP` in the first page. What comes of it comes later. */
  start(parameters) {
    this.#pages[0].start(parameters);
  }

  close() {
    for (const page of this.#pages) {
      page.close();
    }
  }

  /** A port to the shared worker, which the first one starts. */
  #connect() {
    const { machine } = this;
    this.#worker ??= this.#startWorker();
    const [mine, theirs] = portPair(machine);
    machine.post(() => this.#worker.global.onconnect({ ports: [theirs] }));
    return mine;
  }

  #startWorker() {
    const worker = openWorker(this.machine, `${CCP_URL}shared-worker.js`, this.written, {
      XMLHttpRequest: requestClass(this.service),
      WebSocket: socketClass(this.machine, this.frames),
      fetch: fetchFunction(this.service),
    });
    worker.run(LIBRARY);
    worker.global.connect.worker.main();
    return worker;
  }
}

/** A page and the control panel in its frame. */
class Page {
  #machine;
  #page;
  #panel;

  constructor(machine, openPort, fetch) {
    this.#machine = machine;
    this.#page = openWindow(machine, `${CRM}/`);
    this.#page.run(LIBRARY);
    addMediaLibraries(this.connect);
    const { window } = this.#page;
    const frame = windowSeenFromOutside(machine, (event) =>
      this.#panel.receive({ ...event, origin: CRM, source: this.#panel.window.parent }),
    );
    Object.defineProperty(window.HTMLIFrameElement.prototype, "contentWindow", { get: () => frame });
    machine.post(() => this.#loadPanel(frame, openPort, fetch));
  }

  get connect() {
    return this.#page.window.connect;
  }

  get window() {
    return this.#page.window;
  }

  start(parameters = {}) {
    const container = this.window.document.getElementById("container");
    this.connect.core.initCCP(container, { ccpUrl: CCP_URL, loginPopup: false, ...parameters });
  }

  close() {
    this.#page.close();
    this.#panel?.close();
  }

  #loadPanel(frame, openPort, fetch) {
    this.#panel = openWindow(this.#machine, CCP_URL);
    const { window } = this.#panel;
    const page = windowSeenFromOutside(this.#machine, (event) =>
      this.#page.receive({ ...event, origin: INSTANCE, source: frame }),
    );
    // jsdom keeps what `parent` and `top` say there.
    window._parent = page;
    window._top = page;
    window.SharedWorker = class SharedWorker {
      port = openPort();
    };
    window.fetch = fetch;
    this.#panel.run(LIBRARY);
    window.connect.core.initSharedWorker({
      sharedWorkerUrl: "/ccp-v2/shared-worker.js",
      authToken: TOKEN,
      authTokenExpiration: this.#machine.clock.now + DAY,
      refreshToken: "NA",
      region: "us-west-2",
      endpoint: `${INSTANCE}/api`,
      authorizeEndpoint: "/auth/authorize",
      agentAppEndpoint: `${INSTANCE}/agent-app`,
      taskTemplatesEndpoint: `${INSTANCE}/task-templates/api/ccp`,
      authCookieName: "lily-auth-prod-sim",
      loginEndpoint: "/login?landat=/ccp-v2/",
    });
  }
}
