/**
 * How the two worlds of a page find each other. Both scripts run at `document_start`, in either order, before any
 * script of the page: the page API asks by a synchronous event, the bridge answers with one end of a
 * `MessageChannel`. What then goes over it are the messages of the worker's protocol, as text, and {@link Signal}s.
 */

/** The page API asks for its end of the channel. */
export const ASK = "headwater:ask";
/** The bridge is there and can be asked. A second one is of an extension that replaced the first one's. */
export const READY = "headwater:ready";
/** The message that carries the page API's end. */
export const OFFER = "headwater:offer";

/** What the bridge says for itself. */
export type Signal =
  /** The worker is out of reach; what the page API sent since may or may not have arrived. */
  | "lost"
  /** There is a new connection, on which nothing was said yet. */
  | "restored"
  /** The extension was updated or removed: there will be no connection any more. */
  | "gone";

/** From the bridge: a message of the worker, or the bridge's own word. */
export type FromBridge = string | { signal: Signal };

/** From the page API: a message for the worker, or: "lost" was understood, connect again. */
export type ToBridge = string | { resume: true };
