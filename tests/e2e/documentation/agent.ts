// "Agent API": what it knows, what it does, and what it tells while nobody calls.
import { does, gives, tells, until } from "./example";
import { AGENT, happen, offer, requests, vanish } from "./instance";
import { DEVICE, playSoftphone, softphoneTells } from "./softphone";

export async function agentGetters(): Promise<void> {
  const agent = new connect.Agent();
  await gives(
    "agent.getState() / agent.getStatus()",
    () => {
      const state = agent.getState();
      return { state, same: agent.getStatus() };
    },
    ({ state, same }) =>
      state.name === "Offline" &&
      state.type === connect.AgentStateType.OFFLINE &&
      /^arn:/.test(`${state.agentStateARN}`) &&
      state.startTimestamp instanceof Date &&
      same.name === state.name,
  );
  await gives(
    "agent.getStateDuration() / agent.getStatusDuration()",
    () => {
      const millis = agent.getStateDuration();
      return [millis, agent.getStatusDuration()];
    },
    (durations) => durations.every((millis) => typeof millis === "number" && millis < 600_000),
  );
  await gives(
    "agent.getPermissions()",
    () => {
      const permissions = agent.getPermissions();
      return permissions;
    },
    (permissions) => permissions.includes("outboundCall"),
  );
  await gives(
    "agent.getConfiguration()",
    () => {
      const config = agent.getConfiguration();
      return config;
    },
    ({
      agentStates,
      dialableCountries,
      extension,
      name,
      permissions,
      routingProfile,
      softphoneAutoAccept,
      softphoneEnabled,
      username,
    }) =>
      agentStates.length === agent.getAgentStates().length &&
      dialableCountries.length === agent.getDialableCountries().length &&
      extension === agent.getExtension() &&
      name === AGENT &&
      permissions.length > 0 &&
      routingProfile.name === agent.getRoutingProfile().name &&
      softphoneAutoAccept === false &&
      softphoneEnabled === true &&
      username === AGENT,
  );
  await gives(
    "agent.getAgentStates()",
    () => {
      const agentStates = agent.getAgentStates();
      return agentStates;
    },
    (states) =>
      states.some(
        ({ name, type, agentStateARN }) =>
          name === "Available" &&
          type === connect.AgentStateType.ROUTABLE &&
          /^arn:/.test(`${agentStateARN}`),
      ),
  );
  await gives(
    "agent.getRoutingProfile()",
    () => {
      const routingProfile = agent.getRoutingProfile();
      return routingProfile;
    },
    ({ channelConcurrencyMap, defaultOutboundQueue, name, queues, routingProfileARN, routingProfileId }) =>
      channelConcurrencyMap?.VOICE === 1 &&
      /^arn:/.test(defaultOutboundQueue.queueARN) &&
      name.length > 0 &&
      queues.length > 0 &&
      queues.every((queue) => queue.queueId === queue.queueARN) &&
      routingProfileId === routingProfileARN,
  );
  await gives(
    "agent.getChannelConcurrency()",
    () => {
      const concurrencyMap = agent.getChannelConcurrency();
      // OR
      if (agent.getChannelConcurrency("CHAT") > 1) {
        return concurrencyMap;
      }
      return null;
    },
    (map) => map?.VOICE === 1 && map.CHAT === agent.getChannelConcurrency(connect.ChannelType.CHAT),
  );
  await gives(
    "agent.getName()",
    () => {
      const name = agent.getName();
      return name;
    },
    (name) => name === AGENT,
  );
  await gives(
    "agent.getExtension()",
    () => {
      const extension = agent.getExtension();
      return extension;
    },
    (extension) => extension === agent.getConfiguration().extension,
  );
  await gives(
    "agent.getDialableCountries",
    () => {
      const countries = agent.getDialableCountries();
      return countries;
    },
    (countries) => countries.includes("us"),
  );
  await gives(
    "agent.isSoftphoneEnabled()",
    () => {
      if (agent.isSoftphoneEnabled()) {
        return "enabled";
      }
      return "not enabled";
    },
    (answer) => answer === "enabled",
  );
  await gives(
    "agent.getAllQueueARNs()",
    () => {
      const ARNs = agent.getAllQueueARNs();
      return ARNs;
    },
    (ARNs) => ARNs.length > 0 && ARNs.every((ARN) => ARN.startsWith("arn:aws:connect:")),
  );
  await gives(
    "agent.toSnapshot()",
    () => {
      const snapshot = agent.toSnapshot();
      return snapshot;
    },
    (snapshot) => snapshot.getName() === AGENT && snapshot.getState().name === "Offline",
  );

  const queuesARNs = agent.getAllQueueARNs();
  let found: (string | null)[] = [];
  await does(
    "agent.getEndpoints() / agent.getAddresses()",
    (done, fail) => {
      agent.getEndpoints(queuesARNs, {
        success: (data) => {
          const endpoints = data.endpoints; // or data.addresses
          found = endpoints.map(({ name }) => name);
          agent.getAddresses(queuesARNs, {
            success: ({ addresses }) =>
              addresses.length === endpoints.length ? done() : fail("other addresses"),
            failure: fail,
          });
        },
        failure: (err) => fail(err),
      });
    },
    () => found.includes("bob"),
  );
}

/** Status and configuration. The agent is Available afterwards. */
export async function agentStates(): Promise<void> {
  const agent = new connect.Agent();
  const isAgent = (given: connect.Agent) => given.getName() === AGENT;
  const events = [
    tells<connect.Agent>("agent.onRefresh()", (told) => agent.onRefresh((agent) => told(agent)), isAgent),
    tells<connect.AgentStateChange>(
      "agent.onStateChange()",
      (told) => agent.onStateChange((agentStateChange) => told(agentStateChange)),
      (change) => isAgent(change.agent) && change.oldState === "Offline" && change.newState === "Lunch",
    ),
    tells<string>(
      "agent.onRoutable()",
      (told) => agent.onRoutable((agent) => told(agent.getState().name)),
      (name) => name === "Available",
    ),
    tells<string>(
      "agent.onNotRoutable()",
      (told) => agent.onNotRoutable((agent) => told(agent.getState().name)),
      (name) => name === "Lunch",
    ),
    tells<string>(
      "agent.onOffline()",
      (told) => agent.onOffline((agent) => told(agent.getState().name)),
      (name) => name === "Offline",
    ),
  ];
  const eventHandler = {
    seen: 0,
    _onAgentRefresh() {
      this.seen += 1;
    },
  };
  const hitched = gives(
    "connect.hitch()",
    async () => {
      agent.onRefresh(connect.hitch(eventHandler, eventHandler._onAgentRefresh));
      await until(() => eventHandler.seen > 0);
      return eventHandler.seen;
    },
    (seen) => seen > 0,
  );

  await happen(`agents/${AGENT}/state`, { name: "Lunch" });
  await until(() => agent.getState().name === "Lunch");
  await happen(`agents/${AGENT}/state`, { name: "Offline" });
  await until(() => agent.getState().name === "Offline");
  const state = agent.getAgentStates()[0] as connect.AgentState;
  await does(
    "agent.setState() / agent.setStatus()",
    (done, fail) => {
      agent.setState(
        state,
        {
          success: () => done(),
          failure: (err) => fail(err),
        },
        { enqueueNextState: false },
      );
    },
    () => agent.getState().name === state.name && state.name === "Available",
  );
  await Promise.all([...events, hitched]);

  const before = agent.getExtension();
  const config = agent.getConfiguration();
  config.extension = "+18005550100";
  config.softphoneEnabled = false;
  await does(
    "agent.setConfiguration()",
    (done, fail) => {
      agent.setConfiguration(config, {
        success: () => done(),
        failure: (err) => fail(err),
      });
    },
    // What is written into the object shows at once, here as in the npm library; another one is of the instance.
    () =>
      agent.getConfiguration() !== config &&
      agent.getExtension() === "+18005550100" &&
      !agent.isSoftphoneEnabled(),
  );
  agent.setConfiguration({ ...config, extension: before, softphoneEnabled: true });
  await until(() => agent.isSoftphoneEnabled());
}

/** Calls that go wrong, and calls of the agent's own. */
export async function agentCalls(): Promise<void> {
  const agent = new connect.Agent();
  const failed = tells<connect.AgentStateType>(
    "agent.onError()",
    (told) => agent.onError((agent) => told(agent.getState().type)),
    (type) => type === connect.AgentStateType.ERROR,
  );
  const pending = tells<connect.Agent>(
    "agent.onContactPending() -- DEPRECATED",
    (told) => agent.onContactPending((agent) => told(agent)),
    (given) => given.getName() === AGENT,
  );
  const call = await offer({ channel: "voice" });
  await happen(`contacts/${call.getContactId()}/move`, { state: "pending" });
  await pending;
  await happen(`contacts/${call.getContactId()}/move`, { state: "connecting" });
  await happen(`contacts/${call.getContactId()}/customer`, { action: "hangUp" });
  await failed;
  await vanish(call);
  await until(() => agent.getState().name === "Available");

  const endpoint = connect.Endpoint.byPhoneNumber("+18005550100");
  const queueArn = agent.getAllQueueARNs()[0] as string;
  await does(
    "agent.connect()",
    (done, fail) => {
      agent.connect(endpoint, {
        queueARN: queueArn,
        success: () => done(),
        failure: (err) => fail(err),
      });
    },
    async () => {
      const [contact] = agent.getContacts();
      const [request] = await requests("CreateOutboundContact");
      return (
        contact !== undefined &&
        !contact.isInbound() &&
        contact.isConnected() &&
        request?.queueARN === queueArn
      );
    },
  );
  const [outbound] = agent.getContacts(connect.ContactType.VOICE);
  if (outbound) {
    await vanish(outbound);
  }
  await until(() => agent.getState().name === "Available");

  await gives(
    "Endpoint.byPhoneNumber() (static function)",
    () => {
      const { Endpoint } = connect;
      const endpoint = Endpoint.byPhoneNumber("+18005550100");
      return endpoint;
    },
    ({ phoneNumber, type }) => phoneNumber === "+18005550100" && type === connect.EndpointType.PHONE_NUMBER,
  );
}

/** What the softphone, wherever it runs, is told and tells. */
export async function agentMedia(): Promise<void> {
  const agent = new connect.Agent();
  const deviceId = DEVICE;
  playSoftphone();
  const heard: boolean[] = [];
  const toggled = tells<boolean>(
    "agent.onMuteToggle()",
    (told) => {
      agent.onMuteToggle((obj) => {
        heard.push(obj.muted);
        if (obj.muted) {
          told(obj.muted);
        }
      });
    },
    (muted) => muted,
  );
  const device = (obj: { deviceId: string }) => obj.deviceId === deviceId;
  const changed = [
    tells<{ deviceId: string }>(
      "agent.onSpeakerDeviceChanged()",
      (told) => agent.onSpeakerDeviceChanged((obj) => told(obj)),
      device,
    ),
    tells<{ deviceId: string }>(
      "agent.onMicrophoneDeviceChanged()",
      (told) => agent.onMicrophoneDeviceChanged((obj) => told(obj)),
      device,
    ),
    tells<{ deviceId: string }>(
      "agent.onRingerDeviceChanged()",
      (told) => agent.onRingerDeviceChanged((obj) => told(obj)),
      device,
    ),
  ];
  const wishes: string[] = [];
  const { MUTE } = connect.EventType;
  const { SET_SPEAKER_DEVICE, SET_MICROPHONE_DEVICE, SET_RINGER_DEVICE } = connect.ConfigurationEvents;
  for (const wish of [SET_SPEAKER_DEVICE, SET_MICROPHONE_DEVICE, SET_RINGER_DEVICE]) {
    connect.core.getEventBus().subscribe(wish, ({ deviceId }) => wishes.push(`${wish} ${deviceId}`));
  }
  connect.core.getEventBus().subscribe(MUTE, ({ mute }) => wishes.push(`${MUTE} ${mute}`));
  const wished = (wish: string) => until(() => wishes.includes(wish)).then(() => wish);
  await gives(
    "agent.mute()",
    () => {
      agent.mute();
      return wished("mute true").then(() => until(() => heard.includes(true)));
    },
    () => heard.at(-1) === true,
  );
  await gives(
    "agent.unmute()",
    () => {
      agent.unmute();
      return wished("mute false").then(() => until(() => heard.includes(false)));
    },
    () => heard.at(-1) === false,
  );
  await gives(
    "agent.setSpeakerDevice()",
    () => {
      agent.setSpeakerDevice(deviceId);
      return wished(`${SET_SPEAKER_DEVICE} ${deviceId}`);
    },
    Boolean,
  );
  await gives(
    "agent.setMicrophoneDevice()",
    () => {
      agent.setMicrophoneDevice(deviceId);
      return wished(`${SET_MICROPHONE_DEVICE} ${deviceId}`);
    },
    Boolean,
  );
  await gives(
    "agent.setRingerDevice()",
    () => {
      agent.setRingerDevice(deviceId);
      return wished(`${SET_RINGER_DEVICE} ${deviceId}`);
    },
    Boolean,
  );
  await Promise.all([toggled, ...changed]);

  const failed = tells<connect.SoftphoneError>(
    "agent.onSoftphoneError()",
    (told) => agent.onSoftphoneError((error) => told(error)),
    (error) =>
      error.getErrorType() === connect.SoftphoneErrorTypes.MICROPHONE_NOT_SHARED &&
      error.getErrorMessage() === "no microphone" &&
      error.getEndPointUrl() === "https://nowhere",
  );
  softphoneTells(connect.AgentEvents.SOFTPHONE_ERROR, {
    errorType: "microphone_not_shared",
    errorMessage: "no microphone",
    endPointUrl: "https://nowhere",
  });
  await failed;
}

/** The WebSocket breaks, and comes back. */
export async function agentWebSocket(): Promise<void> {
  const agent = new connect.Agent();
  const isAgent = (given: connect.Agent) => given.getName() === AGENT;
  const lost = tells<connect.Agent>(
    "agent.onWebSocketConnectionLost()",
    (told) => agent.onWebSocketConnectionLost((agent) => told(agent)),
    isAgent,
  );
  const failed = tells<string>(
    "connect.onWebSocketInitFailure()",
    (told) => connect.onWebSocketInitFailure(() => told("failed")),
    Boolean,
  );
  const fault = { operation: "CreateTransport", kind: "status", status: 500 };
  const { faultId } = await happen<{ faultId: string }>("faults", fault);
  await happen("sockets", { action: "close" });
  await Promise.all([lost, failed]);
  const gained = tells<connect.Agent>(
    "agent.onWebSocketConnectionGained()",
    (told) => agent.onWebSocketConnectionGained((agent) => told(agent)),
    isAgent,
  );
  await happen(`faults/${faultId}`, undefined, "DELETE");
  await gained;
}
