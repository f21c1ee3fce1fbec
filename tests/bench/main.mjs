// `cargo xtask bench`: Headwater and the npm library, side by side.
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

import { BROWSERS, openBrowser } from "../e2e/browser.mjs";
import { startSimulator } from "../e2e/simulator.mjs";
import { machineInWords } from "./machine.mjs";
import * as change from "./rows/change.mjs";
import * as command from "./rows/command.mjs";
import * as cost from "./rows/cost.mjs";
import * as floor from "./rows/floor.mjs";
import * as memory from "./rows/memory.mjs";
import * as ready from "./rows/ready.mjs";
import * as sizes from "./rows/sizes.mjs";
import * as worker from "./rows/worker.mjs";
import { signedInSides } from "./sides.mjs";
import { markdown } from "./table.mjs";

const HELP = `Measures Headwater and the unmodified npm library on one simulator and in one browser.

  node main.mjs --extension DIR --sizes FILE --out DIR [--browser chromium|firefox] [--quick] [--rows ROW,ROW]
                [--check] [--append FILE]

  --extension  folder of the unpacked development build
  --sizes      JSON with the sizes of what ships: {"file": bytes}
  --out        where report.json and report.md go
  --rows       measure only these
  --quick      fewer tabs and rounds
  --check      exit with 1 if a budget is missed that is a ratio or a size
  --append     add the report to this file
`;

const NPM_FOLDER = path.resolve(import.meta.dirname, "../node_modules");

/** In the order of the report. */
const ROWS = { ready, change, command, cost, memory, worker, floor, sizes };
/** Those need the browser with both sides, in this order: a shared worker that was looked into never ends. */
const BESIDE = ["ready", "change", "command", "cost", "worker", "memory"];
/** Those need Chromium's DevTools protocol, or its processes. */
const CHROMIUM_ONLY = ["cost", "memory", "worker", "floor"];

/** How much is measured. Each side has so many blocks, and a part of what it does in each. */
const FULL = {
  blocks: 2,
  tabs: [1, 5, 20, 50],
  contacts: [0, 3, 10],
  changes: 16,
  bursts: 4,
  readyContacts: [0, 10],
  firstTabs: 8,
  furtherTabs: 12,
  commands: 16,
  costTabs: [1, 20],
  costs: 4,
  bytes: 8,
  starts: 10,
  idle: 40_000,
};
const QUICK = {
  blocks: 1,
  tabs: [20],
  contacts: [10],
  changes: 12,
  bursts: 1,
  readyContacts: [10],
  firstTabs: 2,
  furtherTabs: 6,
  commands: 8,
  costTabs: [20],
  costs: 2,
  bytes: 4,
  starts: 3,
  idle: 0,
};

function settings() {
  const { values } = parseArgs({
    options: {
      extension: { type: "string" },
      sizes: { type: "string" },
      out: { type: "string" },
      browser: { type: "string", default: "chromium" },
      rows: { type: "string" },
      quick: { type: "boolean", default: false },
      check: { type: "boolean", default: false },
      append: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    return values;
  }
  const missing = ["extension", "sizes", "out"].filter((name) => !values[name]);
  if (missing.length > 0) {
    throw new Error(`--${missing.join(" and --")} must be given; --help says more.`);
  }
  if (!BROWSERS.includes(values.browser)) {
    throw new Error(`--browser is ${BROWSERS.join(" or ")}, not ${values.browser}.`);
  }
  return { ...values, rows: chosenRows(values) };
}

function chosenRows({ rows, browser }) {
  const wanted = rows?.split(",") ?? Object.keys(ROWS);
  const unknown = wanted.filter((name) => !(name in ROWS));
  if (unknown.length > 0) {
    throw new Error(`There is no row ${unknown.join(", ")}; there are ${Object.keys(ROWS).join(", ")}.`);
  }
  const impossible = browser === "chromium" ? [] : wanted.filter((name) => CHROMIUM_ONLY.includes(name));
  if (rows && impossible.length > 0) {
    throw new Error(`${impossible.join(" and ")} can be measured in Chromium alone.`);
  }
  return wanted.filter((name) => !impossible.includes(name));
}

function progress(row) {
  return (words) => console.log(`${row.padStart(15)}  ${words}`);
}

/** Measures the rows that need both sides, one after the other in the same browser. */
async function measureBeside(rows, bench) {
  if (rows.length === 0) {
    return {};
  }
  const npm = await minifiedLibrary();
  const simulator = await startSimulator({ options: ["--npm", npm] });
  try {
    const browser = await openBrowser({ name: bench.browser, extension: bench.extension });
    try {
      progress("sides")("signing both in");
      const sides = await signedInSides(browser, simulator);
      const measured = {};
      for (const row of rows) {
        measured[row] = await ROWS[row].measure({ ...bench, browser, sides, progress: progress(row) });
      }
      return measured;
    } finally {
      await browser.close();
    }
  } finally {
    await simulator.stop();
    await rm(npm, { recursive: true });
  }
}

/** A folder of packages in which the npm library is the minified file, as integrators load it. */
async function minifiedLibrary() {
  const folder = await mkdtemp(path.join(os.tmpdir(), "headwater-bench-"));
  const release = path.join(folder, "amazon-connect-streams/release");
  await mkdir(release, { recursive: true });
  await symlink(
    path.join(NPM_FOLDER, "amazon-connect-streams/release/connect-streams-min.js"),
    path.join(release, "connect-streams.js"),
  );
  await symlink(path.join(NPM_FOLDER, "amazon-connect-taskjs"), path.join(folder, "amazon-connect-taskjs"));
  return folder;
}

async function main() {
  const given = settings();
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const started = new Date();
  const machine = await machineInWords(process.env[given.browser.toUpperCase()]);
  const bench = {
    browser: given.browser,
    extension: path.resolve(given.extension),
    scale: given.quick ? QUICK : FULL,
    sizes: JSON.parse(await readFile(given.sizes, "utf8")),
    npmFolder: NPM_FOLDER,
  };
  const measured = await measureBeside(
    BESIDE.filter((row) => given.rows.includes(row)),
    bench,
  );
  for (const row of given.rows.filter((name) => !BESIDE.includes(name))) {
    measured[row] = await ROWS[row].measure({ ...bench, progress: progress(row) });
  }
  const report = {
    started: started.toISOString(),
    seconds: (Date.now() - started.getTime()) / 1000,
    machine,
    words: `${given.quick ? "A quick" : "A full"} run in ${given.browser}, which took`,
    rows: given.rows.map((row) => ({
      row,
      title: ROWS[row].title,
      about: ROWS[row].about,
      measurements: measured[row],
    })),
  };
  return finish(report, given);
}

async function finish(report, { out, append, check }) {
  const text = markdown(report);
  await mkdir(out, { recursive: true });
  await writeFile(path.join(out, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(path.join(out, "report.md"), text);
  if (append) {
    await writeFile(append, `\n${text}`, { flag: "a" });
  }
  console.log(`\n${text}`);
  const missed = report.rows
    .flatMap(({ title, measurements }) => measurements.map((each) => ({ title, ...each })))
    .filter(({ budget }) => budget && !budget.met);
  for (const { title, label, budget } of missed) {
    console.log(`budget missed: ${title}, ${label}: ${budget.words}`);
  }
  return check && missed.some(({ budget }) => !budget.isTime) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}
