/**
 * The bridge (isolated world): passes text between the page API and the worker, and decides nothing.
 *
 * It connects at the page API's first message. When the connection breaks it says so, drops what the page API had
 * sent by then, and connects again once the page API has understood: so nothing can be sent twice.
 */

import { ALIVE, ASK, READY, RESUME, type Signal, TO_BRIDGE, TO_PAGE } from "./handover";

/** Milliseconds before each new attempt; the last one repeats. */
const DELAYS = [0, 100, 300, 1000, 3000, 10_000];
/** Milliseconds between two looks at whether the extension is still there. */
const LOOK_INTERVAL = 1000;

function carry(page: EventTarget): void {
  let worker: chrome.runtime.Port | null = null;
  let lost = false;
  let attempts = 0;
  let scheduled = false;

  const tell = (text: string) => page.dispatchEvent(new CustomEvent(TO_PAGE, { detail: text }));
  // Later than what the page API is doing, which may be why there is something to say.
  const say = (signal: Signal) => queueMicrotask(() => tell(signal));

  function lose(): void {
    worker = null;
    lost = true;
    say(chrome.runtime?.id ? "lost" : "gone");
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
        say("restored");
      }
    }, delay);
  }

  page.addEventListener(TO_BRIDGE, (event) => {
    const { detail } = event as CustomEvent<unknown>;
    if (detail === RESUME) {
      resume();
    } else if (typeof detail === "string" && !lost) {
      try {
        (worker ?? connect())?.postMessage(detail);
      } catch {
        lose();
      }
    }
  });

  page.addEventListener(ALIVE, (event) => event.preventDefault());

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

function answer(event: Event): void {
  const { relatedTarget } = event as FocusEvent;
  if (relatedTarget) {
    removeEventListener(ASK, answer);
    event.preventDefault();
    carry(relatedTarget);
  }
}

addEventListener(ASK, answer);
dispatchEvent(new Event(READY));
