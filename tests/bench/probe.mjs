// The script of the measured pages. It runs before any other script of the page, the library's included, and is the
// same on both sides. It may use nothing outside itself but `benchClock`: the browser gets its text.

/**
 * Leaves `window.bench` in a page.
 *
 * @param {object} settings
 * @param {string} settings.ccpUrl
 * @param {boolean} settings.startsByItself whether the integration starts as soon as the page is parsed
 * @param {boolean} settings.showsPanel whether the control panel can be seen; else the page has a view of its own
 * @param {boolean} settings.headwaterPanel whether Headwater's pages have its own panel for one
 * @param {boolean} settings.countsBytes whether to count what reaches the page
 */
export function probe({ ccpUrl, startsByItself, countsBytes, showsPanel, headwaterPanel }) {
  if (window !== window.top) {
    return;
  }
  const begin = performance.now();
  const now = window.benchClock;
  /** When what was seen first: the marker of a change, or the name of the agent's state. */
  const seen = new Map();
  const awaited = new Map();
  let agent = null;
  let initCalled = 0;
  let bytes = 0;
  let refreshes = 0;
  let tellReady;
  const ready = new Promise((resolve) => {
    tellReady = resolve;
  });

  function start() {
    initCalled = performance.now();
    const container = document.getElementById("control-panel");
    container.hidden = !showsPanel;
    connect.core.initCCP(container, {
      ccpUrl,
      loginPopup: true,
      loginPopupAutoClose: true,
      region: "us-west-2",
      softphone: { allowFramedSoftphone: false },
      headwaterPanel,
    });
    connect.agent((found) => {
      const at = performance.now();
      if (agent) {
        return;
      }
      agent = found;
      agent.onRefresh(() => see(now()));
      now();
      tellReady({ fromScript: at - begin, fromInit: at - initCalled, fromNavigation: at });
    });
  }

  function see(at) {
    refreshes += 1;
    for (const key of [agent.getState().name, marker()]) {
      if (key && !seen.has(key)) {
        seen.set(key, at);
        awaited.get(key)?.();
      }
    }
  }

  function marker() {
    for (const contact of agent.getContacts()) {
      const found = contact.getAttributes()?.marker;
      if (found) {
        return found.value;
      }
    }
    return null;
  }

  if (countsBytes) {
    count();
  }

  /** Headwater's messages are parsed once each; those to the npm library come from its control panel. */
  function count() {
    const parse = JSON.parse;
    JSON.parse = function counted(text, ...rest) {
      if (typeof text === "string" && text.startsWith('{"kind":')) {
        bytes += text.length;
      }
      return parse.call(this, text, ...rest);
    };
    addEventListener("message", ({ data }) => {
      if (data && typeof data === "object") {
        bytes += JSON.stringify(data).length;
      }
    });
  }

  window.bench = {
    ready,
    start,
    /** Waits until the last of these was seen; when each was seen first, null for what was not. Forgets all. */
    async take(keys) {
      const last = keys.at(-1);
      if (!seen.has(last)) {
        await new Promise((resolve) => {
          awaited.set(last, resolve);
        });
        awaited.delete(last);
      }
      const times = keys.map((key) => seen.get(key) ?? null);
      seen.clear();
      return times;
    },
    bytes: () => bytes,
    refreshes: () => refreshes,
    /** Moves the agent; `done` is when the call was answered. */
    setState(name) {
      const state = agent.getAgentStates().find((candidate) => candidate.name === name);
      return new Promise((resolve, reject) => {
        const from = now();
        agent.setState(state, { success: () => resolve({ from, done: now() }), failure: reject });
      });
    },
  };

  if (startsByItself) {
    document.addEventListener("DOMContentLoaded", start);
  }
}
