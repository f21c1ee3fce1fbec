/**
 * Headwater: the page API in a page, and the real sessions in a process. What joins them is a pipe in the place of the
 * bridge; the network is the service of this side.
 */

import { createRequire } from "node:module";
import { Script } from "node:vm";
import { LibraryPage } from "./library-page.mjs";
import { Machine } from "./machine.mjs";
import { AGENT_APP, COOKIE, CRM, INSTANCE, Service } from "./service.mjs";
import { replyTo } from "./sockets.mjs";

const CONTENT_SCRIPT = new URL("../../../content-script/", import.meta.url);

const { build } = createRequire(new URL("package.json", CONTENT_SCRIPT))("esbuild");

async function bundle(entry, format) {
  const { outputFiles } = await build({
    entryPoints: [new URL(`src/${entry}`, CONTENT_SCRIPT).pathname],
    bundle: true,
    format,
    target: "es2022",
    write: false,
  });
  return outputFiles[0].text;
}

const PAGE = new Script(await bundle("page/main.ts", "iife"), { filename: "page.js" });
const { ALIVE, ASK, READY, TO_BRIDGE, TO_PAGE } = await import(
  `data:text/javascript,${encodeURIComponent(await bundle("handover.ts", "esm"))}`
);

export class HeadwaterSide {
  name = "headwater";
  machine = new Machine();
  service;
  /** Application frames sent over the WebSocket. */
  frames = [];
  /** What the sessions wrote to their log. */
  logs = [];
  #pages = new Map();
  #sessions;
  #inputs = [];
  #requests = new Map();
  #wake;
  #windows = 0;
  #socket;
  #noSocketUntil = 0;

  constructor(world, sessions) {
    this.#sessions = sessions;
    this.service = new Service(this.machine, world);
    this.#tell({
      kind: "start",
      now: this.machine.clock.now,
      seed: 1,
      defaults: {
        instances: [INSTANCE],
        instanceHosts: ["https://*.my.connect.aws/*"],
        sites: [`${CRM}/*`],
        agentApp: { path: AGENT_APP, cookieName: COOKIE },
      },
    });
    this.openPage();
  }

  /** Opens one more page, which has called nothing yet. */
  openPage() {
    const port = this.#pages.size + 1;
    const page = new Page(this.machine, (text) => this.#happened({ kind: "portMessage", port, text }));
    this.#pages.set(port, page);
    this.#happened({ kind: "portOpened", port, origin: CRM });
    return page;
  }

  get page() {
    return this.#pages.get(1);
  }

  get connect() {
    return this.page.connect;
  }

  /** The WebSocket breaks, and no other can be opened for so many milliseconds. */
  loseSocket(time = 0) {
    this.#noSocketUntil = this.machine.clock.now + time;
    this.#happened({ kind: "socketClosed", id: this.#socket, code: 1006, reason: "lost" });
  }

  /** Calls `initCCP` in the first page. What comes of it comes later. */
  start(parameters) {
    this.page.start(parameters);
  }

  close() {
    for (const page of this.#pages.values()) {
      page.close();
    }
  }

  /** One thing that happened; told together with what else happened in this turn. */
  #happened(input) {
    this.#inputs.push(input);
    if (this.#inputs.length === 1) {
      this.machine.post(() => {
        const inputs = this.#inputs.splice(0);
        this.#tell({ kind: "happened", now: this.machine.clock.now, inputs });
      });
    }
  }

  #tell(line) {
    this.machine.await(
      this.#sessions.tell(line).then(({ effects, timeout }) => {
        for (const effect of effects) {
          this.#perform(effect);
        }
        this.#wakeAt(timeout);
      }),
    );
  }

  #wakeAt(time) {
    const { clock } = this.machine;
    clock.clearTimeout(this.#wake);
    if (time !== null) {
      this.#wake = clock.setTimeout(
        () => this.#happened({ kind: "timeCame" }),
        Math.max(0, time - clock.now),
      );
    }
  }

  #perform(effect) {
    const { machine } = this;
    const { id } = effect;
    switch (effect.kind) {
      case "send":
        machine.post(() => this.#pages.get(effect.port).take(effect.text));
        break;
      case "http":
        this.#requests.set(id, this.#ask(effect));
        break;
      case "abortHttp":
        this.#requests.get(id)?.();
        this.#requests.delete(id);
        break;
      case "openSocket":
        this.#socket = id;
        this.#happened(
          machine.clock.now < this.#noSocketUntil
            ? { kind: "socketClosed", id, code: 1006, reason: "no way" }
            : { kind: "socketOpened", id },
        );
        break;
      case "sendSocket": {
        const text = replyTo(effect.text);
        if (text) {
          this.#happened({ kind: "socketMessage", id, text });
        } else {
          this.frames.push(JSON.parse(effect.text));
        }
        break;
      }
      case "openWindow":
        this.#happened({ kind: "windowOpened", id, window: ++this.#windows });
        break;
      case "log":
        this.logs.push(`${effect.level}: ${effect.text}`);
        break;
    }
  }

  #ask({ id, method, url, headers, body }) {
    return this.service.request({ method, url, headers: Object.fromEntries(headers), body }, (answer) => {
      this.#requests.delete(id);
      this.#happened(
        answer.failure
          ? { kind: "httpFailed", id, failure: answer.failure }
          : {
              kind: "httpAnswered",
              id,
              status: answer.status,
              headers: Object.entries(answer.headers),
              body: answer.body,
              url,
            },
      );
    });
  }
}

/** A page with the page API, and its end of the pipe. */
class Page extends LibraryPage {
  /** What the page said to the sessions. */
  said = [];
  #channel;

  /** @param say what the page says is said to the sessions by this. */
  constructor(machine, say) {
    super(machine, "headwater", [PAGE]);
    const { window } = this;
    window.addEventListener(ASK, (event) => {
      this.#channel = event.relatedTarget;
      event.preventDefault();
      this.#channel.addEventListener(ALIVE, (question) => question.preventDefault());
      this.#channel.addEventListener(TO_BRIDGE, ({ detail }) => {
        this.said.push(detail);
        machine.post(() => say(detail));
      });
    });
    window.dispatchEvent(new window.Event(READY));
  }

  /** What the sessions say. */
  take(text) {
    if (!this.isCutOff) {
      this.#channel.dispatchEvent(new this.window.CustomEvent(TO_PAGE, { detail: text }));
    }
  }
}
