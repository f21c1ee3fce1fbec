/** `connect.core`: starting, stopping, and what belongs to no single contact. */

import type { SignInOptions } from "../messages/SignInOptions";
import { randomId } from "./collections";
import { broadcast, context, type InitParameters, skew, subscribe, upstream } from "./context";
import {
  ChannelViewEvents,
  ConfigurationEvents,
  ConnectionEvents,
  ContactEvents,
  EventType,
  GlobalResiliencyEvents,
  SessionStorageKeys,
} from "./enums";
import { assertNotNull } from "./errors";
import { EventBus, type Handler, type Subscription } from "./event-bus";
import { KeepaliveManager } from "./keep-alive";
import { rootLogger, whereabouts } from "./log";
import { MediaFactory } from "./media";
import {
  leave,
  makeUpstream,
  takePart,
  takesPart,
  UpstreamConduitClient,
  UpstreamConduitMasterClient,
} from "./session";
import { WebSocketProvider } from "./web-socket";

// Defaults of the documentation, in milliseconds.
const SYN_TIMEOUT = 1000;
const ACK_TIMEOUT = 3000;
const LOAD_TIMEOUT = 5000;
const MEDIA_DEVICE_TIMEOUT = 1000;

const IFRAME_NAME = "Amazon Connect CCP";

let keepalive: KeepaliveManager | null = null;
let loadTimer: ReturnType<typeof setTimeout> | undefined;

/** The event bus of the page: the agent signing out is news for the worker. */
class PageEventBus extends EventBus {
  override trigger(eventName: string, data?: unknown): void {
    super.trigger(eventName, data);
    if (eventName === EventType.TERMINATE) {
      context.upstream?.sendUpstream(EventType.TERMINATE);
    }
  }
}
context.bus = new PageEventBus();

function iframe(): HTMLIFrameElement | null {
  return document.querySelector(`iframe[name="${IFRAME_NAME}"]`);
}

function pixels(value: unknown): number | undefined {
  const number = Math.trunc(Number(value));
  return value !== null && value !== undefined && Math.abs(number) < 100_000 ? number : undefined;
}

/** The options of `initCCP` that say how to sign in. */
export function signInOptions(params: InitParameters): SignInOptions {
  const { loginOptions } = params;
  const options: SignInOptions = {
    loginPopup: params.loginPopup !== false,
    autoClose: !!(params.loginPopupAutoClose || loginOptions?.autoClose),
  };
  if (params.loginUrl) {
    options.loginUrl = String(params.loginUrl);
  }
  for (const name of ["width", "height", "top", "left"] as const) {
    const value = pixels(loginOptions?.[name]);
    if (value !== undefined) {
      options[name] = value;
    }
  }
  return options;
}

function appendIframe(container: HTMLElement, params: InitParameters): void {
  const frame = document.createElement("iframe");
  frame.src = params.ccpUrl;
  frame.allow = "microphone; camera; autoplay; clipboard-write; identity-credentials-get";
  frame.style.cssText = params.style || "width: 100%; height: 100%;";
  frame.title = params.iframeTitle || IFRAME_NAME;
  frame.name = IFRAME_NAME;
  container.appendChild(frame);
}

/**
 * Takes part in the session of the instance that `ccpUrl` names, and shows its control panel in the container
 * ("connect.core.initCCP()" of the documentation). A second call is logged and has no effect.
 *
 * @throws ValueError without a container or a `ccpUrl`.
 */
export function initCCP(containerDiv: HTMLElement, paramsIn: InitParameters | string): void {
  if (context.initialized || takesPart()) {
    rootLogger.warn("Connect core already initialized, only needs to be initialized once.");
    return;
  }
  const params: InitParameters = typeof paramsIn === "string" ? { ccpUrl: paramsIn } : paramsIn;
  if (params === null || params === undefined) {
    throw new TypeError("params must be provided");
  }
  assertNotNull(containerDiv, "containerDiv");
  assertNotNull(params.ccpUrl, "params.ccpUrl");
  context.parameters = params;
  context.container = containerDiv;
  // After terminate() the frame may still be there, with the same panel.
  const left = iframe();
  if (left?.getAttribute("src") !== String(params.ccpUrl)) {
    appendIframe(containerDiv, params);
    left?.remove();
  }

  const conduit = makeUpstream(params.ccpUrl);
  context.upstream = conduit;
  context.mediaFactory = new MediaFactory(params);
  context.webSocketProvider = new WebSocketProvider();
  whereabouts.contextLayer = "CRM";
  setTabId();
  keepalive = new KeepaliveManager(
    conduit,
    context.bus,
    params.ccpSynTimeout || SYN_TIMEOUT,
    params.ccpAckTimeout || ACK_TIMEOUT,
  );
  if (params.onViewContact) {
    onViewContact(params.onViewContact);
  }
  loadTimer = setTimeout(() => {
    rootLogger.warn("The extension has not answered initCCP in time.");
    context.bus.trigger(EventType.ACK_TIMEOUT);
  }, params.ccpLoadTimeout || LOAD_TIMEOUT);
  takePart(params.ccpUrl, signInOptions(params), acknowledged);
}

function acknowledged(): void {
  clearTimeout(loadTimer);
  context.client = new UpstreamConduitClient();
  context.masterClient = new UpstreamConduitMasterClient();
  context.initialized = true;
  keepalive?.deferStart();
  announceConfiguration();
  context.bus.trigger(EventType.INIT);
}

/** A control panel in a frame tells all pages what it was configured with. */
function announceConfiguration(): void {
  const { softphone, chat, task, autoAcceptTone, pageOptions, shouldAddNamespaceToLogs, disasterRecoveryOn } =
    context.parameters ?? {};
  if (softphone || chat || task || pageOptions || shouldAddNamespaceToLogs || disasterRecoveryOn) {
    broadcast(ConfigurationEvents.CONFIGURE, {
      softphone,
      chat,
      task,
      autoAcceptTone,
      pageOptions,
      shouldAddNamespaceToLogs,
      showInactivityModal: pageOptions?.showInactivityModal,
      disasterRecoveryOn,
    });
  }
}

/** One id for a tab, also after the page was loaded again. */
function setTabId(): void {
  try {
    const stored = sessionStorage.getItem(SessionStorageKeys.TAB_ID);
    if (stored) {
      context.tabId = stored;
    } else {
      sessionStorage.setItem(SessionStorageKeys.TAB_ID, context.tabId);
    }
  } catch {
    // Without storage the id lasts as long as the page.
  }
  whereabouts.tabId = context.tabId;
}

/** Ends this page's part in the session and all subscriptions. The frame stays. */
export function terminate(): void {
  clearTimeout(loadTimer);
  keepalive?.stop();
  keepalive = null;
  leave();
  context.bus.unsubscribeAll();
  context.upstream?.shutdown();
  context.upstream = null;
}

export function keepaliveManager(): KeepaliveManager | null {
  return keepalive;
}

/** Shows a contact in the control panels of all tabs. */
export function viewContact(contactId: string): void {
  broadcast(ContactEvents.VIEW, { contactId });
}

export function onViewContact(f: Handler): Subscription {
  return subscribe(ContactEvents.VIEW, f);
}

export function activateChannelWithViewType(
  viewType: string,
  mediaType: string,
  source?: string,
  caseId?: string,
  clientToken?: string,
): void {
  broadcast(ChannelViewEvents.ACTIVATE_CHANNEL_WITH_VIEW_TYPE, {
    viewType,
    mediaType,
    ...(source && { source }),
    ...(caseId && { caseId }),
    clientToken: clientToken || randomId(),
  });
}

/** A function that subscribes to one event. */
function subscriber(eventName: string) {
  return (f: Handler): Subscription => subscribe(eventName, f);
}

export const onActivateChannelWithViewType = subscriber(ChannelViewEvents.ACTIVATE_CHANNEL_WITH_VIEW_TYPE);
export const onAccessDenied = subscriber(EventType.ACCESS_DENIED);
export const onAuthFail = subscriber(EventType.AUTH_FAIL);
export const onAuthorizeSuccess = subscriber(EventType.AUTHORIZE_SUCCESS);
export const onAuthorizeRetriesExhausted = subscriber(EventType.AUTHORIZE_RETRIES_EXHAUSTED);
export const onCTIAuthorizeRetriesExhausted = subscriber(EventType.CTI_AUTHORIZE_RETRIES_EXHAUSTED);
export const onIframeRetriesExhausted = subscriber(EventType.IFRAME_RETRIES_EXHAUSTED);
export const onSoftphoneSessionInit = subscriber(ConnectionEvents.SESSION_INIT);
export const onConfigure = subscriber(ConfigurationEvents.CONFIGURE);
export const onInitialized = subscriber(EventType.INIT);

/** What `connect.globalResiliency` lets subscribe to. Headwater has one region at a time: none of it happens. */
export const globalResiliencySubscribers = {
  onFailoverDetected: subscriber(GlobalResiliencyEvents.FAILOVER_DETECTED_CRM),
  onFailoverPending: subscriber(GlobalResiliencyEvents.FAILOVER_PENDING_CRM),
  onFailoverCompleted: subscriber(GlobalResiliencyEvents.FAILOVER_COMPLETE),
  onConfigureError: subscriber(GlobalResiliencyEvents.CONFIGURE_ERROR),
};

/**
 * The media devices of the softphone. Rejected when no softphone answers within `timeoutIn` milliseconds (1000).
 */
export function getFrameMediaDevices(timeoutIn?: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      clearTimeout(timer);
      subscription.unsubscribe();
    };
    const subscription = subscribe(EventType.MEDIA_DEVICE_RESPONSE, (data) => {
      finish();
      if (data?.error) {
        reject(new Error(data.error));
      } else {
        resolve(data);
      }
    });
    const timer = setTimeout(() => {
      finish();
      reject(new Error("Timeout exceeded"));
    }, timeoutIn || MEDIA_DEVICE_TIMEOUT);
    upstream().sendUpstream(EventType.MEDIA_DEVICE_REQUEST);
  });
}

export function getLocalTimestamp(): number {
  return context.data?.getAgentData().snapshot.localTimestamp as number;
}

export const getSkew = skew;
