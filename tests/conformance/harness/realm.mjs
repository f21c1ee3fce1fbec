/** Where scripts run: windows of jsdom, and a worker's global. Their time is the machine's. */

import vm from "node:vm";
import { JSDOM, VirtualConsole } from "jsdom";

const TIME = ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"];

function useTime(global, machine) {
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

/**
 * A window with an empty page.
 *
 * @returns `{ window, run(script), receive(event), close() }`. Messages come in by `receive` alone.
 */
export function openWindow(machine, url) {
  const virtualConsole = new VirtualConsole();
  const dom = new JSDOM("<!doctype html><body><div id='container'></div></body>", {
    url,
    runScripts: "outside-only",
    virtualConsole,
  });
  const { window } = dom;
  useTime(window, machine);
  window.TextEncoder = TextEncoder;
  window.structuredClone = structuredClone;
  const receivers = [];
  const { addEventListener } = window;
  window.addEventListener = (type, listener, options) => {
    if (type === "message") {
      receivers.push(listener);
    } else {
      addEventListener.call(window, type, listener, options);
    }
  };
  const context = dom.getInternalVMContext();
  return {
    window,
    run: (script) => script.runInContext(context),
    receive(event) {
      for (const receiver of [...receivers]) {
        receiver.call(window, event);
      }
    },
    close: () => window.close(),
  };
}

/**
 * A shared worker's global with what is given to it.
 *
 * @param written what the worker writes to its console is added here.
 */
export function openWorker(machine, url, written, members) {
  const write = (...words) => written.push(words);
  const levels = ["log", "debug", "info", "warn", "error", "trace"];
  const quiet = Object.fromEntries(levels.map((name) => [name, write]));
  const global = {
    console: quiet,
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
  };
  global.self = global;
  useTime(global, machine);
  const context = vm.createContext(global);
  return { global, run: (script) => script.runInContext(context) };
}
