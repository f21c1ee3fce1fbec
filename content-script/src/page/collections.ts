/** The small helpers that `connect` offers to its users. Semantics are those of the npm library. */

import { assertFunction, assertNotNull } from "./errors";

type AnyMap<T = unknown> = Record<string, T>;
// biome-ignore lint/suspicious/noExplicitAny: a callback of a page may have any signature.
type AnyFunction = (...args: any[]) => unknown;

/** Binds a function to an object and, if given, to first arguments ("connect.hitch()" of the documentation). */
const hitch = (...args: unknown[]): AnyFunction => {
  const [scope, method, ...bound] = args;
  assertNotNull(scope, "scope");
  assertFunction(method, "method");
  return (...rest) => (method as AnyFunction).apply(scope, [...bound, ...rest]);
};

export const isFunction = (value: unknown): value is AnyFunction => typeof value === "function";

const isArray = (value: unknown): value is unknown[] => Array.isArray(value);

/** Names of the members, inherited ones too. */
const keys = (map: object): string[] => {
  assertNotNull(map, "map");
  const names: string[] = [];
  for (const name in map) {
    names.push(name);
  }
  return names;
};

export const values = <T>(map: AnyMap<T>): T[] => keys(map).map((name) => map[name] as T);

const entries = <T>(map: AnyMap<T> | null | undefined): { key: string; value: T }[] =>
  map ? keys(map).map((key) => ({ key, value: map[key] as T })) : [];

/** A new map with the members of all; later ones win. */
export const merge = (...maps: (object | null | undefined)[]): AnyMap => {
  const merged: AnyMap = {};
  for (const map of maps) {
    for (const { key, value } of entries(map as AnyMap)) {
      merged[key] = value;
    }
  }
  return merged;
};

/** Milliseconds since 1970. */
export const now = (): number => Date.now();

const find = <T>(array: ArrayLike<T>, predicate: (item: T) => unknown): T | null =>
  Array.prototype.find.call(array, (item) => predicate(item)) ?? null;

/** Whether an array has the value, or an object a member of that name. */
const contains = (container: object, value: unknown): boolean =>
  Array.isArray(container) ? container.includes(value) : (value as PropertyKey) in container;

/** Whether an array or an object has the value. */
const containsValue = (container: object, value: unknown): boolean =>
  (Array.isArray(container) ? container : values(container as AnyMap)).includes(value);

/** A map of the items by what the function makes of them. */
const index = <T>(items: readonly T[], closure: (item: T) => string): AnyMap<T> =>
  Object.fromEntries(items.map((item) => [closure(item), item]));

/** An id of the current time and a random part, such as `1700000000000-k3j9x0`. */
export const randomId = (): string => `${now()}-${Math.random().toString(36).slice(2)}`;

export const set = (names: readonly string[]): AnyMap<number> =>
  Object.fromEntries(names.map((name) => [name, 1]));

/** The members of `mapB` whose names are not in `mapA`. */
export const relativeComplement = <T>(mapA: object, mapB: AnyMap<T>): AnyMap<T> =>
  Object.fromEntries(Object.entries(mapB).filter(([name]) => !(name in mapA)));

/** A copy by way of JSON. */
export const deepcopy = <T>(source: T): T => JSON.parse(JSON.stringify(source)) as T;

/** An enumeration: the name of a value is the value in upper case with underscores between its words. */
export const makeEnum = (list: readonly string[]): AnyMap<string> =>
  Object.fromEntries(
    list.map((value) => [
      value.replace(/\.?([a-z]+)_?/g, (_, word: string) => `${word.toUpperCase()}_`).replace(/_$/, ""),
      value,
    ]),
  );

/** An enumeration whose values have a prefix. */
const makeGenericNamespacedEnum = (
  prefix: string,
  list: readonly string[],
  delimiter: string,
): AnyMap<string> =>
  Object.fromEntries(
    Object.entries(makeEnum(list)).map(([name, value]) => [name, prefix + delimiter + value]),
  );

/** An enumeration whose values are `prefix::value`. */
export const makeNamespacedEnum = (prefix: string, list: readonly string[]): AnyMap<string> =>
  makeGenericNamespacedEnum(prefix, list, "::");

export const collections = {
  contains,
  containsValue,
  deepcopy,
  entries,
  find,
  hitch,
  index,
  isArray,
  isFunction,
  keys,
  makeEnum,
  makeGenericNamespacedEnum,
  makeNamespacedEnum,
  merge,
  now,
  randomId,
  relativeComplement,
  set,
  values,
};
