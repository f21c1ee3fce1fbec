import { ask, type Callbacks } from "./calls";
import { agentData, broadcastClick, client, mediaFactory, since } from "./context";
import { Endpoint, type EndpointData } from "./endpoint";
import {
  ClickType,
  CONNECTION_ACTIVE_STATES,
  CONNECTION_CONNECTED_STATES,
  ConnectionStateType,
  ConnectionType,
  MediaType,
  MonitoringMode,
  TRANSPORT_TYPES,
  type Words,
} from "./enums";
import { logFailure } from "./log";
import { addAliases, addGetters, addMethods, type Getters } from "./methods";
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

const GETTERS = "type state softphoneMediaInfo initial:isInitialConnection";
const MONITORED_GETTERS = "monitorCapabilities monitorStatus";
const VOICE_GETTERS = "quickConnectName capabilities mute:isMute forcedMute:isForcedMute";

/** Calls about the connection alone. */
const CALLS = { hold: "holdConnection", resume: "resumeConnection" } as const;
const VOICE_CALLS = { muteParticipant: "muteParticipant", unmuteParticipant: "unmuteParticipant" } as const;

/** Methods of Voice ID by the names that connections give them. */
const VOICE_ID = {
  getVoiceIdSpeakerId: "getSpeakerId",
  getVoiceIdSpeakerStatus: "getSpeakerStatus",
  optOutVoiceIdSpeaker: "optOutSpeaker",
  deleteVoiceIdSpeaker: "deleteSpeaker",
  evaluateSpeakerWithVoiceId: "evaluateSpeaker",
  enrollSpeakerInVoiceId: "enrollSpeaker",
  updateVoiceIdSpeakerId: "updateSpeakerIdInVoiceId",
} as const;

type Call = (callbacks?: Callbacks | null) => void;

export interface BaseConnection
  extends Getters<ConnectionData, Words<typeof GETTERS>>,
    Record<keyof typeof CALLS, Call> {
  getAddress: BaseConnection["getEndpoint"];
  getStatus: BaseConnection["getState"];
  getStatusDuration(): number;
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
    return agentData().getConnectionData(this.contactId, this.connectionId);
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

  /** Milliseconds, with the difference between the service's clock and this one taken into account. */
  getStateDuration(): number {
    return since(this._getData().state.timestamp);
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

  /** Who is monitored, if that is what this connection does: under the documented names, beside the service's own. */
  getMonitorInfo(): object | null {
    const info = this._getData().monitoringInfo;
    return info
      ? { agentName: info.agent?.agentName, joinTime: info.joinTimeStamp?.toJSON(), ...info }
      : null;
  }

  destroy(callbacks?: Callbacks | null): void {
    broadcastClick(this.contactId, ClickType.HANGUP);
    this._call("destroyConnection", {}, callbacks);
  }

  sendDigits(digits: string, callbacks?: Callbacks | null): void {
    this._call("sendDigits", { digits }, callbacks);
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
    return mediaFactory?.get(this) ?? Promise.reject(new Error("connect.core.initCCP was not called"));
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

  _call(method: string, params: object, callbacks: Callbacks | null | undefined): void {
    client().call(
      method,
      { contactId: this.contactId, connectionId: this.connectionId, ...params },
      callbacks,
    );
  }
}

// biome-ignore lint/correctness/noUnusedVariables: it is merged with the class.
interface MonitoredConnection extends Getters<ConnectionData, Words<typeof MONITORED_GETTERS>> {}

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
}

/** Whether the party may send such media; only of connections of calls is anything known. */
export const canSend = (
  connection: BaseConnection | null,
  media: "Video" | "ScreenShare",
): boolean | undefined => {
  const capabilities = connection instanceof VoiceConnection ? connection.getCapabilities() : undefined;
  return capabilities && capabilities[media] === "SEND";
};

export interface VoiceConnection
  extends Getters<ConnectionData, Words<typeof VOICE_GETTERS>>,
    Record<keyof typeof VOICE_CALLS, Call> {}

/** A connection of a call ("VoiceConnection API" of the documentation). Voice ID: {@link VoiceId}. */
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

  canSendVideo(): boolean | undefined {
    return canSend(this, "Video");
  }

  canSendScreenShare(): boolean | undefined {
    return canSend(this, "ScreenShare");
  }

  /** What a client of the call's video needs to know, as the service says it. */
  async getVideoConnectionInfo(): Promise<unknown> {
    const { contactId } = this;
    const transportType = TRANSPORT_TYPES.WEB_RTC;
    const found = await transport("getVideoConnectionInfo", { transportType, contactId });
    return (found as { webRTCTransport?: unknown }).webRTCTransport;
  }
}

/** Asks the service for the means to take part in a contact. `caller` is the method that does. */
const transport = (caller: string, params: object): Promise<unknown> =>
  ask("createTransport", params, (err, data) => {
    logFailure("%s failed", caller, { err, data });
    throw new Error(`${caller} failed`);
  });

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
        logFailure("Connection data of contact %s is invalid", contactId, error);
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
    const { contactId, connectionId: participantId } = this;
    return transport("getConnectionToken", {
      transportType: TRANSPORT_TYPES.CHAT_TOKEN,
      participantId,
      contactId,
    });
  }

  override getMediaType(): string {
    return MediaType.CHAT;
  }

  /** What a customer who signed in to the chat is known by. @throws Error for the agent's side. */
  getAuthenticationDetails(): Record<string, string | null | undefined> | null {
    if (this._isAgentConnectionType()) {
      throw new Error("An agent has no authentication details.");
    }
    const contact = agentData().getContactData(this.contactId);
    const map = contact.segmentAttributes?.["connect:CustomerAuthentication"]?.ValueMap;
    return map
      ? Object.fromEntries(
          Object.entries(map)
            .map(([name, value]) => [name, value?.ValueString] as const)
            .filter(([, value]) => value !== null),
        )
      : null;
  }

  isAuthenticated(): boolean {
    return this.getAuthenticationDetails()?.Status === "AUTHENTICATED";
  }

  getParticipantName(): string | undefined {
    const { chatMediaInfo } = this._getData();
    return this._isAgentConnectionType()
      ? agentData().getAgentData().configuration.name
      : chatMediaInfo?.[this.isInitialConnection() ? "customerName" : "agentName"];
  }

  /** Only the agent takes part in the chat here. */
  override _initMediaController(): void {
    if (this._isAgentConnectionType()) {
      this.getMediaController().catch(() => {});
    }
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
}

/** A connection as of one moment. */
export class ConnectionSnapshot extends BaseConnection {
  constructor(readonly connectionData: ConnectionData) {
    super(connectionData.contactId as string, connectionData.connectionId);
  }

  override _getData(): ConnectionData {
    return this.connectionData;
  }
}

for (const [prototype, members] of [
  [BaseConnection.prototype, GETTERS],
  [MonitoredConnection.prototype, MONITORED_GETTERS],
  [VoiceConnection.prototype, VOICE_GETTERS],
] as const) {
  addGetters(prototype, members, (connection) => connection._getData());
}
for (const [prototype, calls] of [
  [BaseConnection.prototype, CALLS],
  [VoiceConnection.prototype, VOICE_CALLS],
] as const) {
  for (const [name, method] of Object.entries(calls)) {
    addMethods(prototype, {
      [name](this: BaseConnection, callbacks?: Callbacks | null) {
        this._call(method, {}, callbacks);
      },
    });
  }
}
for (const [name, method] of Object.entries(VOICE_ID)) {
  const length = VoiceId.prototype[method].length;
  const forward = function (this: VoiceConnection, ...args: unknown[]) {
    return (this._speakerAuthenticator[method] as (...args: unknown[]) => unknown)(...args);
  };
  addMethods(VoiceConnection.prototype, {
    [name]: Object.defineProperty(forward, "length", { value: length }),
  });
}
addAliases(BaseConnection.prototype, {
  getAddress: "getEndpoint",
});
