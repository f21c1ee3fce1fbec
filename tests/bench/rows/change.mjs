// A change at the service until the callback in every tab.
import { atMostShare, paired } from "../measurement.mjs";
import { both, inTurns, leaveAlone } from "../rounds.mjs";
import { percentiles, quantile } from "../statistics.mjs";

const ATTRIBUTES = 30;
const SHARE = 1 / 3;
/** Changes in a burst, and milliseconds between them. */
const BURST = 20;
const BURST_INTERVAL = 50;

export const title = "Change to callback";
export const about =
  "Milliseconds from a change at the service to the callback; each contact has 30 attributes. “Last tab” is when all tabs know it, the median of the rounds; the percentiles are of all callbacks in all tabs.";

export async function measure({ sides, scale, progress }) {
  const measurements = [];
  for (const tabs of scale.tabs) {
    await both(sides, (side) => side.haveTabs(tabs));
    for (const contacts of scale.contacts) {
      progress(`${tabs} tabs, ${contacts} contacts`);
      await both(sides, (side) => side.haveContacts(contacts, ATTRIBUTES));
      measurements.push(...(await fanOut(sides, tabs, contacts, scale)));
      if (contacts > 0 && contacts === scale.contacts.at(-1)) {
        measurements.push(...(await bursts(sides, tabs, contacts, scale)));
      }
    }
    await both(sides, (side) => side.haveContacts(0, 0));
  }
  return measurements;
}

async function fanOut(sides, tabs, contacts, scale) {
  const rounds = await inTurns(sides, scale.changes, async (side) => {
    const { key, at } = await side.change();
    await leaveAlone();
    return (await side.take([key])).map(([seen]) => seen - at);
  });
  const label = (what) => `${tabs} tab${tabs > 1 ? "s" : ""}, ${contacts} contacts: ${what}`;
  const pairs = (choose) =>
    rounds.map(({ npm, headwater }) => ({ npm: choose(npm), headwater: choose(headwater) }));
  const all = (name) => rounds.flatMap((round) => round[name]);
  const details = { npm: percentiles(all("npm")), headwater: percentiles(all("headwater")) };
  const last = paired(
    label("last tab"),
    "ms",
    pairs((values) => Math.max(...values)),
    details,
  );
  const isBudgeted = tabs === 20 && contacts === 10;
  return [
    isBudgeted ? atMostShare(last, SHARE) : last,
    ...[0.5, 0.95, 0.99].map((share) => {
      const [npm, headwater] = ["npm", "headwater"].map((name) => quantile(all(name), share));
      const measurement = {
        label: label(`p${share * 100}`),
        unit: "ms",
        npm,
        headwater,
        ratio: { median: headwater / npm, low: null, high: null, rounds: 1 },
      };
      return isBudgeted && share !== 0.95 ? atMostShare(measurement, SHARE) : measurement;
    }),
  ];
}

/** Many changes in a second: when all tabs know the last one, and what no tab was told of. */
async function bursts(sides, tabs, contacts, scale) {
  const rounds = await inTurns(sides, scale.bursts, async (side) => {
    const changes = [];
    for (let count = 0; count < BURST; count += 1) {
      changes.push(await side.change());
      await leaveAlone(BURST_INTERVAL);
    }
    await leaveAlone(500);
    const seen = await side.take(changes.map(({ key }) => key));
    return {
      last: Math.max(...seen.map((times) => times.at(-1))) - changes.at(-1).at,
      missed: seen.flat().filter((time) => time === null).length / seen.length,
    };
  });
  const pairs = (name) =>
    rounds.map(({ npm, headwater }) => ({ npm: npm[name], headwater: headwater[name] }));
  const label = `${tabs} tab${tabs > 1 ? "s" : ""}, ${contacts} contacts, ${BURST} changes in a second`;
  return [
    paired(`${label}: last of them in the last tab`, "ms", pairs("last")),
    { ...paired(`${label}: missed, a tab`, "changes", pairs("missed")), ratio: null },
  ];
}
