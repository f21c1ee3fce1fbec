// What pages were told, held against what they had to be told.

/** Of the agent and of contacts, and nothing that tells no news. */
const COMPARED = new Set([
  "agent.onStateChange",
  "connect.contact",
  "contact.onIncoming",
  "contact.onPending",
  "contact.onConnecting",
  "contact.onAccepted",
  "contact.onMissed",
  "contact.onEnded",
  "contact.onDestroy",
  "contact.onACW",
  "contact.onConnected",
  "contact.onError",
]);

/** The entries of a trace that are compared, each as a text; `it` is the contact that the step is about. */
export function told(trace, contactId) {
  return trace
    .filter(({ event }) => COMPARED.has(event))
    .map(({ event, oldState, newState, contactId: of }) => {
      if (event === "agent.onStateChange") {
        return `${event} ${oldState} → ${newState}`;
      }
      return `${event} ${of === contactId ? "it" : of}`;
    });
}

/** What a step has to tell every page, from what the instance had before it and has after it. */
export function expected(step, before, after) {
  const change =
    before.agentState === after.agentState
      ? []
      : [`agent.onStateChange ${before.agentState} → ${after.agentState}`];
  return [...change, ...step.events];
}

/** What is missing of the expected, and what came although it was neither expected nor allowed, or once too often. */
export function compare(seen, wanted, allowed = []) {
  const left = [...seen];
  const lost = [];
  for (const text of wanted) {
    const index = left.indexOf(text);
    if (index < 0) {
      lost.push(text);
    } else {
      left.splice(index, 1);
    }
  }
  for (const text of allowed) {
    const index = left.indexOf(text);
    if (index >= 0) {
      left.splice(index, 1);
    }
  }
  return { lost, doubled: left };
}
