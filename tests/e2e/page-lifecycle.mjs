// What a browser does to pages that nobody looks at, or that fail.
import { BROWSER } from "./environment.mjs";
import { until } from "./until.mjs";

/**
 * Leaves a page for another one of its site.
 *
 * @param {import("puppeteer-core").Page} page
 * @returns {Promise<() => Promise<void>>} goes back, and throws unless the page comes out of the back/forward cache
 */
export async function leave(page, url) {
  const home = page.url();
  await page.evaluate(() => {
    addEventListener("pageshow", ({ persisted }) => {
      window.wasKept = persisted;
    });
  });
  const reasons = await reasonsNotToKeep(page);
  await page.goto(url);
  return async () => {
    // Not by `goBack`, which waits for a load: a page out of the cache was loaded long ago.
    await page.evaluate(() => setTimeout(() => history.back()));
    const [, , wasKept] = await until(
      `${home} to be shown again`,
      () => page.evaluate(() => [location.href, document.readyState, window.wasKept ?? false]),
      ([address, state]) => address === home && state === "complete",
    );
    if (!wasKept) {
      throw new Error(`${home} was loaded anew: the browser did not keep it. ${reasons().join(", ")}`);
    }
  };
}

/** What Chromium says of why it did not keep the page. */
async function reasonsNotToKeep(page) {
  if (BROWSER !== "chromium") {
    return () => [];
  }
  const reasons = [];
  const session = await page.createCDPSession();
  session.on("Page.backForwardCacheNotUsed", ({ notRestoredExplanations }) => {
    reasons.push(
      ...notRestoredExplanations.map(({ reason, context }) => (context ? `${reason} (${context})` : reason)),
    );
  });
  await session.send("Page.enable");
  return () => reasons;
}

/** Ends the process that shows the page, as its own error would. Chromium only. */
export async function crash(page) {
  const session = await page.createCDPSession();
  const crashed = new Promise((resolve) => session.once("Inspector.targetCrashed", resolve));
  await session.send("Inspector.enable");
  // It is never answered.
  session.send("Page.crash").catch(() => {});
  await crashed;
  await session.detach().catch(() => {});
}

/** Stops all that the page does, and returns what lets it go on. Chromium only. */
export async function freeze(page) {
  const session = await page.createCDPSession();
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  return async () => {
    await session.send("Page.setWebLifecycleState", { state: "active" });
    await session.detach();
  };
}
