// Headwater's worker and popup, from nothing.
import { alone, atMostTime } from "../measurement.mjs";
import { both, times } from "../rounds.mjs";
import { within } from "../sides.mjs";

const PATIENCE = 10_000;

export const title = "Worker and popup";
export const about =
  "Milliseconds. A page's first message is its attachment, answered when the worker has read what it stored. The popup, as a page in a tab, counts from the navigation on; its state is confirmed when the worker has told it.";

export async function measure({ sides, browser, scale, progress }) {
  const headwater = sides.find(({ name }) => name === "headwater");
  await both(sides, (side) => side.haveTabs(0));
  progress("starts of the worker by a page");
  const cold = await times(scale.starts, () => firstAnswer(headwater, browser, true));
  const warm = await times(scale.starts, () => firstAnswer(headwater, browser, false));
  progress("starts of the popup");
  const popupsCold = await times(scale.starts, () => popup(headwater, browser, true));
  const popups = await times(scale.starts, () => popup(headwater, browser, false));
  const of = (list, name) => list.map((each) => each[name]);
  return [
    atMostTime(alone("stopped worker: first message answered", "ms", of(cold, "answered")), 60),
    alone("running worker: first message answered", "ms", of(warm, "answered")),
    alone("popup, stopped worker: first paint", "ms", of(popupsCold, "painted")),
    alone("popup, stopped worker: confirmed state", "ms", of(popupsCold, "confirmed")),
    alone("popup, running worker: first paint", "ms", of(popups, "painted")),
    alone("popup, running worker: confirmed state", "ms", of(popups, "confirmed")),
    alone("popup: click on a status until it is confirmed", "ms", of(popups, "chosen")),
  ];
}

async function firstAnswer(side, browser, stopped) {
  // Without the integration the page holds no port: nobody wakes the worker before the message does.
  const page = await side.open({ startsByItself: false });
  if (stopped) {
    await browser.stopWorker();
  }
  const answered = await within(
    PATIENCE,
    "the worker to acknowledge a page",
    page.evaluate(
      () =>
        new Promise((resolve) => {
          const from = performance.now();
          connect.core
            .getEventBus()
            .subscribe(connect.EventType.ACKNOWLEDGE, () => resolve(performance.now() - from));
          window.bench.start();
        }),
    ),
  );
  await page.close();
  return { answered };
}

async function popup(side, browser, stopped) {
  if (stopped) {
    await browser.stopWorker();
  }
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(watchPopup, side.instance);
  await page.goto(`${browser.extensionOrigin}/popup/popup.html`);
  const seen = await within(
    PATIENCE,
    "the popup to show the agent",
    page.evaluate(() => window.watched.shown),
  );
  const painted = await page.evaluate(() => window.watched.painted);
  const chosen = stopped
    ? null
    : await page.evaluate((state) => window.watched.choose(state), side.nextState());
  await page.close();
  return { painted, confirmed: seen, chosen };
}

/** Leaves `window.watched` in the popup: when it was painted first, and when it showed what. */
function watchPopup(instance) {
  const stateShown = () =>
    document.querySelector(`main[data-ready="true"] section[data-instance="${instance}"]`)?.dataset
      .agentState;

  function whenShown(isWanted) {
    return new Promise((resolve) => {
      const look = () => {
        if (isWanted(stateShown())) {
          observer.disconnect();
          resolve(performance.now());
        }
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, attributes: true });
      look();
    });
  }

  window.watched = {
    shown: whenShown(Boolean),
    painted: new Promise((resolve) => {
      new PerformanceObserver((list) => {
        const [entry] = list.getEntriesByName("first-contentful-paint");
        if (entry) {
          resolve(entry.startTime);
        }
      }).observe({ type: "paint", buffered: true });
    }),
    async choose(state) {
      const from = performance.now();
      document.querySelector(`[data-state-choice="${state}"]`).click();
      return (await whenShown((shown) => shown === state)) - from;
    },
  };
}
