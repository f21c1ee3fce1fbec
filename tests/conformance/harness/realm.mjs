/**
 * Where scripts run: windows of jsdom, and a worker's global. Their time and chance are a machine's.
 *
 * Making one costs more than all that a history does in it. They are therefore used again: whoever closes one gives it
 * back as it was when it was made.
 */

import vm from "node:vm";
import { JSDOM, VirtualConsole } from "jsdom";

const TIME = ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"];

const MATH = new vm.Script("Math");

function usePhysics(global, context, machine) {
  MATH.runInContext(context).random = machine.random;
  const { clock } = machine;
  for (const name of TIME) {
    global[name] = clock[name];
  }
  Object.defineProperty(global, "performance", {
    value: { now: () => clock.performance.now(), mark() {}, measure() {} },
    configurable: true,
    writable: true,
  });
}

/** Takes away what was added to a global since it was made. */
function restore(global, names) {
  for (const name of Object.getOwnPropertyNames(global)) {
    if (!names.has(name)) {
      delete global[name];
    }
  }
}

class WindowRealm {
  #dom;
  #context;
  #names;
  #receivers = [];
  #listeners = [];
  /** What was written to the console. */
  written = [];

  constructor(url) {
    const virtualConsole = new VirtualConsole();
    for (const level of ["log", "debug", "info", "warn", "error", "jsdomError"]) {
      virtualConsole.on(level, (...words) => this.written.push(words));
    }
    const html = "<!doctype html><body></body>";
    this.#dom = new JSDOM(html, { url, runScripts: "outside-only", virtualConsole });
    this.#context = this.#dom.getInternalVMContext();
    const { window } = this;
    window.TextEncoder = TextEncoder;
    window.structuredClone = structuredClone;
    const { addEventListener } = window;
    window.addEventListener = (type, listener, options) => {
      if (type === "message") {
        this.#receivers.push(listener);
      } else {
        this.#listeners.push([type, listener, options]);
        addEventListener.call(window, type, listener, options);
      }
    };
    // A page that is seen.
    Object.defineProperty(window.document, "hidden", { value: false });
    // Members that are there but for their value.
    window.onunload = null;
    this.#names = new Set(Object.getOwnPropertyNames(window));
  }

  get window() {
    return this.#dom.window;
  }

  begin(machine) {
    usePhysics(this.window, this.#context, machine);
    // jsdom's own takes a tenth of the time of a history.
    this.window.URL = URL;
  }

  run(script) {
    return script.runInContext(this.#context);
  }

  /** A message comes in; there is no other way for one. */
  receive(event) {
    for (const receiver of [...this.#receivers]) {
      receiver.call(this.window, event);
    }
  }

  end() {
    const { window } = this;
    for (const [type, listener, options] of this.#listeners.splice(0)) {
      window.removeEventListener(type, listener, options);
    }
    this.#receivers.length = 0;
    this.written.length = 0;
    window.sessionStorage.clear();
    window.localStorage.clear();
    window.onunload = null;
    restore(window, this.#names);
  }
}

class WorkerRealm {
  global = {};
  #context = vm.createContext(this.global);
  #scripts = new Set();

  begin(machine, url, written, members) {
    const write = (...words) => written.push(words);
    const levels = ["log", "debug", "info", "warn", "error", "trace"];
    Object.assign(this.global, {
      self: this.global,
      console: Object.fromEntries(levels.map((name) => [name, write])),
      location: new URL(url),
      navigator: { onLine: true, userAgent: "a worker" },
      URL,
      URLSearchParams,
      TextEncoder,
      TextDecoder,
      atob,
      btoa,
      crypto,
      ...members,
    });
    usePhysics(this.global, this.#context, machine);
  }

  /** Runs a script that keeps nothing of what it did before; once for all who use this realm. */
  runOnce(script) {
    if (!this.#scripts.has(script)) {
      this.#scripts.add(script);
      script.runInContext(this.#context);
    }
  }
}

/**
 * A container for the frame of the control panel. It is in a document that nobody sees, so that jsdom does not load what
 * the frame is to show.
 */
export function containerIn(window) {
  return window.document.implementation.createHTMLDocument().body;
}

const windows = new Map();
const workers = [];

/**
 * A window with an empty page at this address, for one of the two libraries.
 *
 * @returns `{ window, written, run(script), receive(event), close() }`; `written` is what was written to its console.
 */
export function openWindow(machine, url, library) {
  const kind = `${library} ${url}`;
  const spare = windows.get(kind) ?? [];
  windows.set(kind, spare);
  const realm = spare.pop() ?? new WindowRealm(url);
  realm.begin(machine);
  return {
    window: realm.window,
    written: realm.written,
    run: (script) => realm.run(script),
    receive: (event) => realm.receive(event),
    close() {
      realm.end();
      spare.push(realm);
    },
  };
}

/**
 * A shared worker's global with what is given to it.
 *
 * @param written what the worker writes to its console is added here.
 * @returns `{ global, runOnce(script), close() }`
 */
export function openWorker(machine, url, written, members) {
  const realm = workers.pop() ?? new WorkerRealm();
  realm.begin(machine, url, written, members);
  return {
    global: realm.global,
    runOnce: (script) => realm.runOnce(script),
    close() {
      workers.push(realm);
    },
  };
}
