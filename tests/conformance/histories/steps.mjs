/** Histories: a first world, and steps that change it. */

import fc from "fast-check";
import { firstWorld } from "../harness/world.mjs";
import {
  anyAgentState,
  availabilityState,
  configurationMembers,
  connections,
  contact,
  contactMembers,
  contactStateType,
  listMembers,
  timestamp,
} from "./wire.mjs";

/** Contacts that come and go, and come again under the same id. */
export const CONTACT_IDS = ["a", "b", "c", "d"].map((letter) => letter.repeat(8));

const contactId = fc.constantFrom(...CONTACT_IDS);

/** One member of many, with a value for it. */
function oneOf(members) {
  return fc.oneof(
    ...Object.entries(members).map(([name, value]) =>
      fc.tuple(fc.constant(name), fc.option(value, { nil: undefined })),
    ),
  );
}

function forContact(change) {
  return contactId.chain((id) => fc.record({ contactId: fc.constant(id), ...change(id) }));
}

const kinds = {
  agentState: { weight: 4, arbitrary: fc.record({ state: anyAgentState }) },
  nextState: { weight: 2, arbitrary: fc.record({ state: fc.option(anyAgentState, { nil: null }) }) },
  nextStateAbsent: { weight: 1, arbitrary: fc.constant({}) },
  availability: { weight: 1, arbitrary: fc.record({ state: fc.option(availabilityState, { nil: null }) }) },
  appears: { weight: 6, arbitrary: forContact((id) => ({ contact: contact(id) })) },
  moves: { weight: 8, arbitrary: forContact(() => ({ type: contactStateType, timestamp })) },
  vanishes: { weight: 3, arbitrary: forContact(() => ({})) },
  changes: { weight: 4, arbitrary: forContact(() => ({ member: oneOf(contactMembers) })) },
  connections: { weight: 4, arbitrary: forContact((id) => ({ connections: connections(id) })) },
  order: {
    weight: 1,
    arbitrary: fc.record({ ids: fc.shuffledSubarray(CONTACT_IDS, { minLength: CONTACT_IDS.length }) }),
  },
  clock: {
    weight: 1,
    arbitrary: fc.record({ ahead: fc.integer({ min: -90_000, max: 90_000 }), state: anyAgentState }),
  },
};

const change = fc.oneof(
  ...Object.entries(kinds).map(([kind, { weight, arbitrary }]) => ({
    weight,
    arbitrary: arbitrary.map((rest) => ({ kind, ...rest })),
  })),
);

/** Milliseconds. The npm library asks again after 100; its configuration and a poll without news come every 30,000. */
const time = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 150, max: 2500 }) },
  { weight: 1, arbitrary: fc.constant(32_000) },
);

const snapshotStep = fc.record({
  kind: fc.constant("snapshot"),
  changes: fc.array(change, { minLength: 1, maxLength: 4 }),
  time,
});

const configurationStep = fc.record({
  kind: fc.constant("configuration"),
  changes: fc.array(fc.oneof(oneOf(configurationMembers), oneOf(listMembers)), {
    minLength: 1,
    maxLength: 3,
  }),
  time,
});

export const history = fc.record({
  first: fc.array(change, { maxLength: 4 }),
  steps: fc.array(
    fc.oneof({ weight: 6, arbitrary: snapshotStep }, { weight: 1, arbitrary: configurationStep }),
    {
      minLength: 1,
      maxLength: 10,
    },
  ),
});

export function beginning({ first }) {
  return first.reduce(afterChange, firstWorld());
}

/** The world after a step. */
export function after(world, { kind, changes }) {
  return changes.reduce(kind === "snapshot" ? afterChange : afterConfigurationChange, world);
}

function afterChange(world, change) {
  const { snapshot } = world;
  const withSnapshot = (members) => ({ ...world, snapshot: { ...snapshot, ...members } });
  const withContacts = (contacts) => withSnapshot({ contacts });
  const withContact = (edit) =>
    withContacts(
      snapshot.contacts.map((contact) => (contact.contactId === change.contactId ? edit(contact) : contact)),
    );
  const others = snapshot.contacts.filter((contact) => contact.contactId !== change.contactId);
  switch (change.kind) {
    case "agentState":
      return withSnapshot({ state: change.state });
    case "nextState":
      return withSnapshot({ nextState: change.state });
    case "nextStateAbsent":
      return withSnapshot({ nextState: undefined });
    case "availability":
      return withSnapshot({ agentAvailabilityState: change.state });
    case "appears":
      return withContacts([...others, change.contact]);
    case "moves":
      return withContact((contact) => ({
        ...contact,
        state: { ...contact.state, type: change.type, timestamp: change.timestamp },
      }));
    case "vanishes":
      return withContacts(others);
    case "changes":
      return withContact((contact) => ({ ...contact, [change.member[0]]: change.member[1] }));
    case "connections":
      return withContact((contact) => ({ ...contact, connections: change.connections }));
    case "order": {
      const place = ({ contactId }) => change.ids.indexOf(contactId);
      return withContacts([...snapshot.contacts].sort((one, other) => place(one) - place(other)));
    }
    case "clock":
      return { ...withSnapshot({ state: change.state }), ahead: change.ahead };
    default:
      throw new Error(`There is no change of the kind ${change.kind}.`);
  }
}

function afterConfigurationChange(world, [name, value]) {
  const { configuration, lists } = world;
  if (value === undefined) {
    return world;
  }
  return name in lists
    ? { ...world, lists: { ...lists, [name]: value } }
    : { ...world, configuration: { ...configuration, [name]: value } };
}
