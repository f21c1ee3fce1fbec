/**
 * What the parts of the page API share. The public members of `connect` that show it can be overwritten by a page
 * without any effect in here.
 */

import type { AgentDataProvider } from "./agent-data";
import type { Client } from "./calls";
import { now, randomId } from "./collections";
import type { Conduit } from "./conduit";
import { EventType } from "./enums";
import { existing } from "./errors";
import { EventBus, type Handler, type Subscription } from "./event-bus";
import type { MediaFactory } from "./media";
import type { WebSocketProvider } from "./web-socket";

/** `initCCP`'s parameters ("Initialization" of the documentation), those that are looked at. */
export interface InitParameters {
  ccpUrl: string;
  region?: string;
  loginPopup?: boolean;
  loginPopupAutoClose?: boolean;
  loginUrl?: string;
  loginOptions?: {
    autoClose?: boolean;
    width?: number;
    height?: number;
    top?: number;
    left?: number;
  };
  softphone?: { allowFramedSoftphone?: boolean } & Record<string, unknown>;
  pageOptions?: { showInactivityModal?: boolean } & Record<string, unknown>;
  chat?: unknown;
  task?: unknown;
  autoAcceptTone?: unknown;
  shouldAddNamespaceToLogs?: boolean;
  ccpAckTimeout?: number;
  ccpSynTimeout?: number;
  ccpLoadTimeout?: number;
  iframeTitle?: string;
  /** Headwater's panel in place of the instance's control panel, or not; absent for what the agent chose. */
  headwaterPanel?: boolean;
  style?: string;
  onViewContact?: Handler;
  features?: unknown;
}

/** The event bus of the page. The agent signing out is news for the worker. */
class PageEventBus extends EventBus {
  override trigger(eventName: string, data?: unknown): void {
    super.trigger(eventName, data);
    if (eventName === EventType.TERMINATE) {
      conduit?.sendUpstream(eventName);
    }
  }
}

export const bus: EventBus = new PageEventBus();

// Nothing before `initCCP` and after `terminate`.
export let dataProvider: AgentDataProvider | null = null;
export let conduit: Conduit | null = null;
// Nothing before `initCCP`.
export let webSocketProvider: WebSocketProvider | null = null;
export let mediaFactory: MediaFactory | null = null;
export let parameters: InitParameters | null = null;
export let container: HTMLElement | null = null;
// Nothing before the worker acknowledged; clients of nothing after `terminate`.
export let apiClient: Client | null = null;
export let questions: Client | null = null;
/** The worker acknowledged. */
export let initialized = false;
/** There is agent data. */
export let agentInitialized = false;
export let webSocketInitFailed: boolean | undefined;
/** The page's id in the session. */
export let portStreamId: string | undefined;
export let voiceIdDomainId: string | undefined;
/** Tells the log entries of this page from those of others. */
export const tabId: string = randomId();

export const beginWith = (
  newParameters: InitParameters,
  newContainer: HTMLElement | null,
  newConduit: Conduit,
  newData: AgentDataProvider,
): void => {
  parameters = newParameters;
  container = newContainer;
  conduit = newConduit;
  dataProvider = newData;
};

export const shareMedia = (factory: MediaFactory, provider: WebSocketProvider): void => {
  mediaFactory = factory;
  webSocketProvider = provider;
};

export const useClients = (newClient: Client, newQuestions: Client, acknowledged: boolean): void => {
  apiClient = newClient;
  questions = newQuestions;
  initialized = acknowledged;
};

export const endAll = (): void => {
  dataProvider = null;
  conduit = null;
  agentInitialized = false;
};

export const markAgentInitialized = (): void => {
  agentInitialized = true;
};

export const markWebSocketFailed = (): void => {
  webSocketInitFailed = true;
};

export const namePort = (id: string): void => {
  portStreamId = id;
};

export const setVoiceIdDomain = (id: string | undefined): void => {
  voiceIdDomainId = id || voiceIdDomainId;
};

export const subscribe = (eventName: string, f: Handler): Subscription => bus.subscribe(eventName, f);

/** @throws StateError before `initCCP`. */
export const agentData = (): AgentDataProvider => existing(dataProvider, "No agent data is available yet!");

/** @throws StateError before the worker acknowledged. */
export const client = (): Client => existing(apiClient, "The connect core has not been initialized!");

/** @throws StateError before the worker acknowledged. */
export const masterClient = (): Client =>
  existing(questions, "The connect master client has not been initialized!");

/** @throws StateError before `initCCP`. */
export const upstream = (): Conduit => existing(conduit, "There is no upstream conduit!");

/** An event for all pages of the session, this one among them. */
export const broadcast = (event: string, data?: unknown): void => {
  upstream().sendUpstream(EventType.BROADCAST, { event, data });
};

/** The agent clicked something: `clickType` is a value of `ClickType`. */
export const broadcastClick = (contactId: string, clickType: string): void => {
  broadcast(EventType.CLICK_STREAM_DATA, { contactId, clickType, clickTime: new Date().toISOString() });
};

/** How much the service's clock is ahead of this one, in milliseconds. */
export const skew = (): number => agentData().getAgentData().snapshot.skew;

/** Milliseconds since a time of the service. */
export const since = (time: Date): number => now() - time.getTime() + skew();
