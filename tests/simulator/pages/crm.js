// What an integrator would write on a page: the same script runs on the `window.connect` of Headwater and
// on the npm library. Tests read `window.trace` and use `window.integration`.
(() => {
  const AGENT_EVENTS = [
    "onRefresh",
    "onStateChange",
    "onRoutable",
    "onNotRoutable",
    "onOffline",
    "onError",
    "onAfterCallWork",
    "onEnqueuedNextState",
  ];
  const CONTACT_EVENTS = [
    "onRefresh",
    "onIncoming",
    "onPending",
    "onConnecting",
    "onAccepted",
    "onMissed",
    "onEnded",
    "onDestroy",
    "onACW",
    "onConnected",
    "onError",
  ];
  const OFFERED = ["init", "incoming", "pending", "connecting"];
  const OVER = ["ended", "missed", "error", "rejected"];
  const LABELS = {
    accept: "Accept",
    reject: "Reject",
    hold: "Hold",
    resume: "Resume",
    pauseTask: "Pause",
    resumeTask: "Resume",
    hangUp: "Hang up",
    clear: "Clear",
  };

  const query = new URLSearchParams(location.search);
  const instance = document.documentElement.dataset.instance;
  const trace = [];
  let agent = null;
  let signedOut = false;
  let started = false;

  window.trace = trace;
  window.integration = { view, setState, act, dial };
  window.startIntegration = start;

  bindForms();
  if (query.get("init") !== "manual") {
    start();
  }

  /** Calls initCCP and subscribes to everything. Does nothing the second time. */
  function start() {
    if (started) {
      return;
    }
    if (!window.connect?.core?.initCCP) {
      showError("There is no window.connect on this page: Headwater is not installed, or not allowed here.");
      return;
    }
    started = true;
    try {
      connect.core.initCCP(document.getElementById("control-panel"), parameters());
      subscribe();
    } catch (error) {
      showError(`The integration could not start: ${error.message}`);
    }
  }

  function parameters() {
    const given = {
      ccpUrl: query.get("ccpUrl") ?? `${instance}/ccp-v2/`,
      loginPopup: query.get("loginPopup") !== "false",
      loginOptions: { autoClose: true, height: 600, width: 440, top: 0, left: 0 },
      region: "us-west-2",
      softphone: { allowFramedSoftphone: true, disableRingtone: true },
      pageOptions: { enableAudioDeviceSettings: false, enablePhoneTypeSettings: true },
    };
    if (query.has("loginUrl")) {
      given.loginUrl = query.get("loginUrl");
    }
    if (query.has("headwaterPanel")) {
      given.headwaterPanel = query.get("headwaterPanel") === "true";
    }
    return given;
  }

  function subscribe() {
    connect.core.onInitialized(() => record("core.onInitialized"));
    connect.core.onAuthFail(() => {
      record("core.onAuthFail");
      forget("Nobody is signed in.");
    });
    connect.core.onAccessDenied(() => {
      record("core.onAccessDenied");
      showError("The instance denies access.");
    });
    connect.core.getEventBus().subscribe(connect.EventType.TERMINATED, () => {
      record("terminated");
      forget("Signed out.");
    });
    connect.agent((found) => {
      agent = found;
      record("connect.agent");
      for (const name of AGENT_EVENTS) {
        agent[name]((argument) => {
          record(`agent.${name}`, name === "onStateChange" ? changeFacts(argument) : agentFacts());
          remember();
          render();
        });
      }
      showError("");
      render();
    });
    connect.contact((contact) => {
      const id = contact.getContactId();
      record("connect.contact", contactFacts(id, contact));
      for (const name of CONTACT_EVENTS) {
        contact[name]((argument) => {
          record(`contact.${name}`, contactFacts(id, argument ?? contact));
          render();
        });
      }
      render();
    });
  }

  /** What the API still knows of the agent is over. */
  function forget(reason) {
    signedOut = true;
    showError(reason);
    for (const id of ["agent-name", "agent-state", "next-state"]) {
      document.getElementById(id).textContent = "–";
    }
    document.getElementById("contacts").replaceChildren();
  }

  /** An event of the agent: somebody is signed in. */
  function remember() {
    if (signedOut) {
      signedOut = false;
      showError("");
    }
  }

  function record(event, facts = {}) {
    const entry = { event, ...facts };
    const agentState = attempt(() => agent?.getState().name);
    if (agentState) {
      entry.agentState = agentState;
    }
    trace.push(entry);
  }

  function changeFacts({ oldState, newState }) {
    return { oldState, newState };
  }

  function agentFacts() {
    return {
      nextState: attempt(() => agent.getNextState()?.name),
      contacts: attempt(() => agent.getContacts().map(stateWithId)),
    };
  }

  function contactFacts(contactId, contact) {
    return {
      contactId,
      state: attempt(() => contact.getState().type),
      connections: attempt(() =>
        contact.getConnections().map((each) => `${each.getType()} ${each.getState().type}`),
      ),
      attributes: attempt(() => contact.getAttributes()),
    };
  }

  function stateWithId(contact) {
    return { contactId: contact.getContactId(), state: contact.getState().type };
  }

  /** The value, or null where the data behind an object is gone. */
  function attempt(read) {
    try {
      return read() ?? null;
    } catch {
      return null;
    }
  }

  /** The session as the API shows it now, or null while no agent is known or signed in. */
  function view() {
    if (!agent || signedOut) {
      return null;
    }
    return {
      agentState: agent.getState().name,
      nextState: agent.getNextState()?.name ?? null,
      contacts: agent.getContacts().map((contact) => ({
        id: contact.getContactId(),
        type: contact.getType(),
        state: contact.getState().type,
        connections: contact.getConnections().map((connection) => ({
          id: connection.getConnectionId(),
          type: connection.getType(),
          state: connection.getState().type,
        })),
      })),
    };
  }

  /** Makes a promise of a call with callbacks: `{ok: true}` or `{ok: false, error}`. */
  function settled(call) {
    return new Promise((resolve) => {
      const callbacks = {
        success: () => resolve({ ok: true }),
        failure: (error) => resolve({ ok: false, error: describe(error) }),
      };
      try {
        call(callbacks);
      } catch (error) {
        resolve({ ok: false, error: describe(error) });
      }
    });
  }

  function describe(error) {
    if (error instanceof Error) {
      return `${error.name}: ${error.message}`;
    }
    return typeof error === "string" ? error : JSON.stringify(error ?? null);
  }

  function setState(name, { next = false } = {}) {
    return settled((callbacks) => {
      const state = agent.getAgentStates().find((candidate) => candidate.name === name);
      if (!state) {
        throw new Error(`The agent has no state ${name}.`);
      }
      agent.setState(state, callbacks, { enqueueNextState: next });
    });
  }

  function dial(number) {
    return settled((callbacks) => agent.connect(connect.Endpoint.byPhoneNumber(number), callbacks));
  }

  /** Does something with a contact. `argument` is a telephone number for `addConnection`, digits for `sendDigits`. */
  function act(contactId, action, argument) {
    return settled((callbacks) => {
      const contact = agent.getContacts().find((candidate) => candidate.getContactId() === contactId);
      if (!contact) {
        throw new Error(`The agent has no contact ${contactId}.`);
      }
      const actions = {
        accept: () => contact.accept(callbacks),
        reject: () => contact.reject(callbacks),
        clear: () => contact.clear(callbacks),
        complete: () => contact.complete(callbacks),
        hangUp: () => contact.getAgentConnection().destroy(callbacks),
        hangUpCustomer: () => contact.getInitialConnection().destroy(callbacks),
        hangUpThirdParty: () => contact.getSingleActiveThirdPartyConnection().destroy(callbacks),
        hold: () => contact.getInitialConnection().hold(callbacks),
        resume: () => contact.getInitialConnection().resume(callbacks),
        addConnection: () => contact.addConnection(connect.Endpoint.byPhoneNumber(argument), callbacks),
        toggle: () => contact.toggleActiveConnections(callbacks),
        conference: () => contact.conferenceConnections(callbacks),
        sendDigits: () => contact.getInitialConnection().sendDigits(argument, callbacks),
        mute: () => contact.getInitialConnection().muteParticipant(callbacks),
        unmute: () => contact.getInitialConnection().unmuteParticipant(callbacks),
        pauseTask: () => contact.pause(callbacks),
        resumeTask: () => contact.resume(callbacks),
      };
      if (!actions[action]) {
        throw new Error(`There is no action ${action}.`);
      }
      actions[action]();
    });
  }

  function bindForms() {
    document.getElementById("status-form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      const form = new FormData(event.target);
      report(setState(form.get("state"), { next: form.has("next") }));
    });
    document.getElementById("dial-form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      report(dial(new FormData(event.target).get("number")));
    });
    document.getElementById("contacts")?.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-action]");
      if (button) {
        report(act(button.closest("[data-contact-id]").dataset.contactId, button.dataset.action));
      }
    });
  }

  async function report(result) {
    const { ok, error } = await result;
    showError(ok ? "" : `That did not work: ${error}`);
  }

  function showError(message) {
    document.getElementById("error").textContent = message;
  }

  function render() {
    const shown = attempt(view);
    if (!shown) {
      return;
    }
    document.getElementById("agent-name").textContent = agent.getName();
    document.getElementById("agent-state").textContent = shown.agentState;
    document.getElementById("next-state").textContent = shown.nextState ?? "none";
    document.getElementById("contacts").replaceChildren(...shown.contacts.map(contactItem));
    renderStates();
  }

  function renderStates() {
    const select = document.querySelector("select[name=state]");
    const names = agent.getAgentStates().map((state) => state.name);
    if (select && select.options.length !== names.length) {
      select.replaceChildren(...names.map((name) => new Option(name, name)));
    }
  }

  /** What the agent can do with a contact now, as buttons. */
  function actionsOf({ type, state, connections }) {
    const states = connections.map((connection) => connection.state);
    const waits = connections.some(
      (connection) => connection.type === "agent" && connection.state === "connecting",
    );
    if (OVER.includes(state)) {
      return ["clear"];
    }
    if (OFFERED.includes(state)) {
      return waits ? ["accept", "reject"] : ["hangUp"];
    }
    if (state === "paused") {
      return ["resumeTask", "hangUp"];
    }
    if (type === "voice" || type === "queue_callback") {
      return [states.includes("hold") ? "resume" : "hold", "hangUp"];
    }
    return type === "task" ? ["pauseTask", "hangUp"] : ["hangUp"];
  }

  function contactItem(contact) {
    const item = document.createElement("li");
    item.className = "contact";
    item.dataset.contactId = contact.id;
    item.dataset.state = contact.state;
    const title = document.createElement("strong");
    title.textContent = `${contact.type} – ${contact.state}`;
    const parties = document.createElement("p");
    parties.className = "quiet";
    parties.textContent = contact.connections
      .map((connection) => `${connection.type}: ${connection.state}`)
      .join(", ");
    const buttons = document.createElement("div");
    buttons.className = "row";
    for (const action of actionsOf(contact)) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.action = action;
      button.textContent = LABELS[action];
      buttons.append(button);
    }
    item.append(title, parties, buttons);
    return item;
  }
})();
