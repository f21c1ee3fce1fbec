/**
 * The control panel in the page's frame: the instance's own page, which takes part in the agent's session by itself. It
 * learns from here what only `initCCP` knows, in the messages that the npm library exchanges with it (PROTOCOL.md 6.5).
 * Or Headwater's panel, in a frame beside: then the instance's is loaded only to be heard.
 */

import { deepcopy } from "./collections";
import { bus, type InitParameters, parameters } from "./context";
import { EventType } from "./enums";
import { pick } from "./methods";
import { sendNow } from "./worker-link";

const NAME = "Amazon Connect CCP";

/** The instance's, and Headwater's if it is shown; they are where the page has put its container, which may be nowhere yet. */
let frame: HTMLIFrameElement | undefined;
let panel: HTMLIFrameElement | undefined;

/** Whether the page has the control panel of this address. */
export const hasControlPanel = (ccpUrl: string): boolean =>
  !!frame?.isConnected && frame.getAttribute("src") === ccpUrl;

/** Makes the frame; {@link showControlPanel} shows it, since only the worker knows which one it is to be. */
export const addControlPanel = (container: HTMLElement, params: InitParameters): void => {
  frame = document.createElement("iframe");
  // The session does not need the panel: what nobody sees is not loaded, except to be heard. To be said before `src`.
  if (!params.softphone?.allowFramedSoftphone) {
    frame.loading = "lazy";
  }
  frame.hidden = true;
  frame.src = params.ccpUrl;
  frame.allow = "microphone; camera; autoplay; clipboard-write; identity-credentials-get";
  frame.style.cssText = params.style || "width: 100%; height: 100%;";
  frame.title = params.iframeTitle || NAME;
  frame.name = NAME;
  container.appendChild(frame);
  frame.addEventListener("load", () => sendNow("controlPanelLoaded"));
  window.addEventListener("message", hear);
};

/** Shows the instance's own, or in its place Headwater's panel at this address. */
export const showControlPanel = (address?: string): void => {
  if (!frame) {
    return;
  }
  frame.hidden = false;
  if (address && !panel) {
    panel = frame.cloneNode() as HTMLIFrameElement;
    panel.removeAttribute("name");
    panel.src = address;
    frame.before(panel);
    frame.style.cssText = "display: none";
  }
};

/** Loads the instance's own again. */
export const reloadControlPanel = ({ ccpUrl }: InitParameters): void => {
  if (frame) {
    frame.src = ccpUrl;
  }
};

export const removeControlPanel = (): void => {
  panel?.remove();
  frame?.remove();
  panel = frame = undefined;
};

/** Says something to the control panel, if it is what the frame shows. */
export const tellControlPanel = (event: string, data?: unknown): void => {
  frame?.contentWindow?.postMessage({ event, data }, parameters?.ccpUrl ?? "/");
};

const hear = ({ source, data }: MessageEvent): void => {
  if (!source || source !== frame?.contentWindow) {
    return;
  }
  const event = data?.event;
  if (event === EventType.REQUEST_CONFIGURE || (event === EventType.ACKNOWLEDGE && data.data?.id)) {
    configure();
  } else if (event === EventType.MEDIA_DEVICE_RESPONSE) {
    bus.trigger(event, data.data);
  }
};

/** Passes on the options of `initCCP` that are the control panel's to follow. */
const configure = (): void => {
  const options = pick(parameters ?? {}, "softphone chat task pageOptions shouldAddNamespaceToLogs");
  if (Object.values(options).some(Boolean)) {
    const { autoAcceptTone, pageOptions } = parameters ?? {};
    const { showInactivityModal } = pageOptions ?? {};
    tellControlPanel(EventType.CONFIGURE, deepcopy({ ...options, autoAcceptTone, showInactivityModal }));
  }
};
