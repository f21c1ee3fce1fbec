/** Calls that were sent to the worker and not answered yet. Every one settles exactly once. */

import type { CallError } from "../messages/CallError";
import type { Outcome } from "../messages/Outcome";
import { isFunction } from "./collections";
import { assertNotNull, NotImplementedError, ValueError } from "./errors";
import { logFailure } from "./log";
import type { ConfigurationData, RoutingProfileData } from "./view";

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
      logFailure("A callback of '%s' failed.", method, error);
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

/**
 * The parameters as the service takes them: of a configuration only what can be changed, and of two contacts that
 * another one comes from only one (PROTOCOL.md 1.3).
 */
export function asServiceTakes(method: string, params: unknown): unknown {
  const given = params as Record<string, unknown>;
  if (method === "updateAgentConfiguration" && given.configuration) {
    return { ...given, configuration: configurationParameter(given.configuration as ConfigurationData) };
  }
  return given.relatedContactId ? { ...given, previousContactId: undefined } : given;
}

/** What of a configuration can be sent; the queues of the routing profile, for one, cannot. */
function configurationParameter(configuration: ConfigurationData): object {
  const { name, softphoneEnabled, softphoneAutoAccept, extension, agentPreferences, voiceEnhancementMode } =
    configuration;
  const profile = configuration.routingProfile as RoutingProfileData | undefined;
  const queue = profile?.defaultOutboundQueue;
  return {
    name,
    softphoneEnabled,
    softphoneAutoAccept,
    extension,
    routingProfile: profile && {
      name: profile.name,
      routingProfileARN: profile.routingProfileARN,
      defaultOutboundQueue: queue && { queueARN: queue.queueARN, name: queue.name },
    },
    agentPreferences,
    voiceEnhancementMode,
  };
}
