import { vsprintf } from "./printf";

type FormattedError = new (...args: unknown[]) => Error;

/** A class of errors whose message is a printf format and its values. */
const formattedError = (name: string): FormattedError => {
  const errors = {
    [name]: class extends Error {
      constructor(...args: unknown[]) {
        super(vsprintf(args[0], args.slice(1)));
      }
    },
  }[name] as FormattedError;
  errors.prototype.name = name;
  return errors;
};

/** An argument that makes no sense. */
export const ValueError = formattedError("ValueError");
/** Something that this library does not do. */
export const NotImplementedError = formattedError("NotImplementedError");
/** A call at the wrong time: nothing is initialised yet, or the contact or connection is gone. */
export const StateError = formattedError("StateError");

/** @returns the value. @throws StateError with this message if there is none. */
export const existing = <T>(value: T, ...message: unknown[]): NonNullable<T> => {
  if (!value) {
    throw new StateError(...message);
  }
  return value;
};

/** What Voice ID promises are rejected with: `type` is a value of `VoiceIdErrorTypes`. */
export interface VoiceIdError {
  type: string;
  message: string | undefined;
  stack: string | undefined;
  err: unknown;
}

function makeVoiceIdError(type: string, message: string | undefined, err: unknown): VoiceIdError {
  return { type, message, stack: new Error(message).stack, err };
}

/** Makes a {@link VoiceIdError}; may be called with and without `new`. */
export const VoiceIdError = makeVoiceIdError as unknown as {
  new (type: string, message?: string, err?: unknown): VoiceIdError;
  (type: string, message?: string, err?: unknown): VoiceIdError;
};

/** @throws ValueError with this message if the premise does not hold. */
export function assertTrue(premise: unknown, message?: string): asserts premise {
  if (!premise) {
    throw new ValueError(message);
  }
}

/** @throws ValueError if the value is null or undefined. */
export function assertNotNull<T>(value: T, name?: string): NonNullable<T> {
  if (value === null || value === undefined) {
    throw new ValueError("%s must be provided", name || "A value");
  }
  return value;
}

/** @throws ValueError if the value is no function. */
export function assertFunction(value: unknown, name: string): void {
  assertNotNull(value, name);
  assertTrue(typeof value === "function", `${name} must be a function`);
}
