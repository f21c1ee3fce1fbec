/**
 * What the parts of the page API share. The public members of `connect` that show it can be overwritten by a page
 * without any effect in here.
 */

import type { AgentDataProvider } from "./agent-data";
import type { ClientBase } from "./calls";
import { randomId } from "./collections";
import type { Conduit } from "./conduit";
import { StateError } from "./errors";
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
    enableAckTimeout?: boolean;
  };
  softphone?: { allowFramedSoftphone?: boolean } & Record<string, unknown>;
  chat?: object;
  task?: object;
  autoAcceptTone?: object;
  pageOptions?: { showInactivityModal?: boolean } & Record<string, unknown>;
  shouldAddNamespaceToLogs?: boolean;
  disasterRecoveryOn?: boolean;
  ccpAckTimeout?: number;
  ccpSynTimeout?: number;
  ccpLoadTimeout?: number;
  iframeTitle?: string;
  style?: string;
  onViewContact?: Handler;
  features?: unknown;
}

export const context = {
  bus: new EventBus(),
  /** Nothing before `initCCP` and after `terminate`. */
  data: null as AgentDataProvider | null,
  upstream: null as Conduit | null,
  webSocketProvider: null as WebSocketProvider | null,
  mediaFactory: null as MediaFactory | null,
  /** Nothing before the worker acknowledged; a client of nothing after `terminate`. */
  client: null as ClientBase | null,
  masterClient: null as ClientBase | null,
  /** The worker acknowledged. */
  initialized: false,
  /** There is agent data. */
  agentInitialized: false,
  webSocketInitFailed: undefined as boolean | undefined,
  portStreamId: undefined as string | undefined,
  parameters: null as InitParameters | null,
  container: null as HTMLElement | null,
  voiceIdDomainId: undefined as string | undefined,
  numberOfConnectedCCPs: 0,
  tabId: randomId(),
};

export function subscribe(eventName: string, f: Handler): Subscription {
  return context.bus.subscribe(eventName, f);
}

/** @throws StateError before `initCCP`. */
export function agentData(): AgentDataProvider {
  if (!context.data) {
    throw new StateError("No agent data is available yet!");
  }
  return context.data;
}

/** @throws StateError before the worker acknowledged. */
export function client(): ClientBase {
  if (!context.client) {
    throw new StateError("The connect core has not been initialized!");
  }
  return context.client;
}

/** @throws StateError before the worker acknowledged. */
export function masterClient(): ClientBase {
  if (!context.masterClient) {
    throw new StateError("The connect master client has not been initialized!");
  }
  return context.masterClient;
}

/** @throws StateError before `initCCP`. */
export function upstream(): Conduit {
  if (!context.upstream) {
    throw new StateError("There is no upstream conduit!");
  }
  return context.upstream;
}

/** An event for all pages of the session, this one among them. */
export function broadcast(event: string, data?: unknown): void {
  upstream().sendUpstream("broadcast", { event, data });
}

/** How much the service's clock is ahead of this one, in milliseconds. */
export function skew(): number {
  return agentData().getAgentData().snapshot.skew;
}
