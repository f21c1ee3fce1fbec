import { randomId } from "./collections";
import { assertFunction, assertNotNull } from "./errors";
import { logFailure } from "./log";

/** What is subscribed under this name is called on every event. */
const ALL_EVENTS = "<<all>>";

/** A subscriber gets the event's data (`null` if there is none), its name and the bus. */
// biome-ignore lint/suspicious/noExplicitAny: the data of an event depends on its name.
export type Handler = (data: any, eventName: string, bus: EventBus) => void;

/** One subscription; what every `on…` method returns. */
export class Subscription {
  readonly id = randomId();
  readonly #map: Map<string, Set<Subscription>>;

  constructor(
    map: Map<string, Set<Subscription>>,
    readonly eventName: string,
    readonly f: Handler,
  ) {
    this.#map = map;
  }

  /** Ends the subscription. Harmless when it has ended already. */
  unsubscribe(): void {
    const named = this.#map.get(this.eventName);
    if (named?.delete(this) && named.size === 0) {
      this.#map.delete(this.eventName);
    }
  }
}

/** Subscriptions and what triggers them ("EventType", note, of the documentation). */
export class EventBus {
  readonly #subscriptions = new Map<string, Set<Subscription>>();

  /** @throws ValueError without a name or a function. */
  subscribe(eventName: string, f: Handler): Subscription {
    assertNotNull(eventName, "eventName");
    assertFunction(f, "f");
    return this.#add(eventName, f);
  }

  /** @throws ValueError without a function. */
  subscribeAll(f: Handler): Subscription {
    assertFunction(f, "f");
    return this.#add(ALL_EVENTS, f);
  }

  getSubscriptions(eventName: string): Subscription[] {
    return [...(this.#subscriptions.get(eventName) ?? [])];
  }

  /** Whether anybody would be called: most events of a change have no subscriber. */
  hasSubscribers(eventName: string): boolean {
    return this.#subscriptions.has(eventName) || this.#subscriptions.has(ALL_EVENTS);
  }

  /**
   * Calls who subscribed to all events, then who subscribed to this one. Who throws is logged; the others are
   * called all the same. Who subscribes or unsubscribes inside a callback does so for the next event.
   */
  trigger(eventName: string, data?: unknown): void {
    assertNotNull(eventName, "eventName");
    this.#call([...this.getSubscriptions(ALL_EVENTS), ...this.getSubscriptions(eventName)], eventName, data);
  }

  /**
   * As {@link trigger}, with something done between who subscribed to all events and who subscribed to this one.
   * `data` is made only if somebody is there to get it.
   */
  triggerAround(eventName: string, data: () => unknown, between: () => void): void {
    for (const name of [ALL_EVENTS, eventName]) {
      const subscriptions = this.getSubscriptions(name);
      if (subscriptions.length > 0) {
        this.#call(subscriptions, eventName, data());
      }
      if (name === ALL_EVENTS) {
        between();
      }
    }
  }

  /** A function that triggers on this bus what it is called with by another. */
  bridge(): (data: unknown, eventName: string) => void {
    return (data, eventName) => this.trigger(eventName, data);
  }

  unsubscribeAll(): void {
    this.#subscriptions.clear();
  }

  #add(eventName: string, f: Handler): Subscription {
    const subscription = new Subscription(this.#subscriptions, eventName, f);
    const named = this.#subscriptions.get(eventName);
    if (named) {
      named.add(subscription);
    } else {
      this.#subscriptions.set(eventName, new Set([subscription]));
    }
    return subscription;
  }

  #call(subscriptions: Subscription[], eventName: string, data: unknown): void {
    for (const subscription of subscriptions) {
      try {
        subscription.f(data || null, eventName, this);
      } catch (error) {
        logFailure("'%s' event handler failed.", eventName, error);
      }
    }
  }
}
