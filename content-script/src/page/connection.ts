import type { Callbacks } from "./calls";
import { now } from "./collections";
import { agentData, client, context, skew } from "./context";
import { Endpoint, type EndpointData } from "./endpoint";
import {
  ClickType,
  CONNECTION_ACTIVE_STATES,
  CONNECTION_CONNECTED_STATES,
  ConnectionStateType,
  ConnectionType,
  CustomerAuthenticationStatus,
  LogComponent,
  MediaType,
  MonitoringMode,
  ScreenShareCapability,
  TRANSPORT_TYPES,
  VideoCapability,
} from "./enums";
import { rootLogger } from "./log";
import { publishClick } from "./publish";
import type { ConnectionData } from "./view";
import { VoiceId } from "./voice-id";

/** What a chat session is made of (`amazon-connect-chatjs`). */
export interface ChatMediaInfo {
  contactId: string;
  initialContactId: string;
  participantId: string;
  getConnectionToken: () => Promise<unknown>;
  participantToken: string | null;
  originalInfo: unknown;
}

/** One party's connection to a contact ("Connection API" of the documentation). */
export abstract class BaseConnection {
  constructor(
    readonly contactId: string,
    readonly connectionId: string,
  ) {
    this._initMediaController();
  }

  _getData(): ConnectionData {
    return agentData().getConnectionData(this.getContactId(), this.getConnectionId());
  }

  getContactId(): string {
    return this.contactId;
  }

  getConnectionId(): string {
    return this.connectionId;
  }

  getEndpoint(): Endpoint {
    return new Endpoint(this._getData().endpoint as EndpointData | undefined);
  }

  getAddress(): Endpoint {
    return this.getEndpoint();
  }

  getState(): ConnectionData["state"] {
    return this._getData().state;
  }

  getStatus(): ConnectionData["state"] {
    return this.getState();
  }

  /** Milliseconds, with the difference between the service's clock and this one taken into account. */
  getStateDuration(): number {
    return now() - this._getData().state.timestamp.getTime() + skew();
  }

  getStatusDuration(): number {
    return this.getStateDuration();
  }

  getType(): string {
    return this._getData().type;
  }

  isInitialConnection(): boolean {
    return this._getData().initial;
  }

  isActive(): boolean {
    return this.getStatus().type in CONNECTION_ACTIVE_STATES;
  }

  isConnected(): boolean {
    return this.getStatus().type in CONNECTION_CONNECTED_STATES;
  }

  isConnecting(): boolean {
    return this.getStatus().type === ConnectionStateType.CONNECTING;
  }

  isOnHold(): boolean {
    return this.getStatus().type === ConnectionStateType.HOLD;
  }

  getSoftphoneMediaInfo(): ConnectionData["softphoneMediaInfo"] {
    return this._getData().softphoneMediaInfo;
  }

  /** Who is monitored, if that is what this connection does. */
  getMonitorInfo(): object | undefined {
    return this._getData().monitoringInfo;
  }

  destroy(callbacks?: Callbacks | null): void {
    publishClick(this.getContactId(), ClickType.HANGUP);
    this._call("destroyConnection", {}, callbacks);
  }

  sendDigits(digits: string, callbacks?: Callbacks | null): void {
    this._call("sendDigits", { digits }, callbacks);
  }

  hold(callbacks?: Callbacks | null): void {
    this._call("holdConnection", {}, callbacks);
  }

  resume(callbacks?: Callbacks | null): void {
    this._call("resumeConnection", {}, callbacks);
  }

  toSnapshot(): ConnectionSnapshot {
    return new ConnectionSnapshot(this._getData());
  }

  /** What a media controller needs to know; nothing where there is none. */
  getMediaInfo(): unknown {
    return undefined;
  }

  getMediaType(): string | undefined {
    return undefined;
  }

  /** The controller of the connection's media: a session of ChatJS or TaskJS, or the media info of a call. */
  getMediaController(): Promise<unknown> {
    return (
      context.mediaFactory?.get(this) ?? Promise.reject(new Error("connect.core.initCCP was not called"))
    );
  }

  _initMediaController(): void {
    if (this.getMediaInfo()) {
      this.getMediaController().catch(() => {});
    }
  }

  /** Whether this is the agent's side of the contact. */
  _isAgentConnectionType(): boolean {
    const type = this.getType();
    return type === ConnectionType.AGENT || type === ConnectionType.MONITORING;
  }

  protected _call(method: string, params: object, callbacks: Callbacks | null | undefined): void {
    client().call(
      method,
      { contactId: this.getContactId(), connectionId: this.getConnectionId(), ...params },
      callbacks,
    );
  }
}

/** What voice and chat connections know of monitoring. */
abstract class MonitoredConnection extends BaseConnection {
  isSilentMonitor(): boolean {
    return this.getMonitorStatus() === MonitoringMode.SILENT_MONITOR;
  }

  isBarge(): boolean {
    return this.getMonitorStatus() === MonitoringMode.BARGE;
  }

  isSilentMonitorEnabled(): boolean | undefined {
    return this.getMonitorCapabilities()?.includes(MonitoringMode.SILENT_MONITOR);
  }

  isBargeEnabled(): boolean | undefined {
    return this.getMonitorCapabilities()?.includes(MonitoringMode.BARGE);
  }

  getMonitorCapabilities(): string[] | undefined {
    return this._getData().monitorCapabilities;
  }

  getMonitorStatus(): string | undefined {
    return this._getData().monitorStatus;
  }
}

/** A connection of a call ("VoiceConnection API" of the documentation). */
export class VoiceConnection extends MonitoredConnection {
  readonly _speakerAuthenticator: VoiceId;

  constructor(contactId: string, connectionId: string) {
    super(contactId, connectionId);
    this._speakerAuthenticator = new VoiceId(contactId);
  }

  override getMediaInfo(): ConnectionData["softphoneMediaInfo"] {
    return this._getData().softphoneMediaInfo;
  }

  override getMediaType(): string {
    return MediaType.SOFTPHONE;
  }

  getVoiceIdSpeakerId(): Promise<unknown> {
    return this._speakerAuthenticator.getSpeakerId();
  }

  getVoiceIdSpeakerStatus(): Promise<unknown> {
    return this._speakerAuthenticator.getSpeakerStatus();
  }

  optOutVoiceIdSpeaker(): Promise<unknown> {
    return this._speakerAuthenticator.optOutSpeaker();
  }

  deleteVoiceIdSpeaker(): Promise<unknown> {
    return this._speakerAuthenticator.deleteSpeaker();
  }

  evaluateSpeakerWithVoiceId(startNew?: boolean): Promise<unknown> {
    return this._speakerAuthenticator.evaluateSpeaker(startNew);
  }

  enrollSpeakerInVoiceId(callbackOnAudioCollectionComplete?: (data: unknown) => void): Promise<unknown> {
    return this._speakerAuthenticator.enrollSpeaker(callbackOnAudioCollectionComplete);
  }

  updateVoiceIdSpeakerId(speakerId: string): Promise<unknown> {
    return this._speakerAuthenticator.updateSpeakerIdInVoiceId(speakerId);
  }

  getQuickConnectName(): string | undefined {
    return this._getData().quickConnectName;
  }

  isMute(): boolean | undefined {
    return this._getData().mute;
  }

  isForcedMute(): boolean | undefined {
    return this._getData().forcedMute;
  }

  muteParticipant(callbacks?: Callbacks | null): void {
    this._call("muteParticipant", {}, callbacks);
  }

  unmuteParticipant(callbacks?: Callbacks | null): void {
    this._call("unmuteParticipant", {}, callbacks);
  }

  canSendVideo(): boolean | undefined {
    const capabilities = this.getCapabilities();
    return capabilities && capabilities.Video === VideoCapability.SEND;
  }

  canSendScreenShare(): boolean | undefined {
    const capabilities = this.getCapabilities();
    return capabilities && capabilities.ScreenShare === ScreenShareCapability.SEND;
  }

  getCapabilities(): Record<string, string> | undefined {
    return this._getData().capabilities;
  }

  getVideoConnectionInfo(): Promise<unknown> {
    return transport(
      { transportType: TRANSPORT_TYPES.WEB_RTC, contactId: this.contactId },
      "getVideoConnectionInfo",
    ).then((data) => (data as { webRTCTransport?: unknown }).webRTCTransport);
  }
}

/** A connection of a chat ("ChatConnection API" of the documentation). */
export class ChatConnection extends MonitoredConnection {
  override getMediaInfo(): ChatMediaInfo | null {
    const { chatMediaInfo } = this._getData();
    if (!chatMediaInfo) {
      return null;
    }
    const { contactId, connectionId } = this;
    let participantToken: string | null = null;
    if (chatMediaInfo.connectionData) {
      try {
        participantToken = JSON.parse(chatMediaInfo.connectionData).ConnectionAuthenticationToken || null;
      } catch (error) {
        rootLogger
          .error(LogComponent.CHAT, "Connection data is invalid")
          .withException(error)
          .sendInternalLogToServer();
      }
    }
    return {
      contactId,
      initialContactId: agentData().getContactData(contactId).initialContactId || contactId,
      participantId: connectionId,
      getConnectionToken: () => this.getConnectionToken(),
      participantToken,
      originalInfo: chatMediaInfo,
    };
  }

  /** The service's answer to `createTransport` for a chat token. */
  getConnectionToken(): Promise<unknown> {
    return transport(
      {
        transportType: TRANSPORT_TYPES.CHAT_TOKEN,
        participantId: this.connectionId,
        contactId: this.contactId,
      },
      "getConnectionToken",
    );
  }

  override getMediaType(): string {
    return MediaType.CHAT;
  }

  /** Only the agent takes part in the chat here. */
  override _initMediaController(): void {
    if (this._isAgentConnectionType()) {
      this.getMediaController().catch(() => {});
    }
  }

  /** What the customer was authenticated with. @throws Error on the agent's own connection. */
  getAuthenticationDetails(): Record<string, string> | null {
    if (this._isAgentConnectionType()) {
      throw new Error("Authentication details are available only for customer connection");
    }
    const { segmentAttributes } = agentData().getContactData(this.contactId);
    const map = segmentAttributes?.["connect:CustomerAuthentication"]?.ValueMap;
    if (typeof map !== "object" || map === null) {
      return null;
    }
    const details: Record<string, string> = {};
    for (const [name, value] of Object.entries(map)) {
      if (value?.ValueString !== null) {
        details[name] = value.ValueString;
      }
    }
    return details;
  }

  isAuthenticated(): boolean {
    return this.getAuthenticationDetails()?.Status === CustomerAuthenticationStatus.AUTHENTICATED;
  }

  getParticipantName(): string | undefined {
    if (this._isAgentConnectionType()) {
      return agentData().getAgentData().configuration.name;
    }
    return this._getData().chatMediaInfo?.[this.isInitialConnection() ? "customerName" : "agentName"];
  }
}

/** A connection of a task ("TaskConnection API" of the documentation). */
export class TaskConnection extends BaseConnection {
  override getMediaType(): string {
    return MediaType.TASK;
  }

  override getMediaInfo(): { contactId: string; initialContactId: string } {
    const { contactId } = this;
    return {
      contactId,
      initialContactId: agentData().getContactData(contactId).initialContactId || contactId,
    };
  }
}

/** A connection of an e-mail. */
export class EmailConnection extends BaseConnection {
  override getMediaType(): string {
    return MediaType.EMAIL;
  }

  override _initMediaController(): void {}
}

/** A connection as of one moment. */
export class ConnectionSnapshot extends BaseConnection {
  constructor(readonly connectionData: ConnectionData) {
    super(connectionData.contactId as string, connectionData.connectionId);
  }

  override _getData(): ConnectionData {
    return this.connectionData;
  }

  override _initMediaController(): void {}
}

function transport(params: object, caller: string): Promise<unknown> {
  const calls = client();
  return new Promise((resolve, reject) => {
    calls.call("createTransport", params, {
      success: (data) => {
        rootLogger.info("%s succeeded", caller).sendInternalLogToServer();
        resolve(data);
      },
      failure: (err, data) => {
        rootLogger.error("%s failed", caller).withObject({ err, data }).sendInternalLogToServer();
        reject(new Error(`${caller} failed`));
      },
    });
  });
}
