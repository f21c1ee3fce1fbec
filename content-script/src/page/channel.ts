/** The page API's end of the channel to the bridge (see `handover.ts`). */

import { ALIVE, ASK, isSignal, READY, type Signal, TO_BRIDGE, TO_PAGE } from "../handover";

/** Milliseconds between two looks at whether the bridge is still there. */
const LOOK_INTERVAL = 1000;

export interface ChannelEvents {
  message(text: string): void;
  signal(signal: Signal): void;
}

export interface Channel {
  send(text: string): void;
}

// As they are before any script of the page, which may replace them.
const Told = CustomEvent;

/** Asks the bridge to carry. What is sent before it is there waits. */
export const openChannel = (events: ChannelEvents): Channel => {
  const node = new Text();
  const tell = (text: string) => node.dispatchEvent(new Told(TO_BRIDGE, { detail: text }));
  let waiting: string[] | null = [];

  const ask = () => {
    if (!waiting) {
      // Another bridge is of an extension that replaced the one of this page's; Firefox just ends the old bridge.
      events.signal("gone");
    } else if (!dispatchEvent(new FocusEvent(ASK, { relatedTarget: node, cancelable: true }))) {
      waiting.map(tell);
      waiting = null;
      // Firefox ends the bridge of an extension that is removed or turned off, and tells nobody.
      setInterval(() => {
        if (node.dispatchEvent(new Event(ALIVE, { cancelable: true }))) {
          events.signal("gone");
        }
      }, LOOK_INTERVAL);
    }
  };

  node.addEventListener(TO_PAGE, (event) => {
    const text = (event as CustomEvent<string>).detail;
    if (isSignal(text)) {
      events.signal(text);
    } else {
      events.message(text);
    }
  });
  addEventListener(READY, ask);
  ask();

  return {
    send(text) {
      if (waiting) {
        waiting.push(text);
      } else {
        tell(text);
      }
    },
  };
};
