// The control panel of the instance: starts the npm library's shared worker, and shows what it says.
(async () => {
  const select = document.querySelector("select[name=state]");

  const authorized = await fetch("/auth/authorize", { credentials: "include" });
  if (!authorized.ok) {
    location.assign("/login?landat=/ccp-v2/");
    return;
  }
  const { accessToken, expiration } = await authorized.json();
  connect.core.initSharedWorker({
    sharedWorkerUrl: "/ccp-v2/shared-worker.js",
    authToken: accessToken,
    authTokenExpiration: expiration,
    refreshToken: "NA",
    region: "us-west-2",
    endpoint: `${location.origin}/api`,
    authorizeEndpoint: "/auth/authorize",
    agentAppEndpoint: `${location.origin}/agent-app/api`,
    taskTemplatesEndpoint: `${location.origin}/task-templates/api/ccp`,
    authCookieName: "lily-auth-prod-sim",
    loginEndpoint: "/login?landat=/ccp-v2/",
  });

  // In a frame: what a page asks the control panel for, such as the media devices.
  connect.core.initPageOptions({});

  connect.agent((agent) => {
    agent.onRefresh(() => render(agent));
    select.addEventListener("change", () => choose(agent));
    render(agent);
  });

  function choose(agent) {
    const state = agent.getAgentStates().find(({ name }) => name === select.value);
    const next = agent.getContacts().length > 0;
    agent.setState(state, { success: () => showError(""), failure: showError }, { enqueueNextState: next });
  }

  function showError(error) {
    document.getElementById("error").textContent = typeof error === "string" ? error : JSON.stringify(error);
  }

  function render(agent) {
    const state = agent.getState().name;
    document.getElementById("agent-name").textContent = agent.getName();
    document.getElementById("agent-state").textContent = state;
    document.getElementById("next-state").textContent = agent.getNextState()?.name ?? "none";
    const names = agent.getAgentStates().map(({ name }) => name);
    if (select.options.length !== names.length) {
      select.replaceChildren(...names.map((name) => new Option(name, name)));
    }
    select.value = state;
    document.getElementById("contacts").replaceChildren(
      ...agent.getContacts().map((contact) => {
        const item = document.createElement("li");
        item.textContent = `${contact.getType()} – ${contact.getState().type}`;
        return item;
      }),
    );
  }
})();
