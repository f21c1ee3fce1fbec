import type { Conduit } from "./conduit";
import { EventType } from "./enums";
import type { EventBus, Subscription } from "./event-bus";
import { rootLogger } from "./log";

/**
 * Asks the worker again and again whether it is there (`EventType.SYNCHRONIZE`), and publishes
 * `EventType.ACK_TIMEOUT` when it does not answer in time. A page that nobody sees does not ask.
 */
export class KeepaliveManager {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #acknowledged: Subscription | undefined;
  #stopped = false;

  /** Times in milliseconds: from an answer to the next question, and from a question to its answer. */
  constructor(
    readonly conduit: Conduit,
    readonly eventBus: EventBus,
    readonly synTimeout: number,
    readonly ackTimeout: number,
  ) {}

  start(): void {
    if (this.#stopped) {
      return;
    }
    if (document.hidden) {
      document.addEventListener("visibilitychange", () => this.start(), { once: true });
      return;
    }
    this.#acknowledged = this.conduit.onUpstream(EventType.ACKNOWLEDGE, () => this.deferStart());
    this.#timer = setTimeout(() => {
      rootLogger.info("The worker has not answered in %s ms.", this.ackTimeout).sendInternalLogToServer();
      this.deferStart();
      this.eventBus.trigger(EventType.ACK_TIMEOUT);
    }, this.ackTimeout);
    this.conduit.sendUpstream(EventType.SYNCHRONIZE);
  }

  deferStart(): void {
    this.#rest();
    if (!this.#stopped) {
      this.#timer = setTimeout(() => this.start(), this.synTimeout);
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#rest();
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#acknowledged?.unsubscribe();
  }
}
