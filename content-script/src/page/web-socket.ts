import { context, upstream } from "./context";
import { WebSocketEvents } from "./enums";
import { assertFunction, assertNotNull, assertTrue } from "./errors";
import { rootLogger } from "./log";

// biome-ignore lint/suspicious/noExplicitAny: what is called back with depends on the event.
type Callback = (response?: any) => void;
type Unsubscribe = () => boolean;

/**
 * What `connect.core.getWebSocketManager()` gives, for ChatJS and TaskJS: the worker's WebSocket, shared by all
 * pages (PROTOCOL.md 4.5).
 */
export class WebSocketProvider {
  readonly #callbacks = new Map<string, Set<Callback>>();

  constructor() {
    for (const eventName of [
      WebSocketEvents.INIT_FAILURE,
      WebSocketEvents.CONNECTION_OPEN,
      WebSocketEvents.CONNECTION_CLOSE,
      WebSocketEvents.CONNECTION_GAIN,
      WebSocketEvents.CONNECTION_LOST,
      WebSocketEvents.SUBSCRIPTION_UPDATE,
      WebSocketEvents.SUBSCRIPTION_FAILURE,
    ]) {
      upstream().onUpstream(eventName, (response) => this.#invoke(eventName, response ?? undefined));
    }
    upstream().onUpstream(WebSocketEvents.ALL_MESSAGE, (response) => {
      this.#invoke(WebSocketEvents.ALL_MESSAGE, response);
      this.#invoke(topicKey(response?.topic), response);
    });
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

  onInitFailure(cb: Callback): Unsubscribe {
    const unsubscribe = this.#on(WebSocketEvents.INIT_FAILURE, cb);
    if (context.webSocketInitFailed) {
      cb();
    }
    return unsubscribe;
  }

  onConnectionOpen(cb: Callback): Unsubscribe {
    return this.#on(WebSocketEvents.CONNECTION_OPEN, cb);
  }

  onConnectionClose(cb: Callback): Unsubscribe {
    return this.#on(WebSocketEvents.CONNECTION_CLOSE, cb);
  }

  onConnectionGain(cb: Callback): Unsubscribe {
    return this.#on(WebSocketEvents.CONNECTION_GAIN, cb);
  }

  onConnectionLost(cb: Callback): Unsubscribe {
    return this.#on(WebSocketEvents.CONNECTION_LOST, cb);
  }

  onSubscriptionUpdate(cb: Callback): Unsubscribe {
    return this.#on(WebSocketEvents.SUBSCRIPTION_UPDATE, cb);
  }

  onSubscriptionFailure(cb: Callback): Unsubscribe {
    return this.#on(WebSocketEvents.SUBSCRIPTION_FAILURE, cb);
  }

  /** Messages of one topic. */
  onMessage(topicName: string, cb: Callback): Unsubscribe {
    assertNotNull(topicName, "topicName");
    return this.#on(topicKey(topicName), cb);
  }

  onAllMessage(cb: Callback): Unsubscribe {
    return this.#on(WebSocketEvents.ALL_MESSAGE, cb);
  }

  /** Has no source, here as in the npm library. */
  onDeepHeartbeatSuccess(cb: Callback): Unsubscribe {
    return this.#on("deepHeartbeatSuccess", cb);
  }

  /** Has no source, here as in the npm library. */
  onDeepHeartbeatFailure(cb: Callback): Unsubscribe {
    return this.#on("deepHeartbeatFailure", cb);
  }

  /** Has no source, here as in the npm library. */
  onTopicFailure(cb: Callback): Unsubscribe {
    return this.#on("topicFailure", cb);
  }

  #on(name: string, cb: Callback): Unsubscribe {
    assertFunction(cb, "method");
    const callbacks = this.#callbacks.get(name) ?? new Set();
    this.#callbacks.set(name, callbacks.add(cb));
    return () => callbacks.delete(cb);
  }

  #invoke(name: string, response: unknown): void {
    for (const callback of [...(this.#callbacks.get(name) ?? [])]) {
      try {
        callback(response);
      } catch (error) {
        rootLogger.error("A callback for '%s' failed.", name).withException(error).sendInternalLogToServer();
      }
    }
  }
}

function topicKey(topic: unknown): string {
  return `topic::${String(topic)}`;
}
