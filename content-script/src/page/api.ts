/** The object that a page knows as `connect`. */

import { Agent, AgentSnapshot, DEFAULT_BATCH_SIZE } from "./agent";
import * as agentApp from "./agent-app";
import { AgentDataProvider } from "./agent-data";
import * as browser from "./browser";
import { ClientBase, NullClient } from "./calls";
import * as collections from "./collections";
import { Conduit, EventFactory, IFrameConduit, NullStream, WindowIOStream } from "./conduit";
import {
  BaseConnection,
  ChatConnection,
  ConnectionSnapshot,
  EmailConnection,
  TaskConnection,
  VoiceConnection,
} from "./connection";
import { Contact, ContactSnapshot, getContactEventName } from "./contact";
import { agentData, client, context, masterClient, subscribe, upstream } from "./context";
import * as core from "./core";
import { Endpoint } from "./endpoint";
import * as enums from "./enums";
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
import { backoff, fetchJson, fetchWithTimeout } from "./fetching";
import { KeepaliveManager } from "./keep-alive";
import { getLog, LogEntry, Logger, rootLogger } from "./log";
import { becomeMaster, ifMaster } from "./masters";
import {
  ChatMediaController,
  MediaFactory,
  SoftphoneError,
  SoftphoneMediaController,
  TaskMediaController,
} from "./media";
import { sprintf, vsprintf } from "./printf";
import * as publish from "./publish";
import { UpstreamConduitClient, UpstreamConduitMasterClient } from "./session";
import { unsupported } from "./unsupported";
import { VoiceId } from "./voice-id";
import { WebSocketProvider } from "./web-socket";

/** The version of the npm library whose behaviour this follows. */
const VERSION = "2.28.2";

/** Adds members that show what is so now. A page may overwrite them; that changes nothing but the member. */
function show<T extends object>(target: T, members: Record<string, () => unknown>): T {
  for (const [name, get] of Object.entries(members)) {
    Object.defineProperty(target, name, {
      configurable: true,
      enumerable: true,
      get,
      set(value) {
        Object.defineProperty(target, name, { value, configurable: true, enumerable: true, writable: true });
      },
    });
  }
  return target;
}

/** Subscribes to the agent's initialization; at once, if that was before ("connect.agent()" of the documentation). */
function agent(f: Handler): Subscription {
  const subscription = subscribe(enums.AgentEvents.INIT, f);
  if (context.agentInitialized) {
    f(new Agent(), enums.AgentEvents.INIT, context.bus);
  }
  return subscription;
}

/** Subscribes to newly detected contacts ("connect.contact()" of the documentation). */
function contact(f: Handler): Subscription {
  return subscribe(enums.ContactEvents.INIT, f);
}

/** Subscribes to failures of the WebSocket; called at once if there was one. */
function onWebsocketInitFailure(f: Handler): Subscription {
  const subscription = subscribe(enums.WebSocketEvents.INIT_FAILURE, f);
  if (context.webSocketInitFailed) {
    f(null, enums.WebSocketEvents.INIT_FAILURE, context.bus);
  }
  return subscription;
}

function addNamespaceToLogs(namespace: string): void {
  const sink = console;
  for (const method of ["log", "error", "warn", "info", "debug"] as const) {
    const original = sink[method];
    sink[method] = (...args: unknown[]) => original.call(sink, `[${namespace}]`, ...args);
  }
}

const { globalResiliencySubscribers, keepaliveManager, signInOptions: _, ...coreFunctions } = core;

const publicCore = show(
  {
    ...coreFunctions,
    AgentDataProvider,
    MAX_AUTHORIZE_RETRY_COUNT_FOR_SESSION: 3,
    MAX_CTI_AUTH_RETRY_COUNT: 10,
    MAX_UNAUTHORIZED_RETRY_COUNT: 20,
    MAX_ACCESS_DENIED_RETRY_COUNT: 10,
    agentRoutingEventGraph,
    agentStateEventGraph,
    contactEventGraph,
    /** There is no softphone in this page. */
    softphoneManager: null,
    checkNotInitialized(): void {
      if (context.initialized) {
        rootLogger.warn("Connect core already initialized, only needs to be initialized once.");
      }
    },
    getAgentDataProvider: () => context.data,
    getAgentRoutingEventGraph: () => agentRoutingEventGraph,
    getAgentStateEventGraph: () => agentStateEventGraph,
    getClient: client,
    getContactEventGraph: () => contactEventGraph,
    getContactEventName,
    getEventBus: () => context.bus,
    getMasterClient: masterClient,
    getSoftphoneManager: () => null,
    getUpstream: upstream,
    getWebSocketManager: () => context.webSocketProvider,
    isLegacyDomain: (url?: string) => (url || location.href).includes(".awsapps.com"),
    triggerTaskCreated(data: unknown): void {
      trigger(enums.TaskEvents.CREATED, data);
    },
    triggerEmailCreated(data: unknown): void {
      trigger(enums.EmailEvents.CREATED, data);
    },
    ...unsupported.core,
  },
  {
    agentDataProvider: () => context.data,
    client: () => context.client,
    eventBus: () => context.bus,
    initialized: () => context.initialized,
    keepaliveManager,
    masterClient: () => context.masterClient,
    mediaFactory: () => context.mediaFactory,
    portStreamId: () => context.portStreamId,
    softphoneParams: () => context.parameters?.softphone,
    tabId: () => context.tabId,
    upstream: () => context.upstream,
    voiceIdDomainId: () => context.voiceIdDomainId,
    webSocketProvider: () => context.webSocketProvider,
  },
);

function trigger(eventName: string, data: unknown): void {
  context.bus.trigger(eventName, data);
  upstream().upstreamBus.trigger(eventName, data);
}

for (const [prototype, methods] of [
  [Agent.prototype, unsupported.agent],
  [Contact.prototype, unsupported.contact],
  [VoiceConnection.prototype, unsupported.voiceConnection],
] as const) {
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
  }
}

export const connect = show(
  {
    ...enums,
    ...collections,
    ...browser,
    ...publish,
    AddressType: enums.EndpointType,
    AgentStatusType: enums.AgentStateType,
    ConnectionStatusType: enums.ConnectionStateType,
    ConnnectionEvents: enums.ConnectionEvents,
    ContactStatusType: enums.ContactStateType,
    RetryableClientMethodsList: [
      "getAgentSnapshot",
      "getAgentConfiguration",
      "getAgentPermissions",
      "getAgentStates",
      "getDialableCountryCodes",
      "getRoutingProfileQueues",
    ],
    voiceContactTypes: ["voice", "queue_callback"],
    DEFAULT_BATCH_SIZE,
    version: VERSION,
    outerContextStreamsVersion: null,
    numberOfConnectedCCPsInThisTab: 0,

    Address: Endpoint,
    Agent,
    AgentSnapshot,
    BaseConnection,
    ChatConnection,
    ChatMediaController,
    ClientBase,
    Conduit,
    Connection: VoiceConnection,
    ConnectionSnapshot,
    Contact,
    ContactSnapshot,
    EmailConnection,
    Endpoint,
    EventBus,
    EventFactory,
    EventGraph,
    IFrameConduit,
    KeepaliveManager,
    LogEntry,
    Logger,
    MediaFactory,
    NotImplementedError,
    NullClient,
    NullStream,
    SoftphoneError,
    SoftphoneMediaController,
    StateError,
    TaskConnection,
    TaskMediaController,
    UpstreamConduitClient,
    UpstreamConduitMasterClient,
    ValueError,
    VoiceConnection,
    VoiceId,
    VoiceIdError,
    WebSocketProvider,
    WindowIOStream,

    addNamespaceToLogs,
    agent: show(agent, { initialized: () => context.agentInitialized }),
    agentApp: { ...agentApp, initCCP: core.initCCP, isInitialized: (_instanceAlias: string): void => {} },
    assertNotNull,
    assertTrue,
    backoff,
    becomeMaster,
    contact,
    core: publicCore,
    fetch: fetchJson,
    fetchWithTimeout,
    getLog,
    globalResiliency: { ...globalResiliencySubscribers, getActiveRegion: (): undefined => undefined },
    hasOtherConnectedCCPs: () => context.numberOfConnectedCCPs > 1,
    ifMaster,
    isCCP: () => false,
    isCRM: () => context.upstream !== null,
    isSharedWorker: () => false,
    onWebSocketInitFailure: onWebsocketInitFailure,
    onWebsocketInitFailure,
    rootLogger,
    sprintf,
    vsprintf,
    ...unsupported.connect,
    _parseRegionFromArn(arn: string): string {
      const region = arn?.split(":")[3];
      if (!region) {
        throw new Error(`Invalid arn: ${arn}`);
      }
      return region;
    },
    _getContactRegion: async (contactId: string) => {
      agentData().getContactData(contactId);
      return null;
    },
  },
  {
    containerDiv: () => context.container,
    initCCPParams: () => context.parameters,
    numberOfConnectedCCPs: () => context.numberOfConnectedCCPs,
    webSocketInitFailed: () => context.webSocketInitFailed,
  },
);
