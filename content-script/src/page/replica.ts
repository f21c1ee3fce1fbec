/**
 * The page's copy of the agent document (see `document.rs` of the worker's protocol): kept in step by JSON Merge
 * Patches (RFC 7396), and never changed in place, so that what was taken from an older version stays as it was.
 */

import type { Known } from "../messages/Known";
import type { Update } from "../messages/Update";

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}

/** Stands for a `null` of the service; `null` itself removes. */
export const NULL = "\u0000";

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Sets a member, whatever its name: an attribute of a contact may be called `__proto__`. */
export function put<T>(object: Record<string, T>, name: string, value: T): void {
  if (name === "__proto__") {
    Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
  } else {
    object[name] = value;
  }
}

/** The own member of that name; nothing that is inherited. */
export function member(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** What the patch makes of the target. Parts that it does not name are shared. */
export function mergePatch(target: Json | undefined, patch: Json): Json {
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
}

function text(value: Json | undefined, name: string): string | null {
  const found = member(value, name);
  return typeof found === "string" && found !== NULL ? found : null;
}

export class Replica {
  /** The version of the document; nothing yet without one. */
  version: number | undefined;
  #document: JsonObject | undefined;
  /** Contacts that this page was told have ended. */
  #ended = new Set<string>();

  get document(): JsonObject | undefined {
    return this.#document;
  }

  /** A contact of the document, in the form of the document. */
  contact(contactId: string): JsonObject | undefined {
    const found = member(member(member(this.#document, "snapshot"), "contacts"), contactId);
    return isObject(found) ? found : undefined;
  }

  /** Ids of the contacts, in their order. */
  get contactIds(): string[] {
    const ids = member(member(this.#document, "snapshot"), "contactIds");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  }

  /**
   * Applies the patch.
   *
   * @returns whether it could: a patch of another version cannot be applied, nor can what is no document.
   */
  apply(update: Pick<Update, "from" | "to" | "patch">): boolean {
    if (update.from !== undefined && (update.from !== this.version || !this.#document)) {
      return false;
    }
    const next = mergePatch(update.from === undefined ? undefined : this.#document, update.patch as Json);
    if (!isObject(next) || !isObject(next.snapshot) || !isObject(next.configuration)) {
      return false;
    }
    this.#document = next;
    this.version = update.to;
    return true;
  }

  /** The page was told that the contact ended. */
  markEnded(contactId: string): void {
    this.#ended.add(contactId);
  }

  /** What the events that this page is owed next depend on. */
  known(): Known | undefined {
    const snapshot = member(this.#document, "snapshot");
    if (snapshot === undefined) {
      return undefined;
    }
    const state = member(snapshot, "state");
    const ids = this.contactIds;
    this.#ended = new Set(ids.filter((id) => this.#ended.has(id)));
    return {
      stateName: text(state, "name") ?? "",
      stateType: text(state, "type") ?? "",
      nextStateName: text(member(snapshot, "nextState"), "name") || null,
      contacts: ids.map((contactId) => ({
        contactId,
        state: text(member(this.contact(contactId), "state"), "type") ?? "",
        ended: this.#ended.has(contactId),
      })),
    };
  }
}
