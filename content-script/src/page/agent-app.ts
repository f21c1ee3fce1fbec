/** `connect.agentApp`: other applications of the instance beside the control panel. */

import { merge } from "./collections";
import { bus, type InitParameters, upstream } from "./context";
import { removeControlPanel } from "./control-panel";
import { initCCP } from "./core";
import { AgentEvents, ContactEvents, EmailEvents, EventType, TaskEvents } from "./enums";
import { logFailure } from "./log";

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

/** How to stop the applications that were started. */
const stops = new Map<string, () => unknown>();

/** The address of the instance in that of its control panel: all before `/ccp-v2`. */
const instanceUrl = (ccpUrl: string): string => {
  const end = ccpUrl.indexOf("/ccp-v2");
  return end < 0 ? new URL(ccpUrl).origin : ccpUrl.slice(0, end);
};

const startPanel = (ccpUrl: string, container: HTMLElement, config: AppConfiguration): void => {
  const defaults: InitParameters = {
    ccpUrl,
    ccpLoadTimeout: 10_000,
    loginUrl: `${instanceUrl(ccpUrl)}/login`,
    softphone: { allowFramedSoftphone: true },
  };
  const { style, ccpParams } = config;
  initCCP(container, merge(defaults, ccpParams, style ? { style } : null) as unknown as InitParameters);
};

/** Signs the agent out ("Logging out" of the documentation). */
const signOut = async (ccpUrl: string): Promise<boolean> => {
  try {
    await fetch(`${instanceUrl(ccpUrl)}/logout`, { credentials: "include", mode: "no-cors" });
  } catch (error) {
    logFailure("Signing out at %s failed", ccpUrl, error);
    return false;
  }
  bus.trigger(EventType.TERMINATE);
  return true;
};

const startApp = (name: string, appUrl: string, container: HTMLElement, config: AppConfiguration): void => {
  const frame = document.createElement("iframe");
  frame.src = appUrl;
  frame.style.cssText = config.style || "width: 100%; height:100%;";
  frame.id = name;
  frame.setAttribute("aria-label", name);
  frame.allow = "clipboard-read; clipboard-write";
  frame.setAttribute(
    "sandbox",
    "allow-forms allow-popups allow-popups-to-escape-sandbox allow-same-origin allow-scripts",
  );
  frame.onload = (event) => {
    frame.onload = null;
    // Only pages of the application's own origin are to read it.
    const { origin } = new URL(appUrl);
    for (const eventName of RELAYED) {
      upstream().onUpstream(eventName, (data) =>
        frame.contentWindow?.postMessage({ event: eventName, data }, origin),
      );
    }
    config.onLoad?.(event);
  };
  container.appendChild(frame);
};

/**
 * Shows an application of the instance in a frame ("connect.agentApp.initApp()" of the documentation).
 *
 * @param name `ccp`, `customerprofiles`, `wisdom` or another application's.
 * @throws TypeError when there is no such container.
 */
const initApp = (
  name: string,
  containerId: string | HTMLElement,
  appUrl: string,
  config?: AppConfiguration | null,
): void => {
  const endpoint = appUrl.endsWith("/") || /[^=?&]+=[^=?&]+/.test(appUrl) ? appUrl : `${appUrl}/`;
  const container = typeof containerId === "string" ? document.getElementById(containerId) : containerId;
  if (!container) {
    throw new TypeError(`There is no element with the id "${String(containerId)}"`);
  }
  const start = name === CCP ? startPanel.bind(null, endpoint) : startApp.bind(null, name, endpoint);
  start(container, config ?? {});
  stops.set(name, () => {
    if (name === CCP) {
      removeControlPanel();
      return signOut(endpoint);
    }
    container.querySelector(`iframe[id="${name}"]`)?.remove();
    return null;
  });
};

/** Removes an application; the control panel signs the agent out. */
const stopApp = (name: string): unknown => {
  const stop = stops.get(name);
  stops.delete(name);
  return stop?.();
};

export const agentApp = { initApp, initCCP, stopApp };
