// A command in one tab.
import { paired } from "../measurement.mjs";
import { apart, leaveAlone, times } from "../rounds.mjs";

const TABS = 20;
/** Milliseconds after a command; see `change.mjs`. */
const QUIET = 250;

export const title = "Command round trip";
export const about =
  "Milliseconds from `agent.setState` in one tab, with 20 open, to its success callback, and to the callback of the change in the last of the others.";

export async function measure(bench) {
  const { scale, progress } = bench;
  const tabs = Math.min(TABS, scale.tabs.at(-1));
  progress(`agent.setState, ${tabs} tabs`);
  const rounds = await apart(
    bench,
    async (side) => {
      await side.haveTabs(tabs);
      await side.settle();
    },
    (side, part) => times(part(scale.commands), () => command(side)),
  );
  const pairs = (name) =>
    rounds.map(({ npm, headwater }) => ({ npm: npm[name], headwater: headwater[name] }));
  return [
    paired("success callback", "ms", pairs("answered")),
    paired(`change in the last of ${tabs - 1} other tabs`, "ms", pairs("others")),
  ];
}

async function command(side) {
  const state = side.nextState();
  const { from, done } = await side.tabs[0].evaluate((name) => window.bench.setState(name), state);
  await leaveAlone(QUIET);
  const seen = await side.take([state]);
  return { answered: done - from, others: Math.max(...seen.slice(1).flat()) - from };
}
