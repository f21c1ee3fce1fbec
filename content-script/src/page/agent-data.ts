import { existing } from "./errors";
import type { JsonObject } from "./replica";
import { type AgentData, type ConnectionData, type ContactData, type View, viewDocument } from "./view";

/** What is known about the agent; what `connect.core.getAgentDataProvider()` gives. */
export class AgentDataProvider {
  #view: View | null = null;

  /** A new version of the agent document. */
  show(document: JsonObject): void {
    this.#view = viewDocument(document);
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
    return existing(this.#current().contact(contactId), "Contact %s no longer exists.", contactId);
  }

  /** @throws StateError when the contact or the connection is gone. */
  getConnectionData(contactId: string, connectionId: string): ConnectionData {
    return existing(
      this.getContactData(contactId).connections.find(
        (connection) => connection.connectionId === connectionId,
      ),
      "Connection %s for contact %s no longer exists.",
      connectionId,
      contactId,
    );
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
    return existing(pattern.exec(arn)?.[1], "The routing profile's ARN %s names no instance.", arn);
  }

  #current(): View {
    return existing(this.#view, "No agent data is available yet!");
  }
}
