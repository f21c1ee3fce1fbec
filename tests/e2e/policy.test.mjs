// The policy of an organisation, read by the browser itself from where administrators put it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { BROWSER } from "./environment.mjs";
import { staged } from "./fixture.mjs";
import { logFile } from "./kept.mjs";
import { whyNotManaged } from "./managed.mjs";
import { until } from "./until.mjs";

// Nobody answers there.
const INSTANCE = "https://localhost:9444";
const PAGES = "https://crm.example.com/*";
const POLICY = {
  instances: [INSTANCE],
  pages: [PAGES],
  features: { addInstances: false, notifications: false },
};
/** Chromium waits for seconds before it looks at a file that has changed. */
const PATIENCE = 30_000;

test(
  "a policy where the browser reads one is in force, and where the browser follows a change, Headwater does",
  { skip: (await whyNotManaged()) ?? false },
  staged(
    async (stage) => {
      await stage.openPopup();
      const { policy, instances, sites } = await untilDiagnosis(
        stage,
        "the policy to be in force",
        (diagnosis) => diagnosis.policy.managed,
      );
      assert.deepEqual(policy.problems, []);
      assert.equal(policy.features.addInstances, false);
      assert.equal(policy.features.notifications, false);
      assert.equal(policy.features.allowSites, true);
      assert.ok(instances.some(({ origin }) => origin === INSTANCE));
      assert.ok(sites.some(({ pattern, byPolicy, allowed }) => pattern === PAGES && byPolicy && !allowed));

      if (BROWSER === "chromium") {
        await stage.managed.change({ features: { allowSites: false } });
        const changed = await untilDiagnosis(
          stage,
          "the change to be in force",
          (diagnosis) => !diagnosis.policy.features.allowSites,
        );
        assert.equal(changed.policy.features.addInstances, true);
        assert.ok(!changed.instances.some(({ origin }) => origin === INSTANCE));
      }
    },
    { policy: POLICY },
  ),
);

function untilDiagnosis(stage, awaited, isSo) {
  return until(awaited, async () => JSON.parse(await logFile(stage)).diagnosis, isSo, PATIENCE);
}
