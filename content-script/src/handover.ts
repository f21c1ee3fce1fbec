/**
 * How the two worlds of a page talk. Both scripts run at `document_start`, in either order, before any script of the
 * page. The page API makes a node that is in no document and hands it over with a synchronous event; from then on both
 * tell each other by events on that node. Nobody else has it, `document.open()` does not take its listeners away as it
 * does the window's, and nothing waits for another task. What is told is text, which crosses worlds as it is: messages
 * of the worker's protocol, which are JSON, or one of the words here.
 */

/** The page API asks the bridge to carry; the node is the event's related target. Prevented by the bridge that does. */
export const ASK = "headwater:ask";
/** The bridge is there and can be asked. A second one is of an extension that replaced the first one's. */
export const READY = "headwater:ready";
/** Asked by the page API: a bridge that is alive prevents the event's default. */
export const ALIVE = "alive";
/** Told by the bridge. */
export const TO_PAGE = "to-page";
/** Told by the page API. */
export const TO_BRIDGE = "to-bridge";

const SIGNALS = [
  /** The worker is out of reach; what the page API sent since may or may not have arrived. */
  "lost",
  /** There is a new connection, on which nothing was said yet. */
  "restored",
  /** The extension was updated or removed: there will be no connection any more. */
  "gone",
] as const;

/** What the bridge says for itself. */
export type Signal = (typeof SIGNALS)[number];

export const isSignal = (text: string): text is Signal => SIGNALS.includes(text as Signal);

/** The page API has understood that the connection was lost: connect again. */
export const RESUME = "resume";
