// The end of a session, in the ways that the documentation knows: "Logging out", `onAuthFail`, `onAccessDenied`.
import { gives, tells, until } from "./example";
import { AGENT, CONTROL_PANEL, element, happen } from "./instance";

/** The session expires. */
export async function authFail(): Promise<void> {
  const failed = tells<string>(
    "connect.core.onAuthFail()",
    (told) => connect.core.onAuthFail(() => told("failed")),
    Boolean,
  );
  await happen(`agents/${AGENT}/expire`, {});
  await failed;
}

/** The instance no longer lets the agent in. */
export async function accessDenied(): Promise<void> {
  connect.core.initCCP(element("control-panel"), { ccpUrl: CONTROL_PANEL });
  await until(() => connect.agent.initialized);
  const denied = tells<string>(
    "connect.core.onAccessDenied()",
    (told) => connect.core.onAccessDenied(() => told("denied")),
    Boolean,
  );
  await happen("faults", { operation: "/auth/authorize", kind: "status", status: 403 });
  await happen(`agents/${AGENT}/expire`, {});
  await denied;
}

export async function loggingOut(): Promise<void> {
  const instance = location.origin;
  const loggedOut = tells<string>(
    "Logging out",
    (told) => {
      const eventBus = connect.core.getEventBus();
      eventBus.subscribe(connect.EventType.TERMINATED, () => {
        told("Logged out");
        // Do stuff...
      });
    },
    (words) => words === "Logged out",
  );
  await gives(
    "Logging out",
    async () => {
      fetch(`${instance}/connect/logout`, { credentials: "include", mode: "no-cors" }).then(() => {
        const eventBus = connect.core.getEventBus();
        eventBus.trigger(connect.EventType.TERMINATE);
      });
      await loggedOut;
      await until(async () => !(await isSignedIn()));
      return isSignedIn();
    },
    (signedIn) => !signedIn,
  );
}

async function isSignedIn(): Promise<boolean> {
  const { agents } = await happen<{ agents: { name: string; signedIn: boolean }[] }>("agents");
  return agents.some(({ name, signedIn }) => name === AGENT && signedIn);
}
