// "Initialization", and the parts of `connect.core` and "Event Subscription" that are about the beginning.
import { gives, tells, until } from "./example";
import { AGENT, CONTROL_PANEL, element } from "./instance";

/** From an empty page to an agent. Somebody signs in meanwhile, in the window that opens. */
export async function initialization(): Promise<void> {
  const containerDiv = element("control-panel");
  const instanceURL = CONTROL_PANEL;
  const initialization = gives(
    "connect.core.initCCP()",
    () => {
      connect.core.initCCP(containerDiv, {
        ccpUrl: instanceURL,
        loginPopup: true,
        loginPopupAutoClose: true,
        loginOptions: { autoClose: true, height: 600, width: 400, top: 0, left: 0 },
        region: "eu-central-1",
        softphone: { allowFramedSoftphone: true, disableRingtone: false, ringtoneUrl: "./ringtone.mp3" },
        pageOptions: { enableAudioDeviceSettings: false, enablePhoneTypeSettings: true },
        ccpAckTimeout: 5000,
        ccpSynTimeout: 3000,
        ccpLoadTimeout: 10_000,
        iframeTitle: "Contact Control Panel",
      });
      const frame = containerDiv.querySelector("iframe");
      // Which panel it is the worker says.
      return until(() => frame?.src === instanceURL).then(() => frame);
    },
    (frame) =>
      frame?.title === "Contact Control Panel" &&
      frame.style.width === "100%" &&
      frame.style.height === "100%",
  );
  const initialized = tells<boolean>(
    "connect.core.onInitialized()",
    (told) => connect.core.onInitialized(() => told(connect.core.initialized)),
    (isInitialized) => isInitialized,
  );
  const agentThere = tells<connect.Agent>(
    "connect.agent()",
    (told) => connect.agent((agent) => told(agent)),
    (agent) => agent.getName() === AGENT,
  );
  await Promise.all([initialization, initialized, agentThere]);

  await panelShowsAgent(containerDiv);
  await gives(
    "connect.core.getFrameMediaDevices()",
    () => {
      const timeout = 5000;
      return connect.core
        .getFrameMediaDevices(timeout)
        .then((devices) => devices)
        .catch((err) => {
          throw err;
        });
    },
    (devices) => Array.isArray(devices) && devices.every(({ kind }) => typeof kind === "string"),
  );
  await gives(
    "connect.core.initCCP(): a few things to note",
    () => {
      const style = document.createElement("style");
      style.textContent = "#control-panel iframe { display: none; }";
      document.head.append(style);
      const frame = containerDiv.querySelector("iframe");
      return { display: frame && getComputedStyle(frame).display, name: new connect.Agent().getName() };
    },
    ({ display, name }) => display === "none" && name === AGENT,
  );
}

/** Waits until the control panel in the frame, which is a page of the same origin here, has started. */
function panelShowsAgent(containerDiv: HTMLElement): Promise<void> {
  return until(() => {
    const panel = containerDiv.querySelector("iframe")?.contentDocument;
    return panel?.getElementById("agent-name")?.textContent === AGENT;
  });
}
