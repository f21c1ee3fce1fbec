/** The page API's end of the channel to the bridge (see `handover.ts`). */

import { ASK, type FromBridge, OFFER, READY, type Signal, type ToBridge } from "../handover";

export interface ChannelEvents {
  message(text: string): void;
  signal(signal: Signal): void;
}

export interface Channel {
  send(message: ToBridge): void;
}

/** Asks the bridge for the channel. What is sent before it is there waits. */
export function openChannel(events: ChannelEvents): Channel {
  let waiting: ToBridge[] | null = [];
  let port: MessagePort | null = null;

  // Another bridge is of an extension that replaced the one of this page's; Firefox just ends the old bridge.
  const ask = () => (port ? events.signal("gone") : dispatchEvent(new Event(ASK)));
  const take = (event: MessageEvent) => {
    const [offered] = event.ports;
    if (event.source !== window || event.data !== OFFER || !offered) {
      return;
    }
    // This listener was here before any script of the page, which is to see nothing of it.
    event.stopImmediatePropagation();
    removeEventListener("message", take, true);
    port = offered;
    port.onmessage = ({ data }: MessageEvent<FromBridge>) => {
      if (typeof data === "string") {
        events.message(data);
      } else {
        events.signal(data.signal);
      }
    };
    for (const message of waiting ?? []) {
      port.postMessage(message);
    }
    waiting = null;
  };

  addEventListener("message", take, true);
  addEventListener(READY, ask);
  ask();

  return {
    send(message) {
      if (port) {
        port.postMessage(message);
      } else {
        waiting?.push(message);
      }
    },
  };
}
