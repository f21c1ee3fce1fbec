// A change at the service until the callback in every tab.
import { atMostShare, paired, single } from "../measurement.mjs";
import { apart, both, leaveAlone, times } from "../rounds.mjs";
import { percentiles, quantile } from "../statistics.mjs";

const ATTRIBUTES = 30;
const SHARE = 1 / 3;
/** Changes in a burst, and milliseconds between them. */
const BURST = 20;
const BURST_INTERVAL = 50;

export const title = "Change to callback";
export const about =
  "Milliseconds from a change at the service to the callback; each contact has 30 attributes. “Last tab” is when all tabs know it, the median of the rounds; the percentiles are of all callbacks in all tabs.";

/**
 * Milliseconds that a change gets to reach the tabs before they are asked, and that it gets for each tab. The npm
 * library asks the service anew 100 ms after an answer: a change sooner than that waits, as in a burst.
 */
const QUIET = 250;
const QUIET_A_TAB = 6;

export async function measure(bench) {
  const { sides, scale, progress } = bench;
  const measurements = [];
  for (const tabs of scale.tabs) {
    progress(`${tabs} tabs`);
    const rounds = await apart(
      bench,
      (side) => side.haveTabs(tabs),
      async (side, part) => [await block(side, tabs, scale, part)],
    );
    for (const contacts of scale.contacts) {
      const of = (name) => rounds.map((round) => round[name][contacts]);
      const label = `${tabs} tab${tabs > 1 ? "s" : ""}, ${contacts} contacts`;
      const isBudgeted = tabs === 20 && contacts === 10;
      measurements.push(...fanOut(label, of("npm"), of("headwater"), isBudgeted));
      if (of("npm")[0].bursts) {
        measurements.push(...bursts(label, of("npm"), of("headwater")));
      }
    }
  }
  await both(sides, (side) => side.haveTabs(0));
  return measurements;
}

/** A block of one side, by the number of contacts. */
async function block(side, tabs, scale, part) {
  const values = {};
  for (const contacts of scale.contacts) {
    await side.haveContacts(contacts, ATTRIBUTES);
    const changes = await times(part(scale.changes), async () => {
      const { key, at } = await side.change();
      await leaveAlone(Math.max(QUIET, QUIET_A_TAB * tabs));
      return (await side.take([key])).map(([seen]) => seen - at);
    });
    const withBursts = contacts > 0 && contacts === scale.contacts.at(-1);
    values[contacts] = {
      changes,
      bursts: withBursts ? await times(part(scale.bursts), () => burst(side)) : null,
    };
  }
  await side.haveContacts(0, 0);
  return values;
}

/** Many changes in a second: when all tabs know the last one, and what no tab was told of. */
async function burst(side) {
  const changes = await times(BURST, async () => {
    const change = await side.change();
    await leaveAlone(BURST_INTERVAL);
    return change;
  });
  await leaveAlone(500);
  const seen = await side.take(changes.map(({ key }) => key));
  return {
    last: Math.max(...seen.map((all) => all.at(-1))) - changes.at(-1).at,
    missed: seen.flat().filter((time) => time === null).length / seen.length,
  };
}

function fanOut(label, npm, headwater, isBudgeted) {
  const all = {
    npm: npm.flatMap(({ changes }) => changes),
    headwater: headwater.flatMap(({ changes }) => changes),
  };
  const pairs = all.npm.map((seen, round) => ({
    npm: Math.max(...seen),
    headwater: Math.max(...all.headwater[round]),
  }));
  const seen = { npm: all.npm.flat(), headwater: all.headwater.flat() };
  const details = { npm: percentiles(seen.npm), headwater: percentiles(seen.headwater) };
  const last = paired(`${label}: last tab`, "ms", pairs, details);
  return [
    isBudgeted ? atMostShare(last, SHARE) : last,
    ...[0.5, 0.95, 0.99].map((share) => {
      const measurement = single(
        `${label}: p${share * 100}`,
        "ms",
        quantile(seen.npm, share),
        quantile(seen.headwater, share),
      );
      return isBudgeted && share !== 0.95 ? atMostShare(measurement, SHARE) : measurement;
    }),
  ];
}

function bursts(label, npm, headwater) {
  const of = (side) => side.flatMap((each) => each.bursts);
  const pairs = (name) =>
    of(npm).map((value, round) => ({ npm: value[name], headwater: of(headwater)[round][name] }));
  const words = `${label}, ${BURST} changes in a second`;
  return [
    paired(`${words}: last of them in the last tab`, "ms", pairs("last")),
    { ...paired(`${words}: missed, a tab`, "changes", pairs("missed")), ratio: null },
  ];
}
