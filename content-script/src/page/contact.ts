import type { Callbacks } from "./calls";
import { find, now } from "./collections";
import {
  type BaseConnection,
  ChatConnection,
  ConnectionSnapshot,
  EmailConnection,
  TaskConnection,
  VoiceConnection,
} from "./connection";
import { agentData, broadcast, client, skew, subscribe } from "./context";
import { type EndpointData, endpointParameter } from "./endpoint";
import {
  ClickType,
  ConnectionStateType,
  ConnectionType,
  ContactEvents,
  ContactInitiationMethod,
  ContactStateType,
  ContactType,
  MediaType,
  MonitoringErrorTypes,
  MonitoringMode,
} from "./enums";
import { assertNotNull, ValueError } from "./errors";
import type { Handler, Subscription } from "./event-bus";
import { rootLogger } from "./log";
import { publishClick, publishMetric, publishSoftphoneStats } from "./publish";
import type { ConnectionData, ContactData, QueueData } from "./view";

const CCP_VERSION = "V2";
const EVENTS: readonly string[] = Object.values(ContactEvents);

/**
 * The name under which an event of one contact is triggered, such as `contact::connected::<contactId>`.
 *
 * @throws ValueError for what is no value of `ContactEvents`.
 */
export function getContactEventName(eventName: string, contactId: string): string {
  assertNotNull(eventName, "eventName");
  assertNotNull(contactId, "contactId");
  if (!EVENTS.includes(eventName)) {
    throw new ValueError("%s is not a valid contact event.", eventName);
  }
  return `${eventName}::${contactId}`;
}

/** A contact ("Contact API" of the documentation). Its methods throw a StateError once the contact is gone. */
export class Contact {
  constructor(readonly contactId: string) {}

  _getData(): ContactData {
    return agentData().getContactData(this.getContactId());
  }

  _createConnectionAPI(connectionData: ConnectionData): BaseConnection {
    return connectionOf(this.getType(), this.contactId, connectionData.connectionId);
  }

  getEventName(eventName: string): string {
    return getContactEventName(eventName, this.getContactId());
  }

  onRefresh(f: Handler): Subscription {
    return on(this, ContactEvents.REFRESH, f);
  }

  onIncoming(f: Handler): Subscription {
    return on(this, ContactEvents.INCOMING, f);
  }

  onPending(f: Handler): Subscription {
    return on(this, ContactEvents.PENDING, f);
  }

  onConnecting(f: Handler): Subscription {
    return on(this, ContactEvents.CONNECTING, f);
  }

  onAccepted(f: Handler): Subscription {
    return on(this, ContactEvents.ACCEPTED, f);
  }

  onMissed(f: Handler): Subscription {
    return on(this, ContactEvents.MISSED, f);
  }

  onEnded(f: Handler): Subscription {
    return on(this, ContactEvents.ENDED, f);
  }

  onDestroy(f: Handler): Subscription {
    return on(this, ContactEvents.DESTROYED, f);
  }

  onACW(f: Handler): Subscription {
    return on(this, ContactEvents.ACW, f);
  }

  onConnected(f: Handler): Subscription {
    return on(this, ContactEvents.CONNECTED, f);
  }

  onError(f: Handler): Subscription {
    return on(this, ContactEvents.ERROR, f);
  }

  getContactId(): string {
    return this.contactId;
  }

  getOriginalContactId(): string | null | undefined {
    return this._getData().initialContactId;
  }

  getInitialContactId(): string | null | undefined {
    return this.getOriginalContactId();
  }

  getType(): string {
    return this._getData().type;
  }

  getContactDuration(): unknown {
    return this._getData().contactDuration;
  }

  getState(): ContactData["state"] {
    return this._getData().state;
  }

  getStatus(): ContactData["state"] {
    return this.getState();
  }

  /** Milliseconds, with the difference between the service's clock and this one taken into account. */
  getStateDuration(): number {
    return now() - this._getData().state.timestamp.getTime() + skew();
  }

  getStatusDuration(): number {
    return this.getStateDuration();
  }

  getQueue(): QueueData | undefined {
    return this._getData().queue;
  }

  getQueueTimestamp(): Date | null | undefined {
    return this._getData().queueTimestamp;
  }

  getConnections(): BaseConnection[] {
    const type = this.getType();
    return this._getData().connections.map(({ connectionId }) =>
      connectionOf(type, this.contactId, connectionId),
    );
  }

  getInitialConnection(): BaseConnection | null {
    return find(this.getConnections(), (connection) => connection.isInitialConnection());
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
    return find(this.getConnections(), (connection) => connection._isAgentConnectionType());
  }

  getActiveConnections(): BaseConnection[] {
    return this.getConnections().filter((connection) => connection.isActive());
  }

  hasTwoActiveParticipants(): boolean {
    return this.getActiveConnections().length === 2;
  }

  getName(): unknown {
    return this._getData().name;
  }

  getInitiationMethod(): string | undefined {
    return this._getData().initiationMethod;
  }

  getContactMetadata(): unknown {
    return this._getData().contactMetadata;
  }

  getDescription(): unknown {
    return this._getData().description;
  }

  getRelatedContactId(): unknown {
    return this._getData().relatedContactId;
  }

  getContactAssociationId(): unknown {
    return this._getData().contactAssociationId;
  }

  getCustomerEndpoint(): unknown {
    return this._getData().customerEndpoint;
  }

  getConnectSystemEndpoint(): unknown {
    return this._getData().connectSystemEndpoint;
  }

  getReferences(): unknown {
    return this._getData().references;
  }

  getAttributes(): ContactData["attributes"] {
    return this._getData().attributes;
  }

  getContactFeatures(): ContactData["contactFeatures"] {
    return this._getData().contactFeatures;
  }

  getChannelContext(): unknown {
    return this._getData().channelContext;
  }

  getSegmentAttributes(): ContactData["segmentAttributes"] {
    return this._getData().segmentAttributes;
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
    return this.getConnections().some((connection) => can(connection, "canSendVideo"));
  }

  canAgentSendVideo(): boolean {
    return can(this.getAgentConnection(), "canSendVideo");
  }

  canAgentReceiveVideo(): boolean {
    return (
      can(this.getInitialConnection(), "canSendVideo") ||
      (this.getThirdPartyConnections().length > 0 && this.canAgentSendVideo())
    );
  }

  hasScreenShareCapability(): boolean {
    return this.getConnections().some((connection) => can(connection, "canSendScreenShare"));
  }

  canAgentSendScreenShare(): boolean {
    return can(this.getAgentConnection(), "canSendScreenShare");
  }

  canCustomerSendScreenShare(): boolean {
    return can(this.getInitialConnection(), "canSendScreenShare");
  }

  onScreenSharingStarted(f: Handler): Subscription {
    return subscribe(ContactEvents.SCREEN_SHARING_STARTED, f);
  }

  onScreenSharingStopped(f: Handler): Subscription {
    return subscribe(ContactEvents.SCREEN_SHARING_STOPPED, f);
  }

  onScreenSharingError(f: Handler): Subscription {
    return subscribe(ContactEvents.SCREEN_SHARING_ERROR, f);
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
    const contactId = this.getContactId();
    const calls = client();
    publishClick(contactId, ClickType.ACCEPT);
    calls.call(
      "acceptContact",
      { contactId },
      {
        success: (data) => {
          broadcast(ContactEvents.ACCEPTED, { contactId });
          broadcast(getContactEventName(ContactEvents.ACCEPTED, contactId), { contactId });
          callbacks?.success?.(data);
        },
        failure: (err, data) => {
          rootLogger.error("Accept Contact failed").withObject({ err, data }).sendInternalLogToServer();
          publishMetric({ name: "ContactAcceptFailure", data: { count: 1 } });
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
    publishClick(this.getContactId(), ClickType.REJECT);
    calls.call("rejectContact", { contactId: this.getContactId() }, callbacks);
  }

  complete(callbacks?: Callbacks | null): void {
    call(this, "completeContact", {}, callbacks);
  }

  clear(callbacks?: Callbacks | null): void {
    call(this, "clearContact", {}, callbacks);
  }

  notifyIssue(issueCode: string, description: string, callbacks?: Callbacks | null): void {
    call(this, "notifyContactIssue", { issueCode, description }, callbacks);
  }

  addConnection(endpointIn: EndpointData, callbacks?: Callbacks | null): void {
    call(this, "createAdditionalConnection", { endpoint: endpointParameter(endpointIn) }, callbacks);
  }

  toggleActiveConnections(callbacks?: Callbacks | null): void {
    const calls = client();
    const connections = this.getConnections();
    const held = connections.find((connection) => connection.getStatus().type === ConnectionStateType.HOLD);
    const connection = held ?? connections.find((candidate) => candidate.isActive());
    const connectionId = connection?.getConnectionId() ?? null;
    calls.call("toggleActiveConnections", { contactId: this.getContactId(), connectionId }, callbacks);
  }

  conferenceConnections(callbacks?: Callbacks | null): void {
    call(this, "conferenceConnections", {}, callbacks);
  }

  sendSoftphoneMetrics(softphoneStreamStatistics: unknown, callbacks?: Callbacks | null): void {
    call(this, "sendSoftphoneCallMetrics", { ccpVersion: CCP_VERSION, softphoneStreamStatistics }, callbacks);
    publishSoftphoneStats({
      contactId: this.getContactId(),
      ccpVersion: CCP_VERSION,
      stats: softphoneStreamStatistics,
    });
  }

  sendSoftphoneReport(report: unknown, callbacks?: Callbacks | null): void {
    call(this, "sendSoftphoneCallReport", { ccpVersion: CCP_VERSION, report }, callbacks);
  }

  toSnapshot(): ContactSnapshot {
    return new ContactSnapshot(this._getData());
  }

  isMultiPartyConferenceEnabled(): boolean {
    return !!this.getContactFeatures()?.multiPartyConferenceEnabled;
  }

  /** Fails with `invalid_target_state` for what is no value of `MonitoringMode`. */
  updateMonitorParticipantState(targetState: string, callbacks?: Callbacks | null): void {
    const targetMonitorMode = targetState?.toUpperCase();
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

  isAutoAcceptEnabled(): boolean {
    const handling = this._getData().agentContactHandlingConfig;
    if (handling) {
      return handling.autoAccept ?? false;
    }
    return this.getType() === ContactType.VOICE
      ? (this.getAgentConnection()?.getSoftphoneMediaInfo()?.autoAccept ?? false)
      : false;
  }

  pause(callbacks?: Callbacks | null): void {
    call(this, "pauseContact", {}, callbacks);
  }

  resume(callbacks?: Callbacks | null): void {
    call(this, "resumeContact", {}, callbacks);
  }

  addParticipant(endpointIn: EndpointData, options?: Callbacks | null): void {
    call(this, "addNewConnection", { endpoint: endpointParameter(endpointIn) }, options);
  }

  transfer(endpointIn: EndpointData, options?: Callbacks | null): void {
    call(this, "transferContact", { endpoint: endpointParameter(endpointIn) }, options);
  }
}

// Functions rather than private members, so that the prototype works on whatever a page makes of it.

function on(contact: Contact, eventName: string, f: Handler): Subscription {
  return subscribe(contact.getEventName(eventName), f);
}

function call(
  contact: Contact,
  method: string,
  params: object,
  callbacks: Callbacks | null | undefined,
): void {
  client().call(method, { contactId: contact.getContactId(), ...params }, callbacks);
}

function connectionOf(type: string, contactId: string, connectionId: string): BaseConnection {
  switch (type) {
    case ContactType.CHAT:
      return new ChatConnection(contactId, connectionId);
    case ContactType.TASK:
      return new TaskConnection(contactId, connectionId);
    case ContactType.EMAIL:
      return new EmailConnection(contactId, connectionId);
    default:
      return new VoiceConnection(contactId, connectionId);
  }
}

function can(connection: BaseConnection | null, what: "canSendVideo" | "canSendScreenShare"): boolean {
  return connection instanceof VoiceConnection && !!connection[what]();
}

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
