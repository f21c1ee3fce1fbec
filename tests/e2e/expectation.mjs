// What a step is to lead to, compared with a view (views.mjs).
import { isDeepStrictEqual } from "node:util";

import { inWords, NOBODY } from "./views.mjs";

/** Nobody is signed in. */
export const nobody = expectation("nobody is signed in", (view) => isDeepStrictEqual(view, NOBODY));

/**
 * @param {string} agentState
 * @param {string[]} contacts each as in `voice connected` or `voice on hold`
 * @param {string | null} nextState
 */
export function session(agentState, contacts = [], nextState = null) {
  const words = [agentState, ...(nextState ? [`next: ${nextState}`] : []), ...contacts].join(" · ");
  return expectation(words, (view) => inWords(view) === words);
}

function expectation(words, isMet) {
  return { words, isMet };
}
