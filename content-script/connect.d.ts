/**
 * Types of `window.connect`: the Amazon Connect Streams API, as Headwater gives it to the pages that the agent or a
 * policy allowed. There is nothing to import: the object is there before the first script of the page runs.
 *
 * ```ts
 * /// <reference path="./connect.d.ts" />
 * connect.core.initCCP(container, { ccpUrl: "https://my-instance.my.connect.aws/ccp-v2/" });
 * connect.agent((agent) => agent.onStateChange(({ newState }) => show(newState)));
 * ```
 */
declare namespace connect {
  // ---------------------------------------------------------------------------------------------- Subscriptions

  /** What every `on…` method returns. */
  interface Subscription {
    /** What is subscribed to. */
    readonly eventName: string;
    /** Ends the subscription; harmless when it has ended. Subscriptions of a contact end with the contact. */
    unsubscribe(): void;
  }

  /** Called with the event's data (`null` if there is none), its name, and the bus. What it throws is logged. */
  type Handler<T = unknown> = (data: T, eventName: string, bus: EventBus) => void;

  /** Low-level subscriptions: the `on…` methods are made of them. */
  class EventBus {
    /** @throws ValueError without a name or a function. */
    // biome-ignore lint/suspicious/noExplicitAny: the data of an event depends on its name.
    subscribe(eventName: string, f: Handler<any>): Subscription;
    /** Called on every event. */
    // biome-ignore lint/suspicious/noExplicitAny: see above.
    subscribeAll(f: Handler<any>): Subscription;
    /** Who is subscribed to an event. */
    getSubscriptions(eventName: string): Subscription[];
    /** Triggers an event in this page only. `EventType.TERMINATE` also tells the session that the agent signed out. */
    trigger(eventName: string, data?: unknown): void;
    /** A function that triggers here what it is called with by another bus. */
    bridge(): (data: unknown, eventName: string) => void;
    /** Ends all subscriptions. */
    unsubscribeAll(): void;
  }

  /** Callbacks of a call; one of them is called, once. */
  interface Callbacks<T = unknown> {
    success?: (data: T) => void;
    /**
     * `err` is the JSON text of a {@link CallError}, except where a method says otherwise.
     */
    // biome-ignore lint/suspicious/noExplicitAny: a few methods fail with a plain text or an Error.
    failure?: (err: any, data?: unknown) => void;
  }

  /** Why a call failed. */
  interface CallError {
    /**
     * The error code of the service, or one of `signedOut`, `offline`, `accessDenied`, `interrupted` (it may have been
     * carried out), `timeout`, `invalidParameter`, or a code of a check before sending such as
     * `MissingRequiredParameter`.
     */
    type: string;
    message: string | null;
    stack: string[];
    retryStatus: "none";
    /** The HTTP status, where there was one. */
    statusCode?: number;
  }

  // ------------------------------------------------------------------------------------------------------- Agent

  /**
   * Subscribes to the agent's initialization. Called at once if that was before.
   */
  function agent(f: Handler<Agent>): Subscription;
  namespace agent {
    /** Whether there is agent data, so that `new connect.Agent()` works. */
    const initialized: boolean;
  }

  /** A state of the agent, such as "Available". */
  interface AgentState {
    /** Which state it is; `null` for those that the service sets. */
    agentStateARN: string | null;
    /** To be shown. */
    name: string;
    /** When the state was set; absent in the list of selectable states. */
    startTimestamp?: Date | null;
    /** Its kind. */
    type: AgentStateType;
  }

  /** What changed in the agent's state. */
  interface AgentStateChange {
    /** Whose state it is. */
    agent: Agent;
    /** Names of states; `Init` before the first. */
    oldState: string;
    /** The name of the state that came. */
    newState: string;
  }

  /** A queue of contacts. */
  interface Queue {
    /** `null` for an agent's own queue. */
    name: string | null;
    /** Which queue it is. */
    queueARN: string;
    /** Another name of `queueARN`. */
    queueId: string;
  }

  /** Which queues and channels an agent works for. */
  interface RoutingProfile {
    /** How many contacts at once, by channel. */
    channelConcurrencyMap?: Record<string, number>;
    /** What calls of the agent count for. */
    defaultOutboundQueue: Queue;
    /** To be shown. */
    name: string;
    /** Where contacts come from. */
    queues: Queue[];
    /** Which profile it is. */
    routingProfileARN: string;
    /** Another name of `routingProfileARN`. */
    routingProfileId: string;
  }

  /** Who the agent is, and what there is to choose from. */
  interface AgentConfiguration {
    /** Who it is. */
    agentARN?: string;
    /** Settings such as the language. */
    agentPreferences?: Record<string, string>;
    /** What the agent may choose from. */
    agentStates: AgentState[];
    /** Country codes such as `us`. */
    dialableCountries: string[];
    /** The number that is called when the softphone is off, in E.164 form. */
    extension: string | null;
    /** To be shown. */
    name: string;
    /** What the agent may do. */
    permissions: string[];
    /** What the agent works for. */
    routingProfile: RoutingProfile;
    /** Whether calls are accepted by themselves. */
    softphoneAutoAccept: boolean;
    /** Whether calls come to the browser. */
    softphoneEnabled: boolean;
    /** What the agent signs in with. */
    username: string;
    /** How the sound of the microphone is cleaned. */
    voiceEnhancementMode?: string;
  }

  /** How a call is placed. */
  interface ConnectOptions extends Callbacks {
    /** The queue that the call counts for; the default outbound queue of the agent if not given. */
    queueARN?: string;
    relatedContactId?: string;
    /** Milliseconds after which `failure` is called with a ValueError. */
    timeout?: number;
  }

  /** What {@link Agent.getEndpoints} finds. */
  interface EndpointsResult {
    /** All of them, from however many pages. */
    endpoints: Endpoint[];
    /** Another name of `endpoints`. */
    addresses: Endpoint[];
  }

  /**
   * The agent. There is one a page; its methods show what is known when they are called.
   */
  class Agent {
    /** @throws StateError before the agent is initialized. */
    constructor();

    /** New agent data is there. */
    onRefresh(f: Handler<Agent>): Subscription;
    /** The agent's state changed. */
    onStateChange(f: Handler<AgentStateChange>): Subscription;
    /** The agent can be routed contacts. */
    onRoutable(f: Handler<Agent>): Subscription;
    /** The agent is online, and cannot be routed contacts. */
    onNotRoutable(f: Handler<Agent>): Subscription;
    /** The agent went offline. */
    onOffline(f: Handler<Agent>): Subscription;
    /** The service put the agent into a state of {@link AgentErrorStates}. */
    onError(f: Handler<Agent>): Subscription;
    /** The agent is in after-call work; of voice contacts only. */
    onAfterCallWork(f: Handler<Agent>): Subscription;
    /** A next status was chosen while the agent is on a contact. */
    onEnqueuedNextState(f: Handler<Agent>): Subscription;
    /** The next status was taken back. */
    onClearedNextState(f: Handler<Agent>): Subscription;
    /** @deprecated Use `contact.onPending`. */
    onContactPending(f: Handler<Agent>): Subscription;
    /** Something went wrong in the softphone, in whichever tab it runs. */
    onSoftphoneError(f: Handler<SoftphoneError>): Subscription;
    /** There has been no WebSocket for a moment. */
    onWebSocketConnectionLost(f: Handler<Agent>): Subscription;
    /** There is a WebSocket, for the first time or again. */
    onWebSocketConnectionGained(f: Handler<Agent>): Subscription;
    /** The softphone was muted or unmuted, in whichever tab. */
    onMuteToggle(f: Handler<{ muted: boolean }>): Subscription;
    /** The softphone has the sound of the microphone. */
    onLocalMediaStreamCreated(f: Handler<{ connectionId: string }>): Subscription;
    /** The softphone plays calls on another device, in whichever tab. */
    onSpeakerDeviceChanged(f: Handler<{ deviceId: string }>): Subscription;
    /** The softphone listens to another device, in whichever tab. */
    onMicrophoneDeviceChanged(f: Handler<{ deviceId: string }>): Subscription;
    /** The softphone rings on another device, in whichever tab. */
    onRingerDeviceChanged(f: Handler<{ deviceId: string }>): Subscription;
    /** Whoever sends the agent's video uses another camera, in whichever tab. */
    onCameraDeviceChanged(f: Handler<{ deviceId: string }>): Subscription;
    /** Whoever sends the agent's video blurs the background or no longer does, in whichever tab. */
    onBackgroundBlurChanged(f: Handler<{ isBackgroundBlurEnabled: boolean }>): Subscription;

    /** The agent's state now. */
    getState(): AgentState;
    /** Another name of {@link getState}. */
    getStatus(): AgentState;
    /** Milliseconds in the state, by the clock of the service. */
    getStateDuration(): number;
    /** Another name of {@link getStateDuration}. */
    getStatusDuration(): number;
    /** The next status, if one was chosen. */
    getNextState(): AgentState | null | undefined;
    /** The state by which contacts are routed, where the service tells it. */
    getAvailabilityState(): { state: string; timeStamp: Date } | undefined;
    /** What the agent may do, such as `outboundCall` or `voiceId`. */
    getPermissions(): string[];
    /** The agent's contacts, of one type if given. */
    getContacts(contactTypeFilter?: ContactType | `${ContactType}`): Contact[];
    /**
     * Who the agent is and what can be chosen from. What is changed in it shows until the next news; {@link
     * setConfiguration} saves it.
     */
    getConfiguration(): AgentConfiguration;
    /** The states that the agent may choose from. */
    getAgentStates(): AgentState[];
    /** Which queues and channels the agent works for. */
    getRoutingProfile(): RoutingProfile;
    /** How many contacts the agent can have at once, by channel. 0 is a channel that is off. */
    getChannelConcurrency(): Record<string, number>;
    getChannelConcurrency(channel: ChannelType | `${ChannelType}`): number;
    /** The agent's name, to be shown. */
    getName(): string;
    /** Where the service tells it. */
    getAgentARN(): string | undefined;
    /** The agent's telephone, in E.164 form, which rings while the softphone is off. */
    getExtension(): string | null;
    /** Country codes such as `us`. */
    getDialableCountries(): string[];
    /** Whether calls come to the browser rather than to the agent's telephone. */
    isSoftphoneEnabled(): boolean;
    /** How the sound of the microphone is cleaned. */
    getVoiceEnhancementMode(): string | undefined;
    /** The queues of the agent's routing profile. */
    getAllQueueARNs(): string[];

    /**
     * Sets the agent's state, or the next one if `enqueueNextState` is set and the agent is on a contact.
     * @throws ValueError without a state.
     */
    setState(
      state: AgentState,
      callbacks?: Callbacks | null,
      options?: { enqueueNextState?: boolean } | null,
    ): void;
    /** Another name of {@link setState}. */
    setStatus(
      state: AgentState,
      callbacks?: Callbacks | null,
      options?: { enqueueNextState?: boolean } | null,
    ): void;
    /**
     * Changes `extension` and `softphoneEnabled`. Fails with the text `InvalidLocale` for an unknown language.
     * @throws ValueError without a configuration.
     */
    setConfiguration(configuration: AgentConfiguration, callbacks?: Callbacks | null): void;
    /** Calls somebody. */
    connect(endpoint: Endpoint | EndpointParameters, options?: ConnectOptions | null): void;
    /**
     * The endpoints (quick connects) of queues.
     * @throws ValueError without a success callback.
     */
    getEndpoints(queueARNs: string | string[], callbacks: Callbacks<EndpointsResult>): void;
    /** Another name of {@link getEndpoints}. */
    getAddresses(queueARNs: string | string[], callbacks: Callbacks<EndpointsResult>): void;

    /** Mutes the softphone, in whichever tab it runs. */
    mute(): void;
    /** Takes {@link mute} back. */
    unmute(): void;
    /** Has calls played on this device, in whichever tab the softphone runs. */
    setSpeakerDevice(deviceId: string): void;
    /** Has the softphone listen to this device, in whichever tab it runs. */
    setMicrophoneDevice(deviceId: string): void;
    /** Has the softphone ring on this device, in whichever tab it runs. */
    setRingerDevice(deviceId: string): void;
    /** Tells whoever sends the agent's video which camera to use, in whichever tab. */
    setCameraDevice(deviceId: string): void;
    /** Tells whoever sends the agent's video whether to blur the background, in whichever tab. */
    setBackgroundBlur(isBackgroundBlurEnabled: boolean): void;

    /** The agent as of now, to be kept. */
    toSnapshot(): AgentSnapshot;
  }

  /** The agent as of one moment. */
  class AgentSnapshot extends Agent {}

  // ----------------------------------------------------------------------------------------------------- Contact

  /** Subscribes to newly detected contacts; those that were there at the start count as new. */
  function contact(f: Handler<Contact>): Subscription;

  /** A state of a contact. */
  interface ContactState {
    /** Its kind. */
    type: ContactStateType;
    /** When the contact came into the state. */
    timestamp: Date;
  }

  /** What contact flows have noted, by name. */
  type Attributes = Record<string, { name: string; value: string }>;
  /** What a task refers to, by name. */
  type References = Record<string, { type: string; value: string }>;

  /**
   * A contact. Keep its id rather than the object: its getters throw a StateError once the contact is gone.
   */
  class Contact {
    /** The contact of this id. Whether there is one shows when it is asked for something. */
    constructor(contactId: string);

    /** Something about the contact is new. */
    onRefresh(f: Handler<Contact>): Subscription;
    /** A queued callback waits to be accepted. */
    onIncoming(f: Handler<Contact>): Subscription;
    /** The contact is pending, before it connects. */
    onPending(f: Handler<Contact>): Subscription;
    /** The contact rings; a queued callback: is being dialled. */
    onConnecting(f: Handler<Contact>): Subscription;
    /** The contact is connected. */
    onConnected(f: Handler<Contact>): Subscription;
    /** An agent has accepted the contact. */
    onAccepted(f: Handler<Contact>): Subscription;
    /** The contact was missed: not answered in time, or the customer gave up. */
    onMissed(f: Handler<Contact>): Subscription;
    /** The contact is over, or gone; in the latter case with the contact's last data. */
    onEnded(f: Handler<Contact>): Subscription;
    /** After-contact work has begun. */
    onACW(f: Handler<Contact>): Subscription;
    /** The contact is gone; with its last data. */
    onDestroy(f: Handler<Contact>): Subscription;
    /** The contact failed. */
    onError(f: Handler<Contact>): Subscription;

    /**
     * The name of an event of this contact, such as `contact::connected::<contactId>`.
     * @throws ValueError for what is no value of {@link ContactEvents}.
     */
    getEventName(eventName: string): string;
    /** The id, unique in the instance. */
    getContactId(): string;
    /** The contact that this one was transferred from, if any. */
    getOriginalContactId(): string | null | undefined;
    /** Another name of {@link getOriginalContactId}. */
    getInitialContactId(): string | null | undefined;
    /** The channel of the contact. */
    getType(): ContactType;
    /** The contact's state now. */
    getState(): ContactState;
    /** Another name of {@link getState}. */
    getStatus(): ContactState;
    /** Milliseconds in the state, by the clock of the service. */
    getStateDuration(): number;
    /** Another name of {@link getStateDuration}. */
    getStatusDuration(): number;
    /** As the service gives it. */
    getContactDuration(): string | undefined;
    /** The queue that the contact came by. */
    getQueue(): Queue | undefined;
    /** When the contact came into the queue. */
    getQueueTimestamp(): Date | null | undefined;
    /** The parties' connections. */
    getConnections(): AnyConnection[];
    /** The connection that the contact began with, as a rule the customer's. */
    getInitialConnection(): AnyConnection | null;
    /** The initial connection, if it is active. */
    getActiveInitialConnection(): AnyConnection | null;
    /** All connections but the initial one and the agent's own. */
    getThirdPartyConnections(): AnyConnection[];
    /** The third party of a call, if there is one that has not left. */
    getSingleActiveThirdPartyConnection(): AnyConnection | null;
    /** The agent's own connection; a supervisor's, if that is who the agent is. */
    getAgentConnection(): AnyConnection | null;
    /** Connections that have not ended. */
    getActiveConnections(): AnyConnection[];
    /** Whether two parties are left. */
    hasTwoActiveParticipants(): boolean;
    /** What contact flows have noted, by name. */
    getAttributes(): Attributes | undefined;
    /** Of tasks. */
    getName(): string | null | undefined;
    /** Of tasks. */
    getDescription(): string | null | undefined;
    /** Of tasks. */
    getReferences(): References | undefined;
    /** How the contact came about. */
    getInitiationMethod(): ContactInitiationMethod | undefined;
    /** A contact that this one is linked to. */
    getRelatedContactId(): string | null | undefined;
    /** What contacts of the same customer have in common. */
    getContactAssociationId(): string | null | undefined;
    /** As the service gives it. */
    getContactMetadata(): unknown;
    /** What can be done with the contact. */
    getContactFeatures(): { multiPartyConferenceEnabled?: boolean } | undefined;
    /** As the service gives it. */
    getChannelContext(): object | undefined;
    /** Where the customer is. */
    getCustomerEndpoint(): object | undefined;
    /** What the customer turned to. */
    getConnectSystemEndpoint(): object | undefined;
    /** What the service has noted, by name. */
    getSegmentAttributes():
      | Record<string, { ValueString?: string; ValueMap?: Record<string, { ValueString?: string | null }> }>
      | undefined;
    /** The kind of the channel, such as `connect:SMS`. */
    getContactSubtype(): string | null | undefined;
    /** Whether the agent hears this call in the browser. */
    isSoftphoneCall(): boolean;
    /** Whether the customer began the contact. */
    isInbound(): boolean;
    /** Whether anybody in the contact can send video. */
    hasVideoRTCCapabilities(): boolean;
    /** Whether the agent can send video; nothing where the service does not say. */
    canAgentSendVideo(): boolean | undefined;
    /** Whether anybody can send video to the agent. */
    canAgentReceiveVideo(): boolean | undefined;
    /** Whether anybody in the contact can share a screen. */
    hasScreenShareCapability(): boolean;
    /** Whether the agent can share a screen. */
    canAgentSendScreenShare(): boolean | undefined;
    /** Whether the customer can share a screen. */
    canCustomerSendScreenShare(): boolean | undefined;
    /** Whether the contact is in the state `connected`. */
    isConnected(): boolean;
    /** Whether more than three can be in a call. */
    isMultiPartyConferenceEnabled(): boolean;
    /** Whether a supervisor has barged in. */
    isUnderSupervision(): boolean;
    /** Whether the contact is accepted by itself. */
    isAutoAcceptEnabled(): boolean;
    /** Whether the customer is called before the agent. */
    isCustomerFirstCallback(): boolean;
    /** Whether the agent looks at the customer before a campaign calls. */
    isCampaignPreview(): boolean;

    /** Fails with the text `error`; the reason is in the log. */
    accept(callbacks?: Callbacks | null): void;
    /** Sends an incoming contact away. */
    reject(callbacks?: Callbacks | null): void;
    /** Ends after-contact work, or clears a contact that was missed, rejected or failed. */
    clear(callbacks?: Callbacks | null): void;
    /** @deprecated Use `clear`. */
    complete(callbacks?: Callbacks | null): void;
    /** @deprecated Without effect. */
    destroy(): void;
    /** Reports a problem with the contact, together with the log. */
    notifyIssue(issueCode: string, description: string, callbacks?: Callbacks | null): void;
    /** Calls a third party. */
    addConnection(endpoint: Endpoint | EndpointParameters, callbacks?: Callbacks | null): void;
    /** Puts one party on hold and resumes the other. */
    toggleActiveConnections(callbacks?: Callbacks | null): void;
    /** Brings all parties together. */
    conferenceConnections(callbacks?: Callbacks | null): void;
    /** Brings somebody into the contact. */
    addParticipant(endpoint: Endpoint | EndpointParameters, callbacks?: Callbacks | null): void;
    /** Passes the contact on. */
    transfer(endpoint: Endpoint | EndpointParameters, callbacks?: Callbacks | null): void;
    /** Of tasks. */
    pause(callbacks?: Callbacks | null): void;
    /** Of tasks. */
    resume(callbacks?: Callbacks | null): void;
    /** Fails with the text `invalid_target_state` for what is no value of {@link MonitoringMode}. */
    updateMonitorParticipantState(targetState: string, callbacks?: Callbacks | null): void;
    /** Has a supervisor listen only. */
    silentMonitor(callbacks?: Callbacks | null): void;
    /** Has a supervisor speak. */
    bargeIn(callbacks?: Callbacks | null): void;
    /**
     * Tells all tabs that screens are shared, once the service has begun a session; `true` if there is one already.
     * Rejected for what is no connected WebRTC contact, and when the service does not begin a session.
     */
    startScreenSharing(skipSessionInitiation?: boolean): Promise<unknown>;
    /** Tells all tabs that screens are shared no longer. */
    stopScreenSharing(): Promise<void>;
    /** Screens are shared, in this or another contact. */
    onScreenSharingStarted(f: Handler<{ contactId: string }>): Subscription;
    /** Screens are shared no longer, in this or another contact. */
    onScreenSharingStopped(f: Handler<{ contactId: string }>): Subscription;
    /** Screens cannot be shared, in this or another contact. */
    onScreenSharingError(f: Handler<{ contactId: string }>): Subscription;

    /** The contact as of now, to be kept. */
    toSnapshot(): ContactSnapshot;
  }

  /** A contact as of one moment. */
  class ContactSnapshot extends Contact {}

  // -------------------------------------------------------------------------------------------------- Connections

  /** A state of a connection. */
  interface ConnectionState {
    /** Its kind. */
    type: ConnectionStateType;
    /** When the connection came into the state. */
    timestamp: Date;
  }

  /** What a softphone needs to know of a call. */
  interface SoftphoneMediaInfo {
    callType?: SoftphoneCallType;
    autoAccept?: boolean | null;
    mediaLegContextToken?: string | null;
    callContextToken?: string | null;
    /** JSON text. */
    callConfigJson?: string | null;
  }

  /** What a chat session is made of. */
  interface ChatMediaInfo {
    contactId: string;
    initialContactId: string;
    participantId: string;
    participantToken: string | null;
    /** As {@link ChatConnection.getConnectionToken}. */
    getConnectionToken(): Promise<ConnectionToken>;
    originalInfo: object;
  }

  /** What a task session is made of. */
  interface TaskMediaInfo {
    contactId: string;
    initialContactId: string;
  }

  /** A token for the participant service. */
  interface ConnectionToken {
    chatTokenTransport: { participantToken: string; expiry: string };
  }

  /** Whom a supervisor listens to. */
  interface MonitorInfo {
    /** Who is listened to. */
    agentName?: string;
    /** Where the service says it. */
    customerName?: string;
    /** In ISO 8601 form. */
    joinTime?: string | null;
  }

  /** A connection of a contact. Its getters throw a StateError once it is gone. */
  abstract class BaseConnection {
    /** The connection of these ids. Whether there is one shows when it is asked for something. */
    constructor(contactId: string, connectionId: string);
    /** The id of the contact that it belongs to. */
    getContactId(): string;
    /** The id, unique in the contact. */
    getConnectionId(): string;
    /** Whom it goes to. */
    getEndpoint(): Endpoint;
    /** Another name of {@link getEndpoint}. */
    getAddress(): Endpoint;
    /** The connection's state now. */
    getState(): ConnectionState;
    /** Another name of {@link getState}. */
    getStatus(): ConnectionState;
    /** Milliseconds in the state, by the clock of the service. */
    getStateDuration(): number;
    /** Another name of {@link getStateDuration}. */
    getStatusDuration(): number;
    /** Whose connection it is. */
    getType(): ConnectionType;
    /** What a supervisor's connection listens to. */
    getMonitorInfo(): MonitorInfo | null | undefined;
    /** What a softphone needs to know. */
    getSoftphoneMediaInfo(): SoftphoneMediaInfo | undefined;
    /** Whether the contact began with it. */
    isInitialConnection(): boolean;
    /** Whether it is connecting, connected, on hold, or a supervisor's. */
    isActive(): boolean;
    /** Whether the party is in the conversation. */
    isConnected(): boolean;
    /** Whether the party is not there yet. */
    isConnecting(): boolean;
    /** Whether the party waits. */
    isOnHold(): boolean;
    /** Ends the connection, or rejects the contact. */
    destroy(callbacks?: Callbacks | null): void;
    /** Sends touch tones; in calls only. */
    sendDigits(digits: string, callbacks?: Callbacks | null): void;
    /** Lets the party wait. */
    hold(callbacks?: Callbacks | null): void;
    /** Takes {@link hold} back. */
    resume(callbacks?: Callbacks | null): void;
    /** What a media controller needs to know. */
    getMediaInfo(): unknown;
    /** The kind of media. */
    getMediaType(): MediaType;
    /** The controller of the media, if it is active. */
    // biome-ignore lint/suspicious/noExplicitAny: a session is another library's.
    getMediaController(): Promise<any>;
    /** The connection as of now, to be kept. */
    toSnapshot(): ConnectionSnapshot;
  }

  /** A connection as of one moment. */
  class ConnectionSnapshot extends BaseConnection {}

  /** What `contact.getConnections()` gives, by the type of the contact. */
  type AnyConnection = VoiceConnection | ChatConnection | TaskConnection | EmailConnection;

  /** What connections of calls and chats know of supervisors. */
  abstract class MonitoredConnection extends BaseConnection {
    /** Whether the supervisor listens only. */
    isSilentMonitor(): boolean;
    /** Whether the supervisor speaks. */
    isBarge(): boolean;
    /** Whether the supervisor may listen. */
    isSilentMonitorEnabled(): boolean | undefined;
    /** Whether the supervisor may speak. */
    isBargeEnabled(): boolean | undefined;
    /** What the supervisor may do. */
    getMonitorCapabilities(): MonitoringMode[] | undefined;
    /** What the supervisor does. */
    getMonitorStatus(): MonitoringMode | undefined;
  }

  /** What a Voice ID promise is rejected with. */
  interface VoiceIdError {
    type: VoiceIdErrorTypes;
    message: string;
    stack: string;
    err: unknown;
  }

  /** What Voice ID knows of a customer. */
  interface VoiceIdSpeakerDescription {
    /** `speaker_id_not_enrolled` when the service does not know the speaker. */
    type?: string;
    Speaker: { Status: VoiceIdSpeakerStatus };
  }

  /** What Voice ID makes of a voice. */
  interface VoiceIdEvaluation {
    StreamingStatus?: VoiceIdStreamingStatus;
    AuthenticationResult: { Decision: ContactFlowAuthenticationDecision };
    FraudDetectionResult: { Decision: ContactFlowFraudDetectionDecision };
  }

  /**
   * A connection of a call. The Voice ID methods are rejected with a {@link VoiceIdError} when a step of them fails,
   * and with a NotImplementedError when more than two parties are in the call.
   */
  class VoiceConnection extends MonitoredConnection {
    /** What a softphone needs to know. */
    getMediaInfo(): SoftphoneMediaInfo | undefined;
    /** `softphone` */
    getMediaType(): MediaType;
    /** The media info, for now. */
    // biome-ignore lint/suspicious/noExplicitAny: what controls the media is another library's.
    getMediaController(): Promise<any>;
    /** The quick connect that the party was called by. */
    getQuickConnectName(): string | null | undefined;
    /** Which media the party can send. */
    getCapabilities(): Record<string, string> | undefined;
    /** Whether the party can send video; nothing where the service does not say. */
    canSendVideo(): boolean | undefined;
    /** Whether the party can share a screen; nothing where the service does not say. */
    canSendScreenShare(): boolean | undefined;
    /** What a client of the call's video needs to know, as the service says it. */
    getVideoConnectionInfo(): Promise<{ meeting: object; attendee: object } | undefined>;
    /** Whether the service has muted the party. */
    isMute(): boolean | undefined;
    /** Whether a supervisor has muted the party. */
    isForcedMute(): boolean | undefined;
    /** Has the service mute the party. */
    muteParticipant(callbacks?: Callbacks | null): void;
    /** Takes {@link muteParticipant} back. */
    unmuteParticipant(callbacks?: Callbacks | null): void;
    /** The speaker id that the contact flow set. */
    getVoiceIdSpeakerId(): Promise<{ speakerId: string }>;
    /** What Voice ID knows of the customer. That it knows nobody is an answer too: see its `type`. */
    getVoiceIdSpeakerStatus(): Promise<VoiceIdSpeakerDescription>;
    /** Takes until there is enough speech, 10 minutes at most. */
    enrollSpeakerInVoiceId(callbackOnAudioCollectionComplete?: (data: unknown) => void): Promise<unknown>;
    /** Takes until there is enough speech, 2 minutes at most. `true` starts with a new audio stream. */
    evaluateSpeakerWithVoiceId(startNew?: boolean): Promise<VoiceIdEvaluation>;
    /** Takes the customer out of Voice ID at their own wish. */
    optOutVoiceIdSpeaker(): Promise<unknown>;
    /** Has Voice ID forget the customer. */
    deleteVoiceIdSpeaker(): Promise<unknown>;
    /** Says who the customer is. */
    updateVoiceIdSpeakerId(speakerId: string): Promise<unknown>;
  }

  /** Another name of {@link VoiceConnection}. */
  const Connection: typeof VoiceConnection;
  type Connection = VoiceConnection;

  /** A connection of a chat. */
  class ChatConnection extends MonitoredConnection {
    /** What a chat session needs to know; `null` if there is nothing. */
    getMediaInfo(): ChatMediaInfo | null;
    /** `chat` */
    getMediaType(): MediaType;
    /** A session of `amazon-connect-chatjs`, which the page must have loaded. */
    // biome-ignore lint/suspicious/noExplicitAny: the session is another library's.
    getMediaController(): Promise<any>;
    /** A token for the participant service, as the service gives it. */
    getConnectionToken(): Promise<ConnectionToken>;
    /** What is known of a customer who signed in to the chat. @throws Error for the agent's own connection. */
    getAuthenticationDetails(): Record<string, string | undefined> | null;
    /** Whether the customer has signed in to the chat. @throws Error for the agent's own connection. */
    isAuthenticated(): boolean;
    /** What the party is called. */
    getParticipantName(): string | undefined;
  }

  /** A connection of a task. */
  class TaskConnection extends BaseConnection {
    /** What a task session needs to know. */
    getMediaInfo(): TaskMediaInfo;
    /** `task` */
    getMediaType(): MediaType;
    /** A session of `amazon-connect-taskjs`, which the page must have loaded. */
    // biome-ignore lint/suspicious/noExplicitAny: the session is another library's.
    getMediaController(): Promise<any>;
  }

  /** A connection of an e-mail. */
  class EmailConnection extends BaseConnection {
    /** `email` */
    getMediaType(): MediaType;
  }

  /** What an endpoint is made of. */
  interface EndpointParameters {
    endpointARN?: string | null;
    /** Another name of `endpointARN`. */
    endpointId?: string | null;
    type?: EndpointType | `${EndpointType}` | null;
    name?: string | null;
    phoneNumber?: string | null;
    agentLogin?: string | null;
    queue?: Queue | null;
  }

  /** Whom a connection goes to. */
  class Endpoint {
    constructor(params?: EndpointParameters | null);
    endpointARN: string | null;
    endpointId?: string | null;
    type: EndpointType | `${EndpointType}` | null;
    name: string | null;
    phoneNumber: string | null;
    agentLogin: string | null;
    queue: Queue | null;
    /** The number without the parts of a SIP address. */
    stripPhoneNumber(): string;
    /** An endpoint for a number in E.164 form. */
    static byPhoneNumber(number: string, name?: string): Endpoint;
  }

  /** Another name of {@link Endpoint}. */
  const Address: typeof Endpoint;
  type Address = Endpoint;

  /** The softphone of a page. */
  interface SoftphoneManager {
    /** The session of a connection's media. */
    // biome-ignore lint/suspicious/noExplicitAny: a session is of `connect-rtc-js`.
    getSession(connectionId: string): any;
  }

  /** What went wrong in a softphone. */
  class SoftphoneError {
    /** An error of a kind, with a text and the address that it is about. */
    constructor(errorType: string, errorMessage: string, endPointUrl: string);
    /** The kind. */
    getErrorType(): SoftphoneErrorTypes;
    /** What happened, in words. */
    getErrorMessage(): string;
    /** The address that could not be reached, if that is what happened. */
    getEndPointUrl(): string;
  }

  // -------------------------------------------------------------------------------------------------------- Core

  /** How the sign-in window opens. */
  interface LoginOptions {
    /** Closes the sign-in window once the agent is signed in. */
    autoClose?: boolean;
    /** Pixels. */
    height?: number;
    /** Pixels. */
    width?: number;
    /** Pixels. */
    top?: number;
    /** Pixels. */
    left?: number;
  }

  /** How the softphone runs. */
  interface SoftphoneOptions {
    /** Whether it may run in the control panel of this page. */
    allowFramedSoftphone?: boolean;
    /** Whether it rings in silence. */
    disableRingtone?: boolean;
    /** Its own ringtone. */
    ringtoneUrl?: string;
    [other: string]: unknown;
  }

  /** Options of {@link core.initCCP}. */
  interface InitCCPOptions {
    /** The control panel's address; it names the instance. */
    ccpUrl: string;
    /** The instance's region, for chats. */
    region?: string;
    /** `false` keeps the sign-in window from being opened for this page. */
    loginPopup?: boolean;
    /** Closes the sign-in window once the agent is signed in. */
    loginPopupAutoClose?: boolean;
    /** Size and place of the sign-in window. */
    loginOptions?: LoginOptions;
    /** Where to sign in, if not at the instance itself (SAML). */
    loginUrl?: string;
    /** About the softphone. */
    softphone?: SoftphoneOptions;
    /** Which settings the control panel shows. */
    pageOptions?: {
      enableAudioDeviceSettings?: boolean;
      enablePhoneTypeSettings?: boolean;
      [other: string]: unknown;
    };
    /** Milliseconds until a question without an answer is an `EventType.ACK_TIMEOUT` (3000). */
    ccpAckTimeout?: number;
    /** Milliseconds between an answer and the next question whether the worker is there (1000). */
    ccpSynTimeout?: number;
    /** Milliseconds until `initCCP` without an answer is an `EventType.ACK_TIMEOUT` (5000). */
    ccpLoadTimeout?: number;
    /** The frame's title (`Amazon Connect CCP`). */
    iframeTitle?: string;
    /**
     * Headwater's alone: `true` shows its panel in the container, in place of the instance's control panel, and `false` the
     * instance's own. Without it the agent decides in the options, or the organisation. The instance's is then loaded behind
     * it only with `softphone.allowFramedSoftphone`: to be heard, and for `getFrameMediaDevices()`.
     */
    headwaterPanel?: boolean;
    /** The frame's inline style. */
    style?: string;
    /** Called when a contact is shown in the control panels. */
    onViewContact?: Handler<{ contactId: string }>;
    [other: string]: unknown;
  }

  /** Calls of the service by name. */
  interface Client {
    /** @throws ValueError without a method. */
    // biome-ignore lint/suspicious/noExplicitAny: the answer depends on the operation.
    call(method: string, params?: object | null, callbacks?: Callbacks<any> | null): void;
  }

  /** What the page sends to the session, and what comes from it. */
  interface Conduit {
    readonly name: string;
    readonly upstreamBus: EventBus;
    /** Subscribes to an event of the session. */
    // biome-ignore lint/suspicious/noExplicitAny: the data of an event depends on its name.
    onUpstream(eventName: string, f: Handler<any>): Subscription;
    /** Subscribes to all events of the session. */
    // biome-ignore lint/suspicious/noExplicitAny: see above.
    onAllUpstream(f: Handler<any>): Subscription;
    /** Sends an event to the session. */
    sendUpstream(eventName: string, data?: unknown): void;
  }

  /** The session's WebSocket, for ChatJS and TaskJS. Each `on…` returns a function that ends the subscription. */
  interface SharedWebSocket {
    /** An object with a `topic`. */
    sendMessage(payload: object): void;
    /** Has messages of these topics sent. */
    subscribeTopics(topics: string[]): void;
    /** Messages of one topic. */
    // biome-ignore lint/suspicious/noExplicitAny: a message is whatever was sent under its topic.
    onMessage(topic: string, f: (message: any) => void): () => boolean;
    /** Messages of all topics. */
    // biome-ignore lint/suspicious/noExplicitAny: see above.
    onAllMessage(f: (message: any) => void): () => boolean;
    /** There could be no connection. */
    onInitFailure(f: () => void): () => boolean;
    /** A connection was opened. */
    onConnectionOpen(f: (info: unknown) => void): () => boolean;
    /** A connection was closed, planned or not. */
    onConnectionClose(f: (info: unknown) => void): () => boolean;
    /** There is a connection. */
    onConnectionGain(f: () => void): () => boolean;
    /** There is none. */
    onConnectionLost(f: (info: unknown) => void): () => boolean;
    /** The topics that messages come of have changed. */
    onSubscriptionUpdate(f: (info: unknown) => void): () => boolean;
    /** A topic was refused. */
    onSubscriptionFailure(f: (info: unknown) => void): () => boolean;
  }

  /** What the types of ChatJS say of the WebSocket, where the page has loaded them; otherwise nothing. */
  // biome-ignore lint/suspicious/noEmptyInterface: it is declared to be merged with theirs.
  interface WebSocketManager {}

  /** The data behind the objects of this API. */
  interface AgentDataProvider {
    /** @throws StateError before the first data came. */
    getAgentData(): { snapshot: object; configuration: AgentConfiguration };
    /** Throws a StateError when the contact is gone. */
    getContactData(contactId: string): object;
    /** Throws a StateError when the contact or the connection is gone. */
    getConnectionData(contactId: string, connectionId: string): object;
    /** The instance's id. */
    getInstanceId(): string;
    /** The id of the instance's AWS account. */
    getAWSAccountId(): string;
  }

  /** Starting, stopping, and what belongs to no single contact. */
  namespace core {
    /** Whether the session has acknowledged this page. */
    const initialized: boolean;
    /** The page's id in the session. */
    const portStreamId: string | undefined;

    /**
     * Takes part in the session of an instance, and shows its control panel in the container. A second call has no
     * effect.
     * @throws ValueError without a container or a `ccpUrl`.
     */
    function initCCP(container: HTMLElement, options: InitCCPOptions | string): void;
    /** Takes part without showing the control panel. */
    function initCCP(options: InitCCPOptions): void;
    /** Ends this page's part and all its subscriptions. The frame stays. */
    function terminate(): void;
    /** Somebody is signed in and the page takes part. */
    function onInitialized(f: Handler<null>): Subscription;
    /** Nobody is signed in any more. */
    function onAuthFail(f: Handler<unknown>): Subscription;
    /** The instance does not let the agent in. */
    function onAccessDenied(f: Handler<unknown>): Subscription;
    /** The agent is let in, after a renewal too. */
    function onAuthorizeSuccess(f: Handler<unknown>): Subscription;
    /** The instance refused time and again to say who is signed in. */
    function onAuthorizeRetriesExhausted(f: Handler<unknown>): Subscription;
    /** The service refused the agent time and again. */
    function onCTIAuthorizeRetriesExhausted(f: Handler<unknown>): Subscription;
    /** The softphone has begun a session for a call, in whichever tab. */
    function onSoftphoneSessionInit(f: Handler<{ connectionId: string }>): Subscription;
    /** Shows a contact in the control panels of all tabs. */
    function viewContact(contactId: string): void;
    /** A contact is shown in the control panels. */
    function onViewContact(f: Handler<{ contactId: string }>): Subscription;
    /** Has the control panels show one of their views, such as `create_task` of `task`. */
    function activateChannelWithViewType(
      viewType: string,
      mediaType: string,
      source?: string,
      caseId?: string,
      clientToken?: string,
    ): void;
    /** A view of the control panels is asked for. */
    function onActivateChannelWithViewType(
      f: Handler<{
        viewType: string;
        mediaType: string;
        source?: string;
        caseId?: string;
        clientToken: string;
      }>,
    ): Subscription;
    /** Tells the applications of this page (`agentApp`) of a new task. */
    function triggerTaskCreated(data: unknown): void;
    /** Tells the applications of this page (`agentApp`) of a new e-mail. */
    function triggerEmailCreated(data: unknown): void;
    /** For code that is there already: Headwater does not depend on a frame, so it never happens. */
    function onIframeRetriesExhausted(f: Handler<unknown>): Subscription;
    /** The devices of the softphone. Rejected when none answers within `timeout` milliseconds (1000). */
    function getFrameMediaDevices(timeout?: number): Promise<MediaDeviceInfo[]>;
    /** The event bus of this page. */
    function getEventBus(): EventBus;
    /** Nothing before `initCCP`. */
    function getWebSocketManager(): SharedWebSocket & WebSocketManager;
    /** Nothing while no softphone runs in this page. */
    function getSoftphoneManager(): SoftphoneManager | null;
    /** @throws StateError before `initCCP`. */
    function getUpstream(): Conduit;
    /** @throws StateError before the session has acknowledged this page. */
    function getClient(): Client;
    /** @throws StateError before the session has acknowledged this page. */
    function getMasterClient(): Client;
    /** Nothing before `initCCP`. */
    function getAgentDataProvider(): AgentDataProvider | null;
    /** @throws ValueError for what is no value of {@link ContactEvents}. */
    function getContactEventName(eventName: string, contactId: string): string;
    /** Milliseconds that the service's clock is ahead. */
    function getSkew(): number;
    /** Milliseconds since 1970 when the last news came, by the clock of this machine. */
    function getLocalTimestamp(): number;
    /** Which events belong to which kinds of agent states. */
    function getAgentRoutingEventGraph(): EventGraph;
    /** Which events belong to which agent states. */
    function getAgentStateEventGraph(): EventGraph;
    /** Which events belong to which states of a contact. */
    function getContactEventGraph(): EventGraph;
  }

  /** Which events belong to which transitions. */
  class EventGraph {
    static readonly ANY: string;
    /** Adds events to the transitions between these states. */
    assoc(from: string | string[], to: string | string[], events: string | string[]): this;
    /** The events of a transition. */
    getAssociations(context: unknown, from: string, to: string): string[];
  }

  /** Subscribes to failures of the WebSocket; called at once if there was one. */
  function onWebSocketInitFailure(f: Handler<null>): Subscription;
  /** Another name of {@link onWebSocketInitFailure}. */
  function onWebsocketInitFailure(f: Handler<null>): Subscription;

  /** Calls `ifTrue` if this page is master of the topic, which it becomes if no page is; else `ifFalse`. */
  function ifMaster(
    topic: MasterTopics | string,
    ifTrue: () => void,
    ifFalse?: (() => void) | null,
    shouldNotBecomeMasterIfNone?: boolean,
  ): void;
  /** Makes this page master of the topic. */
  function becomeMaster(
    topic: MasterTopics | string,
    success?: (() => void) | null,
    failure?: (() => void) | null,
  ): void;

  /** Applications of the instance, in frames of this page. */
  namespace agentApp {
    /** How an application is shown. */
    interface AppOptions {
      /** Options of `initCCP`, for the control panel. */
      ccpParams?: Partial<InitCCPOptions>;
      /** The frame's inline style. */
      style?: string;
      /** Called once the application is loaded. */
      onLoad?: (event: Event) => void;
    }
    /** Shows `ccp`, `customerprofiles`, `wisdom` or another application of the instance. */
    function initApp(
      name: string,
      containerId: string | HTMLElement,
      appUrl: string,
      config?: AppOptions | null,
    ): void;
    /** Removes an application. The control panel also signs the agent out, and resolves to whether that worked. */
    function stopApp(name: string): Promise<boolean> | null | undefined;
    /** Another name of {@link core.initCCP}. */
    function initCCP(container: HTMLElement, options: InitCCPOptions | string): void;
  }

  // --------------------------------------------------------------------------------------------------------- Log

  /** The page's logger. Its methods take a printf format and values, after a value of `LogComponent` if wanted. */
  interface Logger {
    /** Writes a line of the level `TEST`. */
    test(...args: unknown[]): LogEntry;
    /** Writes a line of the level `TRACE`. */
    trace(...args: unknown[]): LogEntry;
    /** Writes a line of the level `DEBUG`. */
    debug(...args: unknown[]): LogEntry;
    /** Writes a line of the level `INFO`. */
    info(...args: unknown[]): LogEntry;
    /** Writes a line of the level `LOG`. */
    log(...args: unknown[]): LogEntry;
    /** Writes a line of the level `WARN`. */
    warn(...args: unknown[]): LogEntry;
    /** Writes a line of the level `ERROR`. */
    error(...args: unknown[]): LogEntry;
    /** Writes a line of the level `CRITICAL`. */
    critical(...args: unknown[]): LogEntry;
    /** The least level that is written. */
    setLogLevel(level: LogLevel | `${LogLevel}`): void;
    /** The least level that is written to the console. */
    setEchoLevel(level: LogLevel | `${LogLevel}`): void;
    /** Saves the log as a file of JSON. */
    download(options?: string | { logName?: string; filterByLogLevel?: boolean } | null): void;
    /** All lines. */
    toString(): string;
  }

  /** A line of the log. */
  interface LogEntry {
    /** Adds an error, with where it happened. */
    withException(e: unknown): this;
    /** Adds an object, without what must not stand in a log. */
    withObject(obj: unknown): this;
    /** For the library itself: the entry goes to the worker's log. */
    sendInternalLogToServer(): this;
    /** The text, with its values filled in. */
    getText(): string;
    /** How important it is. */
    getLevel(): LogLevel;
    /** When it was written. */
    getTime(): Date;
    /** Which part it is about. */
    getComponent(): string;
    /** The line as it stands in the log. */
    toString(): string;
  }

  /** The page's logger. */
  function getLog(): Logger;
  const rootLogger: Logger;

  // ------------------------------------------------------------------------------------------------------ Helpers

  /** Binds a function to an object, and to first arguments. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever function it is.
  function hitch<F extends (...args: any[]) => unknown>(scope: object, method: F, ...bound: unknown[]): F;
  /** Fills values into a printf format. */
  function sprintf(format: string, ...values: unknown[]): string;
  /** As {@link sprintf}, with a list of values. */
  function vsprintf(format: string, values: unknown[]): string;
  /** An id that no other is. */
  function randomId(): string;
  /** Milliseconds since 1970. */
  function now(): number;
  /** Whether a value can be called. */
  function isFunction(value: unknown): boolean;
  /** Whether a value is a list. */
  function isArray(value: unknown): value is unknown[];
  /** The names in a map. */
  function keys(map: object): string[];
  /** The values in a map. */
  function values<T>(map: Record<string, T>): T[];
  /** The names and values in a map. */
  function entries<T>(map: Record<string, T>): { key: string; value: T }[];
  /** A map with the members of all; later ones win. */
  function merge(...maps: (object | null | undefined)[]): Record<string, unknown>;
  /** The first item that the predicate takes, or `null`. */
  function find<T>(array: ArrayLike<T>, predicate: (item: T) => unknown): T | null;
  /** Whether a value is in a list or a name in a map. */
  function contains(container: object, value: unknown): boolean;
  /** Whether a value is in a list or in a map. */
  function containsValue(container: object, value: unknown): boolean;
  /** A map of the items by what the function makes of each. */
  function index<T>(items: readonly T[], closure: (item: T) => string): Record<string, T>;
  /** A map with these names. */
  function set(names: readonly string[]): Record<string, number>;
  /** What is in the second map and not in the first. */
  function relativeComplement<T>(mapA: object, mapB: Record<string, T>): Record<string, T>;
  /** A copy by way of JSON. */
  function deepcopy<T>(source: T): T;
  /** A map of names in capitals to values. */
  function makeEnum(values: readonly string[]): Record<string, string>;
  /** As {@link makeEnum}, with a prefix and a delimiter before the values. */
  function makeGenericNamespacedEnum(
    prefix: string,
    values: readonly string[],
    delimiter: string,
  ): Record<string, string>;
  /** Types of contacts that are calls. */
  const voiceContactTypes: ContactType[];
  /** As {@link makeEnum}, with a prefix before the values. */
  function makeNamespacedEnum(prefix: string, values: readonly string[]): Record<string, string>;
  /** @throws ValueError if the premise does not hold. */
  function assertTrue(premise: unknown, message?: string): asserts premise;
  /** @throws ValueError if the value is null or undefined. */
  function assertNotNull<T>(value: T, name?: string): NonNullable<T>;
  /** Whether this page is in a frame. */
  function isFramed(): boolean;
  /** Whether this page is a control panel; it is not. */
  function isCCP(): boolean;
  /** Whether `initCCP` was called here. */
  function isCRM(): boolean;
  /** Whether this runs in a shared worker; it does not. */
  function isSharedWorker(): boolean;
  /** Whether this is Chrome or Chromium. */
  function isChromeBrowser(): boolean;
  /** Whether this is Firefox. */
  function isFirefoxBrowser(): boolean;
  /** Whether this is Opera. */
  function isOperaBrowser(): boolean;
  /** Whether this is Edge. */
  function isEdgeBrowser(): boolean;
  /** The major version, or -1. */
  function getChromeBrowserVersion(): number;
  /** The major version, or -1. */
  function getFirefoxBrowserVersion(): number;
  /** Whether the service knows the language. */
  function isValidLocale(locale: unknown): boolean;

  /** An argument that makes no sense. The message is a printf format and its values. */
  class ValueError extends Error {
    constructor(format?: string, ...values: unknown[]);
  }
  /** A call at the wrong time: nothing is initialised yet, or the contact or connection is gone. */
  class StateError extends Error {
    constructor(format?: string, ...values: unknown[]);
  }
  /** Something that this library does not do. */
  class NotImplementedError extends Error {
    constructor(format?: string, ...values: unknown[]);
  }

  /** The version of the npm library whose behaviour this follows. */
  const version: string;
  const DEFAULT_BATCH_SIZE: number;
  /** What `initCCP` was called with. */
  const initCCPParams: InitCCPOptions | null;
  const containerDiv: HTMLElement | null;
  const webSocketInitFailed: boolean | undefined;

  // ------------------------------------------------------------------------------------------------- Enumerations

  /** Levels of log entries, in rising order. */
  enum LogLevel {
    /** For tests. */
    TEST = "TEST",
    /** Every step. */
    TRACE = "TRACE",
    /** For finding defects. */
    DEBUG = "DEBUG",
    /** What happens. */
    INFO = "INFO",
    /** What is worth a note. */
    LOG = "LOG",
    /** Something is odd. */
    WARN = "WARN",
    /** Something failed. */
    ERROR = "ERROR",
    /** Nothing works. */
    CRITICAL = "CRITICAL",
  }

  /** What a line of the log is about. */
  enum LogComponent {
    CCP = "ccp",
    SOFTPHONE = "softphone",
    CHAT = "chat",
    TASK = "task",
  }

  /** HTTP statuses that matter here. */
  const HTTP_STATUS_CODES: {
    readonly SUCCESS: 200;
    readonly UNAUTHORIZED: 401;
    readonly ACCESS_DENIED: 403;
    readonly TOO_MANY_REQUESTS: 429;
    readonly INTERNAL_SERVER_ERROR: 500;
  };

  enum TRANSPORT_TYPES {
    CHAT_TOKEN = "chat_token",
    WEB_SOCKET = "web_socket",
    AGENT_DISCOVERY = "agent_discovery",
    WEB_RTC = "web_rtc",
  }

  /** Events of the session and of the page. */
  enum EventType {
    /** The worker has answered this page. */
    ACKNOWLEDGE = "acknowledge",
    /** The worker has not answered in time. */
    ACK_TIMEOUT = "ack_timeout",
    /** Somebody is signed in, and the page takes part. */
    INIT = "init",
    API_REQUEST = "api_request",
    API_RESPONSE = "api_response",
    /** Nobody is signed in any more. */
    AUTH_FAIL = "auth_fail",
    /** The instance does not let the agent in. */
    ACCESS_DENIED = "access_denied",
    CLOSE = "close",
    CONFIGURE = "configure",
    /** A line was written to the log. */
    LOG = "log",
    DOWNLOAD_LOG_FROM_CCP = "download_log_from_ccp",
    MASTER_REQUEST = "master_request",
    MASTER_RESPONSE = "master_response",
    /** The page asks whether the worker is there. */
    SYNCHRONIZE = "synchronize",
    /** Triggered by a page after the agent logged out. */
    TERMINATE = "terminate",
    /** The agent has logged out. */
    TERMINATED = "terminated",
    SEND_LOGS = "send_logs",
    RELOAD_AGENT_CONFIGURATION = "reload_agent_configuration",
    BROADCAST = "broadcast",
    API_METRIC = "api_metric",
    CLIENT_METRIC = "client_metric",
    SOFTPHONE_STATS = "softphone_stats",
    SOFTPHONE_REPORT = "softphone_report",
    CLIENT_SIDE_LOGS = "client_side_logs",
    SERVER_BOUND_INTERNAL_LOG = "server_bound_internal_log",
    /** Somebody wants the softphone muted, or not. */
    MUTE = "mute",
    IFRAME_STYLE = "iframe_style",
    IFRAME_RETRIES_EXHAUSTED = "iframe_retries_exhausted",
    UPDATE_CONNECTED_CCPS = "update_connected_ccps",
    OUTER_CONTEXT_INFO = "outer_context_info",
    MEDIA_DEVICE_REQUEST = "media_device_request",
    MEDIA_DEVICE_RESPONSE = "media_device_response",
    TAB_ID = "tab_id",
    AUTHORIZE_SUCCESS = "authorize_success",
    AUTHORIZE_RETRIES_EXHAUSTED = "authorize_retries_exhausted",
    CTI_AUTHORIZE_RETRIES_EXHAUSTED = "cti_authorize_retries_exhausted",
    CLICK_STREAM_DATA = "click_stream_data",
    SET_QUICK_GET_AGENT_SNAPSHOT_FLAG = "set_quick_get_agent_snapshot_flag",
    API_PROXY_REQUEST = "api_proxy_request",
    API_PROXY_RESPONSE = "api_proxy_response",
    REQUEST_CONFIGURE = "request_configure",
    CROSS_REGION_CSM_CONFIG = "cross_region_csm_config",
  }

  /** Events of the agent. */
  enum AgentEvents {
    INIT = "agent::init",
    UPDATE = "agent::update",
    REFRESH = "agent::refresh",
    ROUTABLE = "agent::routable",
    NOT_ROUTABLE = "agent::not_routable",
    PENDING = "agent::pending",
    CONTACT_PENDING = "agent::contact_pending",
    OFFLINE = "agent::offline",
    ERROR = "agent::error",
    SOFTPHONE_ERROR = "agent::softphone_error",
    WEBSOCKET_CONNECTION_LOST = "agent::websocket_connection_lost",
    WEBSOCKET_CONNECTION_GAINED = "agent::websocket_connection_gained",
    STATE_CHANGE = "agent::state_change",
    ACW = "agent::acw",
    MUTE_TOGGLE = "agent::mute_toggle",
    LOCAL_MEDIA_STREAM_CREATED = "agent::local_media_stream_created",
    ENQUEUED_NEXT_STATE = "agent::enqueued_next_state",
    CLEARED_NEXT_STATE = "agent::cleared_next_state",
    FETCH_AGENT_DATA_FROM_CCP = "agent::fetch_agent_data_from_ccp",
  }

  /** Events of the media devices. */
  enum ConfigurationEvents {
    CONFIGURE = "configuration::configure",
    SET_SPEAKER_DEVICE = "configuration::set_speaker_device",
    SET_MICROPHONE_DEVICE = "configuration::set_microphone_device",
    SET_RINGER_DEVICE = "configuration::set_ringer_device",
    SPEAKER_DEVICE_CHANGED = "configuration::speaker_device_changed",
    MICROPHONE_DEVICE_CHANGED = "configuration::microphone_device_changed",
    RINGER_DEVICE_CHANGED = "configuration::ringer_device_changed",
    CAMERA_DEVICE_CHANGED = "configuration::camera_device_changed",
    BACKGROUND_BLUR_CHANGED = "configuration::background_blur_changed",
  }

  /** Events of the softphone. */
  enum ConnectionEvents {
    SESSION_INIT = "connection::session_init",
    READY_TO_START_SESSION = "connection::ready_to_start_session",
  }

  /** Another name of {@link ConnectionEvents}. */
  const ConnnectionEvents: typeof ConnectionEvents;

  type ConnnectionEvents = ConnectionEvents;

  /** Events of contacts. Each is also triggered as `<event>::<contactId>`. */
  enum ContactEvents {
    INIT = "contact::init",
    REFRESH = "contact::refresh",
    DESTROYED = "contact::destroyed",
    INCOMING = "contact::incoming",
    PENDING = "contact::pending",
    CONNECTING = "contact::connecting",
    CONNECTED = "contact::connected",
    MISSED = "contact::missed",
    ACW = "contact::acw",
    VIEW = "contact::view",
    ENDED = "contact::ended",
    ERROR = "contact::error",
    ACCEPTED = "contact::accepted",
    INVALID_STATE_TRANSITION = "contact::invalid_state_transition",
    SCREEN_SHARING_STARTED = "contact::screen_sharing_started",
    SCREEN_SHARING_STOPPED = "contact::screen_sharing_stopped",
    SCREEN_SHARING_ERROR = "contact::screen_sharing_error",
  }

  enum ChannelViewEvents {
    ACTIVATE_CHANNEL_WITH_VIEW_TYPE = "taskList::activate_channel_with_view_type",
  }

  enum TaskEvents {
    CREATED = "task::created",
  }

  enum EmailEvents {
    CREATED = "email::created",
  }

  enum VoiceIdEvents {
    UPDATE_DOMAIN_ID = "voiceId::update_domain_id",
  }

  /** Events of the WebSocket that all pages share. */
  enum WebSocketEvents {
    INIT_FAILURE = "webSocket::init_failure",
    CONNECTION_OPEN = "webSocket::connection_open",
    CONNECTION_CLOSE = "webSocket::connection_close",
    CONNECTION_ERROR = "webSocket::connection_error",
    CONNECTION_GAIN = "webSocket::connection_gain",
    CONNECTION_LOST = "webSocket::connection_lost",
    SUBSCRIPTION_UPDATE = "webSocket::subscription_update",
    SUBSCRIPTION_FAILURE = "webSocket::subscription_failure",
    ALL_MESSAGE = "webSocket::all_message",
    SEND = "webSocket::send",
    SUBSCRIBE = "webSocket::subscribe",
  }

  /** What only one page of all does. */
  enum MasterTopics {
    LOGIN_POPUP = "connect::loginPopup",
    SEND_LOGS = "connect::sendLogs",
    SOFTPHONE = "connect::softphone",
    RINGTONE = "connect::ringtone",
    METRICS = "connect::metrics",
    FAILOVER = "connect::failover",
  }

  enum DisasterRecoveryEvents {
    SUPPRESS = "disasterRecovery::suppress",
    FORCE_OFFLINE = "disasterRecovery::force_offline",
    SET_OFFLINE = "disasterRecovery::set_offline",
    INIT_DISASTER_RECOVERY = "disasterRecovery::init_disaster_recovery",
    FAILOVER = "disasterRecovery::failover",
    FAILOVER_PENDING = "disasterRecovery::failover_pending",
    INIT_DR_POLLING = "disasterRecovery::init_dr_polling",
  }

  enum GlobalResiliencyEvents {
    CONFIGURE = "globalResiliency::configure",
    CONFIGURE_CCP_CONDUIT = "globalResiliency::configure_ccp_conduit",
    INIT = "globalResiliency::init",
    CONFIGURE_ERROR = "globalResiliency::configure_error",
    VALIDATE_GLOBAL_SIGNIN = "globalResiliency::validate_global_signin",
    GLOBAL_SIGNIN_VALID = "globalResiliency::global_signin_valid",
    GLOBAL_SIGNIN_INVALID = "globalResiliency::global_signin_invalid",
    FAILOVER_DETECTED = "globalResiliency::failover_detected",
    FAILOVER_DETECTED_CRM = "globalResiliency::failover_detected_crm",
    FAILOVER_INITIATED = "globalResiliency::failover_initiated",
    FAILOVER_PENDING = "globalResiliency::failover_pending",
    FAILOVER_PENDING_CRM = "globalResiliency::failover_pending_crm",
    FAILOVER_COMPLETE = "globalResiliency::failover_complete",
    HEARTBEAT_SYN = "globalResiliency::heartbeat_syn",
    HEARTBEAT_ACK = "globalResiliency::heartbeat_ack",
    FORCE_FAILOVER = "globalResiliency::force_failover",
  }

  enum GlobalResiliencyConfigureErrorType {
    LILY_AGENT_CONFIG_MISSING = "LILY_AGENT_CONFIG_MISSING",
    LILY_AGENT_CONFIG_PARSE_ERROR = "LILY_AGENT_CONFIG_PARSE_ERROR",
  }

  /** Operations of the service, for `connect.core.getClient().call()`. */
  enum ClientMethods {
    GET_AGENT_SNAPSHOT = "getAgentSnapshot",
    PUT_AGENT_STATE = "putAgentState",
    GET_AGENT_STATES = "getAgentStates",
    GET_DIALABLE_COUNTRY_CODES = "getDialableCountryCodes",
    GET_ROUTING_PROFILE_QUEUES = "getRoutingProfileQueues",
    GET_AGENT_PERMISSIONS = "getAgentPermissions",
    GET_AGENT_CONFIGURATION = "getAgentConfiguration",
    UPDATE_AGENT_CONFIGURATION = "updateAgentConfiguration",
    ACCEPT_CONTACT = "acceptContact",
    CREATE_OUTBOUND_CONTACT = "createOutboundContact",
    CREATE_TASK_CONTACT = "createTaskContact",
    CLEAR_CONTACT = "clearContact",
    COMPLETE_CONTACT = "completeContact",
    DESTROY_CONTACT = "destroyContact",
    REJECT_CONTACT = "rejectContact",
    NOTIFY_CONTACT_ISSUE = "notifyContactIssue",
    UPDATE_CONTACT_ATTRIBUTES = "updateContactAttributes",
    CREATE_ADDITIONAL_CONNECTION = "createAdditionalConnection",
    DESTROY_CONNECTION = "destroyConnection",
    HOLD_CONNECTION = "holdConnection",
    RESUME_CONNECTION = "resumeConnection",
    TOGGLE_ACTIVE_CONNECTIONS = "toggleActiveConnections",
    CONFERENCE_CONNECTIONS = "conferenceConnections",
    SEND_CLIENT_LOGS = "sendClientLogs",
    SEND_DIGITS = "sendDigits",
    SEND_SOFTPHONE_CALL_REPORT = "sendSoftphoneCallReport",
    SEND_SOFTPHONE_CALL_METRICS = "sendSoftphoneCallMetrics",
    GET_ENDPOINTS = "getEndpoints",
    GET_NEW_AUTH_TOKEN = "getNewAuthToken",
    CREATE_TRANSPORT = "createTransport",
    MUTE_PARTICIPANT = "muteParticipant",
    UNMUTE_PARTICIPANT = "unmuteParticipant",
    UPDATE_MONITOR_PARTICIPANT_STATE = "updateMonitorParticipantState",
    PAUSE_CONTACT = "pauseContact",
    RESUME_CONTACT = "resumeContact",
    ADD_NEW_CONNECTION = "addNewConnection",
    TRANSFER_CONTACT = "transferContact",
  }

  enum AgentAppClientMethods {
    GET_CONTACT = "AgentAppService.Lcms.getContact",
    DELETE_SPEAKER = "AgentAppService.VoiceId.deleteSpeaker",
    ENROLL_BY_SESSION = "AgentAppService.VoiceId.enrollBySession",
    EVALUATE_SESSION = "AgentAppService.VoiceId.evaluateSession",
    DESCRIBE_SPEAKER = "AgentAppService.VoiceId.describeSpeaker",
    OPT_OUT_SPEAKER = "AgentAppService.VoiceId.optOutSpeaker",
    UPDATE_VOICE_ID_DATA = "AgentAppService.Lcms.updateVoiceIdData",
    DESCRIBE_SESSION = "AgentAppService.VoiceId.describeSession",
    UPDATE_SESSION = "AgentAppService.VoiceId.updateSession",
    START_VOICE_ID_SESSION = "AgentAppService.Nasa.startVoiceIdSession",
    LIST_INTEGRATION_ASSOCIATIONS = "AgentAppService.Acs.listIntegrationAssociations",
  }

  enum MasterMethods {
    BECOME_MASTER = "becomeMaster",
    CHECK_MASTER = "checkMaster",
  }

  enum TaskTemplatesClientMethods {
    LIST_TASK_TEMPLATES = "listTaskTemplates",
    GET_TASK_TEMPLATE = "getTaskTemplate",
    CREATE_TEMPLATED_TASK = "createTemplatedTask",
    UPDATE_CONTACT = "updateContact",
  }

  enum ApiProxyClientMethods {
    QR_INTEGRATION_EXISTS = "qrIntegrationExists",
    QR_SEARCH_QUICK_RESPONSES = "qrSearchQuickResponses",
    START_SCREEN_SHARING = "startScreenSharing",
  }

  enum RetryableErrors {
    UNAUTHORIZED = "unauthorized",
    ACCESS_DENIED = "accessDenied",
  }

  enum RetryStatus {
    RETRYING = "retrying",
    EXHAUSTED = "exhausted",
    NONE = "none",
  }

  /** Kinds of agent states. `SYSTEM` and `ERROR` are states that the service sets. */
  enum AgentStateType {
    /** Not known yet. */
    INIT = "init",
    /** Contacts can be routed to the agent. */
    ROUTABLE = "routable",
    /** Online, and no contacts are routed. */
    NOT_ROUTABLE = "not_routable",
    /** Not working. */
    OFFLINE = "offline",
    /** Set by the service while the agent is busy. */
    SYSTEM = "system",
    /** Set by the service after something went wrong. */
    ERROR = "error",
  }

  /** Another name of {@link AgentStateType}. */
  const AgentStatusType: typeof AgentStateType;

  type AgentStatusType = AgentStateType;

  /** Names of the states that the service sets while the agent is busy. */
  enum AgentAvailStates {
    INIT = "Init",
    BUSY = "Busy",
    AFTER_CALL_WORK = "AfterCallWork",
    CALLING_CUSTOMER = "CallingCustomer",
    DIALING = "Dialing",
    JOINING = "Joining",
    PENDING_AVAILABLE = "PendingAvailable",
    PENDING_BUSY = "PendingBusy",
  }

  /** Names of the states that the service sets after something went wrong. */
  enum AgentErrorStates {
    ERROR = "Error",
    /** The agent hung up in the call. */
    AGENT_HUNG_UP = "AgentHungUp",
    /** The agent's telephone is not to be found. */
    BAD_ADDRESS_AGENT = "BadAddressAgent",
    /** There is no such telephone number. */
    BAD_ADDRESS_CUSTOMER = "BadAddressCustomer",
    /** Anything else. */
    DEFAULT = "Default",
    /** The agent could not be connected. */
    FAILED_CONNECT_AGENT = "FailedConnectAgent",
    /** The customer could not be connected. */
    FAILED_CONNECT_CUSTOMER = "FailedConnectCustomer",
    INVALID_LOCALE = "InvalidLocale",
    /** The agent's line was busy. */
    LINE_ENGAGED_AGENT = "LineEngagedAgent",
    /** The customer's line was busy. */
    LINE_ENGAGED_CUSTOMER = "LineEngagedCustomer",
    /** The agent did not accept in time. */
    MISSED_CALL_AGENT = "MissedCallAgent",
    /** The customer did not answer a callback. */
    MISSED_CALL_CUSTOMER = "MissedCallCustomer",
    /** The agent has control panels in several browsers. */
    MULTIPLE_CCP_WINDOWS = "MultipleCcpWindows",
    /** The connection of the call failed. */
    REALTIME_COMMUNICATION_ERROR = "RealtimeCommunicationError",
  }

  enum NetworkConnectionStatus {
    CONNECTED = "connected",
    CONNECTING = "connecting",
    DISCONNECTED = "disconnected",
    FAILED = "failed",
  }

  /** Kinds of endpoints. */
  enum EndpointType {
    /** A telephone. */
    PHONE_NUMBER = "phone_number",
    /** An agent of the same instance. */
    AGENT = "agent",
    /** A queue of the same instance. */
    QUEUE = "queue",
  }

  /** Another name of {@link EndpointType}. */
  const AddressType: typeof EndpointType;

  type AddressType = EndpointType;

  /** Kinds of connections. `MONITORING` is a supervisor who listens in. */
  enum ConnectionType {
    /** The agent's own. */
    AGENT = "agent",
    /** Somebody who turned to the instance, as a rule the customer. */
    INBOUND = "inbound",
    /** Somebody who was called: the customer, or a third party. */
    OUTBOUND = "outbound",
    /** A supervisor who listens in. */
    MONITORING = "monitoring",
  }

  /** States of a connection. */
  enum ConnectionStateType {
    /** Not begun. */
    INIT = "init",
    /** The party is being called. */
    CONNECTING = "connecting",
    /** The party is in the conversation. */
    CONNECTED = "connected",
    /** The party waits. */
    HOLD = "hold",
    /** The party has left. */
    DISCONNECTED = "disconnected",
    /** A supervisor listens. */
    SILENT_MONITOR = "silent_monitor",
    /** A supervisor speaks. */
    BARGE = "barge",
  }

  /** Another name of {@link ConnectionStateType}. */
  const ConnectionStatusType: typeof ConnectionStateType;

  type ConnectionStatusType = ConnectionStateType;

  const CONNECTION_ACTIVE_STATES: {
    readonly connecting: 1;
    readonly connected: 1;
    readonly hold: 1;
    readonly silent_monitor: 1;
    readonly barge: 1;
  };

  const CONNECTION_CONNECTED_STATES: {
    readonly connected: 1;
    readonly silent_monitor: 1;
    readonly barge: 1;
  };

  /** States of a contact. `ENDED` is after-contact work. */
  enum ContactStateType {
    /** Not begun. */
    INIT = "init",
    /** A queued callback waits to be accepted. */
    INCOMING = "incoming",
    /** About to connect. */
    PENDING = "pending",
    /** It rings; a queued callback: the customer is being called. */
    CONNECTING = "connecting",
    /** The conversation goes on. */
    CONNECTED = "connected",
    /** Nobody accepted it in time. */
    MISSED = "missed",
    /** It failed. */
    ERROR = "error",
    /** The conversation is over, and after-contact work has begun. */
    ENDED = "ended",
    /** The agent sent it away. */
    REJECTED = "rejected",
    /** The agent has put the task aside. */
    PAUSED = "paused",
  }

  /** Another name of {@link ContactStateType}. */
  const ContactStatusType: typeof ContactStateType;

  type ContactStatusType = ContactStateType;

  enum CONTACT_ACTIVE_STATES {
    PAUSED = "paused",
    INCOMING = "incoming",
    PENDING = "pending",
    CONNECTING = "connecting",
    CONNECTED = "connected",
  }

  /** Kinds of contacts. */
  enum ContactType {
    /** A call. */
    VOICE = "voice",
    /** A call that the customer asked for, placed when an agent is free. */
    QUEUE_CALLBACK = "queue_callback",
    /** A chat. */
    CHAT = "chat",
    /** A task. */
    TASK = "task",
    /** An e-mail. */
    EMAIL = "email",
  }

  /** How a contact came about. */
  enum ContactInitiationMethod {
    INBOUND = "inbound",
    OUTBOUND = "outbound",
    TRANSFER = "transfer",
    QUEUE_TRANSFER = "queue_transfer",
    CALLBACK = "callback",
    API = "api",
    DISCONNECT = "disconnect",
    WEBRTC_API = "webrtc_api",
    AGENT_REPLY = "agent_reply",
    CAMPAIGN_PREVIEW = "campaign_preview",
    EXTERNAL_OUTBOUND = "external_outbound",
    MONITOR = "monitor",
    FLOW = "flow",
    CALLBACK_CUSTOMER_FIRST_QUEUED = "callback_customer_first_queued",
    CALLBACK_CUSTOMER_FIRST_DIALED = "callback_customer_first_dialed",
  }

  /** How a supervisor takes part. */
  enum MonitoringMode {
    SILENT_MONITOR = "SILENT_MONITOR",
    BARGE = "BARGE",
  }

  enum MonitoringErrorTypes {
    INVALID_TARGET_STATE = "invalid_target_state",
  }

  /** Channels, as in `agent.getChannelConcurrency()`. */
  enum ChannelType {
    /** Calls. */
    VOICE = "VOICE",
    /** Chats. */
    CHAT = "CHAT",
    /** Tasks. */
    TASK = "TASK",
  }

  /** Kinds of media of a connection. */
  enum MediaType {
    SOFTPHONE = "softphone",
    CHAT = "chat",
    TASK = "task",
    EMAIL = "email",
  }

  /** Kinds of media of a softphone call. */
  enum SoftphoneCallType {
    AUDIO_VIDEO = "audio_video",
    VIDEO_ONLY = "video_only",
    AUDIO_ONLY = "audio_only",
    NONE = "none",
  }

  /** Kinds of softphone errors. */
  enum SoftphoneErrorTypes {
    /** The browser cannot do calls. */
    UNSUPPORTED_BROWSER = "unsupported_browser",
    /** The page may not use the microphone. */
    MICROPHONE_NOT_SHARED = "microphone_not_shared",
    /** The telephone system did not take the call. */
    SIGNALLING_HANDSHAKE_FAILURE = "signalling_handshake_failure",
    /** The telephone system cannot be reached. */
    SIGNALLING_CONNECTION_FAILURE = "signalling_connection_failure",
    /** The media service did not answer in time. */
    ICE_COLLECTION_TIMEOUT = "ice_collection_timeout",
    /** The agent has a softphone in another browser. */
    USER_BUSY_ERROR = "user_busy_error",
    /** The browser failed at the call, or the network forbids it. */
    WEBRTC_ERROR = "webrtc_error",
    /** The connection of the call failed. */
    REALTIME_COMMUNICATION_ERROR = "realtime_communication_error",
    VDI_STRATEGY_NOT_SUPPORTED = "vdi_strategy_not_supported",
    VDI_REDIR_NOT_SUPPORTED = "vdi_redir_not_supported",
    OTHER = "other",
  }

  enum ClickType {
    ACCEPT = "Accept",
    REJECT = "Reject",
    HANGUP = "Hangup",
  }

  /** What Voice ID promises are rejected with, as `type`. */
  enum VoiceIdErrorTypes {
    NO_SPEAKER_ID_FOUND = "no_speaker_id_found",
    SPEAKER_ID_NOT_ENROLLED = "speaker_id_not_enrolled",
    GET_SPEAKER_ID_FAILED = "get_speaker_id_failed",
    GET_SPEAKER_STATUS_FAILED = "get_speaker_status_failed",
    OPT_OUT_SPEAKER_FAILED = "opt_out_speaker_failed",
    OPT_OUT_SPEAKER_IN_LCMS_FAILED = "opt_out_speaker_in_lcms_failed",
    DELETE_SPEAKER_FAILED = "delete_speaker_failed",
    START_SESSION_FAILED = "start_session_failed",
    EVALUATE_SPEAKER_FAILED = "evaluate_speaker_failed",
    SESSION_NOT_EXISTS = "session_not_exists",
    DESCRIBE_SESSION_FAILED = "describe_session_failed",
    ENROLL_SPEAKER_FAILED = "enroll_speaker_failed",
    UPDATE_SPEAKER_ID_FAILED = "update_speaker_id_failed",
    UPDATE_SPEAKER_ID_IN_LCMS_FAILED = "update_speaker_id_in_lcms_failed",
    NOT_SUPPORTED_ON_CONFERENCE_CALLS = "not_supported_on_conference_calls",
    ENROLL_SPEAKER_TIMEOUT = "enroll_speaker_timeout",
    EVALUATE_SPEAKER_TIMEOUT = "evaluate_speaker_timeout",
    GET_DOMAIN_ID_FAILED = "get_domain_id_failed",
    NO_DOMAIN_ID_FOUND = "no_domain_id_found",
  }

  /** Error codes of the service. */
  enum CTIExceptions {
    ACCESS_DENIED_EXCEPTION = "AccessDeniedException",
    INVALID_STATE_EXCEPTION = "InvalidStateException",
    BAD_ENDPOINT_EXCEPTION = "BadEndpointException",
    INVALID_AGENT_ARNEXCEPTION = "InvalidAgentARNException",
    INVALID_CONFIGURATION_EXCEPTION = "InvalidConfigurationException",
    INVALID_CONTACT_TYPE_EXCEPTION = "InvalidContactTypeException",
    PAGINATION_EXCEPTION = "PaginationException",
    REFRESH_TOKEN_EXPIRED_EXCEPTION = "RefreshTokenExpiredException",
    SEND_DATA_FAILED_EXCEPTION = "SendDataFailedException",
    UNAUTHORIZED_EXCEPTION = "UnauthorizedException",
    QUOTA_EXCEEDED_EXCEPTION = "QuotaExceededException",
  }

  enum VoiceIdStreamingStatus {
    ONGOING = "ONGOING",
    ENDED = "ENDED",
    PENDING_CONFIGURATION = "PENDING_CONFIGURATION",
  }

  enum VoiceIdAuthenticationDecision {
    ACCEPT = "ACCEPT",
    REJECT = "REJECT",
    NOT_ENOUGH_SPEECH = "NOT_ENOUGH_SPEECH",
    SPEAKER_NOT_ENROLLED = "SPEAKER_NOT_ENROLLED",
    SPEAKER_OPTED_OUT = "SPEAKER_OPTED_OUT",
    SPEAKER_ID_NOT_PROVIDED = "SPEAKER_ID_NOT_PROVIDED",
    SPEAKER_EXPIRED = "SPEAKER_EXPIRED",
  }

  enum VoiceIdFraudDetectionDecision {
    NOT_ENOUGH_SPEECH = "NOT_ENOUGH_SPEECH",
    HIGH_RISK = "HIGH_RISK",
    LOW_RISK = "LOW_RISK",
  }

  /** What Voice ID says about who the customer is. */
  enum ContactFlowAuthenticationDecision {
    AUTHENTICATED = "Authenticated",
    NOT_AUTHENTICATED = "NotAuthenticated",
    INCONCLUSIVE = "Inconclusive",
    NOT_ENROLLED = "NotEnrolled",
    OPTED_OUT = "OptedOut",
    NOT_ENABLED = "NotEnabled",
    ERROR = "Error",
  }

  /** What Voice ID says about the risk of fraud. */
  enum ContactFlowFraudDetectionDecision {
    HIGH_RISK = "HighRisk",
    LOW_RISK = "LowRisk",
    INCONCLUSIVE = "Inconclusive",
    NOT_ENABLED = "NotEnabled",
    ERROR = "Error",
  }

  enum CustomerAuthenticationStatus {
    AUTHENTICATED = "AUTHENTICATED",
    FAILED = "FAILED",
    TIMEOUT = "TIMEOUT",
  }

  enum VideoCapability {
    SEND = "SEND",
  }

  enum ScreenShareCapability {
    SEND = "SEND",
  }

  enum VoiceIdEnrollmentRequestStatus {
    NOT_ENOUGH_SPEECH = "NOT_ENOUGH_SPEECH",
    IN_PROGRESS = "IN_PROGRESS",
    COMPLETED = "COMPLETED",
    FAILED = "FAILED",
  }

  /** Whether a customer is enrolled in Voice ID. */
  enum VoiceIdSpeakerStatus {
    OPTED_OUT = "OPTED_OUT",
    ENROLLED = "ENROLLED",
    PENDING = "PENDING",
  }

  const VoiceIdConstants: {
    readonly EVALUATE_SESSION_DELAY: 10000;
    readonly EVALUATION_MAX_POLL_TIMES: 24;
    readonly EVALUATION_POLLING_INTERVAL: 5000;
    readonly ENROLLMENT_MAX_POLL_TIMES: 120;
    readonly ENROLLMENT_POLLING_INTERVAL: 5000;
    readonly START_SESSION_DELAY: 8000;
  };

  enum AgentPermissions {
    OUTBOUND_CALL = "outboundCall",
    VOICE_ID = "voiceId",
  }

  enum SessionStorageKeys {
    TAB_ID = "tab_id",
    AUTHORIZE_RETRY_COUNT = "authorize_retry_count",
  }
}

interface Window {
  connect: typeof connect;
  /** Another name of `connect`. */
  lily: typeof connect;
}
