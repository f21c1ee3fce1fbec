import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import * as doc from "./documents.mjs";
import { openPage } from "./page.mjs";

// Names of the documentation, with the number of arguments that the npm library 2.28.2 declares.
const METHODS = {
  core: `initCCP/2 terminate/0 viewContact/1 onViewContact/1 onAuthFail/1 onAccessDenied/1 onSoftphoneSessionInit/1
    getWebSocketManager/0 onInitialized/1 getFrameMediaDevices/1 getEventBus/0 getSoftphoneManager/0 getClient/0
    getMasterClient/0 getUpstream/0 getAgentDataProvider/0 getContactEventName/2 getSkew/0 getLocalTimestamp/0
    getAgentRoutingEventGraph/0 getAgentStateEventGraph/0 getContactEventGraph/0 onAuthorizeSuccess/1
    onAuthorizeRetriesExhausted/1 onCTIAuthorizeRetriesExhausted/1`,
  connect: `agent/1 contact/1 onWebSocketInitFailure/1 onWebsocketInitFailure/1 hitch/0 getLog/0 ifMaster/4
    becomeMaster/3 isFunction/1 isArray/1 keys/1 values/1 entries/1 merge/0 now/0 find/2 contains/2 randomId/0
    makeEnum/1 makeNamespacedEnum/2 set/1 relativeComplement/2 assertTrue/2 assertNotNull/2 deepcopy/1 isFramed/0
    isCCP/0 isCRM/0 isSharedWorker/0 isChromeBrowser/0 isFirefoxBrowser/0 isOperaBrowser/0 isEdgeBrowser/0
    getChromeBrowserVersion/0 getFirefoxBrowserVersion/0 isValidLocale/1 sprintf/0`,
  agent: `onContactPending/1 onRefresh/1 onStateChange/1 onRoutable/1 onNotRoutable/1 onOffline/1 onError/1
    onSoftphoneError/1 onWebSocketConnectionLost/1 onWebSocketConnectionGained/1 onAfterCallWork/1 getState/0
    getStatus/0 getStateDuration/0 getStatusDuration/0 getPermissions/0 getContacts/1 getConfiguration/0
    getAgentStates/0 getRoutingProfile/0 getChannelConcurrency/1 getName/0 getExtension/0 getDialableCountries/0
    isSoftphoneEnabled/0 setConfiguration/2 setState/3 setStatus/3 onEnqueuedNextState/1 getNextState/0 connect/2
    getAllQueueARNs/0 getEndpoints/3 getAddresses/3 toSnapshot/0 mute/0 unmute/0 setSpeakerDevice/1
    setMicrophoneDevice/1 setRingerDevice/1 onMuteToggle/1 onSpeakerDeviceChanged/1 onMicrophoneDeviceChanged/1
    onRingerDeviceChanged/1 onClearedNextState/1 getAvailabilityState/0 getAgentARN/0`,
  contact: `onRefresh/1 onIncoming/1 onPending/1 onConnecting/1 onAccepted/1 onMissed/1 onEnded/1 onDestroy/1
    onACW/1 onConnected/1 onError/1 getEventName/1 getContactId/0 getOriginalContactId/0 getInitialContactId/0
    getType/0 getState/0 getStatus/0 getStateDuration/0 getStatusDuration/0 getQueue/0 getQueueTimestamp/0
    getConnections/0 getInitialConnection/0 getActiveInitialConnection/0 getThirdPartyConnections/0
    getSingleActiveThirdPartyConnection/0 getAgentConnection/0 getAttributes/0 isSoftphoneCall/0 isInbound/0
    isConnected/0 accept/1 destroy/0 reject/1 clear/1 complete/1 notifyIssue/3 addConnection/2
    toggleActiveConnections/1 conferenceConnections/1 toSnapshot/0 getName/0 getDescription/0 getReferences/0
    pause/1 resume/1 silentMonitor/1 bargeIn/1 transfer/2 addParticipant/2 isUnderSupervision/0
    isMultiPartyConferenceEnabled/0 isAutoAcceptEnabled/0`,
  voice: `getContactId/0 getConnectionId/0 getEndpoint/0 getAddress/0 getState/0 getStatus/0 getStateDuration/0
    getStatusDuration/0 getType/0 getMonitorInfo/0 isInitialConnection/0 isActive/0 isConnected/0 isConnecting/0
    isOnHold/0 destroy/1 sendDigits/2 hold/1 resume/1 getMediaInfo/0 getMediaType/0 getMediaController/0
    getQuickConnectName/0 isMute/0 muteParticipant/1 unmuteParticipant/1 getVoiceIdSpeakerStatus/0
    enrollSpeakerInVoiceId/1 evaluateSpeakerWithVoiceId/1 optOutVoiceIdSpeaker/0 getVoiceIdSpeakerId/0
    deleteVoiceIdSpeaker/0 updateVoiceIdSpeakerId/1`,
  chat: "getMediaInfo/0 getConnectionToken/0 getMediaType/0 getMediaController/0",
  task: "getMediaInfo/0 getMediaType/0 getMediaController/0",
  log: "debug/0 info/0 warn/0 error/0 trace/0 log/0 test/0 critical/0 download/1 setLogLevel/1 setEchoLevel/1",
  entry: "withException/1 withObject/1 sendInternalLogToServer/0 getText/0 getLevel/0 getTime/0 toString/0",
  bus: "subscribe/2 trigger/2 subscribeAll/1 getSubscriptions/1 bridge/0 unsubscribeAll/0",
  subscription: "unsubscribe/0",
  softphoneError: "getErrorType/0 getErrorMessage/0 getEndPointUrl/0",
  endpoint: "byPhoneNumber/2",
  agentApp: "initApp/4 stopApp/1 initCCP/2",
  webSocketManager: `sendMessage/1 subscribeTopics/1 onMessage/2 onAllMessage/1 onInitFailure/1 onConnectionOpen/1
    onConnectionClose/1 onConnectionGain/1 onConnectionLost/1 onSubscriptionUpdate/1 onSubscriptionFailure/1`,
};

test("every name is there, and takes as many arguments as in the npm library", () => {
  const page = openPage();
  page.initCCP();
  page.worker.acknowledge();
  const contacts = ["voice", "chat", "task"].map((type) => doc.contact(type, { type }));
  page.worker.tell(doc.firstUpdate(doc.document({ contacts })));
  const { connect } = page;
  connect.getLog().setEchoLevel("CRITICAL");
  const connectionOf = (contactId) => new connect.Contact(contactId).getAgentConnection();
  const holders = {
    core: connect.core,
    connect,
    agent: new connect.Agent(),
    contact: new connect.Contact("voice"),
    voice: connectionOf("voice"),
    chat: connectionOf("chat"),
    task: connectionOf("task"),
    log: new connect.Logger(),
    entry: connect.getLog().debug("x"),
    bus: connect.core.getEventBus(),
    subscription: connect.core.getEventBus().subscribe("e", () => {}),
    softphoneError: new connect.SoftphoneError("a", "b", "c"),
    endpoint: connect.Endpoint,
    agentApp: connect.agentApp,
    webSocketManager: connect.core.getWebSocketManager(),
  };
  const wrong = [];
  for (const [holder, methods] of Object.entries(METHODS)) {
    for (const [, name, length] of methods.matchAll(/(\w+)\/(\d)/g)) {
      const method = holders[holder][name];
      if (typeof method !== "function" || method.length !== Number(length)) {
        wrong.push(`${holder}.${name}: ${typeof method}/${method?.length}, not function/${length}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

test("enumerations have the values of the npm library, under its names", () => {
  const { connect } = openPage();
  assert.deepEqual(
    { ...connect.AgentStateType },
    {
      INIT: "init",
      ROUTABLE: "routable",
      NOT_ROUTABLE: "not_routable",
      OFFLINE: "offline",
      SYSTEM: "system",
      ERROR: "error",
    },
  );
  assert.equal(connect.EventType.ACK_TIMEOUT, "ack_timeout");
  assert.equal(connect.ContactEvents.ACCEPTED, "contact::accepted");
  assert.equal(connect.ClientMethods.PUT_AGENT_STATE, "putAgentState");
  assert.equal(connect.AgentErrorStates.MISSED_CALL_AGENT, "MissedCallAgent");
  assert.equal(connect.MasterTopics.LOGIN_POPUP, "connect::loginPopup");
  assert.equal(connect.CTIExceptions.INVALID_AGENT_ARNEXCEPTION, "InvalidAgentARNException");
  assert.equal(connect.AgentAppClientMethods.GET_CONTACT, "AgentAppService.Lcms.getContact");
  assert.equal(connect.ContactFlowAuthenticationDecision.NOT_AUTHENTICATED, "NotAuthenticated");
  assert.equal(connect.VoiceIdConstants.EVALUATION_POLLING_INTERVAL, 5000);
  assert.equal(connect.CONNECTION_ACTIVE_STATES.hold, 1);
  assert.equal(connect.ConnnectionEvents, connect.ConnectionEvents);
  assert.equal(connect.AgentStatusType, connect.AgentStateType);
});

test("public members can be overwritten", () => {
  const { connect } = openPage();
  for (const holder of [connect, connect.core, connect.agent, connect.Agent.prototype]) {
    for (const name of Object.getOwnPropertyNames(holder)) {
      if (["length", "name", "prototype", "arguments", "caller"].includes(name)) {
        continue;
      }
      assert.ok(Object.getOwnPropertyDescriptor(holder, name).configurable, name);
      holder[name] = "mine";
      assert.equal(holder[name], "mine", name);
    }
  }
});

test("what connect.d.ts declares is there", async () => {
  const { connect } = openPage();
  const text = await readFile(new URL("../connect.d.ts", import.meta.url), "utf8");
  const missing = [];
  let checked = 0;
  const check = (holder, name, path) => {
    checked++;
    if (!(name in holder)) {
      missing.push(`${path}.${name}`);
    }
  };
  // A block begins at a line such as `  class Agent {` and ends at the brace of the same indentation.
  for (const [, kind, name, body] of text.matchAll(
    /^ {2}(?:abstract )?(class|enum|namespace|const|function) (\w+)(?:[^{\n;]*\{\n([\s\S]*?)^ {2}\}|[^\n]*$)/gm,
  )) {
    // Types know it as a class of its own; here it is just what voice and chat connections inherit from.
    const holder = name === "MonitoredConnection" ? connect.VoiceConnection : connect[name];
    check({ ...connect, MonitoredConnection: holder }, name, "connect");
    if (!holder || !body) {
      continue;
    }
    const members = {
      class: /^ {4}(?!constructor)(\w+)\(/gm,
      namespace: /^ {4}(?:function|const) (\w+)/gm,
      enum: /^ {4}(\w+) =/gm,
    }[kind];
    const target = kind === "class" ? holder.prototype : holder;
    for (const [, member] of members ? body.matchAll(members) : []) {
      check(target, member, name);
    }
  }
  assert.deepEqual(missing, []);
  assert.ok(checked > 700, `only ${checked} names were found in connect.d.ts`);
});
