import { upstream, webSocketInitFailed } from "./context";
import { WEB_SOCKET_SUBSCRIPTIONS, WebSocketEvents } from "./enums";
import { assertFunction, assertNotNull, assertTrue } from "./errors";
import { logFailure } from "./log";
import { addMethods } from "./methods";
import { type Subscribers, subscribers } from "./subscribers";

// biome-ignore lint/suspicious/noExplicitAny: what is called back with depends on the event.
type Callback = (response?: any) => void;
type Unsubscribe = () => boolean;

// These have no source, here as in the npm library.
const SILENT = "deep_heartbeat_success deep_heartbeat_failure topic_failure";

type Subscribe = (cb: Callback) => Unsubscribe;
export interface WebSocketProvider
  extends Subscribers<typeof WEB_SOCKET_SUBSCRIPTIONS, Subscribe>,
    Subscribers<typeof SILENT, Subscribe> {}

const ALL = subscribers("webSocket", `${WEB_SOCKET_SUBSCRIPTIONS} ${SILENT}`);

/**
 * What `connect.core.getWebSocketManager()` gives, for ChatJS and TaskJS: the worker's WebSocket, shared by all
 * pages (PROTOCOL.md 4.5).
 */
export class WebSocketProvider {
  readonly #callbacks = new Map<string, Set<Callback>>();

  constructor() {
    for (const [, eventName] of ALL) {
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

for (const [method, name] of ALL) {
  addMethods(WebSocketProvider.prototype, {
    [method](this: WebSocketProvider, cb: Callback) {
      return this._on(name, cb);
    },
  });
}

const topicKey = (topic: unknown): string => `topic::${String(topic)}`;
