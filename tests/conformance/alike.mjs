/** Tests that do the same with both libraries. */

import assert from "node:assert/strict";
import test, { after } from "node:test";
import { checked } from "./checked/checked.mjs";
import { onBoth } from "./harness/both.mjs";
import { buildSessions, SessionsProcess } from "./harness/sessions-process.mjs";
import { plainOf } from "./observation/plain.mjs";

const sessions = new SessionsProcess(await buildSessions());
after(() => sessions.end());

/**
 * Does the same with both libraries.
 *
 * @param names of the documentation that this shows to be alike.
 * @param expected what `act` returns with both, made plain; or a function that says whether that is right.
 * @param options those of `onBoth`.
 */
export function alike(title, names, expected, act, options) {
  test(title, async () => {
    const { npm, headwater } = await onBoth(
      sessions,
      async (side) => plainOf(side.connect)(await act(side)),
      options,
    );
    assert.deepEqual(headwater, npm, "with Headwater, and with the npm library");
    if (typeof expected === "function") {
      assert.ok(expected(npm), JSON.stringify(npm));
    } else {
      assert.deepEqual(npm, expected, "with both");
    }
    for (const name of names) {
      checked(name, "alike");
    }
  });
}

/** Does something with Headwater alone. @returns what `act` returns. */
export async function onHeadwater(act, options) {
  const { headwater } = await onBoth(
    sessions,
    (side) => (side.name === "headwater" ? act(side) : null),
    options,
  );
  return headwater;
}

/** The type and the words of what is thrown; nothing where nothing is. */
export function thrownBy(connect, act) {
  try {
    act();
    return "nothing thrown";
  } catch (error) {
    return plainOf(connect)(error).error;
  }
}
