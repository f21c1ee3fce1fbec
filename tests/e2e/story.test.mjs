// The story of the demo: after every step all pages and the popup agree with the instance.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";

import { OUTPUT } from "./environment.mjs";
import { staged } from "./fixture.mjs";
import { play } from "./player.mjs";
import { Report } from "./report.mjs";
import { STORY } from "./story.mjs";

test(
  "a day of an agent, the same in every tab and in the popup",
  staged(async (stage, t) => {
    const folder = path.join(OUTPUT, "story");
    const report = await Report.open(folder, stage.browser);
    await play(stage, STORY, async (result) => {
      await t.test(result.step.name, () => assert.equal(result.problem, null));
      await report.add(stage, result);
    });
    const { steps } = JSON.parse(await readFile(path.join(folder, "report.json"), "utf8"));
    assert.deepEqual(
      steps.filter(({ agree }) => agree).map(({ name }) => name),
      STORY.map(({ name }) => name),
    );
  }),
);
