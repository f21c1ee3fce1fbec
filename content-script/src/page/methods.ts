/** The regular members of the API's objects: one line of a table each. */

/** `getX()` for each member `x` of a text, and `isX()` for `x:isX`. */
export type Getters<D, W extends string> = {
  [N in W as N extends `${string}:${infer Method}` ? Method : `get${Capitalize<N>}`]: () => N extends keyof D
    ? D[N]
    : N extends `${infer Member extends keyof D & string}:${string}`
      ? D[Member]
      : never;
};

/** Puts in an ordinary member, whatever its name and whatever was there. */
export const define = (object: object, name: string, value: unknown, enumerable = true): void => {
  Object.defineProperty(object, name, { value, enumerable, configurable: true, writable: true });
};

/** Sets a member, whatever its name: an attribute of a contact may be called `__proto__`. */
export const put = <T>(object: Record<string, T>, name: string, value: T): void => {
  if (name === "__proto__") {
    define(object, name, value);
  } else {
    object[name] = value;
  }
};

/** A new object with the members of these names. */
export const pick = (object: object, names: string): Record<string, unknown> =>
  Object.fromEntries(names.split(" ").map((name) => [name, (object as Record<string, unknown>)[name]]));

/** Methods as a class has them: they can be overwritten, and are not enumerated. */
export const addMethods = (prototype: object, methods: Record<string, unknown>): void => {
  for (const [name, value] of Object.entries(methods)) {
    define(prototype, name, value, false);
  }
};

/** Other names for methods: those of a state, which was once called a status, and others. */
export const addAliases = <T extends { getState: unknown; getStateDuration: unknown }>(
  prototype: T,
  aliases: Record<string, keyof T>,
): void => {
  const all = { getStatus: "getState", getStatusDuration: "getStateDuration", ...aliases } as const;
  for (const [name, method] of Object.entries(all)) {
    define(prototype, name, prototype[method as keyof T], false);
  }
};

/** Methods that give a member of the object's data. */
export function addGetters<T extends object>(prototype: T, members: string, data: (self: T) => object): void {
  for (const words of members.split(" ")) {
    const [member, method] = words.split(":") as [string, string | undefined];
    const name = method ?? member.replace(/./, (letter) => `get${letter.toUpperCase()}`);
    addMethods(prototype, {
      [name](this: T) {
        return (data(this) as Record<string, unknown>)[member];
      },
    });
  }
}

/** A member that is computed when it is looked at. Who sets it makes an ordinary member of it. */
export const addComputed = (object: object, name: string, get: () => unknown): void => {
  Object.defineProperty(object, name, {
    get,
    set: (value) => define(object, name, value),
    configurable: true,
    enumerable: true,
  });
};
