import { StateError } from "./errors";
import type { JsonObject } from "./replica";
import { type AgentData, type ConnectionData, type ContactData, View } from "./view";

/** What is known about the agent; what `connect.core.getAgentDataProvider()` gives. */
export class AgentDataProvider {
  #view: View | null = null;

  /** A new version of the agent document. */
  show(document: JsonObject): void {
    this.#view = new View(document);
  }

  get hasData(): boolean {
    return this.#view !== null;
  }

  /** @throws StateError before the first data came. */
  getAgentData(): AgentData {
    return this.#current().data;
  }

  /** @throws StateError when the agent has no such contact (any more). */
  getContactData(contactId: string): ContactData {
    const contact = this.#current().contact(contactId);
    if (!contact) {
      throw new StateError("Contact %s no longer exists.", contactId);
    }
    return contact;
  }

  /** @throws StateError when the contact or the connection is gone. */
  getConnectionData(contactId: string, connectionId: string): ConnectionData {
    const found = this.getContactData(contactId).connections.find(
      (connection) => connection.connectionId === connectionId,
    );
    if (!found) {
      throw new StateError("Connection %s for contact %s no longer exists.", connectionId, contactId);
    }
    return found;
  }

  /** The instance's id, out of the routing profile's ARN. */
  getInstanceId(): string {
    return this.#fromProfile(/instance\/([0-9a-fA-F|-]+)\//);
  }

  /** The AWS account's id, out of the routing profile's ARN. */
  getAWSAccountId(): string {
    return this.#fromProfile(/:([0-9]+):instance/);
  }

  #fromProfile(pattern: RegExp): string {
    const arn = this.getAgentData().configuration.routingProfile.routingProfileARN;
    const found = pattern.exec(arn)?.[1];
    if (found === undefined) {
      throw new StateError("The routing profile's ARN %s names no instance.", arn);
    }
    return found;
  }

  #current(): View {
    if (!this.#view) {
      throw new StateError("No agent data is available yet!");
    }
    return this.#view;
  }
}
