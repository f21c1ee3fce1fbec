/** Calls that were sent to the worker and not answered yet. Every one settles exactly once. */

import type { CallError } from "../messages/CallError";
import type { Outcome } from "../messages/Outcome";
import { isFunction } from "./collections";
import { client } from "./context";
import { assertNotNull, ValueError } from "./errors";
import { logFailure } from "./log";
import { pick } from "./methods";
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
const errorText = (error: CallError): string => {
  const { type, message, statusCode, said } = error;
  return JSON.stringify(
    said ?? { type, message, stack: [], retryStatus: "none", ...(statusCode && { statusCode }) },
  );
};

/** Calls whichever callback the outcome is for. One that throws is logged. */
export const settleWith =
  (method: string, callbacks: Callbacks): Settle =>
  (outcome) => {
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

type CallImplementation = (method: string, params: unknown, callbacks: Callbacks) => void;

/** What `connect.core.getClient()` and `getMasterClient()` give. */
export interface Client {
  /** Calls an operation by its name in `connect.ClientMethods`. @throws ValueError without a name. */
  call(method: string, paramsIn?: unknown, callbacksIn?: Callbacks | null): void;
}

export const clientOf = (callImplementation: CallImplementation): Client => ({
  call(method, paramsIn?, callbacksIn?) {
    callImplementation(assertNotNull(method, "method"), paramsIn || {}, callbacksIn || {});
  },
});

/**
 * Calls an operation of the service. What `recover` makes of a failure is the result, or what it throws.
 *
 * @throws StateError before the worker acknowledged.
 */
export const ask = <T>(
  method: string,
  params: object,
  recover: (err: string, data: unknown) => T,
): Promise<T> => {
  const calls = client();
  return new Promise((resolve, reject) => {
    calls.call(method, params, {
      success: resolve,
      failure(err, data) {
        try {
          resolve(recover(err, data));
        } catch (error) {
          reject(error);
        }
      },
    });
  });
};

/** A client of nothing: every call fails. In place after `connect.core.terminate()`. */
export const nullClient: Client = clientOf((method, _params, callbacks) => {
  const message = `No such method exists on NULL client: ${method}`;
  callbacks.failure?.(new ValueError("%s", message), { message });
});

/** The parameters to send: of a configuration only what can be changed (PROTOCOL.md 1.3), since it can be large. */
export const toSend = (method: string, params: unknown): unknown => {
  const given = params as Record<string, unknown>;
  return method === "updateAgentConfiguration" && given.configuration
    ? { ...given, configuration: configurationParameter(given.configuration as ConfigurationData) }
    : given;
};

/** Times in an answer, which come as seconds, become dates. */
export const reviveTimes = (method: string, data: unknown): void => {
  const answer = data as { states?: Record<string, unknown>[] } & Record<string, unknown>;
  const revive = (members: Record<string, unknown>, name: string) => {
    if (Number.isFinite(members[name])) {
      members[name] = new Date((members[name] as number) * 1000);
    }
  };
  if (method === "getAgentStates") {
    for (const state of answer.states ?? []) {
      revive(state, "startTimestamp");
    }
  } else if (method === "getNewAuthToken") {
    revive(answer, "expirationDateTime");
  }
};

/** What of a configuration can be sent; the queues of the routing profile, for one, cannot. */
const configurationParameter = (configuration: ConfigurationData): object => {
  const profile = configuration.routingProfile as RoutingProfileData | undefined;
  const queue = profile?.defaultOutboundQueue;
  return {
    ...pick(
      configuration,
      "name softphoneEnabled softphoneAutoAccept extension agentPreferences voiceEnhancementMode",
    ),
    routingProfile: profile && {
      ...pick(profile, "name routingProfileARN"),
      defaultOutboundQueue: queue && pick(queue, "queueARN name"),
    },
  };
};
