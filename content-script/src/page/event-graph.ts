/** Which events belong to which transitions, as `connect.core.get…EventGraph()` tells (PROTOCOL.md 6.4). */

import { relativeComplement, values } from "./collections";
import {
  AgentErrorStates,
  AgentEvents,
  CONTACT_ACTIVE_STATES,
  ContactEvents,
  ContactStateType,
} from "./enums";

type Association = string | ((context: unknown, fromState: string, toState: string) => string | string[]);

export class EventGraph {
  static readonly ANY = "<<any>>";
  readonly #links: { from: string; to: string; association: Association | string[] }[] = [];

  /** Associates events with transitions from one or several states to one or several states. */
  assoc(
    fromStateObj: string | string[],
    toStateObj: string | string[],
    assocObj: Association | string[],
  ): this {
    for (const from of [fromStateObj].flat()) {
      for (const to of [toStateObj].flat()) {
        this.#links.push({ from, to, association: assocObj });
      }
    }
    return this;
  }

  /** The events of a transition: those that any former state gives before those that only this one gives. */
  getAssociations(context: unknown, fromState: string, toState: string): string[] {
    const { ANY } = EventGraph;
    return [
      [ANY, ANY],
      [ANY, toState],
      [fromState, ANY],
      [fromState, toState],
    ].flatMap(([from, to]) =>
      this.#links
        .filter((link) => link.from === from && link.to === to)
        .flatMap(({ association }) =>
          typeof association === "function"
            ? association(context, from as string, to as string)
            : association,
        ),
    );
  }
}

const { ANY } = EventGraph;

/** States whose events are called as they are. */
const sameNames = (graph: EventGraph, namespace: string, states: string): EventGraph => {
  for (const state of states.split(" ")) {
    graph.assoc(ANY, state, `${namespace}::${state}`);
  }
  return graph;
};

export const agentRoutingEventGraph = sameNames(new EventGraph(), "agent", "routable not_routable offline");

export const agentStateEventGraph = new EventGraph()
  .assoc(ANY, values(AgentErrorStates), AgentEvents.ERROR)
  .assoc(ANY, "AfterCallWork", AgentEvents.ACW);

const RINGING = [ContactStateType.CONNECTING, ContactStateType.INCOMING];

export const contactEventGraph = sameNames(
  new EventGraph(),
  "contact",
  "incoming pending connecting connected error",
)
  .assoc(RINGING, ContactStateType.ERROR, ContactEvents.MISSED)
  .assoc(ANY, ContactStateType.ENDED, ContactEvents.ACW)
  .assoc(
    values(CONTACT_ACTIVE_STATES),
    values(relativeComplement(CONTACT_ACTIVE_STATES, ContactStateType)),
    ContactEvents.ENDED,
  )
  .assoc(RINGING, [ContactStateType.MISSED, ContactStateType.REJECTED], ContactEvents.MISSED);
