// Not run, only checked by tsc: what integrators write, against `connect.d.ts`.

export function everythingTypeChecks(container: HTMLElement, show: (...things: unknown[]) => void): void {
  connect.core.initCCP(container, {
    ccpUrl: "https://my-instance-domain.awsapps.com/connect/ccp-v2/",
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
  connect.core.initCCP(container, "https://my-instance-domain.my.connect.aws/ccp-v2/");
  connect.core.onInitialized(() => show("there"));
  connect.core.onViewContact((event) => show(event.contactId));
  connect.core.onSoftphoneSessionInit(({ connectionId }) =>
    show(connect.core.getSoftphoneManager()?.getSession(connectionId)),
  );
  connect.core.getFrameMediaDevices(500).then((devices) => show(devices[0]?.deviceId));
  connect.core.getEventBus().subscribe(connect.EventType.TERMINATED, () => show("logged out"));
  connect.onWebSocketInitFailure(() => show("no WebSocket"));

  connect.agent((agent) => {
    agent.onStateChange(({ agent: same, oldState, newState }) => show(same.getName(), oldState, newState));
    agent.onSoftphoneError((error) =>
      show(error.getErrorType(), error.getErrorMessage(), error.getEndPointUrl()),
    );
    agent.onMuteToggle((change) => show(change.muted));
    const [state] = agent.getAgentStates();
    if (state) {
      agent.setState(
        state,
        { success: () => show("set"), failure: (err) => show(err) },
        { enqueueNextState: false },
      );
    }
    show(agent.getState().startTimestamp?.getTime(), agent.getNextState()?.name);
    if (agent.getChannelConcurrency("CHAT") > 1) {
      show(agent.getChannelConcurrency().VOICE);
    }
    const configuration = agent.getConfiguration();
    configuration.extension = "+18005550100";
    agent.setConfiguration(configuration, { success: () => show("saved") });
    const endpoint = connect.Endpoint.byPhoneNumber("+18005550100");
    agent.connect(endpoint, { queueARN: "arn", success: () => show("calls"), failure: (err) => show(err) });
    agent.getEndpoints(agent.getAllQueueARNs(), { success: (data) => show(data.endpoints, data.addresses) });
    for (const contact of agent.getContacts(connect.ContactType.VOICE)) {
      show(contact.getContactId());
    }
    const subscription = agent.onRefresh(connect.hitch(show, show));
    subscription.unsubscribe();
  });

  connect.contact((contact) => {
    show(contact.getEventName(connect.ContactEvents.CONNECTED), contact.getAttributes()?.foo?.value);
    contact.onEnded((same) => show(same.getState().type === connect.ContactStateType.ENDED));
    contact.accept({ success: () => show("accepted") });
    for (const connection of contact.getConnections()) {
      connection.hold();
      show(connection.getType() === connect.ConnectionType.AGENT, connection.getMediaType() === "chat");
    }
    const connection = contact.getAgentConnection();
    if (connection instanceof connect.VoiceConnection) {
      connection.getVoiceIdSpeakerStatus().then((data) => {
        if (data.type === connect.VoiceIdErrorTypes.SPEAKER_ID_NOT_ENROLLED) {
          show("not enrolled");
        } else if (data.Speaker.Status === connect.VoiceIdSpeakerStatus.ENROLLED) {
          show("enrolled");
        }
      });
      connection.evaluateSpeakerWithVoiceId().then(({ AuthenticationResult }) => {
        show(AuthenticationResult.Decision === connect.ContactFlowAuthenticationDecision.AUTHENTICATED);
      });
    }
  });

  connect.ifMaster(connect.MasterTopics.SOFTPHONE, () => show("mine"));
  connect.getLog().warn("The %s broke!", "widget").withException(new Error("why")).withObject({ a: 1, b: 2 });
  connect.getLog().setLogLevel(connect.LogLevel.TRACE);
  connect.getLog().download();
  connect.agentApp.initApp("ccp", "ccp-container", "https://x/ccp-v2/", {
    style: "width:400px; height:600px;",
  });
  connect.core
    .getClient()
    .call(connect.ClientMethods.CREATE_TASK_CONTACT, { name: "task" }, { success: show });
  connect.core.terminate();
  show(window.lily === window.connect, connect.agent.initialized);
}
