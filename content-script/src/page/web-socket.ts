import { upstream, webSocketInitFailed } from "./context";
import { WebSocketEvents } from "./enums";
import { assertFunction, assertNotNull, assertTrue } from "./errors";
import { logFailure } from "./log";
import { addMethods } from "./methods";

// biome-ignore lint/suspicious/noExplicitAny: what is called back with depends on the event.
type Callback = (response?: any) => void;
type Unsubscribe = () => boolean;

const CALLBACKS = {
  onInitFailure: WebSocketEvents.INIT_FAILURE,
  onConnectionOpen: WebSocketEvents.CONNECTION_OPEN,
  onConnectionClose: WebSocketEvents.CONNECTION_CLOSE,
  onConnectionGain: WebSocketEvents.CONNECTION_GAIN,
  onConnectionLost: WebSocketEvents.CONNECTION_LOST,
  onSubscriptionUpdate: WebSocketEvents.SUBSCRIPTION_UPDATE,
  onSubscriptionFailure: WebSocketEvents.SUBSCRIPTION_FAILURE,
  onAllMessage: WebSocketEvents.ALL_MESSAGE,
  // These have no source, here as in the npm library.
  onDeepHeartbeatSuccess: "deepHeartbeatSuccess",
  onDeepHeartbeatFailure: "deepHeartbeatFailure",
  onTopicFailure: "topicFailure",
} as const;

export interface WebSocketProvider extends Record<keyof typeof CALLBACKS, (cb: Callback) => Unsubscribe> {}

/**
 * What `connect.core.getWebSocketManager()` gives, for ChatJS and TaskJS: the worker's WebSocket, shared by all
 * pages (PROTOCOL.md 4.5).
 */
export class WebSocketProvider {
  readonly #callbacks = new Map<string, Set<Callback>>();

  constructor() {
    for (const eventName of Object.values(CALLBACKS)) {
      upstream().onUpstream(eventName, (response) => {
        this.#invoke(eventName, response);
        if (eventName === WebSocketEvents.ALL_MESSAGE) {
          this.#invoke(topicKey(response?.topic), response);
        }
      });
    }
  }

  /** Sends an object with a `topic`. */
  sendMessage(webSocketPayload: unknown): void {
    upstream().sendUpstream(WebSocketEvents.SEND, webSocketPayload);
  }

  /** @throws ValueError for what is no list. */
  subscribeTopics(topics: string[]): void {
    assertNotNull(topics, "topics");
    assertTrue(Array.isArray(topics), "topics must be a array");
    upstream().sendUpstream(WebSocketEvents.SUBSCRIBE, topics);
  }

  /** Messages of one topic. */
  onMessage(topicName: string, cb: Callback): Unsubscribe {
    assertNotNull(topicName, "topicName");
    return this._on(topicKey(topicName), cb);
  }

  _on(name: string, cb: Callback): Unsubscribe {
    assertFunction(cb, "method");
    const callbacks = this.#callbacks.get(name) ?? new Set();
    this.#callbacks.set(name, callbacks.add(cb));
    if (name === WebSocketEvents.INIT_FAILURE && webSocketInitFailed) {
      cb();
    }
    return () => callbacks.delete(cb);
  }

  #invoke(name: string, response: unknown): void {
    for (const callback of [...(this.#callbacks.get(name) ?? [])]) {
      try {
        callback(response ?? undefined);
      } catch (error) {
        logFailure("A callback for '%s' failed.", name, error);
      }
    }
  }
}

for (const [method, name] of Object.entries(CALLBACKS)) {
  addMethods(WebSocketProvider.prototype, {
    [method](this: WebSocketProvider, cb: Callback) {
      return this._on(name, cb);
    },
  });
}

function topicKey(topic: unknown): string {
  return `topic::${String(topic)}`;
}
