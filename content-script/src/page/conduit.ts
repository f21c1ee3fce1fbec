/** Conduits as the npm library has them: what a page sends up, and two event buses for what comes. */

import { randomId } from "./collections";
import { assertNotNull } from "./errors";
import { EventBus, type Handler, type Subscription } from "./event-bus";

interface Message {
  event: string;
  data?: unknown;
}

/** Where messages come from and go to. */
export interface Stream {
  send(message: Message): void;
  onMessage(f: (messageEvent: { data: Message }) => void): void;
}

/** A stream without another end. */
export class NullStream implements Stream {
  send(_message: Message): void {}
  onMessage(_f: (messageEvent: { data: Message }) => void): void {}
}

/** Messages between this window and another. */
export class WindowIOStream implements Stream {
  constructor(
    readonly input: Window,
    readonly output: Window,
    readonly domain: string,
  ) {}

  send(message: Message): void {
    this.output.postMessage(message, this.domain);
  }

  onMessage(f: (messageEvent: { data: Message }) => void): void {
    this.input.addEventListener("message", (message) => {
      if (message.source === this.output) {
        f(message);
      }
    });
  }
}

export class Conduit {
  readonly upstream: Stream;
  readonly downstream: Stream;
  readonly upstreamBus = new EventBus();
  readonly downstreamBus = new EventBus();

  constructor(
    readonly name: string,
    upstream?: Stream | null,
    downstream?: Stream | null,
  ) {
    this.upstream = upstream ?? new NullStream();
    this.downstream = downstream ?? new NullStream();
    this.upstream.onMessage((message) => this._dispatchEvent(this.upstreamBus, message));
    this.downstream.onMessage((message) => this._dispatchEvent(this.downstreamBus, message));
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

  onAllDownstream(f: Handler): Subscription {
    return this.downstreamBus.subscribeAll(f);
  }

  sendUpstream(eventName: string, data?: unknown): void {
    assertNotNull(eventName, "eventName");
    this.upstream.send({ event: eventName, data });
  }

  sendDownstream(eventName: string, data?: unknown): void {
    assertNotNull(eventName, "eventName");
    this.downstream.send({ event: eventName, data });
  }

  _dispatchEvent(bus: EventBus, messageEvent: { data?: Partial<Message> | null }): void {
    const message = messageEvent.data;
    if (message?.event) {
      bus.trigger(message.event, message.data);
    }
  }

  /** A function that sends up what it is called with by a bus. */
  passUpstream(): Handler {
    return (data, eventName) => this.upstream.send({ event: eventName, data });
  }

  /** A function that sends down what it is called with by a bus. */
  passDownstream(): Handler {
    return (data, eventName) => this.downstream.send({ event: eventName, data });
  }

  shutdown(): void {
    this.upstreamBus.unsubscribeAll();
    this.downstreamBus.unsubscribeAll();
  }
}

/** A conduit to the page in a frame. */
export class IFrameConduit extends Conduit {
  constructor(name: string, window: Window, iframe: HTMLIFrameElement, domain?: string) {
    super(name, new WindowIOStream(window, iframe.contentWindow as Window, domain || "*"), null);
  }
}

export interface ApiRequest {
  event: string;
  requestId: string;
  method: string;
  params: unknown;
}

export interface ApiResponse {
  event: string;
  requestId: string;
  data: unknown;
  err: unknown;
}

export const EventFactory = {
  createRequest(type: string, method: string, params: unknown): ApiRequest {
    return { event: type, requestId: randomId(), method, params };
  },
  createResponse(type: string, request: { requestId: string }, data: unknown, err: unknown): ApiResponse {
    return { event: type, requestId: request.requestId, data, err: err || null };
  },
};
