/**
 * The agent document in the shape that users of Streams know (PROTOCOL.md 2.5): lists instead of maps, `Date`s
 * instead of milliseconds, the aliases `status`, `address`, `queueId` and `routingProfileId`. Built where it is
 * looked at and anew for every version, so that what a page does to it lasts no longer than with the npm library.
 */

import { addComputed, put } from "./methods";
import { contactOf, isObject, type Json, type JsonObject, member, NULL } from "./replica";

// The members that this library reads; whatever else the service sends is there too.
export interface StateData {
  name: string;
  type: string;
  agentStateARN: string | null;
  startTimestamp: Date;
}
export interface QueueData {
  name: string | null;
  queueARN: string;
  queueId: string;
}
export interface RoutingProfileData {
  name: string;
  routingProfileARN: string;
  routingProfileId: string;
  queues: QueueData[];
  defaultOutboundQueue: QueueData;
  channelConcurrencyMap?: Record<string, number>;
}
export interface ConfigurationData {
  name: string;
  username: string;
  agentARN?: string;
  agentStates: StateData[];
  dialableCountries: string[];
  extension: string;
  permissions: string[];
  routingProfile: RoutingProfileData;
  softphoneAutoAccept: boolean;
  softphoneEnabled: boolean;
  agentPreferences?: Record<string, string>;
  voiceEnhancementMode?: string;
}
export interface ConnectionData {
  contactId?: string;
  connectionId: string;
  endpoint?: object;
  state: { type: string; timestamp: Date };
  type: string;
  initial: boolean;
  softphoneMediaInfo?: { autoAccept?: boolean | null } & Record<string, unknown>;
  chatMediaInfo?: Record<string, string | undefined>;
  monitoringInfo?: { agent?: { agentName?: string }; joinTimeStamp?: Date | null };
  monitorCapabilities?: string[];
  monitorStatus?: string;
  mute?: boolean;
  forcedMute?: boolean;
  quickConnectName?: string;
  capabilities?: Record<string, string>;
}
export interface ContactData {
  contactId: string;
  initialContactId?: string | null;
  type: string;
  state: { type: string; timestamp: Date };
  queue?: QueueData;
  queueTimestamp?: Date | null;
  connections: ConnectionData[];
  attributes?: Record<string, { name: string; value: string }>;
  initiationMethod?: string;
  contactFeatures?: { multiPartyConferenceEnabled?: boolean };
  segmentAttributes?: Record<
    string,
    { ValueString?: string; ValueMap?: Record<string, { ValueString: string | null }> }
  >;
  agentContactHandlingConfig?: { autoAccept?: boolean };
  contactDuration?: string;
  name?: string | null;
  description?: string | null;
  references?: Record<string, { type: string; value: string }>;
  contactMetadata?: unknown;
  relatedContactId?: string | null;
  contactAssociationId?: string | null;
  customerEndpoint?: object;
  connectSystemEndpoint?: object;
  channelContext?: object;
}
export interface SnapshotData {
  state: StateData;
  nextState?: StateData;
  agentAvailabilityState?: { state: string; timeStamp: Date };
  contacts: ContactData[];
  snapshotTimestamp: Date;
  localTimestamp: number;
  skew: number;
}
export interface AgentData {
  snapshot: SnapshotData;
  configuration: ConfigurationData;
}

type Plain = Record<string, unknown>;

/** A copy of its own, with the service's nulls. */
const plain = (value: Json | undefined): unknown => {
  if (value === NULL) {
    return null;
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (isObject(value)) {
    const copy: Plain = {};
    for (const name of Object.keys(value)) {
      put(copy, name, plain(member(value, name)));
    }
    return copy;
  }
  return value;
};

const revive = (object: unknown, name: string): void => {
  const holder = object as Plain | null | undefined;
  const time = holder?.[name];
  if (holder && typeof time === "number") {
    holder[name] = new Date(time);
  }
};

const nameQueue = (queue: unknown): void => {
  const holder = queue as Plain | null | undefined;
  if (holder) {
    holder.queueId = holder.queueARN;
  }
};

/** The items of a map in the order of the list of their ids. */
const ordered = (map: Json | undefined, ids: Json | undefined): [string, Json][] =>
  (Array.isArray(ids) ? ids : []).flatMap((id): [string, Json][] => {
    const item = typeof id === "string" ? member(map, id) : undefined;
    return item === undefined ? [] : [[id as string, item]];
  });

const viewConnection = (connection: Json): ConnectionData => {
  const view = plain(connection) as Plain;
  revive(view.state, "timestamp");
  revive(view.monitoringInfo, "joinTimeStamp");
  view.address = view.endpoint;
  return view as unknown as ConnectionData;
};

/** A contact as users know it. What may be large is copied when it is first looked at. */
export const viewContact = (contact: JsonObject): ContactData => {
  const { connections, connectionIds, ...rest } = contact;
  const view: Plain = {};
  for (const name of Object.keys(rest)) {
    const value = member(rest, name);
    if (isObject(value) && name !== "state" && name !== "queue") {
      lazy(view, name, () => plain(value));
    } else {
      put(view, name, plain(value));
    }
  }
  revive(view.state, "timestamp");
  revive(view, "queueTimestamp");
  nameQueue(view.queue);
  lazy(view, "connections", () =>
    ordered(connections, connectionIds).map(([, item]) => viewConnection(item)),
  );
  view.status = view.state;
  return view as unknown as ContactData;
};

const viewConfiguration = (configuration: Json | undefined): ConfigurationData => {
  const view = plain(configuration) as Plain;
  for (const state of (view.agentStates ?? []) as unknown[]) {
    revive(state, "startTimestamp");
  }
  const profile = view.routingProfile as Plain | undefined;
  if (profile) {
    nameQueue(profile.defaultOutboundQueue);
    for (const queue of (profile.queues ?? []) as unknown[]) {
      nameQueue(queue);
    }
    profile.routingProfileId = profile.routingProfileARN;
  }
  return view as unknown as ConfigurationData;
};

/** A member that is made when it is first looked at, and an ordinary member from then on. */
const lazy = <T extends object, K extends keyof T & string>(target: T, name: K, make: () => T[K]): void => {
  addComputed(target, name, () => {
    target[name] = make();
    return target[name];
  });
};

const viewSnapshot = (
  snapshot: Json | undefined,
  contactOfId: (contactId: string) => ContactData | undefined,
): SnapshotData => {
  const { contacts, contactIds, ...rest } = snapshot as JsonObject;
  const view = plain(rest) as SnapshotData;
  revive(view.state, "startTimestamp");
  revive(view.nextState, "startTimestamp");
  revive(view.agentAvailabilityState, "timeStamp");
  revive(view, "snapshotTimestamp");
  lazy(view, "contacts", () =>
    ordered(contacts, contactIds).flatMap(([contactId]) => contactOfId(contactId) ?? []),
  );
  return view;
};

/** One version of the document as users know it. */
export interface View {
  data: AgentData;
  /** The contact, if there is one; the same object as in `data.snapshot.contacts`. */
  contact(contactId: string): ContactData | undefined;
}

export const viewDocument = (document: JsonObject): View => {
  const contacts = new Map<string, ContactData>();
  const contact = (contactId: string) => {
    const found = contactOf(document, contactId);
    if (found && !contacts.has(contactId)) {
      contacts.set(contactId, viewContact(found));
    }
    return contacts.get(contactId);
  };
  const data = {} as AgentData;
  lazy(data, "snapshot", () => viewSnapshot(member(document, "snapshot"), contact));
  lazy(data, "configuration", () => viewConfiguration(member(document, "configuration")));
  return { data, contact };
};
