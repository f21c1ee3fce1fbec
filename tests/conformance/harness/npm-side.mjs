/**
 * The npm library, unmodified, in the three places where it runs: the page that calls `initCCP`, the control panel in
 * its frame, and the shared worker. What joins them, and the network, is ours.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import vm from "node:vm";
import { portPair, windowSeenFromOutside } from "./channel.mjs";
import { Machine } from "./machine.mjs";
import { addMediaLibraries } from "./media-libraries.mjs";
import { openWindow, openWorker } from "./realm.mjs";
import { INSTANCE, Service } from "./service.mjs";
import { fetchFunction, requestClass, socketClass } from "./worker-network.mjs";

export const CRM = "https://crm.example.com";
export const CCP_URL = `${INSTANCE}/ccp-v2/`;

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
  #page;
  #panel;

  constructor(world) {
    this.service = new Service(this.machine, world);
    this.#page = openWindow(this.machine, `${CRM}/`);
    this.#page.run(LIBRARY);
    addMediaLibraries(this.connect);
    this.#openPanelInFrame();
  }

  get connect() {
    return this.#page.window.connect;
  }

  get window() {
    return this.#page.window;
  }

  /** Calls `initCCP` in the page. What comes of it comes later. */
  start(parameters = {}) {
    const container = this.window.document.getElementById("container");
    this.connect.core.initCCP(container, { ccpUrl: CCP_URL, loginPopup: false, ...parameters });
  }

  close() {
    this.#page.close();
    this.#panel?.close();
  }

  /** The frame that `initCCP` makes shows the control panel. */
  #openPanelInFrame() {
    const { window } = this.#page;
    const frame = windowSeenFromOutside(this.machine, (event) =>
      this.#panel.receive({ ...event, origin: CRM, source: this.#panel.window.parent }),
    );
    Object.defineProperty(window.HTMLIFrameElement.prototype, "contentWindow", { get: () => frame });
    this.machine.post(() => this.#loadPanel(frame));
  }

  #loadPanel(frame) {
    const { machine } = this;
    this.#panel = openWindow(machine, CCP_URL);
    const { window } = this.#panel;
    const page = windowSeenFromOutside(machine, (event) =>
      this.#page.receive({ ...event, origin: INSTANCE, source: frame }),
    );
    // jsdom keeps what `parent` and `top` say there.
    window._parent = page;
    window._top = page;
    const worker = this.#openWorker();
    window.SharedWorker = class SharedWorker {
      constructor() {
        const [mine, theirs] = portPair(machine);
        this.port = mine;
        machine.post(() => worker.global.onconnect({ ports: [theirs] }));
      }
    };
    window.fetch = fetchFunction(this.service);
    this.#panel.run(LIBRARY);
    window.connect.core.initSharedWorker({
      sharedWorkerUrl: "/ccp-v2/shared-worker.js",
      authToken: "token",
      authTokenExpiration: machine.clock.now + DAY,
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

  #openWorker() {
    const worker = openWorker(this.machine, `${CCP_URL}shared-worker.js`, {
      XMLHttpRequest: requestClass(this.service),
      WebSocket: socketClass(this.machine, this.frames),
      fetch: fetchFunction(this.service),
    });
    worker.run(LIBRARY);
    worker.global.connect.worker.main();
    return worker;
  }
}
