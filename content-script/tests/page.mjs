/** A page with the page API in it (jsdom), and a worker that the test plays. */

import { afterEach } from "node:test";
import { build } from "esbuild";
import { JSDOM, VirtualConsole } from "jsdom";

export const CCP_URL = "https://example.my.connect.aws/ccp-v2/";

/** The text of a bundle, not minified, so that stack traces can be read. */
export async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [new URL(`../src/${entry}`, import.meta.url).pathname],
    bundle: true,
    format: "iife",
    target: "es2022",
    write: false,
  });
  return outputFiles[0].text;
}

const PAGE = await bundle("page/main.ts");

const open = new Set();
// A page that stays open goes on asking its worker.
afterEach(() => {
  for (const window of open) {
    window.close();
  }
  open.clear();
});

/** Opens a page. `worker` is its other end: what the page said, and what it is told. */
export function openPage({ before } = {}) {
  const errors = [];
  const virtualConsole = new VirtualConsole();
  virtualConsole.on("error", (...args) => errors.push(args.join(" ")));
  virtualConsole.on("jsdomError", (error) => errors.push(String(error)));
  const dom = new JSDOM("<!doctype html><body><div id='container'></div></body>", {
    url: "https://crm.example/",
    runScripts: "outside-only",
    pretendToBeVisual: true,
    virtualConsole,
  });
  const { window } = dom;
  open.add(window);
  window.fetch = () => Promise.reject(new Error("no network in tests"));
  window.TextEncoder = TextEncoder;
  before?.(window);
  const said = [];
  let channel;
  const alive = (event) => event.preventDefault();
  window.addEventListener("headwater:ask", (event) => {
    channel = event.relatedTarget;
    channel.addEventListener("to-bridge", ({ detail }) => {
      said.push(detail === "resume" ? detail : JSON.parse(detail));
    });
    channel.addEventListener("alive", alive);
    event.preventDefault();
  });
  window.eval(PAGE);
  const tell = (text) => channel.dispatchEvent(new window.CustomEvent("to-page", { detail: text }));

  const worker = {
    said,
    /** What the page said of one kind: what such a message carries, or the bare word. */
    heard: (kind) =>
      said
        .filter((message) => message === kind || Object.hasOwn(message, kind))
        .map((message) => message[kind] ?? message),
    last: (kind) => worker.heard(kind).at(-1),
    tell: (message) => tell(JSON.stringify(message)),
    tellText: tell,
    signal: tell,
    /** The browser ends the bridge, and tells nobody. */
    die: () => channel.removeEventListener("alive", alive),
    acknowledge: (pageId = "page-1") => worker.tell({ kind: "acknowledge", pageId }),
    event: (event, data) => worker.tell({ kind: "event", event, data }),
    settle: (id, outcome) => worker.tell({ kind: "settled", id, outcome }),
    /** Settles the last call of this method with success. */
    succeed: (data = {}) => worker.settle(worker.last("call").id, { kind: "success", data }),
    fail: (error) => worker.settle(worker.last("call").id, { kind: "failure", error }),
  };
  const { connect } = window;
  return {
    window,
    connect,
    worker,
    errors,
    container: window.document.getElementById("container"),
    initCCP: (params = {}) =>
      connect.core.initCCP(window.document.getElementById("container"), { ccpUrl: CCP_URL, ...params }),
  };
}

/** Values of another realm as plain values of this one, for comparisons. */
export function plain(value) {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
