// `cargo xtask demo`: plays the story in a browser without a window, or leaves a browser with all pages to a person.
import path from "node:path";
import { parseArgs } from "node:util";

import { BROWSERS, openBrowser } from "./browser.mjs";
import { Control } from "./control.mjs";
import { play } from "./player.mjs";
import { Report } from "./report.mjs";
import { Stage } from "./stage.mjs";
import { STORY } from "./story.mjs";

const HELP = `Shows Headwater at work in a real browser, against a running simulator.

  node demo.mjs --extension DIR --simulator URL [--browser chromium|firefox] [--headless --out DIR]

  --browser    chromium (as without it) or firefox
  --extension  folder of the unpacked development build
  --simulator  where the instance is, such as https://localhost:9443
  --headless   play the story without a window; exit with 0 only if after every step all pages and the popup agree
  --out        where report.json and the pictures go; needed with --headless
`;

const AGENT = "ann";

function settings() {
  const { values } = parseArgs({
    options: {
      browser: { type: "string", default: "chromium" },
      extension: { type: "string" },
      simulator: { type: "string" },
      headless: { type: "boolean", default: false },
      out: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    return values;
  }
  const missing = ["extension", "simulator", ...(values.headless ? ["out"] : [])].filter(
    (name) => !values[name],
  );
  if (missing.length > 0) {
    throw new Error(`--${missing.join(" and --")} must be given; --help says more.`);
  }
  if (!BROWSERS.includes(values.browser)) {
    throw new Error(`--browser is ${BROWSERS.join(" or ")}, not ${values.browser}.`);
  }
  if (
    !values.headless &&
    process.platform === "linux" &&
    !process.env.DISPLAY &&
    !process.env.WAYLAND_DISPLAY
  ) {
    throw new Error("There is no display to show a browser on; --headless plays the story without one.");
  }
  return { ...values, extension: path.resolve(values.extension) };
}

async function connectSimulator(url) {
  const instance = new URL(url).origin;
  const control = new Control(instance);
  const { pages } = await control.info().catch((error) => {
    throw new Error(`No simulator answers at ${instance} (${error.message}); --simulator says where it is.`);
  });
  return { instance, pages, control };
}

/** Plays the story; tells whether everything agreed. */
async function perform(stage, out) {
  const report = await Report.open(out, stage.browser);
  const done = await play(stage, STORY, async (result) => {
    const { step, number, problem } = result;
    console.log(`${String(number).padStart(3)}/${STORY.length}  ${step.name}: ${problem ?? "all agree"}`);
    await report.add(stage, result);
  });
  console.log(`${done ? "Every step agrees" : "The story stopped"}; see ${path.join(out, "report.json")}`);
  return done;
}

/** Opens everything, and waits for Ctrl-C or the closing of the browser. */
async function present(stage, interrupted) {
  const [one, other] = stage.simulator.pages;
  await stage.browser.prepare(4);
  await stage.browser.home.goto(stage.instance);
  await stage.open("CRM", `${one}/crm`);
  await stage.open("tickets", `${other}/crm`);
  await stage.open("wiki", `${one}/wiki`);
  await stage.openPopup();
  console.log(`
Two CRM pages on two origins, a wiki with a strict content security policy, and the popup as a page are open; the
popup is under the toolbar button too.

  Sign in     in the window that opened: any user name, password demo
  Ring        curl -k ${stage.instance}/_sim/contacts -H 'content-type: application/json' \\
                   -d '{"agent":"THE USER NAME","channel":"voice"}'      (the agent must be Available)
  End         Ctrl-C
`);
  await Promise.race([interrupted, stage.browser.closed()]);
}

function interruption() {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) {
      process.once(signal, resolve);
    }
  });
}

async function main() {
  const { help, browser: name, extension, simulator: url, headless, out } = settings();
  if (help) {
    console.log(HELP);
    return 0;
  }
  const interrupted = interruption();
  const simulator = await connectSimulator(url);
  const browser = await openBrowser({ name, headless, extension, handleSignals: false });
  try {
    const stage = new Stage(browser, simulator, AGENT);
    if (!headless) {
      await present(stage, interrupted);
      return 0;
    }
    const done = await Promise.race([perform(stage, out), interrupted.then(() => false)]);
    return done ? 0 : 1;
  } finally {
    await browser.close();
    simulator.control.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}
