// A browser and a simulator of its own for a test.
import { mkdir } from "node:fs/promises";
import path from "node:path";

import { signIn } from "./actions.mjs";
import { openBrowser } from "./browser.mjs";
import { BROWSER, EXTENSION, OUTPUT } from "./environment.mjs";
import { session } from "./expectation.mjs";
import { Managed } from "./managed.mjs";
import { Painter } from "./picture.mjs";
import { startSimulator } from "./simulator.mjs";
import { Stage } from "./stage.mjs";

/** Who signs in. */
export const AGENT = "ann";

/**
 * The function of a test that plays on a stage. When it fails, target/e2e has a picture of all tabs.
 *
 * @param {(stage: Stage, t: import("node:test").TestContext) => Promise<unknown>} body
 * @param {object} [settings]
 * @param {object[]} [settings.faults] in force before the browser starts: the extension asks the instance at once
 * @param {object} [settings.policy] of an organisation; `stage.managed` can change it
 */
export function staged(body, { faults = [], policy } = {}) {
  return async (t) => {
    const simulator = await startSimulator();
    t.after(() => simulator.stop());
    for (const fault of faults) {
      await simulator.control.fault(fault);
    }
    const managed = policy ? await Managed.make(BROWSER, EXTENSION, policy) : null;
    t.after(() => managed?.remove());
    const browser = await openBrowser({ name: BROWSER, extension: EXTENSION, managed });
    t.after(() => browser.close());
    const stage = new Stage(browser, simulator, AGENT);
    stage.managed = managed;
    try {
      await body(stage, t);
    } catch (error) {
      await picture(stage, t.name).catch((failure) => t.diagnostic(`no picture: ${failure.message}`));
      throw error;
    }
  };
}

async function picture(stage, name) {
  await mkdir(OUTPUT, { recursive: true });
  const painter = await Painter.open(stage.browser);
  const file = path.join(OUTPUT, `${name.replaceAll(/[^a-zA-Z0-9]+/g, "-")}.png`);
  await painter.paint(file, name, "failed", await stage.look(), stage.tabs);
}

/** Opens these pages and the popup, and signs in: the agent is Offline. */
export async function signedIn(stage, pages) {
  await stage.browser.prepare(Object.keys(pages).length + 1);
  await stage.openPopup();
  for (const [label, url] of Object.entries(pages)) {
    await stage.open(label, url);
  }
  await signIn(stage.browser, stage.instance, stage.agent);
  const { words, isMet } = session("Offline");
  await stage.agreement(words, isMet);
}
