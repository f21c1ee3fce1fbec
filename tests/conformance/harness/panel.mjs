/**
 * The control panel in the frame of a page: the npm library's own, or one that only passes on what the page and the
 * shared worker say. Histories go faster with the latter, and the page cannot tell them apart.
 */

import { windowSeenFromOutside } from "./channel.mjs";
import { openWindow } from "./realm.mjs";
import { AGENT_APP, CCP_URL, COOKIE, CRM, INSTANCE, TOKEN } from "./service.mjs";

const DAY = 24 * 3600 * 1000;

/** What the panel tells the worker; the library takes it with the same names. */
function configuration(machine) {
  return {
    authToken: TOKEN,
    authTokenExpiration: machine.clock.now + DAY,
    refreshToken: "NA",
    region: "us-west-2",
    endpoint: `${INSTANCE}/api`,
    authorizeEndpoint: "/auth/authorize",
    agentAppEndpoint: `${INSTANCE}${AGENT_APP}`,
    taskTemplatesEndpoint: `${INSTANCE}/task-templates/api/ccp`,
    authCookieName: COOKIE,
  };
}

/** The npm library's panel. `toPage` takes the events that are for the page. */
export class LibraryPanel {
  #realm;

  constructor({ machine, library, openPort, fetch, toPage }) {
    this.#realm = openWindow(machine, CCP_URL, "npm");
    const { window } = this.#realm;
    const page = windowSeenFromOutside(machine, toPage);
    // jsdom keeps what `parent` and `top` say there.
    window._parent = page;
    window._top = page;
    window.SharedWorker = class SharedWorker {
      port = openPort();
    };
    window.fetch = fetch;
    this.#realm.run(library);
    window.connect.core.initSharedWorker({
      sharedWorkerUrl: "/ccp-v2/shared-worker.js",
      loginEndpoint: "/login?landat=/ccp-v2/",
      ...configuration(machine),
    });
  }

  receive(event) {
    this.#realm.receive({ ...event, origin: CRM, source: this.#realm.window.parent });
  }

  close() {
    this.#realm.close();
  }
}

/** A panel that passes on. */
export class PassingPanel {
  #port;

  constructor({ machine, openPort, toPage }) {
    this.#port = openPort();
    this.#port.addEventListener("message", ({ data }) => toPage({ data, ports: [] }));
    this.#port.start();
    this.#port.postMessage({ event: "configure", data: configuration(machine) });
    this.#port.postMessage({ event: "tab_id", data: { tabId: "a tab" } });
  }

  receive({ data }) {
    this.#port.postMessage(data);
  }

  close() {}
}
