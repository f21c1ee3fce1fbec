import assert from "node:assert/strict";
import test from "node:test";
import * as doc from "./documents.mjs";
import { CCP_URL, openPage, plain } from "./page.mjs";

function startedPage({ contacts = [doc.contact("c1", { state: "connected" })], ...settings } = {}) {
  const page = openPage(settings);
  page.initCCP();
  page.worker.acknowledge();
  page.worker.tell(doc.firstUpdate(doc.document({ contacts })));
  return page;
}

/** Callbacks that note how often they are called, and with what. */
function callbacks() {
  const calls = [];
  return {
    calls,
    success: (...args) => calls.push(["success", ...args.map(plain)]),
    failure: (...args) => calls.push(["failure", ...args.map(plain)]),
  };
}

const endpoint = {
  type: "phone_number",
  phoneNumber: "+15550100",
  endpointARN: null,
  name: null,
  agentLogin: null,
  queue: null,
};

/** What is done, and the call that it is for the worker: the operations and parameters of the npm library. */
const ACTIONS = {
  "agent.setState": [
    ({ agent, callback }) => agent.setState(agent.getAgentStates()[1], callback),
    "putAgentState",
    { state: { ...doc.state("Lunch", "not_routable"), startTimestamp: 1_700_000_000 } },
  ],
  "agent.setStatus with the next status": [
    ({ agent, callback }) => agent.setStatus({ name: "x" }, callback, { enqueueNextState: 1 }),
    "putAgentState",
    { state: { name: "x" }, enqueueNextState: true },
  ],
  "agent.setState with other options": [
    ({ agent, callback }) => agent.setState({ name: "x" }, callback, {}),
    "putAgentState",
    { state: { name: "x" }, enqueueNextState: false },
  ],
  "agent.setConfiguration": [
    ({ agent, callback }) =>
      agent.setConfiguration({ ...agent.getConfiguration(), extension: "+1" }, callback),
    "updateAgentConfiguration",
    {
      configuration: {
        name: "Ann Agent",
        softphoneEnabled: true,
        softphoneAutoAccept: false,
        extension: "+1",
        routingProfile: {
          name: "Profile",
          routingProfileARN: `${doc.INSTANCE}/routing-profile/1`,
          defaultOutboundQueue: { name: "Basic", queueARN: `${doc.INSTANCE}/queue/1` },
        },
      },
    },
  ],
  "agent.connect": [
    ({ agent, connect, callback }) => agent.connect(connect.Endpoint.byPhoneNumber("+15550100"), callback),
    "createOutboundContact",
    { endpoint, queueARN: `${doc.INSTANCE}/queue/1` },
  ],
  "agent.connect with a queue and a related contact": [
    ({ agent, connect, callback }) =>
      agent.connect(connect.Endpoint.byPhoneNumber("+15550100"), {
        ...callback,
        queueARN: "q",
        relatedContactId: "r",
      }),
    "createOutboundContact",
    { endpoint, queueARN: "q", relatedContactId: "r" },
  ],
  "contact.reject": [
    ({ contact, callback }) => contact.reject(callback),
    "rejectContact",
    { contactId: "c1" },
  ],
  "contact.clear": [({ contact, callback }) => contact.clear(callback), "clearContact", { contactId: "c1" }],
  "contact.complete": [
    ({ contact, callback }) => contact.complete(callback),
    "completeContact",
    { contactId: "c1" },
  ],
  "contact.notifyIssue": [
    ({ contact, callback }) => contact.notifyIssue("code", "text", callback),
    "notifyContactIssue",
    { contactId: "c1", issueCode: "code", description: "text" },
  ],
  "contact.addConnection": [
    ({ contact, connect, callback }) =>
      contact.addConnection(connect.Endpoint.byPhoneNumber("+15550100"), callback),
    "createAdditionalConnection",
    { contactId: "c1", endpoint },
  ],
  "contact.toggleActiveConnections": [
    ({ contact, callback }) => contact.toggleActiveConnections(callback),
    "toggleActiveConnections",
    { contactId: "c1", connectionId: "c1-agent" },
  ],
  "contact.conferenceConnections": [
    ({ contact, callback }) => contact.conferenceConnections(callback),
    "conferenceConnections",
    { contactId: "c1" },
  ],
  "contact.bargeIn": [
    ({ contact, callback }) => contact.bargeIn(callback),
    "updateMonitorParticipantState",
    { contactId: "c1", targetMonitorMode: "BARGE" },
  ],
  "connection.destroy": [
    ({ connection, callback }) => connection.destroy(callback),
    "destroyConnection",
    { contactId: "c1", connectionId: "c1-agent" },
  ],
  "connection.sendDigits": [
    ({ connection, callback }) => connection.sendDigits("12#", callback),
    "sendDigits",
    { contactId: "c1", connectionId: "c1-agent", digits: "12#" },
  ],
  "connection.hold": [
    ({ connection, callback }) => connection.hold(callback),
    "holdConnection",
    { contactId: "c1", connectionId: "c1-agent" },
  ],
  "connection.resume": [
    ({ connection, callback }) => connection.resume(callback),
    "resumeConnection",
    { contactId: "c1", connectionId: "c1-agent" },
  ],
  "connection.muteParticipant": [
    ({ connection, callback }) => connection.muteParticipant(callback),
    "muteParticipant",
    { contactId: "c1", connectionId: "c1-agent" },
  ],
  "connection.unmuteParticipant": [
    ({ connection, callback }) => connection.unmuteParticipant(callback),
    "unmuteParticipant",
    { contactId: "c1", connectionId: "c1-agent" },
  ],
};

for (const [name, [act, method, params]] of Object.entries(ACTIONS)) {
  test(`${name} is the call ${method}, and settles once`, () => {
    const { connect, worker } = startedPage();
    const callback = callbacks();
    const agent = new connect.Agent();
    const contact = new connect.Contact("c1");
    act({ connect, agent, contact, connection: contact.getAgentConnection(), callback });
    const call = worker.last("call");
    assert.deepEqual([call.method, call.params], [method, params]);
    worker.succeed({ done: 1 });
    worker.settle(call.id, { kind: "success", data: {} });
    assert.deepEqual(callback.calls, [["success", { done: 1 }]]);
  });
}

test("a call that fails gets the error as text, and null", () => {
  const { connect, worker } = startedPage();
  const callback = callbacks();
  new connect.Contact("c1").clear(callback);
  worker.fail({ type: "InvalidStateException", message: "no", statusCode: 400 });
  worker.fail({ type: "again", message: null });
  assert.deepEqual(callback.calls, [
    [
      "failure",
      JSON.stringify({
        type: "InvalidStateException",
        message: "no",
        stack: [],
        retryStatus: "none",
        statusCode: 400,
      }),
      null,
    ],
  ]);
});

test("that a contact was accepted is the worker's to tell, and accepting fails with the text error", () => {
  const { connect, worker } = startedPage();
  const callback = callbacks();
  const contact = new connect.Contact("c1");
  contact.accept(callback);
  worker.succeed();
  assert.deepEqual(
    worker.heard("broadcast").map(({ event }) => event),
    ["click_stream_data"],
  );
  const accepted = [];
  contact.onAccepted((same) => accepted.push(same instanceof connect.Contact && same.getContactId()));
  worker.event("contact::accepted::c1", { contactId: "c1" });
  assert.deepEqual(accepted, ["c1"]);
  contact.accept(callback);
  worker.fail({ type: "x", message: "y" });
  assert.deepEqual(callback.calls, [
    ["success", {}],
    ["failure", "error"],
  ]);
});

test("getEndpoints collects all pages", () => {
  const { connect, worker } = startedPage();
  const found = [];
  new connect.Agent().getEndpoints("queue", { success: (data) => found.push(data) });
  assert.deepEqual(worker.last("call").params, { queueARNs: ["queue"], nextToken: null, maxResults: 500 });
  worker.succeed({ endpoints: [{ endpointARN: "a", type: "queue", name: "A" }], nextToken: "2" });
  assert.equal(worker.last("call").params.nextToken, "2");
  worker.succeed({ endpoints: [{ endpointARN: "b", type: "agent", name: "B" }] });
  assert.equal(found.length, 1);
  assert.equal(found[0].endpoints, found[0].addresses);
  assert.deepEqual(
    plain(found[0].endpoints).map(({ endpointId, name }) => [endpointId, name]),
    [
      ["a", "A"],
      ["b", "B"],
    ],
  );
});

test("calls that were sent when the connection broke fail as interrupted; later ones are sent afterwards, once", () => {
  const { connect, worker } = startedPage();
  const sent = callbacks();
  const later = callbacks();
  const contact = new connect.Contact("c1");
  contact.clear(sent);
  const { id } = worker.last("call");
  worker.signal("lost");
  assert.equal(sent.calls.length, 1);
  assert.equal(JSON.parse(sent.calls[0][1]).type, "interrupted");
  contact.complete(later);
  connect.core.viewContact("c1");
  assert.equal(worker.heard("call").length, 1);
  worker.signal("restored");
  assert.equal(worker.heard("call").length, 1);
  worker.acknowledge();
  assert.deepEqual(
    worker.heard("call").map(({ method }) => method),
    ["clearContact", "completeContact"],
  );
  assert.equal(worker.heard("broadcast").length, 1);
  worker.settle(id, { kind: "success", data: {} });
  worker.succeed();
  assert.equal(sent.calls.length, 1);
  assert.deepEqual(later.calls, [["success", {}]]);
});

test("when the extension is gone every call fails, and the page says so once", async () => {
  const { connect, worker, errors } = startedPage();
  const before = callbacks();
  const after = callbacks();
  new connect.Contact("c1").clear(before);
  let timeouts = 0;
  connect.core.getEventBus().subscribe(connect.EventType.ACK_TIMEOUT, () => timeouts++);
  worker.signal("gone");
  assert.equal(timeouts, 1);
  new connect.Contact("c1").clear(after);
  await Promise.resolve();
  for (const { calls } of [before, after]) {
    assert.equal(calls.length, 1);
    assert.equal(JSON.parse(calls[0][1]).type, "interrupted");
  }
  assert.equal(errors.filter((line) => line.includes("Reload this page")).length, 1);
});

test("when the browser ends the bridge without a word the page notices", async (context) => {
  context.mock.timers.enable({ apis: ["setInterval"] });
  const { connect, worker, errors } = startedPage({
    before(window) {
      Object.assign(window, { setInterval });
    },
  });
  const sent = callbacks();
  new connect.Contact("c1").clear(sent);
  const told = [];
  const ask = (word) =>
    connect.ifMaster(
      "topic",
      () => told.push(`${word}: master`),
      () => told.push(`${word}: not`),
    );
  ask("before");
  let timeouts = 0;
  connect.core.getEventBus().subscribe(connect.EventType.ACK_TIMEOUT, () => timeouts++);
  context.mock.timers.tick(5000);
  assert.deepEqual([sent.calls.length, timeouts, told.length], [0, 0, 0]);
  worker.die();
  context.mock.timers.tick(5000);
  assert.equal(JSON.parse(sent.calls[0][1]).type, "interrupted");
  assert.equal(timeouts, 1);
  assert.equal(errors.filter((line) => line.includes("Reload this page")).length, 1);
  ask("after");
  connect.becomeMaster(
    "topic",
    () => told.push("became"),
    () => told.push("became not"),
  );
  await Promise.resolve();
  assert.deepEqual(told, ["before: not", "after: not", "became not"]);
});

test("a bridge of a new extension means that the extension of this page is gone", async () => {
  const { window, connect, worker } = startedPage();
  const { calls, ...call } = callbacks();
  new connect.Contact("c1").clear(call);
  let timeouts = 0;
  connect.core.getEventBus().subscribe(connect.EventType.ACK_TIMEOUT, () => timeouts++);
  window.dispatchEvent(new window.Event("headwater:ready"));
  assert.equal(timeouts, 1);
  assert.equal(JSON.parse(calls[0][1]).type, "interrupted");
  assert.equal(worker.heard("call").length, 1);
});

test("topics and questions about masterships survive a reconnection", () => {
  const { connect, worker } = startedPage();
  connect.core.getWebSocketManager().subscribeTopics(["aws/chat"]);
  const answers = [];
  connect.ifMaster(
    "connect::softphone",
    () => answers.push(true),
    () => answers.push(false),
  );
  const { id, ...question } = worker.last("master");
  assert.deepEqual(question, {
    method: "checkMaster",
    topic: "connect::softphone",
    shouldNotBecomeMasterIfNone: false,
  });
  worker.signal("lost");
  worker.signal("restored");
  worker.acknowledge();
  assert.deepEqual(worker.last("subscribeTopics").topics, ["aws/chat"]);
  assert.equal(worker.last("master").id, id);
  const answer = {
    kind: "master",
    id,
    topic: "connect::softphone",
    masterId: "p",
    isMaster: true,
    takeOver: false,
  };
  worker.tell(answer);
  worker.tell(answer);
  assert.deepEqual(answers, [true]);
});

test("what cannot be sent fails with invalidParameter, and nothing is sent", async () => {
  const { connect, worker } = startedPage();
  const callback = callbacks();
  const circle = {};
  circle.circle = circle;
  connect.core.getClient().call("clearContact", circle, callback);
  connect.core.getClient().call("clearContact", { contactId: "x".repeat(300_000) }, callback);
  await Promise.resolve();
  assert.deepEqual(
    callback.calls.map(([kind, err]) => [kind, JSON.parse(err).type]),
    [
      ["failure", "invalidParameter"],
      ["failure", "invalidParameter"],
    ],
  );
  assert.equal(worker.heard("call").length, 0);
});

test("bad arguments are refused as in the npm library", () => {
  const { connect, worker } = startedPage();
  const agent = new connect.Agent();
  const valueError = (message) => ({ name: "ValueError", message });
  assert.throws(() => agent.setState(null), valueError("state must be provided"));
  assert.throws(() => agent.setConfiguration(null), valueError("configuration must be provided"));
  assert.throws(() => agent.getEndpoints("q"), valueError("callbacks must be provided"));
  assert.throws(() => agent.getEndpoints("q", {}), valueError("callbacks.success must be provided"));
  assert.throws(() => agent.onRefresh(), valueError("f must be provided"));
  assert.throws(() => agent.onRefresh("f"), valueError("f must be a function"));
  assert.throws(() => connect.core.getClient().call(null), valueError("method must be provided"));
  assert.throws(
    () => new connect.Contact("c1").getEventName("contact::odd"),
    valueError("contact::odd is not a valid contact event."),
  );
  assert.throws(
    () => connect.ifMaster(null, () => {}),
    valueError("A topic must be provided. must be provided"),
  );
  assert.throws(() => new connect.Contact("none").getType(), {
    name: "StateError",
    message: "Contact none no longer exists.",
  });
  assert.throws(() => new connect.VoiceConnection("c1", "none"), {
    name: "StateError",
    message: "Connection none for contact c1 no longer exists.",
  });
  const refused = [];
  new connect.Contact("c1").updateMonitorParticipantState("odd", { failure: (err) => refused.push(err) });
  agent.setConfiguration({ agentPreferences: { locale: "xx" } }, { failure: (err) => refused.push(err) });
  assert.deepEqual(refused, ["invalid_target_state", "InvalidLocale"]);
  assert.equal(worker.heard("call").length, 0);
});

test("after terminate every call fails", () => {
  const { connect } = startedPage();
  connect.core.terminate();
  const failures = [];
  connect.core
    .getClient()
    .call("clearContact", {}, { failure: (error, data) => failures.push([error.name, plain(data)]) });
  assert.deepEqual(failures, [
    ["ValueError", { message: "No such method exists on NULL client: clearContact" }],
  ]);
});

test("malformed and unknown messages of the worker harm nothing", () => {
  const { connect, worker, errors } = startedPage();
  worker.tellText("{no json");
  worker.tellText("null");
  worker.tell({ kind: "news" });
  worker.tell({ kind: "update", to: 2, patch: { odd: 1 }, events: [] });
  worker.tell({ kind: "settled", id: 99, outcome: { kind: "success", data: {} } });
  assert.ok(errors.some((line) => line.includes("is no JSON")));
  assert.equal(worker.heard("resynchronize").length, 0);
  assert.equal(new connect.Agent().getName(), "Ann Agent");
});

test("a callback that throws is logged", () => {
  const { connect, worker, errors } = startedPage();
  new connect.Contact("c1").clear({
    success() {
      throw new Error("mine");
    },
  });
  worker.succeed();
  assert.ok(errors.some((line) => line.includes("A callback of 'clearContact' failed.")));
});

test("upstream events are messages, and answers come back as events", () => {
  const { connect, worker } = startedPage();
  const upstream = connect.core.getUpstream();
  assert.equal(upstream.name, CCP_URL);
  const answers = [];
  upstream.onUpstream("api_response", (response) => answers.push(plain(response)));
  upstream.sendUpstream("api_request", {
    event: "api_request",
    requestId: "r1",
    method: "clearContact",
    params: { contactId: "c1" },
  });
  assert.deepEqual(worker.last("call").params, { contactId: "c1" });
  worker.succeed({ ok: 1 });
  assert.deepEqual(answers, [{ event: "api_response", requestId: "r1", data: { ok: 1 }, err: null }]);
  upstream.sendUpstream("reload_agent_configuration");
  upstream.sendUpstream("webSocket::send", { topic: "t" });
  upstream.sendUpstream("outer_context_info", {});
  assert.deepEqual(worker.said.slice(-2), ["reloadConfiguration", { sendFrame: { frame: { topic: "t" } } }]);
});
