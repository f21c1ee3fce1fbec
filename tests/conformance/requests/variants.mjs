/** The ways in which each action is called. */

import { ACTIONS, CALLBACKS, isCallbacks, onlyFailure, onlySuccess } from "./actions.mjs";

/** Values that are good for hardly anything. */
const BAD = [undefined, null, 0, -1.5, "", "text", true, {}, [], [1], { odd: 1 }, { contactId: 5 }];

/** What may be given in the place of callbacks. */
const BAD_CALLBACKS = [undefined, null, {}, { success: null, failure: null }, 0, ""];

function shown(value) {
  return value === undefined ? "undefined" : JSON.stringify(value);
}

const firstValues = (action) => action.parameters.map(([value]) => value);

/**
 * Every action with all its good values, one parameter at a time, and with one callback only.
 *
 * @returns `{ action, title, values }` of each.
 */
export function goodVariants({ onlyFirst = false } = {}) {
  return ACTIONS.flatMap((action) => {
    const first = firstValues(action);
    const variant = (title, values) => ({ action, title: `${action.name}${title}`, values });
    const others = action.parameters.flatMap((values, index) =>
      values
        .slice(1)
        .map((value, number) =>
          variant(` with value ${number + 1} of parameter ${index}`, first.with(index, value)),
        ),
    );
    const place = first.indexOf(CALLBACKS);
    const halves =
      place < 0
        ? []
        : [
            variant(" with a success callback only", first.with(place, onlySuccess)),
            variant(" with a failure callback only", first.with(place, onlyFailure)),
          ];
    return [variant("", first), ...(onlyFirst ? [] : others), ...halves];
  });
}

/** Every action with bad values, one parameter at a time, and with too few. */
export function badVariants() {
  return ACTIONS.flatMap((action) => {
    const first = firstValues(action);
    return first.flatMap((good, index) => [
      ...(isCallbacks(good) ? BAD_CALLBACKS : BAD).map((value) => ({
        action,
        title: `${action.name} with ${shown(value)} as parameter ${index}`,
        values: first.with(index, value),
      })),
      { action, title: `${action.name} with ${index} parameters`, values: first.slice(0, index) },
    ]);
  });
}

/** What the service may answer instead of success, by a name. */
export const FAULTS = {
  "an error in the body": { status: 400, body: { __type: "InvalidStateException", message: "Not now." } },
  "an error with a namespace": {
    status: 400,
    body: { __type: "com.amazonaws.connect#BadEndpointException", Message: "Not there." },
  },
  "an error in the header": {
    status: 400,
    body: {},
    headers: { "x-amzn-errortype": "QuotaExceededException:http://internal.example/" },
  },
  "a conflict without a body": { status: 409, body: "" },
  "an error that is no JSON": { status: 404, body: "<html>" },
  "a failure": { status: 500, body: { __type: "InternalServerException", message: "Sorry." } },
  "a gateway without a body": { status: 503, body: "" },
  "too many requests": { status: 429, body: { __type: "TooManyRequestsException", message: "Slower." } },
  "no network": { failure: "network" },
};
