// The simulator's control API (`/_sim/`, see tests/simulator/README.md).
import { Agent, request } from "node:https";

/** The password that the simulator takes. */
export const PASSWORD = "demo";

/** Makes things happen at a running simulator. */
export class Control {
  #instance;
  // The certificate was made when the simulator started; nobody vouches for it.
  #agent = new Agent({ rejectUnauthorized: false, keepAlive: true });
  /** When the last answer was made, by the clock of the machine: milliseconds since 1970, with fractions. */
  doneAt = 0;

  /** @param {string} instance origin of the instance, such as `https://localhost:9443` */
  constructor(instance) {
    this.#instance = instance;
  }

  close() {
    this.#agent.destroy();
  }

  info() {
    return this.#call("GET", "info");
  }

  /** Forgets all agents, sign-ins, contacts, faults and requests. */
  reset() {
    return this.#call("POST", "reset");
  }

  /** The agent as the instance has it, or null if that name never signed in. */
  async agent(name) {
    const { agents } = await this.#call("GET", "agents");
    return agents.find((agent) => agent.name === name) ?? null;
  }

  setState(agent, name) {
    return this.#call("POST", `agents/${encodeURIComponent(agent)}/state`, { name });
  }

  expire(agent) {
    return this.#call("POST", `agents/${encodeURIComponent(agent)}/expire`);
  }

  settings(agent, settings) {
    return this.#call("POST", `agents/${encodeURIComponent(agent)}/settings`, settings);
  }

  /** Offers a contact to an agent; gives its id. */
  async offer(agent, channel, options = {}) {
    const { contactId } = await this.#call("POST", "contacts", { agent, channel, ...options });
    return contactId;
  }

  customer(contactId, action) {
    return this.#call("POST", `contacts/${contactId}/customer`, { action });
  }

  /** Adds or replaces attributes of a contact; null takes one away. */
  attributes(contactId, values) {
    return this.#call("POST", `contacts/${contactId}/attributes`, values);
  }

  /** What the customer of a chat does, such as `{action: "message", content}`; gives `{id}` of what was said. */
  chat(contactId, happening) {
    return this.#call("POST", `contacts/${contactId}/chat`, happening);
  }

  /** A chat as the instance has it: `{transcript, participants, over}`. */
  transcript(contactId) {
    return this.#call("GET", `contacts/${contactId}/chat`);
  }

  /** Something happens to a task, such as `expire.warning`. */
  task(contactId, event) {
    return this.#call("POST", `contacts/${contactId}/task`, { event });
  }

  /** Any state, out of turn. */
  moveContact(contactId, state) {
    return this.#call("POST", `contacts/${contactId}/move`, { state });
  }

  /** Takes a contact out of the snapshot, from one to the next. */
  vanish(contactId) {
    return this.#call("DELETE", `contacts/${contactId}`);
  }

  /** @returns {Promise<string>} the fault's id */
  async fault(fault) {
    const { faultId } = await this.#call("POST", "faults", fault);
    return faultId;
  }

  /** How many requests a fault has hit. */
  async hits(faultId) {
    const { hits } = await this.#call("GET", `faults/${faultId}`);
    return hits;
  }

  removeFault(faultId) {
    return this.#call("DELETE", `faults/${faultId}`);
  }

  clearFaults() {
    return this.#call("DELETE", "faults");
  }

  /** The requests seen of one operation, or of all, after a number. */
  requests({ operation, after = 0 } = {}) {
    const query = new URLSearchParams({ after, ...(operation && { operation }) });
    return this.#call("GET", `requests?${query}`);
  }

  /** Signs an agent in whom no browser shows: somebody to pass contacts on to. */
  async signIn(name) {
    const form = new URLSearchParams({ username: name, password: PASSWORD }).toString();
    const { status } = await this.#send("POST", "login", form, "application/x-www-form-urlencoded");
    if (status >= 400) {
      throw new Error(`The simulator does not sign ${name} in (${status}).`);
    }
  }

  async #call(method, path, body) {
    const json = body === undefined ? undefined : JSON.stringify(body);
    const { status, text, doneAt } = await this.#send(method, `_sim/${path}`, json);
    this.doneAt = doneAt;
    const answer = JSON.parse(text);
    if (status !== 200) {
      throw new Error(`The simulator refused ${method} /_sim/${path} (${status}): ${answer.error}`);
    }
    return answer;
  }

  #send(method, path, body, type = "application/json") {
    return new Promise((resolve, reject) => {
      const headers = { "content-type": type };
      const sent = request(`${this.#instance}/${path}`, { method, headers, agent: this.#agent });
      sent.on("error", reject);
      sent.on("response", (answer) => {
        const chunks = [];
        answer.on("error", reject);
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.on("end", () =>
          resolve({
            status: answer.statusCode,
            text: Buffer.concat(chunks).toString("utf8"),
            doneAt: Number(answer.headers["x-done-at"]) / 1000,
          }),
        );
      });
      sent.end(body);
    });
  }
}
