// Traces of pages (`window.trace` of tests/simulator/pages/crm.js), made comparable.
import { isDeepStrictEqual } from "node:util";

/**
 * Refreshes say that there is data, not that it changed: the npm library's worker publishes unchanged data again,
 * every 30 s, with each page of a configuration poll, and for all pages when one more comes. A refresh of the agent or
 * of a contact that tells nothing other than the one before is therefore left out.
 */
export function withoutRepeatedRefreshes(trace) {
  const last = new Map();
  return trace.filter((entry) => {
    if (!entry.event.endsWith(".onRefresh")) {
      return true;
    }
    const whose = entry.contactId ?? "agent";
    const repeats = isDeepStrictEqual(last.get(whose), entry);
    last.set(whose, entry);
    return !repeats;
  });
}

/** Contact ids that an instance chose itself differ from instance to instance: they become numbers in their order. */
export function withNumberedContacts(trace) {
  const numbers = new Map();
  const number = (id) => {
    if (!numbers.has(id)) {
      numbers.set(id, `contact ${numbers.size + 1}`);
    }
    return numbers.get(id);
  };
  return JSON.parse(JSON.stringify(trace), (name, value) => (name === "contactId" ? number(value) : value));
}

/**
 * The trace up to signing out. After it the npm library's polls that are still out fail, and pages whose control panel
 * was not reloaded by then are told of that, too; which ones is chance.
 */
export function untilSignedOut(trace) {
  const end = trace.findIndex(({ event }) => event === "terminated");
  return end < 0 ? trace : trace.slice(0, end + 1);
}

/** The answer of a call without what only says where in the npm library's code an error was made. */
export function comparable(answer) {
  if (answer?.ok !== false || !answer.error.startsWith("{")) {
    return answer;
  }
  const { stack, ...error } = JSON.parse(answer.error);
  return { ok: false, error };
}
