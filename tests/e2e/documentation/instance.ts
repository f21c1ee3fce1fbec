// The other side of the examples: the simulated instance, whose own page this is (tests/simulator/README.md), and the
// page's elements.
import { until } from "./example";

/** Who is signed in. */
export const AGENT = "ann";

export const CONTROL_PANEL = `${location.origin}/ccp-v2/`;

export interface Offer {
  channel: "voice" | "queue_callback" | "chat" | "task";
  [other: string]: unknown;
}

/** Makes something happen at the instance. */
export async function happen<T>(path: string, body?: object, method = body ? "POST" : "GET"): Promise<T> {
  const answer = await fetch(`/_sim/${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
  const json = await answer.json();
  if (!answer.ok) {
    throw new Error(`${path}: ${json.error}`);
  }
  return json;
}

/** Offers a contact, and waits until the page has it. */
export async function offer(wanted: Offer): Promise<connect.Contact> {
  const { contactId } = await happen<{ contactId: string }>("contacts", { agent: AGENT, ...wanted });
  await until(() => ids().includes(contactId));
  return new connect.Contact(contactId);
}

/** Offers a contact that is accepted, and waits until it is connected. */
export async function offerConnected(wanted: Offer): Promise<connect.Contact> {
  const contact = await offer({ autoAccept: true, force: true, ...wanted });
  await until(() => contact.isConnected());
  return contact;
}

/** Takes a contact away, and waits until the page has heard. */
export async function vanish(contact: connect.Contact): Promise<void> {
  const contactId = contact.getContactId();
  await happen(`contacts/${contactId}`, undefined, "DELETE");
  await until(() => !ids().includes(contactId));
}

export function ids(): string[] {
  return new connect.Agent().getContacts().map((contact) => contact.getContactId());
}

/** Waits until the WebSocket brings a topic: the instance has no memory for what is said before. */
export function subscribed(topic: string): Promise<void> {
  return until(async () => {
    const { sockets } = await happen<{ sockets: { agent: string; topics: string[] }[] }>("sockets");
    return sockets.some(({ agent, topics }) => agent === AGENT && topics.includes(topic));
  });
}

/** The parameters of the requests that the instance has got of one operation. */
export async function requests(operation: string): Promise<Record<string, unknown>[]> {
  const { requests } = await happen<{ requests: { parameters: Record<string, unknown> }[] }>(
    `requests?operation=${encodeURIComponent(operation)}`,
  );
  return requests.map(({ parameters }) => parameters);
}

/** An element that the page has. */
export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) {
    throw new Error(`The page has no element ${id}.`);
  }
  return found;
}

/** A new empty element in the page. */
export function addContainer(id: string): void {
  const container = document.createElement("div");
  container.id = id;
  document.body.append(container);
}

/** The connection of the agent, of the kind that the contact has. */
export function agentConnection<T extends connect.AnyConnection>(contact: connect.Contact): T {
  const connection = contact.getAgentConnection();
  if (!connection) {
    throw new Error(`The agent has no connection to ${contact.getContactId()}.`);
  }
  return connection as T;
}
