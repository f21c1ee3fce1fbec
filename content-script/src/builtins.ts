/**
 * Functions of the language that the page API calls often, under names that can be shortened, and as they were before
 * any script of the page ran. The build puts them where `Object.entries` and the like are called.
 */

export const {
  defineProperty: objectDefineProperty,
  entries: objectEntries,
  fromEntries: objectFromEntries,
  keys: objectKeys,
  values: objectValues,
} = Object;
export const { isArray: arrayIsArray } = Array;
