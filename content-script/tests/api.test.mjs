import assert from "node:assert/strict";
import test, { mock } from "node:test";
import * as doc from "./documents.mjs";
import { CCP_URL, openPage, plain } from "./page.mjs";

function startedPage(contacts = [], options = {}) {
  const page = openPage(options);
  page.initCCP(options.params);
  page.worker.acknowledge();
  page.worker.tell(doc.firstUpdate(doc.document({ contacts })));
  return page;
}

test("subscribing and unsubscribing inside a callback counts from the next event on", () => {
  const { connect } = openPage();
  const bus = new connect.EventBus();
  const seen = [];
  const second = bus.subscribe("e", () => seen.push("second"));
  bus.subscribe("e", () => {
    seen.push("third");
    second.unsubscribe();
    second.unsubscribe();
    bus.subscribe("e", () => seen.push("fourth"));
  });
  bus.subscribeAll((data, name, same) => seen.push(`all ${data} ${name} ${same === bus}`));
  bus.trigger("e", "data");
  assert.deepEqual(seen.splice(0), ["all data e true", "second", "third"]);
  bus.trigger("e");
  assert.deepEqual(seen, ["all null e true", "third", "fourth"]);
  bus.unsubscribeAll();
  assert.equal(bus.getSubscriptions("e").length, 0);
});

test("ten thousand subscriptions come and go", () => {
  const { connect } = openPage();
  const bus = connect.core.getEventBus();
  let calls = 0;
  const subscriptions = Array.from({ length: 10_000 }, () => bus.subscribe("e", () => calls++));
  bus.trigger("e");
  for (const subscription of subscriptions) {
    subscription.unsubscribe();
  }
  bus.trigger("e");
  assert.equal(calls, 10_000);
});

test("what is shared by all tabs is broadcast", () => {
  const { connect, worker } = startedPage();
  const agent = new connect.Agent();
  agent.mute();
  agent.unmute();
  agent.setSpeakerDevice("s");
  agent.setMicrophoneDevice("m");
  agent.setRingerDevice("r");
  connect.core.viewContact("c1");
  assert.deepEqual(
    worker.heard("broadcast").map(({ event, data }) => [event, data]),
    [
      ["mute", { mute: true }],
      ["mute", { mute: false }],
      ["configuration::set_speaker_device", { deviceId: "s" }],
      ["configuration::set_microphone_device", { deviceId: "m" }],
      ["configuration::set_ringer_device", { deviceId: "r" }],
      ["contact::view", { contactId: "c1" }],
    ],
  );
  const seen = [];
  connect.core.onViewContact((event) => seen.push(event.contactId));
  agent.onMuteToggle(({ muted }) => seen.push(muted));
  agent.onSpeakerDeviceChanged(({ deviceId }) => seen.push(deviceId));
  worker.event("contact::view", { contactId: "c9" });
  worker.event("agent::mute_toggle", { muted: true });
  worker.event("configuration::speaker_device_changed", { deviceId: "s" });
  assert.deepEqual(seen, ["c9", true, "s"]);
});

test("subscribers get the objects that the documentation promises", () => {
  const { connect, worker } = startedPage();
  const agent = new connect.Agent();
  const seen = [];
  agent.onSoftphoneError((error) =>
    seen.push(error instanceof connect.SoftphoneError, error.getErrorType(), error.getEndPointUrl()),
  );
  agent.onWebSocketConnectionLost((same) => seen.push(same instanceof connect.Agent));
  agent.onContactPending((same) => seen.push(same instanceof connect.Agent));
  worker.event("agent::softphone_error", { errorType: "webrtc_error", errorMessage: "m", endPointUrl: "u" });
  worker.event("agent::websocket_connection_lost", { code: 1006 });
  worker.tell(doc.change(1, {}, [doc.contactEvent("c1", ["pending"])]));
  assert.deepEqual(seen, [true, "webrtc_error", "u", true, true]);
});

test("sign-in events reach their subscribers", () => {
  const { connect, worker } = startedPage();
  const seen = [];
  connect.core.onAuthFail(() => seen.push("authFail"));
  connect.core.onAccessDenied(() => seen.push("accessDenied"));
  worker.event("auth_fail");
  worker.event("access_denied");
  assert.deepEqual(seen, ["authFail", "accessDenied"]);
});

test("a failed WebSocket is told at once to who asks later, under both names", () => {
  const { connect, worker } = startedPage();
  const seen = [];
  connect.onWebSocketInitFailure(() => seen.push("a"));
  worker.event("webSocket::init_failure");
  connect.onWebsocketInitFailure(() => seen.push("b"));
  assert.deepEqual(seen, ["a", "b"]);
});

test("the WebSocket manager hands out messages by topic", () => {
  const { connect, worker } = startedPage();
  const manager = connect.core.getWebSocketManager();
  const seen = [];
  const off = manager.onMessage("aws/chat", ({ content }) => seen.push(content));
  manager.onAllMessage(({ topic }) => seen.push(topic));
  manager.sendMessage({ topic: "aws/chat", content: 1 });
  assert.deepEqual(worker.last("sendFrame").frame, { topic: "aws/chat", content: 1 });
  worker.event("webSocket::all_message", { topic: "aws/chat", content: "one" });
  worker.event("webSocket::all_message", { topic: "aws/task", content: "two" });
  off();
  worker.event("webSocket::all_message", { topic: "aws/chat", content: "three" });
  assert.deepEqual(seen, ["aws/chat", "one", "aws/task", "aws/chat"]);
  assert.throws(() => manager.subscribeTopics("aws/chat"), { message: "topics must be a array" });
  assert.throws(() => manager.onMessage("t", null), { name: "ValueError" });
});

test("the controller of a chat is a session of the page's ChatJS, made once", async () => {
  const chat = doc.contact("c1", {
    type: "chat",
    state: "connected",
    connections: [
      doc.connection("c1-agent", {
        type: "agent",
        chatMediaInfo: { connectionData: JSON.stringify({ ConnectionAuthenticationToken: "token" }) },
      }),
    ],
  });
  const made = [];
  const { connect, worker } = startedPage([chat], { params: { region: "eu-central-1" } });
  const [connection] = new connect.Contact("c1").getConnections();
  await assert.rejects(connection.getMediaController(), { message: /amazon-connect-chatjs/ });
  connect.ChatSession = {
    setGlobalConfig: ({ region }) => made.push(region),
    create(parameters) {
      made.push(parameters);
      return { onConnectionBroken() {}, connect: async () => {} };
    },
  };
  const controller = await connection.getMediaController();
  assert.equal(await new connect.Contact("c1").getAgentConnection().getMediaController(), controller);
  assert.equal(made.length, 2);
  const [region, { chatDetails, type, websocketManager }] = made;
  assert.equal(region, "eu-central-1");
  assert.equal(type, "AGENT");
  assert.equal(websocketManager, connect.core.getWebSocketManager());
  assert.equal(chatDetails.participantToken, "token");
  assert.equal(chatDetails.participantId, "c1-agent");
  const token = chatDetails.getConnectionToken();
  assert.deepEqual(worker.last("call").params, {
    transportType: "chat_token",
    participantId: "c1-agent",
    contactId: "c1",
  });
  worker.succeed({ chatTokenTransport: { participantToken: "t2" } });
  assert.deepEqual(plain(await token), { chatTokenTransport: { participantToken: "t2" } });
});

test("the logger formats, keeps, redacts and echoes", () => {
  const lines = [];
  const { connect } = openPage({
    before: (window) => {
      window.console.warn = (line) => lines.push(line);
    },
  });
  const log = connect.getLog();
  const entry = log
    .warn("The %s broke %d times, %05.1f %%", "widget", 3, 2.25)
    .withException(new TypeError("why"))
    .withObject({ token: "secret", deep: { name: "Ann", kept: 1 } })
    .sendInternalLogToServer();
  assert.equal(entry.getText(), "The widget broke 3 times, 002.3 %");
  assert.equal(entry.getLevel(), "WARN");
  assert.equal(entry.exception.message, "why");
  assert.deepEqual(plain(entry.objects), [{ token: "[redacted]", deep: { name: "[redacted]", kept: 1 } }]);
  assert.equal(log.warn("100% of %s", "it").getText(), "100% of %s it");
  assert.equal(log.info(connect.LogComponent.CHAT, "x").getComponent(), "chat");
  assert.equal(lines.length, 2);
  log.setEchoLevel(connect.LogLevel.ERROR);
  log.warn("silent");
  assert.equal(lines.length, 2);
  assert.doesNotThrow(() => log.setLogLevel("LOUD"));
  assert.throws(() => new connect.Logger().setLogLevel("LOUD"), { message: "Unknown logging level: LOUD" });
});

test("the log is downloaded as JSON", async () => {
  const { connect, window } = openPage();
  let blob;
  let clicked;
  window.URL.createObjectURL = (made) => {
    blob = made;
    return "blob:log";
  };
  window.HTMLAnchorElement.prototype.click = function () {
    clicked = [this.download, this.href];
  };
  connect.getLog().setEchoLevel("CRITICAL");
  connect.getLog().error("first");
  connect.getLog().debug("second");
  connect.getLog().download("mine");
  assert.deepEqual(clicked, ["mine.txt", "blob:log"]);
  const text = await new Promise((resolve) => {
    const reader = new window.FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsText(blob);
  });
  assert.deepEqual(
    JSON.parse(text).map(({ level, text: line }) => [level, line]),
    [
      ["ERROR", "first"],
      ["DEBUG", "second"],
    ],
  );
});

test("the worker's log lines become entries, and events", () => {
  const { connect, worker } = startedPage();
  const seen = [];
  connect.core.getEventBus().subscribe(connect.EventType.LOG, (entry) => seen.push(entry.getText()));
  connect.getLog().setEchoLevel("CRITICAL");
  worker.tell({
    kind: "log",
    entries: [{ time: 1, level: "INFO", component: "ccp", text: "from the worker" }],
  });
  assert.deepEqual(seen, ["from the worker"]);
  assert.ok(connect.getLog().toString().includes("from the worker"));
});

test("hitch binds an object and first arguments", () => {
  const { connect } = openPage();
  const bound = connect.hitch(
    { name: "o" },
    function (...args) {
      return [this.name, ...args];
    },
    1,
  );
  assert.deepEqual(plain(bound(2)), ["o", 1, 2]);
  assert.throws(() => connect.hitch({}, "no"), { name: "ValueError", message: "method must be a function" });
});

test("initApp shows an application, and tells only its own origin about the agent", () => {
  const { connect, window, worker } = startedPage();
  connect.agentApp.initApp("wisdom", "container", "https://example.my.connect.aws/wisdom-v2", {
    style: "width: 1px;",
  });
  const frame = window.document.getElementById("wisdom");
  assert.equal(frame.src, "https://example.my.connect.aws/wisdom-v2/");
  assert.equal(frame.getAttribute("style"), "width: 1px;");
  const told = [];
  Object.defineProperty(frame, "contentWindow", {
    value: { postMessage: (message, origin) => told.push([message.event, origin]) },
  });
  frame.onload(new window.Event("load"));
  worker.event("contact::view", { contactId: "c1" });
  worker.tell(doc.change(1, {}, []));
  assert.deepEqual(told, [
    ["contact::view", "https://example.my.connect.aws"],
    ["agent::update", "https://example.my.connect.aws"],
  ]);
  connect.agentApp.stopApp("wisdom");
  assert.equal(window.document.getElementById("wisdom"), null);
  assert.throws(() => connect.agentApp.initApp("wisdom", "nowhere", "https://x/"), window.TypeError);
});

test("initApp for the control panel is initCCP with its options; stopApp signs out", async () => {
  const page = openPage();
  const requests = [];
  page.window.fetch = async (url, { credentials }) => requests.push([url, credentials]);
  page.connect.agentApp.initApp("ccp", "container", CCP_URL, {
    style: "width: 2px;",
    ccpParams: { loginPopup: false },
  });
  const { ccpUrl, signIn } = page.worker.last("attach");
  assert.equal(ccpUrl, CCP_URL);
  assert.deepEqual(signIn, {
    loginPopup: false,
    autoClose: false,
    loginUrl: "https://example.my.connect.aws/login",
  });
  assert.equal(page.container.querySelector("iframe").getAttribute("style"), "width: 2px;");
  page.worker.acknowledge();
  assert.equal(await page.connect.agentApp.stopApp("ccp"), true);
  assert.deepEqual(requests, [["https://example.my.connect.aws/logout", "include"]]);
  assert.deepEqual(page.worker.said.at(-1), "terminate");
});

test("the control panel in the frame is asked for the media devices", async () => {
  const { connect, window } = startedPage();
  await assert.rejects(connect.core.getFrameMediaDevices(1), { message: "Timeout exceeded" });

  const frame = window.document.querySelector("iframe").contentWindow;
  const asked = [];
  frame.postMessage = (message, origin) => asked.push([plain(message), origin]);
  const says = (data, source = frame) =>
    window.dispatchEvent(new window.MessageEvent("message", { data, source }));

  const devices = connect.core.getFrameMediaDevices(60_000);
  assert.deepEqual(asked, [[{ event: "media_device_request" }, CCP_URL]]);
  says({ event: "media_device_response", data: [{ deviceId: "forged" }] }, window);
  says({ event: "media_device_response", data: [{ deviceId: "d" }] });
  assert.deepEqual(plain(await devices), [{ deviceId: "d" }]);

  const failing = connect.core.getFrameMediaDevices(60_000);
  says({ event: "media_device_response", data: { error: "no devices" } });
  await assert.rejects(failing, { message: "no devices" });
});

test("the control panel in the frame learns the options that it is to follow", () => {
  const options = {
    softphone: { allowFramedSoftphone: true, disableRingtone: false, ringtoneUrl: "./ringtone.mp3" },
    pageOptions: { enableAudioDeviceSettings: true, enablePhoneTypeSettings: false },
  };
  const { window } = startedPage([], { params: { ...options, loginPopup: false, onViewContact() {} } });
  const frame = window.document.querySelector("iframe").contentWindow;
  const told = [];
  frame.postMessage = (message, origin) => told.push([plain(message), origin]);
  const says = (data, source = frame) =>
    window.dispatchEvent(new window.MessageEvent("message", { data, source }));
  says({ event: "request_configure" }, window);
  says({ event: "acknowledge" });
  says("something else");
  assert.deepEqual(told, []);
  says({ event: "acknowledge", data: { id: "port" } });
  says({ event: "request_configure" });
  assert.deepEqual(told, Array(2).fill([{ event: "configure", data: options }, CCP_URL]));
});

test("media devices are no promise of a page that has not called initCCP", async () => {
  const { connect } = openPage();
  await assert.rejects(connect.core.getFrameMediaDevices(1), { name: "StateError" });
});

test("a worker that does not answer is an ACK_TIMEOUT", (context) => {
  context.after(() => mock.timers.reset());
  mock.timers.enable({ apis: ["setTimeout"] });
  const page = openPage({
    before: (window) => {
      window.setTimeout = setTimeout;
      window.clearTimeout = clearTimeout;
    },
  });
  let timeouts = 0;
  page.connect.core.getEventBus().subscribe(page.connect.EventType.ACK_TIMEOUT, () => timeouts++);
  page.initCCP({ ccpLoadTimeout: 50, ccpSynTimeout: 10, ccpAckTimeout: 20 });
  mock.timers.tick(50);
  assert.equal(timeouts, 1);
  page.worker.acknowledge();
  mock.timers.tick(10);
  assert.equal(page.worker.heard("synchronize").length, 1);
  page.worker.tell({ kind: "acknowledge" });
  mock.timers.tick(10);
  assert.equal(page.worker.heard("synchronize").length, 2);
  mock.timers.tick(20);
  assert.equal(timeouts, 2);
  page.connect.core.terminate();
  mock.timers.tick(1000);
  assert.equal(timeouts, 2);
});

test("the npm library can be loaded on top, and nothing of ours runs into it", () => {
  const page = openPage();
  const ours = page.connect.core.initCCP;
  page.window.eval(
    "connect.core = {}; connect.EventBus = null; connect.Agent = null; connect.agent = () => {};",
  );
  ours(page.container, CCP_URL);
  page.worker.acknowledge();
  page.worker.tell(doc.firstUpdate(doc.document()));
  assert.deepEqual(page.errors, []);
  assert.deepEqual(Object.keys(page.connect.core), []);
});
