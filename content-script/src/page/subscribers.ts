import { subscribe } from "./context";
import type { Words } from "./enums";
import type { Handler, Subscription } from "./event-bus";
import { addMethods } from "./methods";

type Camel<S extends string> = S extends `${infer First}_${infer Rest}`
  ? `${Capitalize<First>}${Camel<Rest>}`
  : Capitalize<S>;

/**
 * The names of methods by the names of their events, in one text: `state_change` for `onStateChange`,
 * `set_ringer_device` for `setRingerDevice`, and `acw:onAfterCallWork` where the method is called otherwise.
 */
export type Subscribers<S extends string, F = (f: Handler) => Subscription> = {
  [E in Words<S> as E extends `${string}:${infer Method}`
    ? Method
    : E extends `set_${infer Rest}`
      ? `set${Camel<Rest>}`
      : `on${Camel<E>}`]: F;
};

/** The methods and events of a text as {@link Subscribers} describes it. */
export const subscribers = (namespace: string, events: string): [method: string, event: string][] =>
  events.split(" ").map((words) => {
    const [event, method] = words.split(":") as [string, string | undefined];
    const name = `on_${event}`.replace("on_set", "set");
    const camel = name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    return [method ?? camel, `${namespace}::${event}`];
  });

/** A function that subscribes to one event. */
export const subscriber =
  (eventName: string) =>
  (f: Handler): Subscription =>
    subscribe(eventName, f);

/** Methods that subscribe to events of the namespace; `scope` makes the event's name for one object of it. */
export function addSubscribers<T extends object>(
  prototype: T,
  namespace: string,
  events: string,
  scope: (self: T, event: string) => string = (_self, event) => event,
): void {
  for (const [name, event] of subscribers(namespace, events)) {
    addMethods(prototype, {
      [name](this: T, f: Handler) {
        return subscribe(scope(this, event), f);
      },
    });
  }
}
