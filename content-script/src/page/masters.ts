/** Which of all pages does what only one may do (PROTOCOL.md 2.8). */

import { questions } from "./context";
import { assertNotNull } from "./errors";
import { rootLogger } from "./log";

function noMaster(topic: string): void {
  rootLogger
    .warn("We can't be the master for topic '%s' because there is no master client!", topic)
    .sendInternalLogToServer();
}

/** Calls `f_true` if this page is master of the topic (and makes it so if no page is), else `f_else`. */
export function ifMaster(
  topic: string,
  f_true: () => void,
  f_else?: (() => void) | null,
  shouldNotBecomeMasterIfNone?: boolean,
): void {
  assertNotNull(topic, "A topic must be provided.");
  assertNotNull(f_true, "A true callback must be provided.");
  if (!questions) {
    noMaster(topic);
    f_else?.();
    return;
  }
  questions.call(
    "checkMaster",
    { topic, shouldNotBecomeMasterIfNone },
    { success: (data: { isMaster: boolean }) => (data.isMaster ? f_true() : f_else?.()) },
  );
}

/** Makes this page the master of the topic. */
export function becomeMaster(
  topic: string,
  successCallback?: (() => void) | null,
  failureCallback?: (() => void) | null,
): void {
  assertNotNull(topic, "A topic must be provided.");
  if (!questions) {
    noMaster(topic);
    failureCallback?.();
    return;
  }
  questions.call("becomeMaster", { topic }, { success: () => successCallback?.() });
}
