import { bus, type InitParameters, upstream } from "./context";
import { EventType } from "./enums";
import type { Subscription } from "./event-bus";
import { rootLogger } from "./log";

// Defaults of the documentation, in milliseconds.
const SYN_TIMEOUT = 1000;
const ACK_TIMEOUT = 3000;

let timer: ReturnType<typeof setTimeout> | undefined;
let acknowledged: Subscription | undefined;

/**
 * Asks the worker again and again whether it is there (`EventType.SYNCHRONIZE`), and publishes
 * `EventType.ACK_TIMEOUT` when it does not answer in time. A page that nobody sees does not ask.
 */
export const keepAlive = (params: InitParameters): void => {
  const ackTimeout = params.ccpAckTimeout || ACK_TIMEOUT;
  letRest();
  timer = setTimeout(() => {
    if (document.hidden) {
      keepAlive(params);
      return;
    }
    const conduit = upstream();
    acknowledged = conduit.onUpstream(EventType.ACKNOWLEDGE, () => keepAlive(params));
    timer = setTimeout(() => {
      rootLogger.info("The worker has not answered in %s ms.", ackTimeout).sendInternalLogToServer();
      keepAlive(params);
      bus.trigger(EventType.ACK_TIMEOUT);
    }, ackTimeout);
    conduit.sendUpstream(EventType.SYNCHRONIZE);
  }, params.ccpSynTimeout || SYN_TIMEOUT);
};

/** Asks no more. */
export const letRest = (): void => {
  clearTimeout(timer);
  acknowledged?.unsubscribe();
};
