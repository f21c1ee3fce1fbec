/**
 * The bridge (isolated world): passes text between the page API and the worker, and decides nothing.
 *
 * It connects at the page API's first message. When the connection breaks it says so, drops what the page API had
 * sent by then, and connects again once the page API has understood: so nothing can be sent twice.
 */

import { ASK, type FromBridge, OFFER, READY, type ToBridge } from "./handover";

/** Milliseconds before each new attempt; the last one repeats. */
const DELAYS = [0, 100, 300, 1000, 3000, 10_000];
/** Milliseconds between two looks at whether the extension is still there. */
const LOOK_INTERVAL = 1000;

function carry(page: MessagePort): void {
  let worker: chrome.runtime.Port | null = null;
  let lost = false;
  let attempts = 0;
  let scheduled = false;

  const tell = (message: FromBridge) => page.postMessage(message);

  function lose(): void {
    worker = null;
    lost = true;
    tell({ signal: chrome.runtime?.id ? "lost" : "gone" });
  }

  function connect(): chrome.runtime.Port | null {
    try {
      const port = chrome.runtime.connect({ name: "page" });
      port.onMessage.addListener((text: string) => {
        attempts = 0;
        tell(text);
      });
      port.onDisconnect.addListener(() => {
        // Looked at so that the browser does not report it: the reason does not matter here.
        void chrome.runtime?.lastError;
        if (worker === port) {
          lose();
        }
      });
      worker = port;
    } catch {
      lose();
    }
    return worker;
  }

  /** One attempt at a time, and only for a connection that was lost: whatever a page sends, it has one port. */
  function resume(): void {
    if (!lost || scheduled) {
      return;
    }
    scheduled = true;
    const delay = DELAYS[Math.min(attempts++, DELAYS.length - 1)];
    setTimeout(() => {
      scheduled = false;
      lost = false;
      if (connect()) {
        tell({ signal: "restored" });
      }
    }, delay);
  }

  page.onmessage = ({ data }: MessageEvent<ToBridge>) => {
    if (typeof data !== "string") {
      resume();
    } else if (!lost) {
      try {
        (worker ?? connect())?.postMessage(data);
      } catch {
        lose();
      }
    }
  };

  // A page in the back/forward cache takes part in nothing. Firefox would keep its connection.
  let asleep = false;
  addEventListener("pagehide", (event) => {
    if (event.persisted && worker) {
      asleep = true;
      worker.disconnect();
      worker = null;
      lost = true;
    }
  });
  addEventListener("pageshow", () => {
    if (asleep) {
      asleep = false;
      lose();
    }
  });

  // Chromium does not tell a frozen page that its connection broke: there may be none any more.
  addEventListener(
    "resume",
    () => {
      if (worker) {
        worker.disconnect();
        lose();
      }
    },
    true,
  );

  // Nor does it tell of an extension that ends while a connection is just being made.
  setInterval(() => {
    if (worker && !chrome.runtime?.id) {
      lose();
    }
  }, LOOK_INTERVAL);
}

function offer(): void {
  removeEventListener(ASK, offer);
  const { port1, port2 } = new MessageChannel();
  carry(port1);
  window.postMessage(OFFER, "*", [port2]);
}

addEventListener(ASK, offer);
dispatchEvent(new Event(READY));
