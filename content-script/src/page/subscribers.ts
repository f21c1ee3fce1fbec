import { subscribe } from "./context";
import type { Handler, Subscription } from "./event-bus";
import { addMethods } from "./methods";

/** `onX(f)` for each `{ onX: event }`. */
export type Subscribers<T> = { [K in keyof T]: (f: Handler) => Subscription };

/** Methods that subscribe; `scope` makes the event's name for one object of it. */
export function addSubscribers<T extends object>(
  prototype: T,
  events: Record<string, string>,
  scope: (self: T, event: string) => string = (_self, event) => event,
): void {
  for (const [name, event] of Object.entries(events)) {
    addMethods(prototype, {
      [name](this: T, f: Handler) {
        return subscribe(scope(this, event), f);
      },
    });
  }
}
