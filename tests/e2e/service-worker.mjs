// The service worker of the extension in Chromium, seen from outside: one that is looked into is never stopped.
import { until } from "./until.mjs";

/**
 * Stops all service workers, as Chromium does with idle ones, and waits until that of the extension has stopped. It
 * may be started again at once by whoever needs it.
 *
 * @param {import("puppeteer-core").Page} page any page
 * @param {string} origin of the extension
 */
export async function stopServiceWorker(page, origin) {
  const statuses = [];
  const session = await page.createCDPSession();
  session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
    const ours = versions.filter(({ scriptURL }) => scriptURL.startsWith(origin));
    statuses.push(...ours.map(({ runningStatus }) => runningStatus));
  });
  try {
    await session.send("ServiceWorker.enable");
    await session.send("ServiceWorker.stopAllWorkers");
    const look = () => statuses.join(", ");
    await until("the service worker to stop", look, () => statuses.includes("stopped"));
  } finally {
    await session.detach();
  }
}

/**
 * Makes the worker of a development build fail.
 *
 * @param {import("puppeteer-core").Target} target the service worker
 * @param {"panic" | "trap"} how
 */
export async function failWorker(target, how) {
  const session = await target.createCDPSession();
  try {
    await session.send("Runtime.evaluate", { expression: `${how}()` });
  } finally {
    await session.detach();
  }
}
