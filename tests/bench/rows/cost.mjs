// What it takes: processor time, bytes, requests.
import { atMostShare, paired, single } from "../measurement.mjs";
import { processorTime } from "../processes.mjs";
import { apart, both, inTurns, leaveAlone, times } from "../rounds.mjs";

const ATTRIBUTES = 30;
const CONTACTS = 10;
/** Changes in a block whose processor time is taken, and milliseconds between them. */
const BLOCK = 8;
const INTERVAL = 120;
const PANELS = 5;
const IDLE_TABS = 20;
const HOUR = 3_600_000;
/** Milliseconds for what a new tab still has to do. */
const SETTLE = 2000;

export const title = "Cost";
export const about =
  "Processor time is that of all processes of the browser; that of a change is what comes on top of the same tabs' time at rest. A change is one of 10 contacts with 30 attributes each. Idle values are of a window without changes, taken times as many as an hour has; requests are those that the service saw.";

export async function measure(bench) {
  return [
    ...(await perChange(bench)),
    ...(await withPanel(bench)),
    ...(await bytesPerChange(bench)),
    ...(bench.scale.idle > 0 ? await idle(bench) : []),
  ];
}

async function perChange(bench) {
  const { scale, progress } = bench;
  const measurements = [];
  for (const tabs of scale.costTabs) {
    const label = `processor time of a change, ${tabs} tab${tabs > 1 ? "s" : ""}`;
    progress(label);
    measurements.push(paired(label, "ms", await blocks(bench, tabs)));
  }
  return measurements;
}

/**
 * Pages that show a control panel. The instance's is a client of its own: on Headwater's side it comes on top. Headwater's
 * is not.
 */
async function withPanel(bench) {
  const { sides, progress } = bench;
  const measurements = [];
  for (const [panel, headwaterPanel] of [
    ["the instance's control panel", false],
    ["a control panel, Headwater's in its pages", true],
  ]) {
    const label = `processor time of a change, ${PANELS} tabs that show ${panel}`;
    progress(label);
    await both(sides, (side) => side.haveTabs(0));
    const rounds = await blocks(bench, PANELS, { showsPanel: true, headwaterPanel });
    measurements.push(paired(label, "ms", rounds));
  }
  return measurements;
}

function blocks(bench, tabs, settings = {}) {
  const { browser, scale } = bench;
  return apart(
    bench,
    async (side) => {
      await side.haveTabs(tabs, settings);
      await side.haveContacts(CONTACTS, ATTRIBUTES);
      await leaveAlone(SETTLE);
    },
    (side, part) => times(part(scale.costs), () => block(side, browser)),
  );
}

/** Milliseconds of processor time of a change, beyond what the same tabs take in the same time without one. */
async function block(side, browser) {
  const started = performance.now();
  const before = await processorTime(browser.processId);
  const keys = [];
  for (let count = 0; count < BLOCK; count += 1) {
    keys.push((await side.change()).key);
    await leaveAlone(INTERVAL);
  }
  const after = await processorTime(browser.processId);
  const lasted = performance.now() - started;
  await side.take(keys);
  const rest = await processorTime(browser.processId);
  await leaveAlone(lasted);
  const atRest = (await processorTime(browser.processId)) - rest;
  return (after - before - atRest) / BLOCK;
}

async function bytesPerChange({ sides, scale, progress }) {
  progress("bytes of a change");
  await both(sides, (side) => side.haveTabs(0));
  await both(sides, async (side) => {
    side.tabs.push((await side.openReady({ countsBytes: true })).page);
  });
  await both(sides, (side) => side.haveContacts(CONTACTS, ATTRIBUTES));
  const rounds = await inTurns(sides, scale.bytes, async (side) => {
    const [tab] = side.tabs;
    const before = await tab.evaluate(() => window.bench.bytes());
    const { key } = await side.change();
    await leaveAlone();
    await side.take([key]);
    return (await tab.evaluate(() => window.bench.bytes())) - before;
  });
  await both(sides, (side) => side.haveContacts(0, 0));
  return [atMostShare(paired("bytes to a tab for a change", "B", rounds), 1 / 20)];
}

/** One side at a time, the other one closed. Headwater's worker goes on working without a tab: it is measured, too. */
async function idle({ sides, browser, scale, progress }) {
  const tabs = Math.min(IDLE_TABS, scale.tabs.at(-1));
  const [npm, headwater] = sides;
  await both(sides, (side) => side.haveTabs(0));
  const without = await window(`without tabs`, npm, 0);
  const values = {};
  for (const side of sides) {
    values[side.name] = await window(`${tabs} tabs of ${side.name}`, side, tabs);
    await side.haveTabs(0);
  }
  return [
    single(
      `processor time of an idle hour, ${tabs} tabs`,
      "s",
      values.npm.seconds,
      values.headwater.seconds,
      {
        withoutTabs: without.seconds,
      },
    ),
    single("requests of an idle hour", "", values.npm.requests, values.headwater.requests),
  ];

  async function window(words, side, count) {
    progress(`idle, ${words}, ${scale.idle / 1000} s`);
    await side.haveTabs(count);
    await leaveAlone(SETTLE);
    const { last } = await headwater.control.requests({ operation: "nothing" });
    const before = await processorTime(browser.processId);
    await leaveAlone(scale.idle);
    const spent = (await processorTime(browser.processId)) - before;
    const { requests } = await headwater.control.requests({ after: last });
    const mine = requests.filter(({ agent }) => agent === side.agent);
    return {
      seconds: ((spent / 1000) * HOUR) / scale.idle,
      requests: (mine.length * HOUR) / scale.idle,
    };
  }
}
