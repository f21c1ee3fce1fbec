import { isValidLocale } from "./browser";
import type { Callbacks } from "./calls";
import { now } from "./collections";
import { Contact, ContactSnapshot } from "./contact";
import { agentData, broadcast, client, context, skew, subscribe, upstream } from "./context";
import { Endpoint, type EndpointData, endpointParameter } from "./endpoint";
import {
  AgentErrorStates,
  AgentEvents,
  ChannelType,
  ConfigurationEvents,
  ContactEvents,
  EventType,
} from "./enums";
import { assertNotNull, StateError, ValueError } from "./errors";
import type { Handler, Subscription } from "./event-bus";
import { rootLogger } from "./log";
import type {
  AgentData,
  ConfigurationData,
  ContactData,
  RoutingProfileData,
  SnapshotData,
  StateData,
} from "./view";

/** Items a page of a paged list. */
export const DEFAULT_BATCH_SIZE = 500;

export interface ConnectOptions extends Callbacks {
  queueARN?: string;
  queueId?: string;
  relatedContactId?: string | null;
  /** Milliseconds after which the call counts as failed. */
  timeout?: number;
}

interface PageInfo {
  endpoints?: EndpointData[];
  maxResults?: number;
  nextToken?: string | null;
}

/** The agent ("Agent API" of the documentation). What it says is what is known when it is asked. */
export class Agent {
  /** @throws StateError before there is agent data. */
  constructor() {
    if (!context.agentInitialized) {
      throw new StateError("The agent is not yet initialized!");
    }
  }

  _getData(): AgentData {
    return agentData().getAgentData();
  }

  _createContactAPI(contactData: ContactData): Contact {
    return new Contact(contactData.contactId);
  }

  onRefresh(f: Handler): Subscription {
    return subscribe(AgentEvents.REFRESH, f);
  }

  onRoutable(f: Handler): Subscription {
    return subscribe(AgentEvents.ROUTABLE, f);
  }

  onNotRoutable(f: Handler): Subscription {
    return subscribe(AgentEvents.NOT_ROUTABLE, f);
  }

  onOffline(f: Handler): Subscription {
    return subscribe(AgentEvents.OFFLINE, f);
  }

  onError(f: Handler): Subscription {
    return subscribe(AgentEvents.ERROR, f);
  }

  onSoftphoneError(f: Handler): Subscription {
    return subscribe(AgentEvents.SOFTPHONE_ERROR, f);
  }

  onWebSocketConnectionLost(f: Handler): Subscription {
    return subscribe(AgentEvents.WEBSOCKET_CONNECTION_LOST, f);
  }

  onWebSocketConnectionGained(f: Handler): Subscription {
    return subscribe(AgentEvents.WEBSOCKET_CONNECTION_GAINED, f);
  }

  onAfterCallWork(f: Handler): Subscription {
    return subscribe(AgentEvents.ACW, f);
  }

  onStateChange(f: Handler): Subscription {
    return subscribe(AgentEvents.STATE_CHANGE, f);
  }

  /** Deprecated by the documentation, and gone from the npm library: follows the contacts that become pending. */
  onContactPending(f: Handler): Subscription {
    return subscribe(ContactEvents.PENDING, (_contact, _eventName, bus) =>
      f(new Agent(), AgentEvents.CONTACT_PENDING, bus),
    );
  }

  onEnqueuedNextState(f: Handler): Subscription {
    return subscribe(AgentEvents.ENQUEUED_NEXT_STATE, f);
  }

  onClearedNextState(f: Handler): Subscription {
    return subscribe(AgentEvents.CLEARED_NEXT_STATE, f);
  }

  onMuteToggle(f: Handler): Subscription {
    return subscribe(AgentEvents.MUTE_TOGGLE, f);
  }

  onLocalMediaStreamCreated(f: Handler): Subscription {
    return subscribe(AgentEvents.LOCAL_MEDIA_STREAM_CREATED, f);
  }

  onSpeakerDeviceChanged(f: Handler): Subscription {
    return subscribe(ConfigurationEvents.SPEAKER_DEVICE_CHANGED, f);
  }

  onMicrophoneDeviceChanged(f: Handler): Subscription {
    return subscribe(ConfigurationEvents.MICROPHONE_DEVICE_CHANGED, f);
  }

  onRingerDeviceChanged(f: Handler): Subscription {
    return subscribe(ConfigurationEvents.RINGER_DEVICE_CHANGED, f);
  }

  onCameraDeviceChanged(f: Handler): Subscription {
    return subscribe(ConfigurationEvents.CAMERA_DEVICE_CHANGED, f);
  }

  onBackgroundBlurChanged(f: Handler): Subscription {
    return subscribe(ConfigurationEvents.BACKGROUND_BLUR_CHANGED, f);
  }

  mute(): void {
    broadcast(EventType.MUTE, { mute: true });
  }

  unmute(): void {
    broadcast(EventType.MUTE, { mute: false });
  }

  setSpeakerDevice(deviceId: string): void {
    broadcast(ConfigurationEvents.SET_SPEAKER_DEVICE, { deviceId });
  }

  setMicrophoneDevice(deviceId: string): void {
    broadcast(ConfigurationEvents.SET_MICROPHONE_DEVICE, { deviceId });
  }

  setRingerDevice(deviceId: string): void {
    broadcast(ConfigurationEvents.SET_RINGER_DEVICE, { deviceId });
  }

  setCameraDevice(deviceId: string): void {
    broadcast(ConfigurationEvents.CAMERA_DEVICE_CHANGED, { deviceId });
  }

  setBackgroundBlur(isBackgroundBlurEnabled: boolean): void {
    broadcast(ConfigurationEvents.BACKGROUND_BLUR_CHANGED, { isBackgroundBlurEnabled });
  }

  getState(): StateData {
    return this._getData().snapshot.state;
  }

  getStatus(): StateData {
    return this.getState();
  }

  /** The enqueued next status; nothing if there is none. */
  getNextState(): StateData | null | undefined {
    return this._getData().snapshot.nextState;
  }

  getAvailabilityState(): SnapshotData["agentAvailabilityState"] {
    return this._getData().snapshot.agentAvailabilityState;
  }

  /** Milliseconds, with the difference between the service's clock and this one taken into account. */
  getStateDuration(): number {
    return now() - this._getData().snapshot.state.startTimestamp.getTime() + skew();
  }

  getStatusDuration(): number {
    return this.getStateDuration();
  }

  getPermissions(): string[] {
    return this.getConfiguration().permissions;
  }

  getContacts(contactTypeFilter?: string): Contact[] {
    return this._getData()
      .snapshot.contacts.map((contact) => this._createContactAPI(contact))
      .filter((contact) => !contactTypeFilter || contact.getType() === contactTypeFilter);
  }

  getConfiguration(): ConfigurationData {
    return this._getData().configuration;
  }

  getAgentStates(): StateData[] {
    return this.getConfiguration().agentStates;
  }

  getRoutingProfile(): RoutingProfileData {
    return this.getConfiguration().routingProfile;
  }

  getVoiceEnhancementMode(): string | undefined {
    return this.getConfiguration().voiceEnhancementMode;
  }

  /** How many contacts at once: of one channel, or of all by channel. */
  getChannelConcurrency(channel?: string): number | Record<string, number> {
    const map = this.getRoutingProfile().channelConcurrencyMap || {
      [ChannelType.VOICE]: 1,
      [ChannelType.CHAT]: 1,
    };
    return channel ? map[channel] || 0 : map;
  }

  getName(): string {
    return this.getConfiguration().name;
  }

  getAgentARN(): string | undefined {
    return this.getConfiguration().agentARN;
  }

  /** The region in the agent's ARN. */
  _getInstanceRegion(): string | null {
    return this.getAgentARN()?.split(":")[3] || null;
  }

  getExtension(): string {
    return this.getConfiguration().extension;
  }

  getDialableCountries(): string[] {
    return this.getConfiguration().dialableCountries;
  }

  isSoftphoneEnabled(): boolean {
    return this.getConfiguration().softphoneEnabled;
  }

  setConfiguration(configuration: ConfigurationData, callbacks?: Callbacks | null): void {
    const preferences = configuration?.agentPreferences;
    if (preferences?.LANGUAGE && !preferences.locale) {
      // The service says LANGUAGE and wants to be told locale.
      preferences.locale = preferences.LANGUAGE;
    }
    if (preferences && !isValidLocale(preferences.locale)) {
      callbacks?.failure?.(AgentErrorStates.INVALID_LOCALE);
      return;
    }
    client().call(
      "updateAgentConfiguration",
      { configuration: configurationParameter(assertNotNull(configuration, "configuration")) },
      {
        success: (data) => {
          // Every page is to see the change.
          upstream().sendUpstream(EventType.RELOAD_AGENT_CONFIGURATION);
          callbacks?.success?.(data);
        },
        failure: callbacks?.failure,
      },
    );
  }

  setState(
    state: StateData,
    callbacks?: Callbacks | null,
    options?: { enqueueNextState?: boolean } | null,
  ): void {
    client().call(
      "putAgentState",
      {
        state: assertNotNull(state, "state"),
        enqueueNextState: options ? !!options.enqueueNextState : undefined,
      },
      callbacks,
    );
  }

  setStatus(
    state: StateData,
    callbacks?: Callbacks | null,
    options?: { enqueueNextState?: boolean } | null,
  ): void {
    this.setState(state, callbacks, options);
  }

  /** Calls an endpoint. */
  connect(endpointIn: EndpointData, params?: ConnectOptions | null): void {
    const queueARN =
      params?.queueARN || params?.queueId || this.getRoutingProfile().defaultOutboundQueue.queueARN;
    const { relatedContactId } = params ?? {};
    const once = settlingOnce(params, queueARN);
    client().call(
      "createOutboundContact",
      { endpoint: endpointParameter(endpointIn), queueARN, ...(relatedContactId && { relatedContactId }) },
      once,
    );
  }

  getAllQueueARNs(): string[] {
    return this.getConfiguration().routingProfile.queues.map((queue) => queue.queueARN);
  }

  /** The endpoints (quick connects) of queues, all pages of them. @throws ValueError without a success callback. */
  getEndpoints(queueARNs: string | string[], callbacks: Callbacks, pageInfoIn?: PageInfo | null): void {
    assertNotNull(callbacks, "callbacks");
    const success = assertNotNull(callbacks.success, "callbacks.success");
    const pageInfo = pageInfoIn || {};
    const maxResults = pageInfo.maxResults || DEFAULT_BATCH_SIZE;
    const arns = Array.isArray(queueARNs) ? queueARNs : [queueARNs];
    client().call(
      "getEndpoints",
      { queueARNs: arns, nextToken: pageInfo.nextToken || null, maxResults },
      {
        success: (data: { endpoints?: EndpointData[]; nextToken?: string }) => {
          const found = [...(pageInfo.endpoints || []), ...(data.endpoints ?? [])];
          if (data.nextToken) {
            this.getEndpoints(arns, callbacks, { nextToken: data.nextToken, maxResults, endpoints: found });
          } else {
            const endpoints = found.map((endpoint) => new Endpoint(endpoint));
            success({ endpoints, addresses: endpoints });
          }
        },
        failure: callbacks.failure,
      },
    );
  }

  getAddresses(queueARNs: string | string[], callbacks: Callbacks, pageInfoIn?: PageInfo | null): void {
    this.getEndpoints(queueARNs, callbacks, pageInfoIn);
  }

  /** The agent's id, out of the ARN of the agent's own queue. */
  _getResourceId(): string | Error {
    const id = agentResourceId(this.getAllQueueARNs());
    return id ?? new Error("The agent has no queue of their own.");
  }

  toSnapshot(): AgentSnapshot {
    return new AgentSnapshot(this._getData());
  }
}

export function agentResourceId(queueARNs: string[]): string | null {
  for (const arn of queueARNs) {
    const id = /\/agent\/([^/]+)/.exec(arn)?.[1];
    if (id) {
      return id;
    }
  }
  return null;
}

/** The agent as of one moment. */
export class AgentSnapshot extends Agent {
  constructor(readonly agentData: AgentData) {
    super();
  }

  override _getData(): AgentData {
    return this.agentData;
  }

  override _createContactAPI(contactData: ContactData): Contact {
    return new ContactSnapshot(contactData);
  }
}

/** What of a configuration can be sent; the queues of the routing profile, for one, cannot. */
function configurationParameter(configuration: ConfigurationData): object {
  const { name, softphoneEnabled, softphoneAutoAccept, extension, agentPreferences, voiceEnhancementMode } =
    configuration;
  const profile = configuration.routingProfile as RoutingProfileData | undefined;
  const queue = profile?.defaultOutboundQueue;
  return {
    name,
    softphoneEnabled,
    softphoneAutoAccept,
    extension,
    routingProfile: profile && {
      name: profile.name,
      routingProfileARN: profile.routingProfileARN,
      defaultOutboundQueue: queue && { queueARN: queue.queueARN, name: queue.name },
    },
    agentPreferences,
    voiceEnhancementMode,
  };
}

/** Callbacks that fail after `timeout` milliseconds, if given, unless the answer came. */
function settlingOnce(params: ConnectOptions | null | undefined, queueARN: string): Callbacks | undefined {
  if (!params) {
    return undefined;
  }
  let settled = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const first = () => {
    const isFirst = !settled;
    settled = true;
    clearTimeout(timer);
    return isFirst;
  };
  const { timeout } = params;
  if (typeof timeout === "number" && timeout > 0) {
    timer = setTimeout(() => {
      if (first()) {
        rootLogger
          .error("Agent.connect timed out after %s ms", timeout)
          .withObject({ queueARN })
          .sendInternalLogToServer();
        params.failure?.(new ValueError("Agent.connect timed out after %d ms", timeout));
      }
    }, timeout);
  }
  return {
    success: (data) => first() && params.success?.(data),
    failure: (err, data) => first() && params.failure?.(err, data),
  };
}
