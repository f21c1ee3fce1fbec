// From the beginning of a page's script to its agent.
import { atMostShare, paired } from "../measurement.mjs";
import { both, inTurns } from "../rounds.mjs";

const ATTRIBUTES = 30;
const SHARE = 1 / 5;
const FURTHER = 20;

export const title = "Ready";
export const about =
  "Milliseconds from the beginning of the page's first script, its library included, to the `connect.agent` callback. First tab: neither the npm library's shared worker nor Headwater's worker runs. Further tab: 20 others are open.";

export async function measure({ sides, browser, scale, progress }) {
  const measurements = [];
  for (const [words, tabs, rounds] of [
    ["first tab", 0, scale.firstTabs],
    ["further tab", Math.min(FURTHER, scale.tabs.at(-1)), scale.furtherTabs],
  ]) {
    for (const contacts of [0, 10]) {
      progress(`${words}, ${contacts} contacts`);
      // The tabs that are there tell when the contacts are.
      await both(sides, (side) => side.haveTabs(Math.max(tabs, 1)));
      await both(sides, (side) => side.haveContacts(contacts, ATTRIBUTES));
      await both(sides, (side) => side.haveTabs(tabs));
      const opened = await inTurns(sides, rounds, async (side) => {
        if (tabs === 0 && side.name === "headwater" && browser.name === "chromium") {
          await browser.stopWorker();
        }
        const { page, ready } = await side.openReady();
        await page.close();
        if (tabs === 0) {
          await side.whenWithoutTabs();
        }
        return ready;
      });
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
  await both(sides, (side) => side.haveTabs(1));
  await both(sides, (side) => side.haveContacts(0, 0));
  await both(sides, (side) => side.haveTabs(0));
  return measurements;
}
