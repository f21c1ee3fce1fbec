// What the extension keeps, as its own pages can read it.

/** A storage area, as JSON. */
export function stored(stage, area) {
  return stage.popup.evaluate(
    async (name) => JSON.stringify(await (globalThis.browser ?? chrome).storage[name].get(null)),
    area,
  );
}

/** The file that the popup's download gives. */
export function logFile(stage) {
  return stage.popup.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const { runtime } = globalThis.browser ?? chrome;
        const port = runtime.connect({ name: "log" });
        port.onMessage.addListener(resolve);
        port.onDisconnect.addListener(() => reject(new Error(`no log: ${runtime.lastError?.message}`)));
      }),
  );
}
