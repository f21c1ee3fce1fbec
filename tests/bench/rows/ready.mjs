// From the beginning of a page's script to its agent.
import { atMostShare, paired } from "../measurement.mjs";
import { apart, both, times } from "../rounds.mjs";

const ATTRIBUTES = 30;
const SHARE = 1 / 5;
const FURTHER = 20;

export const title = "Ready";
export const about =
  "Milliseconds from the beginning of the page's first script, its library included, to the `connect.agent` callback. First tab: neither the npm library's shared worker nor Headwater's worker runs. Further tab: 20 others are open.";

export async function measure(bench) {
  const { sides, browser, scale, progress } = bench;
  const measurements = [];
  for (const [words, tabs, rounds] of [
    ["first tab", 0, scale.firstTabs],
    ["further tab", Math.min(FURTHER, scale.tabs.at(-1)), scale.furtherTabs],
  ]) {
    for (const contacts of scale.readyContacts) {
      progress(`${words}, ${contacts} contacts`);
      const opened = await apart(
        bench,
        async (side) => {
          // The tabs that are there tell when the contacts are.
          await side.haveTabs(Math.max(tabs, 1));
          await side.haveContacts(contacts, ATTRIBUTES);
          await side.haveTabs(tabs);
        },
        (side, part) => times(part(rounds), () => openOne(side, tabs === 0, browser)),
      );
      const pairs = (name) =>
        opened.map(({ npm, headwater }) => ({ npm: npm[name], headwater: headwater[name] }));
      const label = `${words}, ${contacts} contacts`;
      const whole = paired(label, "ms", pairs("fromScript"));
      measurements.push(
        tabs > 0 ? atMostShare(whole, SHARE) : whole,
        paired(`${label}: from \`initCCP\` on`, "ms", pairs("fromInit")),
      );
    }
  }
  for (const side of sides) {
    await both(sides, (each) => each.haveTabs(0));
    await side.haveTabs(1);
    await side.haveContacts(0, 0);
  }
  await both(sides, (side) => side.haveTabs(0));
  return measurements;
}

async function openOne(side, isFirst, browser) {
  if (isFirst && side.name === "headwater" && browser.name === "chromium") {
    await browser.stopWorker();
  }
  const { page, ready } = await side.openReady();
  await page.close();
  if (isFirst) {
    await side.whenWithoutTabs();
  }
  return ready;
}
