// `cargo xtask survive`: a busy agent, and a worker that is stopped at random moments.
import path from "node:path";
import { parseArgs } from "node:util";

import { chooseStatus, signIn } from "../actions.mjs";
import { BROWSERS, openBrowser } from "../browser.mjs";
import { session } from "../expectation.mjs";
import { startSimulator } from "../simulator.mjs";
import { Stage } from "../stage.mjs";
import { Chance } from "./chance.mjs";
import { Killer } from "./killer.mjs";
import { ROUNDS } from "./rounds.mjs";
import { Story } from "./story.mjs";

const HELP = `Stops the extension's worker at random moments of a busy story, and compares what every page is told with what
happened at the simulated instance.

  node main.mjs --extension DIR [--browser chromium|firefox] [--kills N] [--tabs N] [--seed N] [--no-faults]

  --kills      how often the worker is stopped (200)
  --tabs       how many pages take part (10)
  --seed       repeats the choices of a run; moments still depend on the machine
  --no-faults  the service always answers
`;

const AGENT = "ann";

function settings() {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      browser: { type: "string", default: "chromium" },
      extension: { type: "string" },
      kills: { type: "string", default: "200" },
      tabs: { type: "string", default: "10" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      faults: { type: "boolean", default: true },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    return values;
  }
  if (!values.extension) {
    throw new Error("--extension must be given; --help says more.");
  }
  if (!BROWSERS.includes(values.browser)) {
    throw new Error(`--browser is ${BROWSERS.join(" or ")}, not ${values.browser}.`);
  }
  const [kills, tabs, seed] = ["kills", "tabs", "seed"].map((name) => {
    const number = Number(values[name]);
    if (!Number.isSafeInteger(number) || number < (name === "tabs" ? 1 : 0)) {
      throw new Error(`--${name} is a number, not ${values[name]}.`);
    }
    return number;
  });
  return { ...values, extension: path.resolve(values.extension), kills, tabs, seed };
}

async function open(stage, tabs) {
  const [one, other] = stage.simulator.pages;
  await stage.browser.prepare(tabs);
  for (let number = 1; number <= tabs; number += 1) {
    await stage.open(`tab ${number}`, `${number % 2 ? one : other}/crm`);
  }
  await signIn(stage.browser, stage.instance, stage.agent);
  const offline = session("Offline");
  await stage.agreement(offline.words, offline.isMet);
  await chooseStatus(stage.tabs[0].page, "Available");
  const available = session("Available");
  await stage.agreement(available.words, available.isMet);
}

function report({ accounts, kills, seed, seconds }) {
  const { steps, events, lost, doubled, calls, interrupted, unsettled, faults } = accounts;
  for (const [word, list] of Object.entries({ lost, doubled })) {
    for (const event of list.slice(0, 20)) {
      console.log(`${word}: ${event}`);
    }
  }
  console.log(
    `${kills} kills and ${faults} faults in ${steps} steps and ${seconds} s (seed ${seed}): ` +
      `${events} events expected, ${lost.length} lost, ${doubled.length} doubled; ` +
      `${calls} calls, ${interrupted} interrupted, ${unsettled} never settled`,
  );
  return lost.length + doubled.length + unsettled === 0;
}

async function run({ browser: name, extension, kills, tabs, seed, faults }) {
  const began = performance.now();
  const simulator = await startSimulator();
  const browser = await openBrowser({ name, extension });
  try {
    console.log(`seed ${seed}: ${kills} kills, ${tabs} tabs, ${name}`);
    const chance = new Chance(seed);
    const killer = new Killer(browser, chance);
    const stage = new Stage(browser, simulator, AGENT);
    await open(stage, tabs);
    const story = new Story(stage, { chance, killer, faults });
    const progress = (step) => {
      const { steps, lost, doubled } = story.accounts;
      const line = `${killer.kills}/${kills} kills, ${steps} steps, ${lost.length} lost, ${doubled.length} doubled; ${step}`;
      process.stdout.write(process.stdout.isTTY ? `\r\u001b[K${line}` : steps % 10 ? "" : `${line}\n`);
    };
    let failure = null;
    try {
      // First without kills: what is wrong then is not the killing's fault.
      for (const round of ROUNDS) {
        await story.play(round, () => 0, progress);
      }
      while (killer.kills < kills) {
        await story.playAny(() => kills - killer.kills, progress);
      }
    } catch (error) {
      failure = error;
    }
    if (process.stdout.isTTY) {
      process.stdout.write("\n");
    }
    const seconds = Math.round((performance.now() - began) / 1000);
    const survived = report({ accounts: story.accounts, kills: killer.kills, seed, seconds });
    if (failure) {
      console.error(`The story came to no end: ${failure.message}`);
    }
    return survived && !failure;
  } finally {
    await browser.close();
    await simulator.stop();
  }
}

try {
  const chosen = settings();
  if (chosen.help) {
    process.stdout.write(HELP);
  } else {
    process.exitCode = (await run(chosen)) ? 0 : 1;
  }
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 2;
}
