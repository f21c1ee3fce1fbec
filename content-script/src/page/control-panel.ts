/**
 * The control panel in the page's frame: the instance's own page, which takes part in the agent's session by itself. It
 * learns from here what only `initCCP` knows, in the messages that the npm library exchanges with it (PROTOCOL.md 6.5).
 */

import { deepcopy } from "./collections";
import { bus, type InitParameters, parameters } from "./context";
import { EventType } from "./enums";
import { sendNow } from "./worker-link";

const NAME = "Amazon Connect CCP";

export function controlPanel(): HTMLIFrameElement | null {
  return document.querySelector(`iframe[name="${NAME}"]`);
}

export function showControlPanel(container: HTMLElement, params: InitParameters): void {
  const frame = document.createElement("iframe");
  // The session does not need the panel: what nobody sees is not loaded, except to be heard. To be said before `src`.
  if (!params.softphone?.allowFramedSoftphone) {
    frame.loading = "lazy";
  }
  frame.src = params.ccpUrl;
  frame.allow = "microphone; camera; autoplay; clipboard-write; identity-credentials-get";
  frame.style.cssText = params.style || "width: 100%; height: 100%;";
  frame.title = params.iframeTitle || NAME;
  frame.name = NAME;
  frame.addEventListener("load", () => sendNow("controlPanelLoaded"));
  container.appendChild(frame);
  window.addEventListener("message", hear);
}

/** Says something to the control panel, if it is what the frame shows. */
export function tellControlPanel(event: string, data?: unknown): void {
  controlPanel()?.contentWindow?.postMessage({ event, data }, parameters?.ccpUrl ?? "/");
}

function hear({ source, data }: MessageEvent): void {
  if (!source || source !== controlPanel()?.contentWindow) {
    return;
  }
  const event = data?.event;
  if (event === EventType.REQUEST_CONFIGURE || (event === EventType.ACKNOWLEDGE && data.data?.id)) {
    configure();
  } else if (event === EventType.MEDIA_DEVICE_RESPONSE) {
    bus.trigger(event, data.data);
  }
}

/** Passes on the options of `initCCP` that are the control panel's to follow. */
function configure(): void {
  const { softphone, chat, task, autoAcceptTone, pageOptions, shouldAddNamespaceToLogs } = parameters ?? {};
  if (softphone || chat || task || pageOptions || shouldAddNamespaceToLogs) {
    const { showInactivityModal } = pageOptions ?? {};
    tellControlPanel(
      EventType.CONFIGURE,
      deepcopy({
        softphone,
        chat,
        task,
        autoAcceptTone,
        pageOptions,
        shouldAddNamespaceToLogs,
        showInactivityModal,
      }),
    );
  }
}
