/** `connect.agentApp`: other applications of the instance beside the control panel. */

import { merge } from "./collections";
import { type Conduit, IFrameConduit } from "./conduit";
import { context, type InitParameters, upstream } from "./context";
import { initCCP } from "./core";
import { AgentEvents, ContactEvents, EmailEvents, EventType, TaskEvents } from "./enums";
import { rootLogger } from "./log";

const CCP = "ccp";
/** What an application is told. */
const RELAYED = [
  AgentEvents.UPDATE,
  ContactEvents.VIEW,
  EventType.ACKNOWLEDGE,
  EventType.TERMINATED,
  TaskEvents.CREATED,
  EmailEvents.CREATED,
];

export interface AppConfiguration {
  /** As for `initCCP`; only for the control panel. */
  ccpParams?: Partial<InitParameters>;
  /** Inline style of the frame. */
  style?: string;
  onLoad?: (event: Event) => void;
}

interface App {
  init(): unknown;
  destroy(): unknown;
}

interface Registration {
  containerDOM: HTMLElement;
  endpoint: string;
  style: string | undefined;
  onLoad: ((event: Event) => void) | null | undefined;
  instance?: App | undefined;
}

const registrations = new Map<string, Registration>();

function appIframe(name: string, { endpoint, style, onLoad }: Registration): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.src = endpoint;
  frame.style.cssText = style || "width: 100%; height:100%;";
  frame.id = name;
  frame.setAttribute("aria-label", name);
  frame.onload = onLoad ?? null;
  frame.allow = "clipboard-read; clipboard-write";
  frame.setAttribute(
    "sandbox",
    "allow-forms allow-popups allow-popups-to-escape-sandbox allow-same-origin allow-scripts",
  );
  return frame;
}

/** Which applications there are. */
export const AppRegistry = {
  register(
    appName: string,
    config: Pick<Registration, "endpoint" | "style" | "onLoad">,
    containerDOM: HTMLElement,
  ): void {
    const { endpoint, style, onLoad } = config;
    registrations.set(appName, { containerDOM, endpoint, style, onLoad });
  },
  start(appName: string, creator: (registration: Registration) => App): unknown {
    const registration = registrations.get(appName);
    if (!registration) {
      return undefined;
    }
    if (appName !== CCP) {
      registration.containerDOM.appendChild(appIframe(appName, registration));
    }
    registration.instance = creator(registration);
    return registration.instance.init();
  },
  get(appName: string): Registration | undefined {
    return registrations.get(appName);
  },
  delete(appName: string): void {
    registrations.delete(appName);
  },
  stop(appName: string): unknown {
    const registration = registrations.get(appName);
    if (!registration) {
      return undefined;
    }
    registration.containerDOM.querySelector("iframe")?.remove();
    const { instance } = registration;
    delete registration.instance;
    return instance?.destroy();
  },
};

/** The address of the instance in that of its control panel: all before `/ccp-v2`. */
function instanceUrl(ccpUrl: string): string {
  const end = ccpUrl.indexOf("/ccp-v2");
  return end < 0 ? new URL(ccpUrl).origin : ccpUrl.slice(0, end);
}

/** Tells the application in a frame what it needs to know of the agent. */
export function initAppCommunication(iframeId: string, endpoint: string): void {
  const frame = document.getElementById(iframeId) as HTMLIFrameElement;
  frame.addEventListener(
    "load",
    () => {
      // Only pages of the application's own origin are to read it.
      const application: Conduit = new IFrameConduit(endpoint, window, frame, new URL(endpoint).origin);
      for (const eventName of RELAYED) {
        upstream().onUpstream(eventName, (data) => application.sendUpstream(eventName, data));
      }
    },
    { once: true },
  );
}

function signIn(ccpUrl: string, container: HTMLElement, config: AppConfiguration): void {
  const defaults: InitParameters = {
    ccpUrl,
    ccpLoadTimeout: 10_000,
    loginPopup: true,
    loginUrl: `${instanceUrl(ccpUrl)}/login`,
    softphone: {
      allowFramedSoftphone: true,
      disableRingtone: false,
      allowFramedVideoCall: true,
      allowFramedScreenSharing: true,
      allowFramedScreenSharingPopUp: false,
    },
  };
  const style = config.style ? { style: config.style } : {};
  initCCP(container, merge(defaults, config.ccpParams, style) as unknown as InitParameters);
}

/** Signs the agent out ("Logging out" of the documentation). */
async function signOut(ccpUrl: string): Promise<boolean> {
  try {
    await fetch(`${instanceUrl(ccpUrl)}/logout`, { credentials: "include", mode: "no-cors" });
    context.bus.trigger(EventType.TERMINATE);
    return true;
  } catch (error) {
    rootLogger.error("An error occured on logout.").withException(error).sendInternalLogToServer();
    return false;
  }
}

/**
 * Shows an application of the instance in a frame ("connect.agentApp.initApp()" of the documentation).
 *
 * @param name `ccp`, `customerprofiles`, `wisdom` or another application's.
 */
export function initApp(
  name: string,
  containerId: string | HTMLElement,
  appUrl: string,
  config?: AppConfiguration | null,
): void {
  const options = config ?? {};
  const endpoint = appUrl.endsWith("/") || /[^=?&]+=[^=?&]+/.test(appUrl) ? appUrl : `${appUrl}/`;
  const container = typeof containerId === "string" ? document.getElementById(containerId) : containerId;
  if (!container) {
    throw new TypeError(`There is no element with the id "${String(containerId)}"`);
  }
  AppRegistry.register(name, { endpoint, style: options.style, onLoad: options.onLoad }, container);
  AppRegistry.start(name, () => ({
    init: () => (name === CCP ? signIn(endpoint, container, options) : initAppCommunication(name, endpoint)),
    destroy: () => (name === CCP ? signOut(endpoint) : null),
  }));
}

/** Removes an application; the control panel signs the agent out. */
export function stopApp(name: string): unknown {
  return AppRegistry.stop(name);
}
