/** Calls that were sent to the worker and not answered yet. Every one settles exactly once. */

import type { CallError } from "../messages/CallError";
import type { Outcome } from "../messages/Outcome";
import { isFunction } from "./collections";
import { assertNotNull, NotImplementedError, ValueError } from "./errors";
import { rootLogger } from "./log";

/** What the user of a call is told by. Both may be missing. */
export interface Callbacks {
  // biome-ignore lint/suspicious/noExplicitAny: the answer depends on the call.
  success?: ((data: any) => void) | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: see above.
  failure?: ((err: any, data?: any) => void) | undefined;
}

export type Settle = (outcome: Outcome) => void;

/** The failure of a call as users get it: JSON text, as over the npm library's conduit (PROTOCOL.md 1.5). */
export function errorText(error: CallError): string {
  const { type, message, statusCode } = error;
  return JSON.stringify({ type, message, stack: [], retryStatus: "none", ...(statusCode && { statusCode }) });
}

export function failure(type: string, message: string): Outcome {
  return { kind: "failure", error: { type, message } };
}

/** Calls whichever callback the outcome is for. One that throws is logged. */
export function settleWith(method: string, callbacks: Callbacks): Settle {
  return (outcome) => {
    try {
      if (outcome.kind === "success") {
        if (isFunction(callbacks.success)) {
          callbacks.success(outcome.data);
        }
      } else if (isFunction(callbacks.failure)) {
        callbacks.failure(errorText(outcome.error), null);
      }
    } catch (error) {
      rootLogger.error("A callback of '%s' failed.", method).withException(error).sendInternalLogToServer();
    }
  };
}

/** What `connect.core.getClient()` gives. */
export abstract class ClientBase {
  static readonly EMPTY_CALLBACKS: Callbacks = { success() {}, failure() {} };

  /** Calls an operation by its name in `connect.ClientMethods`. */
  call(method: string, paramsIn?: unknown, callbacksIn?: Callbacks | null): void {
    assertNotNull(method, "method");
    this._callImpl(method, paramsIn || {}, callbacksIn || ClientBase.EMPTY_CALLBACKS);
  }

  _callImpl(_method: string, _params: unknown, _callbacks: Callbacks): void {
    throw new NotImplementedError("_callImpl");
  }
}

/** A client of nothing: every call fails. In place after `connect.core.terminate()`. */
export class NullClient extends ClientBase {
  override _callImpl(method: string, _params: unknown, callbacks: Callbacks): void {
    const message = `No such method exists on NULL client: ${method}`;
    callbacks.failure?.(new ValueError("%s", message), { message });
  }
}

/** Answers that are awaited, by the id of the call. */
export class Pending {
  #settles = new Map<number, Settle>();

  add(id: number, settle: Settle): void {
    this.#settles.set(id, settle);
  }

  /** An answer to a call that is not awaited (any more) is dropped. */
  settle(id: number, outcome: Outcome): void {
    this.take(id)?.(outcome);
  }

  /** Takes a call out; it is awaited no longer. */
  take(id: number): Settle | undefined {
    const settle = this.#settles.get(id);
    this.#settles.delete(id);
    return settle;
  }

  settleAll(outcome: Outcome): void {
    const settles = [...this.#settles.values()];
    this.#settles.clear();
    for (const settle of settles) {
      settle(outcome);
    }
  }
}
