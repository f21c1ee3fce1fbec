/** Conduits as the npm library has them: what a page sends up, and an event bus for what comes. */

import { randomId } from "./collections";
import { assertNotNull } from "./errors";
import { EventBus, type Handler, type Subscription } from "./event-bus";

/** What a page sends, by the name of an event. */
export type SendUpstream = (eventName: string, data?: unknown) => void;

/** What `connect.core.getUpstream()` gives. There is nothing downstream of a page. */
export class Conduit {
  readonly upstreamBus = new EventBus();
  readonly downstreamBus = new EventBus();
  readonly #send: SendUpstream;

  constructor(
    readonly name: string,
    send: SendUpstream,
  ) {
    this.#send = send;
  }

  onUpstream(eventName: string, f: Handler): Subscription {
    return this.upstreamBus.subscribe(eventName, f);
  }

  onAllUpstream(f: Handler): Subscription {
    return this.upstreamBus.subscribeAll(f);
  }

  onDownstream(eventName: string, f: Handler): Subscription {
    return this.downstreamBus.subscribe(eventName, f);
  }

  sendUpstream(eventName: string, data?: unknown): void {
    this.#send(assertNotNull(eventName, "eventName"), data);
  }

  sendDownstream(_eventName: string, _data?: unknown): void {}

  /** A function that sends up what it is called with by a bus. */
  passUpstream(): Handler {
    return (data, eventName) => this.sendUpstream(eventName, data);
  }

  shutdown(): void {
    this.upstreamBus.unsubscribeAll();
    this.downstreamBus.unsubscribeAll();
  }
}

export interface ApiRequest {
  event: string;
  requestId: string;
  method: string;
  params: unknown;
}

export const request = (event: string, method: string, params: unknown): ApiRequest => ({
  event,
  requestId: randomId(),
  method,
  params,
});

/** The answer to a request, as its event carries it. */
export const response = (event: string, requestId: string, data: unknown, err: unknown): object => ({
  event,
  requestId,
  data,
  err: err || null,
});
