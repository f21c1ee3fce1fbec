import { ask, type Callbacks } from "./calls";
import {
  type BaseConnection,
  ChatConnection,
  ConnectionSnapshot,
  canSend,
  EmailConnection,
  TaskConnection,
  VoiceConnection,
} from "./connection";
import { agentData, broadcast, broadcastClick, client, since } from "./context";
import { type EndpointData, endpointParameter } from "./endpoint";
import {
  ClickType,
  CONTACT_SUBSCRIPTIONS,
  ConnectionStateType,
  ConnectionType,
  ContactEvents,
  ContactInitiationMethod,
  ContactStateType,
  ContactType,
  EventType,
  MediaType,
  MonitoringErrorTypes,
  MonitoringMode,
  SCREEN_SHARING_SUBSCRIPTIONS,
  type Words,
} from "./enums";
import { assertNotNull, existing, ValueError } from "./errors";
import { logFailure, rootLogger } from "./log";
import { addAliases, addGetters, addMethods, type Getters } from "./methods";
import { addSubscribers, type Subscribers } from "./subscribers";
import type { ConnectionData, ContactData } from "./view";

const EVENTS: readonly string[] = Object.values(ContactEvents);

/**
 * The name under which an event of one contact is triggered, such as `contact::connected::<contactId>`.
 *
 * @throws ValueError for what is no value of `ContactEvents`.
 */
export const getContactEventName = (eventName: string, contactId: string): string => {
  assertNotNull(eventName, "eventName");
  assertNotNull(contactId, "contactId");
  if (!EVENTS.includes(eventName)) {
    throw new ValueError("%s is not a valid contact event.", eventName);
  }
  return `${eventName}::${contactId}`;
};

const GETTERS =
  "type state queue queueTimestamp contactDuration initialContactId name description references attributes initiationMethod contactMetadata relatedContactId contactAssociationId customerEndpoint connectSystemEndpoint contactFeatures channelContext segmentAttributes";

/** Calls about the contact alone. */
const CALLS = "clear complete pause resume";

/** Calls about the contact and an endpoint. */
const ENDPOINT_CALLS = {
  addConnection: "createAdditionalConnection",
  addParticipant: "addNewConnection",
  transfer: "transferContact",
} as const;

type Call = (callbacks?: Callbacks | null) => void;
type EndpointCall = (endpointIn: EndpointData, callbacks?: Callbacks | null) => void;

export interface Contact
  extends Subscribers<typeof CONTACT_SUBSCRIPTIONS>,
    Subscribers<typeof SCREEN_SHARING_SUBSCRIPTIONS>,
    Getters<ContactData, Words<typeof GETTERS>>,
    Record<Words<typeof CALLS> | "conferenceConnections", Call>,
    Record<keyof typeof ENDPOINT_CALLS, EndpointCall> {
  getOriginalContactId: Contact["getInitialContactId"];
  getStatus: Contact["getState"];
  getStatusDuration(): number;
}

/** A contact ("Contact API" of the documentation). Its methods throw a StateError once the contact is gone. */
export class Contact {
  constructor(readonly contactId: string) {}

  _getData(): ContactData {
    return agentData().getContactData(this.contactId);
  }

  _createConnectionAPI(connectionData: ConnectionData): BaseConnection {
    return connectionOf(this.getType(), this.contactId, connectionData.connectionId);
  }

  getEventName(eventName: string): string {
    return getContactEventName(eventName, this.contactId);
  }

  getContactId(): string {
    return this.contactId;
  }

  /** Milliseconds, with the difference between the service's clock and this one taken into account. */
  getStateDuration(): number {
    return since(this._getData().state.timestamp);
  }

  getConnections(): BaseConnection[] {
    const type = this.getType();
    return this._getData().connections.map(({ connectionId }) =>
      connectionOf(type, this.contactId, connectionId),
    );
  }

  getInitialConnection(): BaseConnection | null {
    return this.getConnections().find((connection) => connection.isInitialConnection()) ?? null;
  }

  getActiveInitialConnection(): BaseConnection | null {
    const connection = this.getInitialConnection();
    return connection?.isActive() ? connection : null;
  }

  getThirdPartyConnections(): BaseConnection[] {
    return this.getConnections().filter(
      (connection) => !connection.isInitialConnection() && connection.getType() !== ConnectionType.AGENT,
    );
  }

  getSingleActiveThirdPartyConnection(): BaseConnection | null {
    return this.getThirdPartyConnections().find((connection) => connection.isActive()) ?? null;
  }

  getAgentConnection(): BaseConnection | null {
    return this.getConnections().find((connection) => connection._isAgentConnectionType()) ?? null;
  }

  getActiveConnections(): BaseConnection[] {
    return this.getConnections().filter((connection) => connection.isActive());
  }

  hasTwoActiveParticipants(): boolean {
    return this.getActiveConnections().length === 2;
  }

  getContactSubtype(): string | null | undefined {
    const subtype = this.getSegmentAttributes()?.["connect:Subtype"];
    return subtype ? subtype.ValueString : null;
  }

  isCustomerFirstCallback(): boolean {
    return this.getInitiationMethod() === ContactInitiationMethod.CALLBACK_CUSTOMER_FIRST_DIALED;
  }

  isCampaignPreview(): boolean {
    return this.getInitiationMethod() === ContactInitiationMethod.CAMPAIGN_PREVIEW;
  }

  isSoftphoneCall(): boolean {
    const type = this.getType();
    return (
      (type === ContactType.VOICE || type === ContactType.QUEUE_CALLBACK) &&
      this.getConnections().some((connection) => connection.getSoftphoneMediaInfo())
    );
  }

  hasVideoRTCCapabilities(): boolean {
    return this.getConnections().some((connection) => canSend(connection, "Video"));
  }

  canAgentSendVideo(): boolean | undefined {
    return canSend(this.getAgentConnection(), "Video");
  }

  /** Whether the customer sends, or others do for whom the service says nothing: then the agent's side counts. */
  canAgentReceiveVideo(): boolean | undefined {
    return (
      canSend(this.getInitialConnection(), "Video") ||
      (this.getThirdPartyConnections().length > 0 && this.canAgentSendVideo())
    );
  }

  hasScreenShareCapability(): boolean {
    return this.getConnections().some((connection) => canSend(connection, "ScreenShare"));
  }

  canAgentSendScreenShare(): boolean | undefined {
    return canSend(this.getAgentConnection(), "ScreenShare");
  }

  canCustomerSendScreenShare(): boolean | undefined {
    return canSend(this.getInitialConnection(), "ScreenShare");
  }

  /** Tells all pages that screens are shared, after the service was asked for a session if there is none yet. */
  async startScreenSharing(skipSessionInitiation?: boolean): Promise<unknown> {
    const { contactId } = this;
    checkScreenSharing(this);
    const params = {
      InstanceId: agentData().getInstanceId(),
      ContactId: contactId,
      ParticipantId: this.getAgentConnection()?.connectionId,
    };
    const answer = skipSessionInitiation
      ? undefined
      : await ask("startScreenSharing", params, (err) => {
          logFailure("startScreenSharing failed", "", { err });
          broadcast(ContactEvents.SCREEN_SHARING_ERROR, { contactId });
          throw err;
        });
    broadcast(ContactEvents.SCREEN_SHARING_STARTED, { contactId });
    return answer;
  }

  async stopScreenSharing(): Promise<void> {
    checkScreenSharing(this);
    broadcast(ContactEvents.SCREEN_SHARING_STOPPED, { contactId: this.contactId });
  }

  _isInbound(): boolean {
    return this.getInitiationMethod() !== ContactInitiationMethod.OUTBOUND;
  }

  isInbound(): boolean {
    const connection = this.getInitialConnection();
    const mediaType = connection?.getMediaType();
    if (mediaType === MediaType.TASK || mediaType === MediaType.EMAIL || this.isCampaignPreview()) {
      return this._isInbound();
    }
    return connection?.getType() === ConnectionType.INBOUND;
  }

  isConnected(): boolean {
    return this.getStatus().type === ContactStateType.CONNECTED;
  }

  /** Fails with the text `error`; the reason is in the log. */
  accept(callbacks?: Callbacks | null): void {
    const contactId = this.contactId;
    const calls = client();
    broadcastClick(contactId, ClickType.ACCEPT);
    calls.call(
      "acceptContact",
      { contactId },
      {
        // The worker tells all pages.
        success: (data) => callbacks?.success?.(data),
        failure: (err, data) => {
          logFailure("Accept Contact failed", "", { err, data });
          broadcast(EventType.CLIENT_METRIC, { name: "ContactAcceptFailure", data: { count: 1 } });
          callbacks?.failure?.(ContactStateType.ERROR);
        },
      },
    );
  }

  /** Deprecated, and without effect. */
  destroy(): void {
    rootLogger.warn("contact.destroy() has been deprecated.");
  }

  reject(callbacks?: Callbacks | null): void {
    const calls = client();
    broadcastClick(this.contactId, ClickType.REJECT);
    calls.call("rejectContact", { contactId: this.contactId }, callbacks);
  }

  notifyIssue(issueCode: string, description: string, callbacks?: Callbacks | null): void {
    call(this, "notifyContactIssue", { issueCode, description }, callbacks);
  }

  toggleActiveConnections(callbacks?: Callbacks | null): void {
    const calls = client();
    const connections = this.getConnections();
    const held = connections.find((connection) => connection.getStatus().type === ConnectionStateType.HOLD);
    const connection = held ?? connections.find((candidate) => candidate.isActive());
    const connectionId = connection?.connectionId ?? null;
    calls.call("toggleActiveConnections", { contactId: this.contactId, connectionId }, callbacks);
  }

  toSnapshot(): ContactSnapshot {
    return new ContactSnapshot(this._getData());
  }

  isMultiPartyConferenceEnabled(): boolean {
    return !!this.getContactFeatures()?.multiPartyConferenceEnabled;
  }

  /** Fails with `invalid_target_state` for what is no value of `MonitoringMode`. */
  updateMonitorParticipantState(targetState: string, callbacks?: Callbacks | null): void {
    const targetMonitorMode = (targetState || "").toUpperCase();
    if (targetMonitorMode === MonitoringMode.BARGE || targetMonitorMode === MonitoringMode.SILENT_MONITOR) {
      call(this, "updateMonitorParticipantState", { targetMonitorMode }, callbacks);
    } else {
      rootLogger.error("Invalid target state was provided: %s", targetState).sendInternalLogToServer();
      callbacks?.failure?.(MonitoringErrorTypes.INVALID_TARGET_STATE);
    }
  }

  silentMonitor(callbacks?: Callbacks | null): void {
    this.updateMonitorParticipantState(MonitoringMode.SILENT_MONITOR, callbacks);
  }

  bargeIn(callbacks?: Callbacks | null): void {
    this.updateMonitorParticipantState(MonitoringMode.BARGE, callbacks);
  }

  isUnderSupervision(): boolean {
    return this.getConnections().some(
      (connection) =>
        connection.getType() !== ConnectionType.AGENT &&
        "isBarge" in connection &&
        (connection as VoiceConnection).isBarge() &&
        connection.isActive(),
    );
  }

  /** Whether the contact need not be accepted; `false` also when the contact is gone. */
  isAutoAcceptEnabled(): boolean {
    try {
      const handling = this._getData().agentContactHandlingConfig;
      const voice = this.getType() === ContactType.VOICE;
      return (
        (handling ?? (voice ? this.getAgentConnection()?.getSoftphoneMediaInfo() : null))?.autoAccept ?? false
      );
    } catch {
      return false;
    }
  }
}

/** @throws Error and StateError where screens cannot be shared. */
const checkScreenSharing = (contact: Contact): void => {
  if (contact.getContactSubtype() !== "connect:WebRTC") {
    throw new Error("Screens can be shared in WebRTC contacts only.");
  }
  existing(contact.isConnected(), "Contact %s is not connected.", contact.contactId);
};

const call = (
  contact: Contact,
  method: string,
  params: object,
  callbacks: Callbacks | null | undefined,
): void => {
  client().call(method, { contactId: contact.contactId, ...params }, callbacks);
};

addSubscribers(Contact.prototype, "contact", CONTACT_SUBSCRIPTIONS, (contact, event) =>
  contact.getEventName(event),
);
addSubscribers(Contact.prototype, "contact", SCREEN_SHARING_SUBSCRIPTIONS);
addGetters(Contact.prototype, GETTERS, (contact) => contact._getData());
for (const name of `${CALLS} conferenceConnections`.split(" ")) {
  const method = CALLS.includes(name) ? `${name}Contact` : name;
  addMethods(Contact.prototype, {
    [name](this: Contact, callbacks?: Callbacks | null) {
      call(this, method, {}, callbacks);
    },
  });
}
for (const [name, method] of Object.entries(ENDPOINT_CALLS)) {
  addMethods(Contact.prototype, {
    [name](this: Contact, endpointIn: EndpointData, callbacks?: Callbacks | null) {
      call(this, method, { endpoint: endpointParameter(endpointIn) }, callbacks);
    },
  });
}
addAliases(Contact.prototype, {
  getOriginalContactId: "getInitialContactId",
});

const connectionOf = (type: string, contactId: string, connectionId: string): BaseConnection => {
  const classes: Record<string, new (contactId: string, connectionId: string) => BaseConnection> = {
    [ContactType.CHAT]: ChatConnection,
    [ContactType.TASK]: TaskConnection,
    [ContactType.EMAIL]: EmailConnection,
  };
  return new (classes[type] ?? VoiceConnection)(contactId, connectionId);
};

/** A contact as of one moment. */
export class ContactSnapshot extends Contact {
  constructor(readonly contactData: ContactData) {
    super(contactData.contactId);
  }

  override _getData(): ContactData {
    return this.contactData;
  }

  override _createConnectionAPI(connectionData: ConnectionData): BaseConnection {
    return new ConnectionSnapshot(connectionData);
  }
}
