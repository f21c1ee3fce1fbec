/** Values of either side in one form that can be compared: data of this realm, whose members are in order. */

/** Classes of `connect` whose instances are told apart, the special ones first. */
const CLASSES = [
  "AgentSnapshot",
  "Agent",
  "ContactSnapshot",
  "Contact",
  "ConnectionSnapshot",
  "ChatConnection",
  "TaskConnection",
  "EmailConnection",
  "VoiceConnection",
  "BaseConnection",
  "SoftphoneError",
  "StateError",
  "ValueError",
  "NotImplementedError",
];

/** Members that say when an instance was made, and no more. */
const PRIVATE = /^[_#]/;

/**
 * @param except names of members that are left out wherever they are.
 * @returns a function that makes a value of this side plain.
 */
export function plainOf(connect, except = new Set()) {
  const classOf = (value) => CLASSES.find((name) => connect[name] && value instanceof connect[name]);

  function plain(value, path) {
    if (typeof value === "function") {
      return "a function";
    }
    if (typeof value !== "object" || value === null) {
      return Object.is(value, -0) ? 0 : value;
    }
    if (path.includes(value)) {
      return "itself";
    }
    const inside = [...path, value];
    switch (Object.prototype.toString.call(value)) {
      case "[object Date]":
        return { date: value.getTime() };
      case "[object Promise]":
        value.catch?.(() => {});
        return "a promise";
      case "[object Error]":
        return { error: errorName(value) };
      case "[object Array]":
        return Array.from(value, (item) => plain(item, inside) ?? null);
    }
    const of = classOf(value);
    if (/Error$/.test(of)) {
      return { error: of };
    }
    if (of) {
      return named(of, value, inside);
    }
    return members(value, Object.keys(value), inside);
  }

  /** What identifies an object of the API; its getters are compared elsewhere. */
  function named(of, value, path) {
    const identity = members(value, ["contactId", "connectionId"], path);
    return { [of]: Object.keys(identity).length > 0 ? identity : true };
  }

  function members(value, names, path) {
    const result = {};
    for (const name of [...names].sort()) {
      const member = value[name];
      if (member !== undefined && !except.has(name) && !PRIVATE.test(name)) {
        Object.defineProperty(result, name, {
          value: plain(member, path),
          configurable: true,
          enumerable: true,
          writable: true,
        });
      }
    }
    return result;
  }

  function errorName(error) {
    return classOf(error) ?? error.name;
  }

  return (value) => plain(value, []);
}

/** Where two plain values differ: `{ path, npm, headwater, words }` for each place, in order. */
export function* differences(one, other, path = "") {
  if (Object.is(one, other)) {
    return;
  }
  const bothObjects = [one, other].every((value) => typeof value === "object" && value !== null);
  if (!bothObjects || Array.isArray(one) !== Array.isArray(other)) {
    const words = `${shown(one)} with the npm library, ${shown(other)} with Headwater`;
    yield { path, npm: one, headwater: other, words };
    return;
  }
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const of = (value) => (Object.hasOwn(value, name) ? value[name] : undefined);
    yield* differences(of(one), of(other), path ? `${path}.${name}` : name);
  }
}

function shown(value) {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
