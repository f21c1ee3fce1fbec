/** `connect.core` and what belongs to no contact: starting, stopping, and what other tabs hear. */

import { alike, thrownBy } from "./alike.mjs";
import { checked } from "./checked/checked.mjs";
import { containerIn } from "./harness/realm.mjs";
import { CCP_URL } from "./harness/service.mjs";

const notStarted = { start: false };

/** Another page that takes part. */
async function another(side) {
  const other = side.openPage();
  other.start();
  await side.machine.advance(1500);
  return other;
}

/** Broadcasts as the control panel, or the page with the softphone, does. */
function broadcast({ connect }, event, data) {
  connect.core.getUpstream().sendUpstream(connect.EventType.BROADCAST, { event, data });
}

alike(
  "initCCP takes the address alone",
  ["connect.core.initCCP", "initCCP.ccpUrl"],
  "Ann Agent",
  async ({ connect, page, machine }) => {
    connect.core.initCCP(containerIn(page.window), CCP_URL);
    await machine.advance(1500);
    return new connect.Agent().getName();
  },
  notStarted,
);

alike(
  "the frame of the control panel",
  ["initCCP.iframeTitle"],
  [
    { src: CCP_URL, title: "Amazon Connect CCP", name: "Amazon Connect CCP", width: "100%", height: "100%" },
    { src: CCP_URL, title: "Phone", name: "Amazon Connect CCP", width: "50%", height: "" },
  ],
  async (side) => {
    const framesOf = ({ connect, window }, params) => {
      const container = containerIn(window);
      connect.core.initCCP(container, { ccpUrl: CCP_URL, loginPopup: false, ...params });
      return [...container.children].map((frame) => ({
        src: frame.src,
        title: frame.title,
        name: frame.name,
        width: frame.style.width,
        height: frame.style.height,
      }));
    };
    const usual = framesOf(side.page, {});
    const other = framesOf(side.openPage(), { iframeTitle: "Phone", style: "width: 50%" });
    await side.machine.advance(1500);
    return [...usual, ...other];
  },
  notStarted,
);

alike(
  "initCCP without what it needs, and a second time",
  ["connect.core.initCCP"],
  {
    thrown: ["ValueError", "ValueError", "ValueError", "TypeError", "TypeError"],
    frames: 1,
    agent: "Ann Agent",
  },
  async ({ connect, page, machine }) => {
    const container = containerIn(page.window);
    const thrown = [
      [null, { ccpUrl: CCP_URL }],
      [container, {}],
      [container, { ccpUrl: null }],
      [container, null],
      [container],
    ].map((parameters) => thrownBy(connect, () => connect.core.initCCP(...parameters)));
    connect.core.initCCP(container, { ccpUrl: CCP_URL, loginPopup: false });
    await machine.advance(1500);
    connect.core.initCCP(container, { ccpUrl: CCP_URL, loginPopup: false });
    await machine.advance(1500);
    return { thrown, frames: container.children.length, agent: new connect.Agent().getName() };
  },
  notStarted,
);

alike(
  "onInitialized is called once, also when more pages come",
  ["connect.core.onInitialized"],
  { first: 1, second: 1 },
  async (side) => {
    const called = { first: 0, second: 0 };
    const begin = (page, name) => {
      page.start();
      page.connect.core.onInitialized(() => called[name]++);
    };
    begin(side.page, "first");
    await side.machine.advance(1500);
    begin(side.openPage(), "second");
    await side.machine.advance(3000);
    return called;
  },
  notStarted,
);

alike(
  "connect.agent and connect.contact call who comes early and who comes late",
  ["connect.agent", "connect.contact"],
  { early: ["agent", 6], late: ["agent", 0] },
  async ({ connect, page, machine }) => {
    const called = { early: ["", 0], late: ["", 0] };
    const follow = (name) => {
      connect.agent((agent) => {
        called[name][0] = agent instanceof connect.Agent ? "agent" : "something else";
      });
      connect.contact((contact) => {
        called[name][1] += contact instanceof connect.Contact ? 1 : 0;
      });
    };
    page.start();
    follow("early");
    await machine.advance(1500);
    follow("late");
    await machine.advance(1500);
    return called;
  },
  notStarted,
);

alike(
  "a contact that is viewed in one tab is viewed in all",
  ["connect.core.viewContact", "connect.core.onViewContact"],
  [
    ["first", "call"],
    ["second", "call"],
    ["option", "call"],
  ],
  async (side) => {
    const other = await another(side);
    const third = side.openPage();
    const seen = [];
    const note = (where) => (event) => seen.push([where, event.contactId]);
    side.connect.core.onViewContact(note("first"));
    other.connect.core.onViewContact(note("second"));
    third.start({ onViewContact: note("option") });
    await side.machine.advance(1500);
    other.connect.core.viewContact("call");
    await side.machine.advance(500);
    return seen.sort(
      (one, two) =>
        ["first", "second", "option"].indexOf(one[0]) - ["first", "second", "option"].indexOf(two[0]),
    );
  },
);

alike(
  "a new softphone session is told in all tabs; without a softphone there is no manager",
  ["connect.core.onSoftphoneSessionInit", "connect.core.getSoftphoneManager"],
  { heard: ["connection-1", "connection-1"], managers: [null, null] },
  async (side) => {
    const pages = [side.page, await another(side)];
    const heard = [];
    for (const { connect } of pages) {
      connect.core.onSoftphoneSessionInit(({ connectionId }) => heard.push(connectionId));
    }
    broadcast(side, "connection::session_init", { connectionId: "connection-1" });
    await side.machine.advance(500);
    return { heard, managers: pages.map(({ connect }) => connect.core.getSoftphoneManager()) };
  },
);
checked("SoftphoneManager.getSession", "absent");

alike(
  "mute and devices: what the softphone says is heard in all tabs",
  [
    "Agent.onMuteToggle",
    "Agent.onSpeakerDeviceChanged",
    "Agent.onMicrophoneDeviceChanged",
    "Agent.onRingerDeviceChanged",
  ],
  Array.from({ length: 2 }, () => [
    ["onMuteToggle", { muted: true }],
    ["onSpeakerDeviceChanged", { deviceId: "s" }],
    ["onMicrophoneDeviceChanged", { deviceId: "m" }],
    ["onRingerDeviceChanged", { deviceId: "r" }],
  ]),
  async (side) => {
    const pages = [side.page, await another(side)];
    const heard = pages.map(({ connect }) => {
      const events = [];
      const agent = new connect.Agent();
      for (const method of [
        "onMuteToggle",
        "onSpeakerDeviceChanged",
        "onMicrophoneDeviceChanged",
        "onRingerDeviceChanged",
      ]) {
        agent[method]((data) => events.push([method, data]));
      }
      return events;
    });
    broadcast(pages[1], "agent::mute_toggle", { muted: true });
    broadcast(pages[1], "configuration::speaker_device_changed", { deviceId: "s" });
    broadcast(pages[1], "configuration::microphone_device_changed", { deviceId: "m" });
    broadcast(pages[1], "configuration::ringer_device_changed", { deviceId: "r" });
    await side.machine.advance(500);
    return heard;
  },
);

alike(
  "without a softphone, mute and devices change nothing in any tab",
  [
    "Agent.mute",
    "Agent.unmute",
    "Agent.setSpeakerDevice",
    "Agent.setMicrophoneDevice",
    "Agent.setRingerDevice",
  ],
  {
    told: [],
    heard: Array(2).fill([
      "mute",
      "mute",
      "configuration::set_speaker_device",
      "configuration::set_microphone_device",
      "configuration::set_ringer_device",
    ]),
  },
  async (side) => {
    const pages = [side.page, await another(side)];
    const told = [];
    const heard = pages.map(({ connect }) => {
      const agent = new connect.Agent();
      for (const method of [
        "onMuteToggle",
        "onSpeakerDeviceChanged",
        "onMicrophoneDeviceChanged",
        "onRingerDeviceChanged",
      ]) {
        agent[method](() => told.push(method));
      }
      const names = [];
      connect.core.getEventBus().subscribeAll((_data, name) => {
        if (/^(mute|configuration::)/.test(name)) {
          names.push(name);
        }
      });
      return names;
    });
    const agent = new side.connect.Agent();
    agent.mute();
    agent.unmute();
    agent.setSpeakerDevice("s");
    agent.setMicrophoneDevice("m");
    agent.setRingerDevice("r");
    await side.machine.advance(1000);
    return { told, heard };
  },
);

alike(
  "a contact that is accepted in one tab is accepted in all",
  ["Contact.onAccepted", "Contact.accept"],
  [
    ["first", "ringing"],
    ["second", "ringing"],
  ],
  async (side) => {
    const other = await another(side);
    const accepted = [];
    new side.connect.Contact("ringing").onAccepted((contact) =>
      accepted.push(["first", contact.getContactId?.()]),
    );
    new other.connect.Contact("ringing").onAccepted((contact) =>
      accepted.push(["second", contact.getContactId?.()]),
    );
    new other.connect.Contact("ringing").accept();
    await side.machine.advance(1000);
    return accepted.sort();
  },
);

alike(
  "hitch binds",
  ["connect.hitch"],
  { bound: ["self", 1, 2, 3], thrown: ["ValueError", "ValueError", "ValueError"] },
  ({ connect }) => ({
    bound: connect.hitch(
      { name: "self" },
      function (...all) {
        return [this.name, ...all];
      },
      1,
      2,
    )(3),
    thrown: [
      [null, () => {}],
      [{}, null],
      [{}, "text"],
    ].map((parameters) => thrownBy(connect, () => connect.hitch(...parameters))),
  }),
);

alike(
  "an endpoint of a phone number",
  ["Endpoint(static).byPhoneNumber"],
  [
    {
      endpointARN: null,
      endpointId: null,
      type: "phone_number",
      name: null,
      phoneNumber: "+15550100",
      agentLogin: null,
      queue: null,
    },
    {
      endpointARN: null,
      endpointId: null,
      type: "phone_number",
      name: "Ann",
      phoneNumber: "call me",
      agentLogin: null,
      queue: null,
    },
    {
      endpointARN: null,
      endpointId: null,
      type: "phone_number",
      name: null,
      phoneNumber: null,
      agentLogin: null,
      queue: null,
    },
  ],
  ({ connect }) =>
    [["+15550100"], ["call me", "Ann"], []].map((parameters) => ({
      ...connect.Endpoint.byPhoneNumber(...parameters),
    })),
);

alike(
  "errors of the softphone say what they are",
  ["SoftphoneError.getErrorType", "SoftphoneError.getErrorMessage", "SoftphoneError.getEndPointUrl"],
  ["webrtc_error", "no UDP", "https://turn.example/"],
  ({ connect }) => {
    const error = new connect.SoftphoneError("webrtc_error", "no UDP", "https://turn.example/");
    return [error.getErrorType(), error.getErrorMessage(), error.getEndPointUrl()];
  },
);

alike(
  "the frames of applications over the WebSocket",
  ["connect.core.getWebSocketManager"],
  { frames: [{ topic: "mine", content: "1" }], thrown: ["ValueError", "ValueError", "ValueError"] },
  async ({ connect, machine, frames }) => {
    const manager = connect.core.getWebSocketManager();
    frames.length = 0;
    const thrown = [
      () => manager.subscribeTopics(null),
      () => manager.subscribeTopics("topic"),
      () => manager.onMessage("topic", null),
    ].map((act) => thrownBy(connect, act));
    manager.sendMessage({ topic: "mine", content: "1" });
    await machine.advance(500);
    return { frames: [...frames], thrown };
  },
);

alike(
  "media controllers: the session of TaskJS, and the media info of a call",
  ["VoiceConnection.getMediaController", "TaskConnection.getMediaController"],
  { call: "audio_only", task: "TaskSession" },
  async ({ connect, machine, page }) => {
    const { create } = connect.TaskSession;
    connect.TaskSession.create = (...all) => Object.assign(create(...all), { madeBy: "TaskSession" });
    page.start();
    await machine.advance(1500);
    const controllerOf = (contactId) =>
      new connect.Contact(contactId).getAgentConnection().getMediaController();
    const controllers = {};
    for (const contactId of ["call", "task"]) {
      controllerOf(contactId).then((controller) => {
        controllers[contactId] = controller.madeBy ?? controller.callType;
      });
    }
    await machine.advance(1000);
    return controllers;
  },
  notStarted,
);

alike(
  "subscriptions end with terminate",
  [
    "connect.core.terminate",
    "connect.core.getEventBus",
    "EventBus.subscribe",
    "EventBus.trigger",
    "Subscription.unsubscribe",
  ],
  { before: 1, ended: 0 },
  async ({ connect, machine }) => {
    const called = { before: 0, ended: 0 };
    const bus = connect.core.getEventBus();
    bus.subscribe("of mine", () => called.before++);
    const subscription = bus.subscribe("of mine", () => called.ended++);
    subscription.unsubscribe();
    bus.trigger("of mine");
    connect.core.terminate();
    bus.trigger("of mine");
    await machine.advance(500);
    return called;
  },
);
