/** Which of all pages does what only one may do (PROTOCOL.md 2.8). */

import { questions } from "./context";
import { assertNotNull } from "./errors";
import { rootLogger } from "./log";

/** Asks the worker; with nobody there to be asked, nobody is master. */
const ask = (
  method: string,
  params: { topic: string; shouldNotBecomeMasterIfNone?: boolean | undefined },
  success: (data: { isMaster: boolean }) => void,
  failure: (() => void) | null | undefined,
): void => {
  if (questions) {
    questions.call(method, params, { success, failure: () => failure?.() });
    return;
  }
  rootLogger
    .warn("We can't be the master for topic '%s' because there is no master client!", params.topic)
    .sendInternalLogToServer();
  failure?.();
};

/** Calls `f_true` if this page is master of the topic (and makes it so if no page is), else `f_else`. */
export const ifMaster = (
  topic: string,
  f_true: () => void,
  f_else?: (() => void) | null,
  shouldNotBecomeMasterIfNone?: boolean,
): void => {
  assertNotNull(topic, "A topic must be provided.");
  assertNotNull(f_true, "A true callback must be provided.");
  ask(
    "checkMaster",
    { topic, shouldNotBecomeMasterIfNone },
    ({ isMaster }) => (isMaster ? f_true() : f_else?.()),
    f_else,
  );
};

/** Makes this page the master of the topic. */
export const becomeMaster = (
  topic: string,
  successCallback?: (() => void) | null,
  failureCallback?: (() => void) | null,
): void => {
  assertNotNull(topic, "A topic must be provided.");
  ask("becomeMaster", { topic }, () => successCallback?.(), failureCallback);
};
