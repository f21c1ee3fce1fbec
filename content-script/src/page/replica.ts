/**
 * The page's copy of the agent document (see `document.rs` of the worker's protocol): kept in step by JSON Merge
 * Patches (RFC 7396), and never changed in place, so that what was taken from an older version stays as it was.
 */

import type { Known } from "../messages/Known";
import type { Update } from "../messages/Update";
import { put } from "./methods";

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}

/** Stands for a `null` of the service; `null` itself removes. */
export const NULL = "\u0000";

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The own member of that name; nothing that is inherited. */
export const member = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** What the patch makes of the target. Parts that it does not name are shared. */
export const mergePatch = (target: Json | undefined, patch: Json): Json => {
  if (!isObject(patch)) {
    return patch;
  }
  const merged: JsonObject = isObject(target) ? { ...target } : {};
  for (const name of Object.keys(patch)) {
    const change = member(patch, name) as Json;
    if (change === null) {
      delete merged[name];
    } else {
      put(merged, name, mergePatch(member(merged, name), change));
    }
  }
  return merged;
};

const text = (value: Json | undefined, name: string): string | null => {
  const found = member(value, name);
  return typeof found === "string" && found !== NULL ? found : null;
};

/** The version of the document; nothing yet without one. */
export let version: number | undefined;
export let agentDocument: JsonObject | undefined;
/** Contacts that this page was told have ended. */
export let ended = new Set<string>();
/** Contacts that this page was told were accepted, or needs not be told of. */
export let accepted = new Set<string>();

/** Forgets everything. */
export const resetReplica = (): void => {
  version = agentDocument = undefined;
  ended.clear();
  accepted.clear();
};

/** A contact, in the form of the document. */
export const contactOf = (document: JsonObject | undefined, contactId: string): JsonObject | undefined => {
  const found = member(member(member(document, "snapshot"), "contacts"), contactId);
  return isObject(found) ? found : undefined;
};

/** The ids of the contacts, in their order. */
export const contactIds = (): string[] => {
  const ids = member(member(agentDocument, "snapshot"), "contactIds");
  return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
};

/**
 * Applies the patch of an update.
 *
 * @returns whether it could: a patch of another version cannot be applied, nor one that leaves no document.
 */
export const applyUpdate = ({ from, to, patch }: Pick<Update, "from" | "to" | "patch">): boolean => {
  if (from !== undefined && (from !== version || !agentDocument)) {
    return false;
  }
  const next = mergePatch(from === undefined ? undefined : agentDocument, patch as Json);
  if (!isObject(member(next, "snapshot")) || !isObject(member(next, "configuration"))) {
    return false;
  }
  agentDocument = next as JsonObject;
  version = to;
  return true;
};

/** What the events that this page is owed next depend on. */
export const known = (): Known | undefined => {
  const snapshot = member(agentDocument, "snapshot");
  if (snapshot === undefined) {
    return undefined;
  }
  const state = member(snapshot, "state");
  const ids = contactIds();
  const ofThese = (marked: Set<string>) => new Set(ids.filter((id) => marked.has(id)));
  ended = ofThese(ended);
  accepted = ofThese(accepted);
  return {
    stateName: text(state, "name") ?? "",
    stateType: text(state, "type") ?? "",
    nextStateName: text(member(snapshot, "nextState"), "name") || null,
    contacts: ids.map((contactId) => ({
      contactId,
      state: text(member(contactOf(agentDocument, contactId), "state"), "type") ?? "",
      ended: ended.has(contactId),
      accepted: accepted.has(contactId),
    })),
  };
};
