// The session as each place shows it, in one form, so that they can be compared.
//
// A view is `{agentState, nextState, contacts: [{id, type, state, onHold}]}`, names as in the API.
import { isDeepStrictEqual } from "node:util";

/** What a place shows while nobody is signed in. */
export const NOBODY = Object.freeze({ agentState: null, nextState: null, contacts: [] });

/** Whether two places show the same session. The API sorts contacts by when they changed; the instance does not. */
export function agree(one, other) {
  return isDeepStrictEqual(sorted(one), sorted(other));
}

function sorted(view) {
  return { ...view, contacts: view.contacts.toSorted((one, other) => (one.id < other.id ? -1 : 1)) };
}

/** What the instance itself has. */
export async function instanceView(control, agentName) {
  const agent = await control.agent(agentName);
  if (!agent?.signedIn) {
    return NOBODY;
  }
  return {
    agentState: agent.state.name,
    nextState: agent.nextState?.name ?? null,
    contacts: agent.contacts.map(({ contactId, type, state, connections }) => ({
      id: contactId,
      type,
      state,
      onHold: isOnHold(connections),
    })),
  };
}

/** What the API tells the script of a page (tests/simulator/pages/crm.js). */
export async function pageView(page) {
  const view = await page.evaluate(() => {
    if (!window.integration) {
      throw new Error("the script of this page has not run");
    }
    if (!window.connect) {
      throw new Error("this page has no window.connect");
    }
    return window.integration.view();
  });
  return (
    (view && {
      agentState: view.agentState,
      nextState: view.nextState,
      contacts: view.contacts.map(({ id, type, state, connections }) => ({
        id,
        type,
        state,
        onHold: isOnHold(connections),
      })),
    }) ??
    NOBODY
  );
}

/** What the popup shows of an instance. */
export async function popupView(popup, instance) {
  return await popup.evaluate((origin) => {
    const section = document.querySelector(`main[data-ready="true"] section[data-instance="${origin}"]`);
    if (!section) {
      throw new Error(`the popup does not show ${origin}`);
    }
    const { agentState, nextState } = section.dataset;
    return {
      agentState: agentState || null,
      nextState: nextState || null,
      contacts: [...section.querySelectorAll("li[data-contact-id]")].map(({ dataset }) => ({
        id: dataset.contactId,
        type: dataset.contactType,
        state: dataset.contactState,
        onHold: dataset.onHold === "true",
      })),
    };
  }, instance);
}

function isOnHold(connections) {
  return connections.some(({ state }) => state === "hold");
}

/** A view in one line, for people. */
export function inWords({ agentState, nextState, contacts }) {
  const calls = contacts.map(({ type, state, onHold }) => `${type} ${onHold ? "on hold" : state}`);
  return [agentState ?? "nobody signed in", ...(nextState ? [`next: ${nextState}`] : []), ...calls].join(
    " · ",
  );
}
