/**
 * The object that a page knows as `connect`.
 *
 * All that is documented, all enumerations, and of the rest of the npm library what pages use. Left out is
 *
 * - what only a provider of AmazonConnectSDK in Amazon's own control panel can answer: `getSDKClientConfig`,
 *   `sendActivity`, `SessionExpirationWarningManager`, the agent's network status and voice enhancement, previews and
 *   instance details of contacts, `onParticipantHold`, `onParticipantResume`, `canResumeParticipant` and its event;
 * - what Amazon's control panel passes on to the page that it is in: `QuickResponses`, `getApiProxyClient`;
 * - failing over to another region, since a session is one instance's: `globalResiliency`, `initDisasterRecovery`;
 * - how the npm library connects its pages and signs in: conduits, streams, clients of AWS, `storageAccess`, frames,
 *   pop-ups, `authorize` and `authenticate`, `init…` other than `initCCP`, `numberOfConnectedCCPs`, `worker`;
 * - its softphone, ringtones, notifications, metrics and reports (`publish…`), and the way that its logs take;
 * - its helpers for these: `fetch`, `backoff`, `getBaseUrl`, `addNamespaceToLogs`, steps inside `VoiceId`.
 */

import { Agent, AgentSnapshot, DEFAULT_BATCH_SIZE } from "./agent";
import { agentApp } from "./agent-app";
import { browser } from "./browser";
import { collections } from "./collections";
import {
  BaseConnection,
  ChatConnection,
  ConnectionSnapshot,
  EmailConnection,
  TaskConnection,
  VoiceConnection,
} from "./connection";
import { Contact, ContactSnapshot, getContactEventName } from "./contact";
import * as context from "./context";
import { agentInitialized, bus, client, dataProvider, masterClient, subscribe, upstream } from "./context";
import { core } from "./core";
import { Endpoint } from "./endpoint";
import {
  AgentAppClientMethods,
  AgentErrorStates,
  AgentEvents,
  AgentStateType,
  ClickType,
  CONNECTION_ACTIVE_STATES,
  CONNECTION_CONNECTED_STATES,
  CONTACT_ACTIVE_STATES,
  ConnectionEvents,
  ConnectionStateType,
  ConnectionType,
  ContactEvents,
  ContactInitiationMethod,
  ContactStateType,
  ContactType,
  EmailEvents,
  EndpointType,
  EventType,
  LogComponent,
  MediaType,
  MonitoringErrorTypes,
  MonitoringMode,
  otherEnumerations,
  TaskEvents,
  TRANSPORT_TYPES,
  VoiceIdAuthenticationDecision,
  VoiceIdEnrollmentRequestStatus,
  VoiceIdErrorTypes,
  VoiceIdEvents,
  VoiceIdFraudDetectionDecision,
  VoiceIdSpeakerStatus,
  VoiceIdStreamingStatus,
  WebSocketEvents,
} from "./enums";
import {
  assertNotNull,
  assertTrue,
  NotImplementedError,
  StateError,
  ValueError,
  VoiceIdError,
} from "./errors";
import { EventBus, type Handler, type Subscription } from "./event-bus";
import { agentRoutingEventGraph, agentStateEventGraph, contactEventGraph, EventGraph } from "./event-graph";
import { getLog, LEVELS, LogEntry, Logger, rootLogger } from "./log";
import { becomeMaster, ifMaster } from "./masters";
import { SoftphoneError } from "./media";
import { addComputed } from "./methods";
import { sprintf, vsprintf } from "./printf";
import { VoiceId, VoiceIdConstants } from "./voice-id";

/** Adds members that show what is so now. A page may overwrite them; that changes nothing but the member. */
const show = <T extends object>(target: T, members: Record<string, () => unknown>): T => {
  for (const [name, get] of Object.entries(members)) {
    addComputed(target, name, get);
  }
  return target;
};

/** Subscribes to the agent's initialization; at once, if that was before ("connect.agent()" of the documentation). */
const agent = (f: Handler): Subscription => {
  const subscription = subscribe(AgentEvents.INIT, f);
  if (agentInitialized) {
    f(new Agent(), AgentEvents.INIT, bus);
  }
  return subscription;
};

/** Subscribes to newly detected contacts ("connect.contact()" of the documentation). */
const contact = (f: Handler): Subscription => subscribe(ContactEvents.INIT, f);

/** Subscribes to failures of the WebSocket; called at once if there was one. */
const onWebsocketInitFailure = (f: Handler): Subscription => {
  const subscription = subscribe(WebSocketEvents.INIT_FAILURE, f);
  if (context.webSocketInitFailed) {
    f(null, WebSocketEvents.INIT_FAILURE, bus);
  }
  return subscription;
};

const getEventBus = () => bus;
const getAgentDataProvider = () => dataProvider;
const getWebSocketManager = () => context.webSocketProvider;
/** There is no softphone in this page. */
const getSoftphoneManager = () => null;

const publicCore = show(
  {
    ...core,
    agentRoutingEventGraph,
    agentStateEventGraph,
    contactEventGraph,
    getAgentDataProvider,
    getAgentRoutingEventGraph: () => agentRoutingEventGraph,
    getAgentStateEventGraph: () => agentStateEventGraph,
    getClient: client,
    getContactEventGraph: () => contactEventGraph,
    getContactEventName,
    getEventBus,
    getMasterClient: masterClient,
    getSoftphoneManager,
    getUpstream: upstream,
    getWebSocketManager,
  },
  {
    agentDataProvider: getAgentDataProvider,
    client: () => context.apiClient,
    eventBus: getEventBus,
    initialized: () => context.initialized,
    masterClient: () => context.questions,
    mediaFactory: () => context.mediaFactory,
    portStreamId: () => context.portStreamId,
    softphoneManager: getSoftphoneManager,
    softphoneParams: () => context.parameters?.softphone,
    tabId: () => context.tabId,
    upstream: () => context.conduit,
    webSocketProvider: getWebSocketManager,
  },
);

export const connect = show(
  {
    ...otherEnumerations,
    LogComponent,
    LogLevel: collections.makeEnum(Object.keys(LEVELS)),
    TRANSPORT_TYPES,
    EventType,
    AgentEvents,
    ConnectionEvents,
    ContactEvents,
    TaskEvents,
    EmailEvents,
    VoiceIdEvents,
    WebSocketEvents,
    AgentAppClientMethods,
    AgentStateType,
    AgentErrorStates,
    EndpointType,
    ConnectionType,
    ConnectionStateType,
    CONNECTION_ACTIVE_STATES,
    CONNECTION_CONNECTED_STATES,
    ContactStateType,
    CONTACT_ACTIVE_STATES,
    ContactType,
    ContactInitiationMethod,
    MonitoringMode,
    MonitoringErrorTypes,
    MediaType,
    ClickType,
    VoiceIdErrorTypes,
    VoiceIdStreamingStatus,
    VoiceIdAuthenticationDecision,
    VoiceIdFraudDetectionDecision,
    VoiceIdEnrollmentRequestStatus,
    VoiceIdSpeakerStatus,
    VoiceIdConstants,
    ...collections,
    ...browser,
    AddressType: EndpointType,
    AgentStatusType: AgentStateType,
    ConnectionStatusType: ConnectionStateType,
    ConnnectionEvents: ConnectionEvents,
    ContactStatusType: ContactStateType,
    DEFAULT_BATCH_SIZE,
    /** Of the npm library whose behaviour this follows. */
    version: "2.28.2",

    Address: Endpoint,
    Agent,
    AgentSnapshot,
    BaseConnection,
    ChatConnection,
    Connection: VoiceConnection,
    ConnectionSnapshot,
    Contact,
    ContactSnapshot,
    EmailConnection,
    Endpoint,
    EventBus,
    EventGraph,
    LogEntry,
    Logger,
    NotImplementedError,
    SoftphoneError,
    StateError,
    TaskConnection,
    ValueError,
    VoiceConnection,
    VoiceId,
    VoiceIdError,

    agent: show(agent, { initialized: () => agentInitialized }),
    agentApp,
    assertNotNull,
    assertTrue,
    becomeMaster,
    contact,
    core: publicCore,
    getLog,
    ifMaster,
    isCCP: () => false,
    isCRM: () => context.conduit !== null,
    isSharedWorker: () => false,
    onWebSocketInitFailure: onWebsocketInitFailure,
    onWebsocketInitFailure,
    rootLogger,
    sprintf,
    voiceContactTypes: [ContactType.VOICE, ContactType.QUEUE_CALLBACK],
    vsprintf,
  },
  {
    containerDiv: () => context.container,
    initCCPParams: () => context.parameters,
    webSocketInitFailed: () => context.webSocketInitFailed,
  },
);
