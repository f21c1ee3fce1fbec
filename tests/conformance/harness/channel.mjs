/** Message ports and windows that post messages, between the realms of one machine. */

/** Two ports of a `MessageChannel`. */
export function portPair(machine) {
  const ports = [new Port(machine), new Port(machine)];
  ports[0].other = ports[1];
  ports[1].other = ports[0];
  return ports;
}

class Port {
  other;
  #machine;
  #listeners = [];
  #waiting = [];
  #started = false;
  #closed = false;

  constructor(machine) {
    this.#machine = machine;
  }

  postMessage(message) {
    const data = structuredClone(message);
    this.#machine.post(() => this.other.#take({ data, ports: [] }));
  }

  addEventListener(type, listener) {
    if (type === "message") {
      this.#listeners.push(listener);
    }
  }

  start() {
    this.#started = true;
    for (const event of this.#waiting.splice(0)) {
      this.#take(event);
    }
  }

  close() {
    this.#closed = true;
  }

  #take(event) {
    if (this.#closed) {
      return;
    }
    if (!this.#started) {
      this.#waiting.push(event);
      return;
    }
    for (const listener of [...this.#listeners]) {
      listener(event);
    }
  }
}

/**
 * A window as another one sees it: something that messages can be posted to.
 *
 * @param take called in a turn of its own with the event, but for its `source`.
 */
export function windowSeenFromOutside(machine, take) {
  return {
    postMessage(message, targetOrigin) {
      if (typeof targetOrigin !== "string") {
        throw new TypeError("postMessage without a target origin");
      }
      const data = structuredClone(message);
      machine.post(() => take({ data, ports: [] }));
    },
  };
}
