// The examples of the Streams documentation run on pages with Headwater, and have their effect. They are in
// `documentation`, in TypeScript; their types are checked by `cargo xtask test --only examples`.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";

import { press, signIn } from "./actions.mjs";
import { staged } from "./fixture.mjs";
import { until } from "./until.mjs";

const FOLDER = new URL("documentation/", import.meta.url);
const { build } = createRequire(new URL("../../content-script/package.json", import.meta.url))("esbuild");

/** Section of the documentation → how many examples it has. */
const { sections: SECTIONS, leftOut: LEFT_OUT } = JSON.parse(
  await readFile(new URL("sections.json", FOLDER), "utf8"),
);

/** The stories of one session, in turn. */
const SESSION = [
  "agentGetters",
  "agentStates",
  "agentCalls",
  "agentMedia",
  "call",
  "unanswered",
  "others",
  "chat",
  "task",
  "voiceId",
  "logger",
  "agentWebSocket",
];

/** The examples as one script. */
async function script() {
  const { outputFiles } = await build({
    entryPoints: [new URL("page.ts", FOLDER).pathname],
    bundle: true,
    alias: { "amazon-connect-streams": new URL("no-library.ts", FOLDER).pathname },
    format: "iife",
    target: "es2022",
    write: false,
  });
  return outputFiles[0].text;
}

/** A page of the instance with the examples on it. Nothing has begun there. */
async function examplesPage(stage, content) {
  const page = await stage.browser.open(`${stage.instance}/crm?clients=chat,task&init=manual`);
  await page.addScriptTag({ content });
  return page;
}

/** Tells a story to its end, on the page in front: browsers slow the timers of others down. */
async function tell(page, story, ...parameters) {
  await page.bringToFront();
  const run = (name, given) => window.documentation.stories[name](...given);
  await page.evaluate(run, story, parameters);
}

/** An agent beside ours, with a call that a supervisor can listen to. */
async function colleague({ control }) {
  await control.signIn("bob");
  await control.setState("bob", "Available");
  const call = await control.offer("bob", "voice", { autoAccept: true });
  await until("bob to be on the call", async () => {
    const { contacts } = await control.agent("bob");
    return contacts.some(({ contactId, state }) => contactId === call && state === "connected");
  });
  return call;
}

test(
  "every example of the documentation does what the documentation says",
  staged(async (stage, t) => {
    const content = await script();
    await stage.browser.prepare(5);
    const popup = await stage.openPopup();
    await until("the extension to know that nobody is signed in", () => popup.$('[data-command="signIn"]'));
    const main = await examplesPage(stage, content);
    const beginning = tell(main, "initialization");
    await signIn(stage.browser, stage.instance, stage.agent);
    await beginning;
    for (const story of SESSION) {
      await tell(main, story, ...(story === "others" ? [await colleague(stage)] : []));
    }

    const pages = [main];
    for (const story of ["agentApp", "typescript"]) {
      const page = await examplesPage(stage, content);
      await tell(page, story);
      pages.push(page);
    }

    await tell(main, "authFail");
    await signIn(stage.browser, stage.instance, stage.agent);
    await until("the page to have an agent again", () =>
      main.evaluate(() => window.connect.core.initialized && window.connect.agent.initialized),
    );
    await tell(main, "loggingOut");

    const denied = await examplesPage(stage, content);
    pages.push(denied);
    await press(popup, '[data-command="signIn"]');
    await signIn(stage.browser, stage.instance, stage.agent);
    await tell(denied, "accessDenied");

    const outcomes = (
      await Promise.all(pages.map((page) => page.evaluate(() => window.documentation.outcomes)))
    ).flat();
    for (const [section, count] of Object.entries(SECTIONS)) {
      await t.test(section, () => {
        const ran = outcomes.filter((outcome) => outcome.section === section);
        assert.deepEqual(
          ran.map(({ problem }) => problem),
          Array(count).fill(null),
        );
      });
    }
    await t.test("no example is counted for a section that there is not", () => {
      const strangers = outcomes.filter(({ section }) => !(section in SECTIONS));
      assert.deepEqual(strangers, []);
    });
    const leftOut = Object.values(LEFT_OUT).reduce((sum, { examples }) => sum + examples, 0);
    t.diagnostic(
      `${outcomes.length} examples of ${Object.keys(SECTIONS).length} sections ran; ` +
        `${leftOut} others are commands for a shell`,
    );
  }),
);
