/** `XMLHttpRequest`, `fetch` and `WebSocket` of a worker whose network is the service of one side. */

import { replyTo } from "./sockets.mjs";

/** As much of `XMLHttpRequest` as a client of text needs. */
export function requestClass(service) {
  return class XMLHttpRequest {
    static UNSENT = 0;
    static DONE = 4;
    HEADERS_RECEIVED = 2;
    LOADING = 3;
    DONE = 4;
    readyState = 0;
    status = 0;
    statusText = "";
    responseText = "";
    upload = { addEventListener() {} };
    #listeners = [];
    #request = { headers: {} };
    #headers = {};

    /** Text is all that it answers, whatever is asked for. */
    get responseType() {
      return "";
    }
    set responseType(_type) {}

    addEventListener(type, listener) {
      this.#listeners.push([type, listener]);
    }

    open(method, url) {
      Object.assign(this.#request, { method, url });
    }

    setRequestHeader(name, value) {
      this.#request.headers[name] = value;
    }

    getAllResponseHeaders() {
      return Object.entries(this.#headers)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join("");
    }

    send(body) {
      service.request({ ...this.#request, body }, (answer) => {
        if (answer.failure) {
          this.readyState = this.DONE;
          this.#dispatch(answer.failure === "timeout" ? "timeout" : "error");
          return;
        }
        this.status = answer.status;
        this.responseText = answer.body;
        this.#headers = answer.headers;
        for (const state of [this.HEADERS_RECEIVED, this.DONE]) {
          this.readyState = state;
          this.#dispatch("readystatechange");
        }
      });
    }

    abort() {
      this.#dispatch("abort");
    }

    #dispatch(type) {
      for (const [of, listener] of this.#listeners) {
        if (of === type) {
          listener.call(this, { type });
        }
      }
    }
  };
}

/** As much of `fetch` as a client of JSON needs. */
export function fetchFunction(service) {
  return (url, { method = "GET", headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      service.request({ method, url: String(url), headers, body }, ({ failure, status, body: text }) => {
        if (failure) {
          reject(new TypeError("Failed to fetch"));
        } else {
          resolve(new Response(text, { status }));
        }
      });
    });
}

/**
 * A `WebSocket` of the instance. What applications send is kept in `sent`, each socket in `sockets.open`; before
 * `sockets.noneUntil` none can be opened.
 */
export function socketClass(machine, sent, sockets) {
  return class WebSocket {
    static CONNECTING = 0;
    static OPEN = 1;
    static CLOSING = 2;
    static CLOSED = 3;
    readyState = 0;
    #listeners = [];

    constructor() {
      sockets.open.push(this);
      machine.post(() => {
        if (machine.clock.now < sockets.noneUntil) {
          // Whoever tries again at once must find time gone by.
          machine.clock.setTimeout(() => this.close(1006, "no way"), 1000);
          return;
        }
        this.readyState = WebSocket.OPEN;
        this.#dispatch("open", {});
      });
    }

    addEventListener(type, listener) {
      this.#listeners.push([type, listener]);
    }

    send(text) {
      const reply = replyTo(text);
      if (reply) {
        machine.post(() => this.#dispatch("message", { data: reply }));
      } else {
        sent.push(JSON.parse(text));
      }
    }

    close(code = 1000, reason = "") {
      this.readyState = WebSocket.CLOSED;
      machine.post(() => this.#dispatch("close", { code, reason }));
    }

    #dispatch(type, event) {
      for (const [of, listener] of this.#listeners) {
        if (of === type) {
          listener.call(this, { type, ...event });
        }
      }
    }
  };
}
