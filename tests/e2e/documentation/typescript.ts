// "Usage with TypeScript", on a page of its own. With Headwater nothing has to be imported; an import that is there
// resolves to the types (tsconfig.json) and to no code (documentation.test.mjs).
import "amazon-connect-streams";
import { gives, until } from "./example";
import { CONTROL_PANEL, element, ids } from "./instance";

export async function typescript(): Promise<void> {
  await gives(
    "Importing Streams with npm and ES6",
    () => typeof connect,
    (kind) => kind === "object",
  );
  await gives(
    "Usage with TypeScript",
    async () => {
      connect.core.initCCP({ ccpUrl: CONTROL_PANEL });
      await until(() => connect.agent.initialized);
      return { contacts: ids(), frames: document.querySelectorAll("iframe").length };
    },
    ({ contacts, frames }) => Array.isArray(contacts) && frames === 0,
  );
  connect.core.terminate();
  await terminating();
}

async function terminating(): Promise<void> {
  const containerDiv = element("control-panel");
  const heard: string[] = [];
  await gives(
    "connect.core.terminate()",
    async () => {
      connect.core.initCCP(containerDiv, { ccpUrl: CONTROL_PANEL });
      const bus = connect.core.getEventBus();
      bus.subscribe("something", () => heard.push("before"));
      await until(() => connect.core.initialized);
      // some time later...
      connect.core.terminate();
      const iframe = containerDiv.firstElementChild as Element;
      containerDiv.removeChild(iframe);
      bus.trigger("something");
      return { iframe, initialized: connect.core.initialized };
    },
    ({ iframe, initialized }) =>
      iframe.tagName === "IFRAME" &&
      containerDiv.childElementCount === 0 &&
      heard.length === 0 &&
      !initialized,
  );
}
