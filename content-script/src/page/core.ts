/** `connect.core`: starting, stopping, and what belongs to no single contact. */

import type { SignInOptions } from "../messages/SignInOptions";
import { AgentDataProvider } from "./agent-data";
import { randomId } from "./collections";
import { Conduit } from "./conduit";
import {
  agentData,
  beginWith,
  broadcast,
  bus,
  conduit,
  type InitParameters,
  initialized,
  shareMedia,
  skew,
  subscribe,
  tabId,
  upstream,
  useClients,
} from "./context";
import {
  addControlPanel,
  hasControlPanel,
  reloadControlPanel,
  removeControlPanel,
  showControlPanel,
  tellControlPanel,
} from "./control-panel";
import {
  ConnectionEvents,
  ContactEvents,
  EmailEvents,
  EventType,
  otherEnumerations,
  TaskEvents,
} from "./enums";
import { assertNotNull } from "./errors";
import type { Handler, Subscription } from "./event-bus";
import { keepAlive, letRest } from "./keep-alive";
import { rootLogger, whereabouts } from "./log";
import { mediaFactoryOf } from "./media";
import { leave, sendUpstream, takePart, workerClient, workerMasterClient } from "./session";
import { subscriber } from "./subscribers";
import { WebSocketProvider } from "./web-socket";
import { takesPart } from "./worker-link";

// Defaults of the documentation, in milliseconds.
const LOAD_TIMEOUT = 5000;
const MEDIA_DEVICE_TIMEOUT = 1000;

const VIEW_TYPE_EVENT = otherEnumerations.ChannelViewEvents.ACTIVATE_CHANNEL_WITH_VIEW_TYPE;

let loadTimer: ReturnType<typeof setTimeout> | undefined;

const pixels = (value: unknown): number | undefined => {
  const number = Math.trunc(Number(value));
  return value !== null && value !== undefined && Math.abs(number) < 100_000 ? number : undefined;
};

/** The options of `initCCP` that say how to sign in. */
const signInOptions = (params: InitParameters): SignInOptions => {
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
};

/**
 * Takes part in the session of the instance that `ccpUrl` names, and shows its control panel in the container
 * ("connect.core.initCCP()" of the documentation). With options alone, as in "Usage with TypeScript", it shows none.
 * A second call is logged and has no effect.
 *
 * @throws ValueError without a container or a `ccpUrl`.
 */
export const initCCP = (
  containerDiv: HTMLElement | InitParameters,
  paramsIn: InitParameters | string,
): void => {
  if (initialized || takesPart()) {
    rootLogger.warn("Connect core already initialized, only needs to be initialized once.");
    return;
  }
  const withoutPanel = !paramsIn && !!(containerDiv as InitParameters | null)?.ccpUrl;
  const given = withoutPanel ? (containerDiv as InitParameters) : paramsIn;
  const params: InitParameters = typeof given === "string" ? { ccpUrl: given } : given;
  if (params === null || params === undefined) {
    throw new TypeError("params must be provided");
  }
  assertNotNull(containerDiv, "containerDiv");
  assertNotNull(params.ccpUrl, "params.ccpUrl");
  const container = withoutPanel ? null : (containerDiv as HTMLElement);
  if (container && typeof container.appendChild !== "function") {
    throw new TypeError("containerDiv must be an element");
  }
  const made = new Conduit(params.ccpUrl, sendUpstream);
  beginWith(params, container, made, new AgentDataProvider());
  shareMedia(mediaFactoryOf(params), new WebSocketProvider());
  whereabouts.contextLayer = "CRM";
  whereabouts.tabId = tabId;
  if (params.onViewContact) {
    onViewContact(params.onViewContact);
  }
  loadTimer = setTimeout(() => {
    rootLogger.warn("The extension has not answered initCCP in time.");
    showControlPanel();
    bus.trigger(EventType.ACK_TIMEOUT);
  }, params.ccpLoadTimeout || LOAD_TIMEOUT);
  takePart(params, signInOptions(params), {
    acknowledged(panel) {
      showControlPanel(panel);
      acknowledged(params);
    },
    controlPanelIsStale: () => reloadControlPanel(params),
    refused: showControlPanel,
  });
  // Last, since it takes long: meanwhile the browser starts the worker, if there is none.
  // After terminate() the frame may still be there, with the same panel.
  if (container && !hasControlPanel(String(params.ccpUrl))) {
    removeControlPanel();
    addControlPanel(container, params);
  }
};

const acknowledged = (params: InitParameters): void => {
  clearTimeout(loadTimer);
  useClients(workerClient, workerMasterClient, true);
  keepAlive(params);
};

/** Ends this page's part in the session and all subscriptions. The frame stays. */
const terminate = (): void => {
  clearTimeout(loadTimer);
  letRest();
  conduit?.shutdown();
  leave();
  bus.unsubscribeAll();
};

/** Shows a contact in the control panels of all tabs. */
const viewContact = (contactId: string): void => {
  broadcast(ContactEvents.VIEW, { contactId });
};

const onViewContact = (f: Handler): Subscription => subscribe(ContactEvents.VIEW, f);

/**
 * The media devices as the control panel in the frame sees them; only it may see their names. Rejected when it does not
 * answer within `timeoutIn` milliseconds (1000).
 */
const getFrameMediaDevices = (timeoutIn?: number): Promise<unknown> =>
  new Promise((resolve, reject) => {
    upstream();
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
    tellControlPanel(EventType.MEDIA_DEVICE_REQUEST);
  });

const getLocalTimestamp = (): number => agentData().getAgentData().snapshot.localTimestamp;

/** Has the control panels of all tabs show one of their views, such as `create_task`. */
const activateChannelWithViewType = (
  viewType: string,
  mediaType: string,
  source?: string,
  caseId?: string,
  clientToken?: string,
): void => {
  broadcast(VIEW_TYPE_EVENT, {
    viewType,
    mediaType,
    ...(source && { source }),
    ...(caseId && { caseId }),
    clientToken: clientToken || randomId(),
  });
};

/** A function that tells the applications beside the control panel (`agentApp`) of something. */
const teller = (eventName: string) => (data: unknown) => upstream().upstreamBus.trigger(eventName, data);

/** The members of `connect.core` that are no more than a function. */
export const core = {
  activateChannelWithViewType,
  getFrameMediaDevices,
  getLocalTimestamp,
  getSkew: skew,
  initCCP,
  onActivateChannelWithViewType: subscriber(VIEW_TYPE_EVENT),
  onAccessDenied: subscriber(EventType.ACCESS_DENIED),
  onAuthFail: subscriber(EventType.AUTH_FAIL),
  onAuthorizeSuccess: subscriber(EventType.AUTHORIZE_SUCCESS),
  onAuthorizeRetriesExhausted: subscriber(EventType.AUTHORIZE_RETRIES_EXHAUSTED),
  onCTIAuthorizeRetriesExhausted: subscriber(EventType.CTI_AUTHORIZE_RETRIES_EXHAUSTED),
  onIframeRetriesExhausted: subscriber(EventType.IFRAME_RETRIES_EXHAUSTED),
  onSoftphoneSessionInit: subscriber(ConnectionEvents.SESSION_INIT),
  onInitialized: subscriber(EventType.INIT),
  onViewContact,
  terminate,
  triggerEmailCreated: teller(EmailEvents.CREATED),
  triggerTaskCreated: teller(TaskEvents.CREATED),
  viewContact,
};
