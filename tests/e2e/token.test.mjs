// The sign-in token stays in the worker: after a story with everything in it, it is searched for wherever it must not be.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";

import { chooseStatus, press, pressContact } from "./actions.mjs";
import { nobody, session } from "./expectation.mjs";
import { signedIn, staged } from "./fixture.mjs";
import { logFile, stored } from "./kept.mjs";

function agreed(stage, { words, isMet }) {
  return stage.agreement(words, isMet);
}

/** The tokens that the worker has, from where it keeps them while the browser runs. */
async function tokens(stage) {
  const { sessions } = JSON.parse(await stored(stage, "session"));
  return JSON.parse(sessions)
    .sessions.filter(({ token }) => token)
    .map(({ token: [text] }) => text);
}

/** All that a page has of the extension, as text. */
function reach(page) {
  return page.evaluate(() =>
    JSON.stringify([
      window.trace,
      window.integration.view(),
      window.connect.getLog()._logs,
      String(window.connect.getLog()),
      { ...localStorage },
      { ...sessionStorage },
      document.documentElement.outerHTML,
      window.connect.agent.initialized ? new window.connect.Agent()._getData() : null,
    ]),
  );
}

/** Files below a folder that hold one of the texts, in the encodings that browsers write. */
async function filesWith(folder, texts) {
  const needles = texts.flatMap((text) => [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")]);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = [];
  let searched = 0;
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    // Files come and go while the browser runs.
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    searched += bytes.length;
    if (needles.some((needle) => bytes.includes(needle))) {
      found.push(file);
    }
  }
  assert.ok(searched > 100_000, `the profile was searched: ${searched} bytes`);
  return found;
}

test(
  "no page, no log, no message to a page and no file gets the token",
  staged(async (stage) => {
    const [one, other] = stage.simulator.pages;
    await signedIn(stage, { CRM: `${one}/crm`, tickets: `${other}/crm` });
    const seen = new Set(await tokens(stage));
    assert.equal(seen.size, 1, "the test knows what to search for");
    await chooseStatus(stage.page("CRM"), "Available");
    await agreed(stage, session("Available"));
    const call = await stage.control.offer(stage.agent, "voice", { attributes: { secret: "purple" } });
    await pressContact(stage.page("CRM"), call, "accept");
    await agreed(stage, session("Busy", ["voice connected"]));
    await stage.browser.stopWorker();
    await pressContact(stage.page("tickets"), call, "hold");
    await agreed(stage, session("Busy", ["voice on hold"]));
    await stage.control.customer(call, "hangUp");
    await agreed(stage, session("AfterCallWork", ["voice ended"]));
    await pressContact(stage.page("tickets"), call, "clear");
    await agreed(stage, session("Available"));
    for (const token of await tokens(stage)) {
      seen.add(token);
    }

    const texts = [...seen];
    const log = await logFile(stage);
    assert.ok(JSON.parse(log).log.length > 0, "the log has lines");
    const places = {
      "storage.local": await stored(stage, "local"),
      "the log": log,
      CRM: await reach(stage.page("CRM")),
      tickets: await reach(stage.page("tickets")),
      "the popup": await stage.popup.evaluate(() => document.documentElement.outerHTML),
    };
    for (const [place, text] of Object.entries(places)) {
      assert.ok(text.length > 1, place);
      assert.ok(!texts.some((token) => text.includes(token)), place);
    }
    assert.ok(!log.includes("purple"), "attributes are not in the log either");
    assert.deepEqual(await filesWith(stage.browser.profile, texts), []);

    await press(stage.popup, '[data-command="signOut"]');
    await agreed(stage, nobody);
    assert.deepEqual(await tokens(stage), []);
  }),
);
