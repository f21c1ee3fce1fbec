/** What pages do wrong: it is answered as by the npm library, breaks nothing of the page, and no other tab notices. */

import { alike, thrownBy } from "./alike.mjs";
import { agentState } from "./harness/world.mjs";
import { worldForActions } from "./requests/world.mjs";

const NO_FUNCTIONS = [undefined, null, 0, "text", {}, []];

/** Methods of an object whose names begin with `on`. */
function subscriptionsOf(object) {
  const names = new Set();
  for (let of = object; of && of !== Object.prototype; of = Object.getPrototypeOf(of)) {
    for (const name of Object.getOwnPropertyNames(of)) {
      if (/^on[A-Z]/.test(name)) {
        names.add(name);
      }
    }
  }
  return names;
}

/** The agent's state changes. */
async function changeState({ service, machine }, name = "Lunch", type = "not_routable") {
  const world = worldForActions();
  service.change({ ...world, snapshot: { ...world.snapshot, state: agentState(name, type) } });
  await machine.advance(1000);
}

const SUBSCRIPTIONS = {
  agent:
    "onRefresh onStateChange onRoutable onNotRoutable onOffline onError onSoftphoneError onAfterCallWork onEnqueuedNextState onMuteToggle onSpeakerDeviceChanged",
  contact:
    "onRefresh onIncoming onPending onConnecting onAccepted onMissed onEnded onDestroy onACW onConnected onError",
  core: "onViewContact onAuthFail onAccessDenied onInitialized onSoftphoneSessionInit",
};

alike(
  "what is no function cannot be subscribed",
  [],
  (thrown) => Object.values(thrown).every((of) => of.length === NO_FUNCTIONS.length),
  ({ connect }) => {
    const objects = {
      agent: new connect.Agent(),
      contact: new connect.Contact("call"),
      core: connect.core,
    };
    const thrown = {};
    for (const [of, methods] of Object.entries(SUBSCRIPTIONS)) {
      for (const method of methods.split(" ").filter((name) => subscriptionsOf(objects[of]).has(name))) {
        thrown[`${of}.${method}`] = NO_FUNCTIONS.map((value) =>
          thrownBy(connect, () => objects[of][method](value)),
        );
      }
    }
    for (const method of ["agent", "contact"]) {
      thrown[method] = NO_FUNCTIONS.map((value) => thrownBy(connect, () => connect[method](value)));
    }
    const bus = connect.core.getEventBus();
    thrown["bus.subscribe"] = NO_FUNCTIONS.map((value) =>
      thrownBy(connect, () => bus.subscribe("name", value)),
    );
    thrown["bus.subscribe to"] = NO_FUNCTIONS.map((value) =>
      thrownBy(connect, () => bus.subscribe(value, () => {})),
    );
    thrown["bus.trigger"] = NO_FUNCTIONS.map((value) =>
      thrownBy(connect, () => bus.trigger(value === null || value === undefined ? value : "text")),
    );
    return thrown;
  },
);

alike(
  "a callback that throws is logged, and others still run",
  ["Agent.onStateChange", "EventBus.subscribe"],
  { called: ["first", "second", "other tab"], logged: true },
  async (side) => {
    const other = side.openPage();
    other.start();
    await side.machine.advance(1500);
    const called = [];
    const agent = new side.connect.Agent();
    agent.onStateChange(() => {
      called.push("first");
      throw new Error("mine: thrown by a callback");
    });
    agent.onStateChange(() => called.push("second"));
    new other.connect.Agent().onStateChange(() => called.push("other tab"));
    await changeState(side);
    // What is logged of it is in the exception of an entry, which only the download shows.
    const lines = side.connect.getLog().toString();
    return { called, logged: /\[ERROR\].*agent::state_change/.test(lines) };
  },
);

alike(
  "subscribing and unsubscribing inside a callback",
  ["EventBus.subscribe", "EventBus.trigger", "Subscription.unsubscribe"],
  (called) => called.length > 5,
  ({ connect }) => {
    const bus = connect.core.getEventBus();
    const called = [];
    const subscriptions = [];
    const subscribe = (name, act = () => {}) => {
      subscriptions.push(
        bus.subscribe("of mine", () => {
          called.push(name);
          act();
        }),
      );
    };
    subscribe("itself", () => subscriptions[0].unsubscribe());
    subscribe("the next", () => subscriptions[2].unsubscribe());
    subscribe("gone");
    subscribe("one more", () => subscribe("new"));
    subscribe("triggers", () => called.length < 12 && bus.trigger("of another"));
    bus.subscribe("of another", () => called.push("another"));
    bus.trigger("of mine");
    called.push("again");
    bus.trigger("of mine");
    subscriptions[1].unsubscribe();
    subscriptions[1].unsubscribe();
    called.push("at last");
    bus.trigger("of mine");
    return called;
  },
);

alike(
  "thousands of subscriptions",
  ["EventBus.subscribe", "Subscription.unsubscribe"],
  { called: 5000, after: 0 },
  ({ connect }) => {
    const bus = connect.core.getEventBus();
    let called = 0;
    const subscriptions = Array.from({ length: 5000 }, () => bus.subscribe("of mine", () => called++));
    bus.trigger("of mine");
    const first = called;
    for (const subscription of subscriptions) {
      subscription.unsubscribe();
    }
    bus.trigger("of mine");
    return { called: first, after: called - first };
  },
);

alike(
  "contacts and connections that are gone, or never were",
  ["Contact.getState", "BaseConnection.getState"],
  (thrown) => thrown.filter((name) => name === "StateError").length >= 8,
  async ({ connect, service, machine }) => {
    const contact = new connect.Contact("call");
    const [agent, customer] = contact.getConnections();
    const never = new connect.Contact("never");
    const strange = [new connect.Contact(), new connect.Contact(null), new connect.Contact({})];
    const world = worldForActions();
    const contacts = world.snapshot.contacts.filter(({ contactId }) => contactId !== "call");
    service.change({ ...world, snapshot: { ...world.snapshot, contacts } });
    await machine.advance(1000);
    return [
      ...[contact, never, ...strange].flatMap((of) => [
        () => of.getState(),
        () => of.getConnections(),
        () => of.getAgentConnection(),
        () => of.toSnapshot(),
        () => of.isConnected(),
        () => of.accept(),
        () => of.toggleActiveConnections(),
        () => of.isSoftphoneCall(),
      ]),
      ...[agent, customer].flatMap((of) => [
        () => of.getState(),
        () => of.isActive(),
        () => of.toSnapshot(),
        () => of.destroy(),
        () => of.getMediaInfo(),
      ]),
      () => new connect.VoiceConnection("plain-call", "never"),
      () => new connect.TaskConnection("never", "never"),
      () => new connect.ChatConnection("never", "never"),
      () => new connect.VoiceConnection(),
    ].map((act) => thrownBy(connect, act));
  },
);

alike(
  "before initCCP",
  [],
  (thrown) => thrown.length === 8,
  ({ connect }) =>
    [
      () => new connect.Agent(),
      () => connect.core.getClient(),
      () => connect.core.viewContact("call"),
      () => connect.core.getUpstream(),
      () => connect.core.getAgentDataProvider(),
      () => connect.ifMaster("topic", () => {}),
      () => connect.core.getMasterClient(),
      () => connect.core.getSoftphoneManager(),
    ].map((act) => thrownBy(connect, act)),
  { start: false },
);

alike(
  "a state that is not the agent's, and numbers that are not E.164, are the service's to judge",
  ["Agent.setState", "Agent.connect"],
  { requests: ["PutAgentState", "CreateOutboundContact", "CreateOutboundContact"], settled: 3 },
  async ({ connect, machine, service }) => {
    const agent = new connect.Agent();
    let settled = 0;
    const callbacks = { success: () => settled++, failure: () => settled++ };
    service.requests.length = 0;
    agent.setState({ name: "Nowhere", type: "not_routable", agentStateARN: "arn:none" }, callbacks);
    agent.connect(connect.Endpoint.byPhoneNumber("call me"), callbacks);
    agent.connect(connect.Endpoint.byPhoneNumber(""), callbacks);
    await machine.advance(2000);
    const asked = service.requests.map(({ operation }) => operation);
    return { requests: asked.filter((operation) => /^(Put|Create)/.test(operation)), settled };
  },
);
