// Runs in an extension page that a test shows, in place of the extension API: the test is the worker.
//
// `window.shown` is what the test uses: `tell(message)` what the worker says, `said` what the page said, `end()` and
// `start()` for the worker that dies and comes back.
window.standIn = (messages, firstView, languages, remembered, front) => {
  const ports = new Set();
  const event = (listeners) => ({
    addListener: (listener) => listeners.add(listener),
    removeListener: (listener) => listeners.delete(listener),
  });
  const shown = {
    said: [],
    view: firstView,
    stopped: false,
    /** Names of texts that the language does not have. */
    missing: [],
    /** Answers every command so; none if nothing is to answer. */
    answer: null,
    /** What the browser was told to open. */
    opened: [],
    tell(message) {
      for (const port of ports) {
        for (const listener of [...port.messages]) {
          listener(JSON.stringify(message), port);
        }
      }
    },
    show(view) {
      shown.view = view;
      shown.tell({ view });
    },
    end() {
      shown.stopped = true;
      for (const port of [...ports]) {
        ports.delete(port);
        for (const listener of [...port.disconnections]) {
          listener(port);
        }
      }
    },
    start() {
      shown.stopped = false;
    },
  };
  function connect({ name }) {
    if (shown.stopped) {
      throw new Error("The worker does not start.");
    }
    const [messages, disconnections] = [new Set(), new Set()];
    const port = {
      name,
      messages,
      disconnections,
      onMessage: event(messages),
      onDisconnect: event(disconnections),
      postMessage(text) {
        if (!ports.has(port)) {
          throw new Error("This port is closed.");
        }
        const message = JSON.parse(text);
        shown.said.push(message);
        if (message === "open" && shown.view) {
          queueMicrotask(() => shown.tell({ view: shown.view }));
        }
        if (typeof message === "string") {
          return;
        }
        const [[kind, wish]] = Object.entries(message);
        const answer = shown.answer?.(kind, wish);
        if (answer) {
          queueMicrotask(() =>
            shown.tell({ answer: { ask: wish.ask, problem: null, found: null, ...answer } }),
          );
        }
      },
      disconnect: () => ports.delete(port),
    };
    ports.add(port);
    return port;
  }
  function getMessage(name, substitutions = []) {
    const entry = messages[name];
    if (!entry) {
      shown.missing.push(name);
      return "";
    }
    return entry.message.replace(/\$([A-Za-z_]+)\$/g, (_, placeholder) => {
      const [, index] = /\$(\d)/.exec(entry.placeholders[placeholder.toLowerCase()].content);
      return substitutions[index - 1] ?? "";
    });
  }
  const stored = {
    get: async () => (remembered ? { view: JSON.stringify({ view: remembered }) } : {}),
    set: async () => {},
    remove: async () => {},
  };
  const COMMANDS = [
    ["_execute_action", "", "Alt+Shift+H"],
    ["accept", getMessage("commandAccept"), "Alt+Shift+Y"],
    ["hang-up", getMessage("commandHangUp"), "Alt+Shift+E"],
    ["mute", getMessage("commandMute"), "Alt+Shift+M"],
    ["available", getMessage("commandAvailable"), ""],
    ["offline", getMessage("commandOffline"), ""],
    ["reject-and-not-ready", getMessage("commandReject"), ""],
  ].map(([name, description, shortcut]) => ({ name, description, shortcut }));
  const api = {
    runtime: { id: "shown", connect, getURL: (path) => `/${path}` },
    i18n: { getMessage, getUILanguage: () => languages[0] },
    storage: { session: stored, local: stored },
    commands: { getAll: async () => COMMANDS },
    // The browser's question is answered with yes.
    tabs: { query: async () => [{ url: front?.address }] },
    permissions: {
      contains: async () => front?.allowed ?? false,
      request: async () => {
        front.allowed = true;
        return true;
      },
    },
    windows: { getCurrent: async () => ({ id: 7 }) },
    sidePanel: { open: async (options) => void shown.opened.push(options) },
  };
  Object.defineProperty(window, "chrome", { value: api, configurable: true });
  Object.defineProperty(window, "browser", { value: api, configurable: true });
  window.shown = shown;
};
