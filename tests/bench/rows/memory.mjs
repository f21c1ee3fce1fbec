// What it keeps in memory.
import { atMostShare, single } from "../measurement.mjs";
import { both } from "../rounds.mjs";

const ATTRIBUTES = 30;
const CONTACTS = 10;

export const title = "Memory";
export const about =
  "Kilobytes in use after a garbage collection, with one tab and 10 contacts with 30 attributes each; for pages, beyond what a page without any library has. What belongs to wasm and to array buffers counts.";

/** With one tab, so that no other shares its heap. */
export async function measure({ sides, browser, progress }) {
  progress("one tab, 10 contacts");
  await both(sides, (side) => side.haveTabs(0));
  // At a host where Headwater is not allowed.
  const bare = await browser.open(`${new URL(sides[0].page).origin}/wiki`);
  const empty = await heap(bare);
  await bare.close();
  await both(sides, (side) => side.haveTabs(1));
  await both(sides, (side) => side.haveContacts(CONTACTS, ATTRIBUTES));
  const [npm, headwater] = sides;
  const page = single(
    "heap of the page, with its frame if it has one",
    "kB",
    (await heap(npm.tabs[0])) - empty,
    (await heap(headwater.tabs[0])) - empty,
    { pageWithoutLibrary: empty },
  );
  const worker = single(
    "heap of the worker, wasm memory included",
    "kB",
    await heap(browser.target("shared_worker", npm.instance)),
    await heap(browser.target("service_worker", browser.extensionOrigin)),
  );
  return [atMostShare(page, 1 / 4), worker];
}

/** Kilobytes in use after garbage was collected, of a page or of another target. */
async function heap(target) {
  const session = await target.createCDPSession();
  try {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize, backingStorageSize = 0 } = await session.send("Runtime.getHeapUsage");
    return (usedSize + backingStorageSize) / 1000;
  } finally {
    await session.detach();
  }
}
