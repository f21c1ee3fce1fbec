// "Initialization for CCP, Customer Profiles, and Wisdom", on a page of its own.
import { gives, until } from "./example";
import { AGENT, addContainer } from "./instance";

const APPS = ["ccp", "customerprofiles", "wisdom"];

export async function agentApp(): Promise<void> {
  for (const name of APPS) {
    addContainer(`${name}-container`);
  }
  await gives(
    "connect.agentApp.initApp(name, containerId, appUrl, config)",
    async () => {
      const connectUrl = location.origin;
      connect.agentApp.initApp("ccp", "ccp-container", `${connectUrl}/ccp-v2/`, {
        style: "width:400px; height:600px;",
      });
      connect.agentApp.initApp(
        "customerprofiles",
        "customerprofiles-container",
        `${connectUrl}/customerprofiles-v2/`,
        {
          style: "width:400px; height:600px;",
        },
      );
      connect.agentApp.initApp("wisdom", "wisdom-container", `${connectUrl}/wisdom-v2/`, {
        style: "width:400px; height:600px;",
      });
      await until(() => connect.agent.initialized);
      return APPS.map((name) => document.querySelector<HTMLIFrameElement>(`#${name}-container iframe`));
    },
    (frames) =>
      new connect.Agent().getName() === AGENT &&
      frames.every(
        (frame, index) =>
          frame?.src === `${location.origin}/${APPS[index]}-v2/` &&
          frame.style.width === "400px" &&
          frame.style.height === "600px",
      ),
  );
}
