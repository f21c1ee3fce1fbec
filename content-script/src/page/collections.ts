/** The small helpers that `connect` offers to its users. Semantics are those of the npm library. */

import { assertFunction, assertNotNull } from "./errors";

type AnyMap<T = unknown> = Record<string, T>;
// biome-ignore lint/suspicious/noExplicitAny: a callback of a page may have any signature.
type AnyFunction = (...args: any[]) => unknown;

/** Binds a function to an object and, if given, to first arguments ("connect.hitch()" of the documentation). */
export function hitch(...args: unknown[]): AnyFunction {
  const [scope, method, ...bound] = args;
  assertNotNull(scope, "scope");
  assertFunction(method, "method");
  return (...rest) => (method as AnyFunction).apply(scope, [...bound, ...rest]);
}

export function isFunction(value: unknown): value is AnyFunction {
  return typeof value === "function";
}

export function isArray(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

/** Names of the members, inherited ones too. */
export function keys(map: object): string[] {
  assertNotNull(map, "map");
  const names: string[] = [];
  for (const name in map) {
    names.push(name);
  }
  return names;
}

export function values<T>(map: AnyMap<T>): T[] {
  return keys(map).map((name) => map[name] as T);
}

export function entries<T>(map: AnyMap<T> | null | undefined): { key: string; value: T }[] {
  return map ? keys(map).map((key) => ({ key, value: map[key] as T })) : [];
}

/** A new map with the members of all; later ones win. */
export function merge(...maps: (object | null | undefined)[]): AnyMap {
  const merged: AnyMap = {};
  for (const map of maps) {
    for (const { key, value } of entries(map as AnyMap)) {
      merged[key] = value;
    }
  }
  return merged;
}

/** Milliseconds since 1970. */
export function now(): number {
  return Date.now();
}

export function find<T>(array: ArrayLike<T>, predicate: (item: T) => unknown): T | null {
  return Array.prototype.find.call(array, (item) => predicate(item)) ?? null;
}

/** Whether an array has the value, or an object a member of that name. */
export function contains(container: object, value: unknown): boolean {
  return Array.isArray(container) ? container.includes(value) : (value as PropertyKey) in container;
}

/** An id of the current time and a random part, such as `1700000000000-k3j9x0`. */
export function randomId(): string {
  return `${now()}-${Math.random().toString(36).slice(2)}`;
}

export function set(names: readonly string[]): AnyMap<number> {
  return Object.fromEntries(names.map((name) => [name, 1]));
}

/** The members of `mapB` whose names are not in `mapA`. */
export function relativeComplement<T>(mapA: object, mapB: AnyMap<T>): AnyMap<T> {
  return Object.fromEntries(Object.entries(mapB).filter(([name]) => !(name in mapA)));
}

/** A copy by way of JSON. */
export function deepcopy<T>(source: T): T {
  return JSON.parse(JSON.stringify(source)) as T;
}

/** An enumeration: the name of a value is the value in upper case with underscores between its words. */
export function makeEnum(list: readonly string[]): AnyMap<string> {
  return Object.fromEntries(
    list.map((value) => [
      value.replace(/\.?([a-z]+)_?/g, (_, word: string) => `${word.toUpperCase()}_`).replace(/_$/, ""),
      value,
    ]),
  );
}

/** An enumeration whose values are `prefix::value`. */
export function makeNamespacedEnum(prefix: string, list: readonly string[]): AnyMap<string> {
  return Object.fromEntries(
    Object.entries(makeEnum(list)).map(([name, value]) => [name, `${prefix}::${value}`]),
  );
}
