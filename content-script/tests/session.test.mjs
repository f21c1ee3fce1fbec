import assert from "node:assert/strict";
import test from "node:test";
import * as doc from "./documents.mjs";
import { CCP_URL, openPage, plain } from "./page.mjs";

/** A page that takes part and has data. */
function startedPage(document = doc.document()) {
  const page = openPage();
  page.initCCP();
  page.worker.acknowledge();
  page.worker.tell(doc.firstUpdate(document));
  return page;
}

/** All events of the bus as `name` or `name:contactId`. */
function record(connect) {
  const events = [];
  connect.core.getEventBus().subscribeAll((data, name) => {
    if (/^(agent|contact)::/.test(name)) {
      events.push(data instanceof connect.Contact ? `${name} <${data.getContactId()}>` : name);
    }
  });
  return events;
}

test("connect is there from the first line, under both names, and can be replaced", () => {
  const { window, connect } = openPage();
  assert.equal(window.lily, connect);
  for (const name of ["connect", "lily"]) {
    const { writable, configurable } = Object.getOwnPropertyDescriptor(window, name);
    assert.deepEqual({ writable, configurable }, { writable: true, configurable: true });
  }
});

test("initCCP attaches with the sign-in options and shows the control panel", () => {
  const page = openPage();
  page.initCCP({
    loginPopup: false,
    loginUrl: "https://idp.example/start",
    loginOptions: { autoClose: true, width: 400, height: "600", top: 0, left: 1.5, other: 1 },
    iframeTitle: "Phone",
    style: "width: 10px;",
  });
  assert.equal(page.worker.said.length, 1);
  assert.deepEqual(page.worker.heard("attach"), [
    {
      protocol: 1,
      ccpUrl: CCP_URL,
      signIn: {
        loginPopup: false,
        autoClose: true,
        loginUrl: "https://idp.example/start",
        width: 400,
        height: 600,
        top: 0,
        left: 1,
      },
    },
  ]);
  const frame = page.container.querySelector("iframe");
  assert.equal(frame.src, CCP_URL);
  assert.equal(frame.hidden, true, "only the worker knows which one it is to be");
  page.worker.acknowledge();
  assert.equal(frame.hidden, false);
  assert.equal(frame.name, "Amazon Connect CCP");
  assert.equal(frame.title, "Phone");
  assert.equal(frame.allow, "microphone; camera; autoplay; clipboard-write; identity-credentials-get");
  assert.equal(frame.getAttribute("style"), "width: 10px;");
});

test("the sign-in window closes by itself if either option says so", () => {
  for (const [options, autoClose] of [
    [{}, false],
    [{ loginPopupAutoClose: true }, true],
    [{ loginPopupAutoClose: false, loginOptions: { autoClose: true } }, true],
    [{ loginPopupAutoClose: true, loginOptions: { autoClose: false } }, true],
  ]) {
    const page = openPage();
    page.initCCP(options);
    assert.equal(page.worker.last("attach").signIn.autoClose, autoClose);
  }
});

test("the control panel is loaded when it can be seen, or at once to be heard", () => {
  const loading = (params) => {
    const page = openPage();
    page.initCCP(params);
    return page.container.querySelector("iframe").loading;
  };
  assert.equal(loading({}), "lazy");
  assert.equal(loading({ softphone: { allowFramedSoftphone: false } }), "lazy");
  assert.notEqual(loading({ softphone: { allowFramedSoftphone: true } }), "lazy");
});

test("initCCP takes an address alone, and is harmless when called again", () => {
  const { connect, container, worker } = openPage();
  connect.core.initCCP(container, CCP_URL);
  connect.core.initCCP(container, CCP_URL);
  worker.acknowledge();
  connect.core.initCCP(container, CCP_URL);
  assert.equal(worker.heard("attach").length, 1);
  assert.equal(container.querySelectorAll("iframe").length, 1);
  assert.equal(container.querySelector("iframe").title, "Amazon Connect CCP");
});

test("initCCP takes options alone, and then shows no control panel", () => {
  const { connect, window, worker } = openPage();
  connect.core.initCCP({ ccpUrl: CCP_URL, loginPopup: false });
  assert.deepEqual([worker.last("attach").ccpUrl, worker.last("attach").signIn.loginPopup], [CCP_URL, false]);
  assert.equal(window.document.querySelector("iframe"), null);
  worker.acknowledge();
  assert.equal(connect.core.initialized, true);
});

test("initCCP says what is missing, by the kinds of errors of the npm library", () => {
  const { connect, container, worker, window } = openPage();
  assert.throws(() => connect.core.initCCP(null, { ccpUrl: CCP_URL }), {
    name: "ValueError",
    message: "containerDiv must be provided",
  });
  assert.throws(() => connect.core.initCCP(container, {}), {
    name: "ValueError",
    message: "params.ccpUrl must be provided",
  });
  assert.throws(() => connect.core.initCCP(container), window.TypeError);
  assert.equal(worker.said.length, 0);
});

test("onInitialized is called once, when the worker says that somebody is signed in", () => {
  const { connect, worker, initCCP } = openPage();
  let calls = 0;
  connect.core.onInitialized(() => calls++);
  initCCP();
  assert.equal(calls, 0);
  assert.equal(connect.core.initialized, false);
  assert.throws(() => connect.core.getClient(), { name: "StateError" });
  worker.acknowledge("page-9");
  worker.tell({ kind: "acknowledge" });
  assert.equal(calls, 0);
  worker.tell({ kind: "event", event: "init" });
  worker.tell({ kind: "event", event: "init" });
  assert.equal(calls, 1);
  assert.equal(connect.core.initialized, true);
  assert.equal(connect.core.portStreamId, "page-9");
});

test("the events of the first update come in their order, with their arguments", () => {
  const page = openPage();
  const { connect, worker } = page;
  page.initCCP();
  worker.acknowledge();
  const seen = [];
  connect.agent((agent) => {
    seen.push(`agent ${agent.getName()} ${connect.agent.initialized}`);
    agent.onStateChange(({ agent: same, oldState, newState }) =>
      seen.push(`${oldState} > ${newState} ${same instanceof connect.Agent}`),
    );
    agent.onRoutable((same) => seen.push(`routable ${same instanceof connect.Agent}`));
  });
  connect.contact((contact) => {
    seen.push(`contact ${contact.getContactId()} ${contact.getState().type}`);
    contact.onConnecting((same) => seen.push(`connecting ${same.getContactId()}`));
    contact.onRefresh(() => seen.push("refresh"));
  });
  assert.equal(connect.agent.initialized, false);
  worker.tell(doc.firstUpdate(doc.document({ contacts: [doc.contact("c1")] })));
  assert.deepEqual(seen, [
    "agent Ann Agent true",
    "routable true",
    "Init > Available true",
    "contact c1 connecting",
    "connecting c1",
    "refresh",
  ]);
  connect.agent(() => seen.push("at once"));
  assert.equal(seen.at(-1), "at once");
});

test("contact events fire under the plain name and the contact's, contact::init only under the plain one", () => {
  const page = openPage();
  page.initCCP();
  page.worker.acknowledge();
  const events = record(page.connect);
  page.worker.tell(doc.firstUpdate(doc.document({ contacts: [doc.contact("c1")] })));
  assert.deepEqual(events, [
    "agent::update",
    "agent::init",
    "agent::refresh",
    "agent::routable",
    "agent::state_change",
    "contact::init <c1>",
    "contact::connecting <c1>",
    "contact::connecting::c1 <c1>",
    "contact::refresh <c1>",
    "contact::refresh::c1 <c1>",
  ]);
});

test("who subscribed to a vanished contact gets what it was last, and is subscribed no longer", () => {
  const page = startedPage(doc.document({ contacts: [doc.contact("c1"), doc.contact("c2")] }));
  const { connect, worker } = page;
  const contact = new connect.Contact("c1");
  const seen = [];
  contact.onEnded((last) => seen.push(["ended", last instanceof connect.ContactSnapshot, last.getType()]));
  contact.onDestroy((last) => seen.push(["destroyed", last.getContactId(), last.getQueue().queueId]));
  contact.onRefresh(() => seen.push(["refresh"]));
  const bus = connect.core.getEventBus();
  worker.tell(
    doc.change(1, { snapshot: { contacts: { c1: null }, contactIds: ["c2"] } }, [
      doc.agentEvent("refresh"),
      doc.contactEvent("c1", ["ended", "destroyed"]),
      doc.contactEvent("c2", ["refresh"]),
    ]),
  );
  assert.deepEqual(seen, [
    ["ended", true, "voice"],
    ["destroyed", "c1", `${doc.INSTANCE}/queue/1`],
  ]);
  assert.equal(bus.getSubscriptions("contact::refresh::c1").length, 0);
  assert.throws(() => contact.getState(), { name: "StateError", message: "Contact c1 no longer exists." });
  assert.deepEqual(plain(new connect.Agent().getContacts().map((one) => one.getContactId())), ["c2"]);
});

test("getters show the data in the shape of the npm library", () => {
  const { connect, window } = startedPage(
    doc.document({
      nextState: doc.state("Lunch", "not_routable"),
      contacts: [doc.contact("late"), doc.contact("early", { type: "chat" })],
    }),
  );
  const agent = new connect.Agent();
  assert.ok(agent.getState().startTimestamp instanceof window.Date);
  assert.equal(agent.getNextState().name, "Lunch");
  assert.equal(agent.getConfiguration().extension, null);
  assert.equal(agent.getRoutingProfile().routingProfileId, agent.getRoutingProfile().routingProfileARN);
  assert.equal(agent.getRoutingProfile().queues[1].queueId, `${doc.INSTANCE}/queue/agent/agent-7`);
  assert.equal(agent.getRoutingProfile().queues[1].name, null);
  assert.deepEqual(plain(agent.getChannelConcurrency()), { VOICE: 1, CHAT: 2 });
  assert.equal(agent.getChannelConcurrency("TASK"), 0);
  const [late, early] = agent.getContacts();
  assert.equal(late.getContactId(), "late");
  assert.ok(early.getConnections()[0] instanceof connect.ChatConnection);
  assert.equal(agent.getContacts("chat").length, 1);
  const data = late._getData();
  assert.equal(data.status, data.state);
  assert.equal(data.connections[0].address, data.connections[0].endpoint);
  assert.equal(data.initialContactId, null);
  assert.ok(data.queueTimestamp instanceof window.Date);
  assert.ok(!("connectionIds" in data) && !("contactIds" in agent._getData().snapshot));
  assert.equal(late.getAgentConnection().getConnectionId(), "late-agent");
  assert.equal(late.isInbound(), true);
  assert.equal(connect.core.getSkew(), 10);
  assert.equal(connect.core.getAgentDataProvider().getInstanceId(), "11111111-2222-3333-4444-555555555555");
});

test("what a page does to the data lasts until the next update only, and reaches no snapshot", () => {
  const { connect, worker } = startedPage();
  const agent = new connect.Agent();
  const snapshot = agent.toSnapshot();
  agent.getConfiguration().extension = "+1555";
  assert.equal(agent.getConfiguration().extension, "+1555");
  worker.tell(doc.change(1, { snapshot: { state: doc.state("Lunch", "not_routable") } }, []));
  assert.equal(agent.getConfiguration().extension, null);
  assert.equal(agent.getState().name, "Lunch");
  assert.equal(snapshot.getState().name, "Available");
});

test("a configuration that the service refuses is not shown on", () => {
  const { connect, worker } = startedPage();
  const agent = new connect.Agent();
  const configuration = agent.getConfiguration();
  configuration.extension = "five";
  const seen = [];
  agent.setConfiguration(configuration, { failure: () => seen.push(agent.getExtension()) });
  const error = { type: "InvalidConfigurationException", message: "no number" };
  worker.settle(worker.last("call").id, { kind: "failure", error });
  assert.deepEqual(seen, [null]);
});

test("whom a supervisor listens to has the documented names", () => {
  const { connect, worker } = startedPage();
  const contact = doc.contact("c9");
  const [own, other] = Object.values(contact.connections);
  own.monitoringInfo = { agent: { agentName: "bob" }, joinTimeStamp: 1_700_000_000_000 };
  worker.tell(doc.firstUpdate(doc.document({ contacts: [contact] })));
  const infoOf = ({ connectionId }) => new connect.VoiceConnection("c9", connectionId).getMonitorInfo();
  assert.deepEqual(plain(infoOf(own)), {
    agentName: "bob",
    joinTime: "2023-11-14T22:13:20.000Z",
    agent: { agentName: "bob" },
    joinTimeStamp: "2023-11-14T22:13:20.000Z",
  });
  assert.equal(infoOf(other), null);
});

test("a handler that throws is logged, and the others still run", () => {
  const { connect, worker, errors } = startedPage();
  const seen = [];
  const agent = new connect.Agent();
  agent.onRefresh(() => {
    throw new Error("mine");
  });
  agent.onRefresh(() => seen.push("second"));
  worker.tell(doc.change(1, {}, [doc.agentEvent("refresh")]));
  assert.deepEqual(seen, ["second"]);
  assert.ok(errors.some((line) => line.includes("'agent::refresh' event handler failed.")));
});

test("a page that comes back says what it knows, and gets what it missed", () => {
  const page = startedPage(
    doc.document({ contacts: [doc.contact("c1"), doc.contact("c2", { state: "connected" })] }),
  );
  const { connect, worker } = page;
  worker.tell(
    doc.change(1, { snapshot: { contacts: { c2: { state: { type: "ended" } } } } }, [
      doc.agentEvent("refresh"),
      doc.contactEvent("c1", ["refresh"]),
      doc.contactEvent("c2", ["acw", "ended", "refresh"], true),
    ]),
  );
  worker.signal("lost");
  assert.equal(worker.said.at(-1), "resume");
  worker.signal("restored");
  const { pageId, version, known } = worker.said.at(-1).attach;
  assert.deepEqual(
    { pageId, version, known },
    {
      pageId: "page-1",
      version: 2,
      known: {
        stateName: "Available",
        stateType: "routable",
        nextStateName: null,
        contacts: [
          { contactId: "c1", state: "connecting", ended: false, accepted: false },
          { contactId: "c2", state: "ended", ended: true, accepted: false },
        ],
      },
    },
  );
  const events = record(connect);
  worker.acknowledge();
  worker.tell({
    kind: "update",
    to: 9,
    patch: doc.document({ contacts: [doc.contact("c1", { state: "connected" })] }),
    events: [
      doc.agentEvent("refresh"),
      doc.contactEvent("c2", ["destroyed"]),
      doc.contactEvent("c1", ["connected", "refresh"]),
    ],
  });
  assert.deepEqual(events.slice(1), [
    "agent::refresh",
    "contact::destroyed <c2>",
    "contact::destroyed::c2 <c2>",
    "contact::connected <c1>",
    "contact::connected::c1 <c1>",
    "contact::refresh <c1>",
    "contact::refresh::c1 <c1>",
  ]);
});

test("a page that comes back says of which contacts it heard that they were accepted", () => {
  const accepted = (worker) => {
    worker.signal("lost");
    worker.signal("restored");
    const { contacts } = worker.last("attach").known;
    return contacts.filter((contact) => contact.accepted).map(({ contactId }) => contactId);
  };
  const ids = ["c1", "c2", "c3", "c4"];
  const { connect, worker } = startedPage(doc.document({ contacts: ids.map((id) => doc.contact(id)) }));
  assert.deepEqual(accepted(worker), []);
  worker.acknowledge();
  const events = record(connect);
  worker.tell({ kind: "accepted", contactId: "c1" });
  assert.deepEqual(events, ["contact::accepted <c1>", "contact::accepted::c1 <c1>"]);
  worker.tell(
    doc.change(1, {}, [
      doc.agentEvent("refresh"),
      { ...doc.contactEvent("c2", ["accepted", "refresh"]), accepted: true },
      { ...doc.contactEvent("c3", ["refresh"]), accepted: true },
    ]),
  );
  assert.deepEqual(
    events.filter((line) => line.startsWith("contact::accepted::")),
    ["contact::accepted::c1 <c1>", "contact::accepted::c2 <c2>"],
  );
  assert.deepEqual(accepted(worker), ["c1", "c2", "c3"]);
});

test("a patch of another version is not applied: the page asks for all, and misses no event", () => {
  const { connect, worker } = startedPage(doc.document({ contacts: [doc.contact("c1")] }));
  const events = record(connect);
  worker.tell(doc.change(5, { snapshot: {} }, [doc.contactEvent("c1", ["connected"])]));
  assert.deepEqual(worker.said.at(-1), "resynchronize");
  assert.deepEqual(events, []);
  worker.tell({ kind: "update", to: 6, patch: doc.document({ contacts: [doc.contact("c1")] }), events: [] });
  assert.deepEqual(events.slice(1), ["contact::connected <c1>", "contact::connected::c1 <c1>"]);
});

test("terminate ends subscriptions and this page's part; initCCP then starts anew", () => {
  const page = startedPage();
  const { connect, worker, container } = page;
  let calls = 0;
  new connect.Agent().onRefresh(() => calls++);
  connect.core.terminate();
  assert.deepEqual(worker.said.at(-1), "detach");
  assert.equal(connect.core.initialized, false);
  assert.equal(connect.agent.initialized, false);
  assert.throws(() => new connect.Agent(), { name: "StateError" });
  assert.equal(container.querySelectorAll("iframe").length, 1);
  worker.tell(doc.change(1, {}, [doc.agentEvent("refresh")]));
  assert.equal(calls, 0);

  page.initCCP();
  assert.ok(worker.said.at(-1).attach);
  assert.equal(worker.said.at(-1).attach.known, undefined);
  assert.equal(container.querySelectorAll("iframe").length, 1);
  let agents = 0;
  connect.agent(() => agents++);
  worker.acknowledge("page-2");
  worker.tell(doc.firstUpdate(doc.document()));
  assert.equal(agents, 1);
  assert.equal(connect.core.portStreamId, "page-2");
});

test("a refusal is a clear line in the console", () => {
  const { initCCP, worker, errors, connect } = openPage();
  initCCP();
  worker.tell({
    kind: "refused",
    reason: "unknownInstance",
    message: "Set up example.my.connect.aws first.",
  });
  assert.ok(errors.some((line) => line.includes("Set up example.my.connect.aws first. (unknownInstance)")));
  assert.equal(connect.core.initialized, false);
});

test("triggering TERMINATE tells the worker, and TERMINATED arrives", () => {
  const { connect, worker } = startedPage();
  const seen = [];
  const bus = connect.core.getEventBus();
  bus.subscribe(connect.EventType.TERMINATED, (data, name) => seen.push([data, name]));
  bus.trigger(connect.EventType.TERMINATE);
  assert.deepEqual(worker.said.at(-1), "terminate");
  worker.event("terminated");
  assert.deepEqual(seen, [[null, "terminated"]]);
});
