/** Names that the documentation does not have, and that pages use. Their getters: `histories.test.mjs`. */

import assert from "node:assert/strict";
import test from "node:test";
import { alike, onHeadwater, thrownBy } from "./alike.mjs";
import { worldForActions } from "./requests/world.mjs";

/** The agent with one more contact: a call from a web page, with video and shared screens. */
function worldWithVideo() {
  const world = worldForActions();
  const [call] = world.snapshot.contacts;
  const video = {
    ...call,
    contactId: "video",
    segmentAttributes: { "connect:Subtype": { ValueString: "connect:WebRTC" } },
    connections: call.connections.map((connection) => ({
      ...connection,
      connectionId: `video-${connection.connectionId}`,
      capabilities: { Video: "SEND" },
    })),
  };
  const ended = {
    ...video,
    contactId: "ended-video",
    state: { ...video.state, type: "ended" },
    connections: [],
  };
  world.snapshot.contacts.push(video, ended);
  return world;
}

const withVideo = { world: worldWithVideo() };

/** Two pages that take part, and what those methods subscribe to was told in each. */
async function heardIn(side, subject, methods) {
  const other = side.openPage();
  other.start();
  await side.machine.advance(1500);
  return [side.page, other].map(({ connect }) => {
    const heard = [];
    for (const method of methods) {
      subject(connect)[method]((data) => heard.push([method, data]));
    }
    return heard;
  });
}

alike(
  "camera and blur are told in all tabs",
  [
    "Agent.setCameraDevice",
    "Agent.setBackgroundBlur",
    "Agent.onCameraDeviceChanged",
    "Agent.onBackgroundBlurChanged",
  ],
  Array(2).fill([
    ["onCameraDeviceChanged", { deviceId: "camera" }],
    ["onBackgroundBlurChanged", { isBackgroundBlurEnabled: true }],
  ]),
  async (side) => {
    const agent = (connect) => new connect.Agent();
    const heard = await heardIn(side, agent, ["onCameraDeviceChanged", "onBackgroundBlurChanged"]);
    agent(side.connect).setCameraDevice("camera");
    agent(side.connect).setBackgroundBlur(true);
    await side.machine.advance(500);
    return heard;
  },
);

alike(
  "shared screens are told in all tabs",
  [
    "Contact.startScreenSharing",
    "Contact.stopScreenSharing",
    "Contact.onScreenSharingStarted",
    "Contact.onScreenSharingStopped",
    "Contact.onScreenSharingError",
  ],
  {
    heard: Array(2).fill([
      ["onScreenSharingStarted", { contactId: "video" }],
      ["onScreenSharingStopped", { contactId: "video" }],
      ["onScreenSharingError", { contactId: "chat" }],
    ]),
    outcomes: ["resolved", "resolved", "Error", "StateError", "Error", "StateError"],
  },
  async (side) => {
    const contact = (connect) => new connect.Contact("video");
    const heard = await heardIn(side, contact, [
      "onScreenSharingStarted",
      "onScreenSharingStopped",
      "onScreenSharingError",
    ]);
    const outcomes = [];
    const attempt = async (contactId, method, ...parameters) => {
      let outcome;
      new side.connect.Contact(contactId)[method](...parameters).then(
        () => {
          outcome = "resolved";
        },
        (error) => {
          outcome = error instanceof side.page.window.Error ? error.name : "rejected";
        },
      );
      await side.machine.advance(3000);
      outcomes.push(outcome);
    };
    await attempt("video", "startScreenSharing", true);
    await attempt("video", "stopScreenSharing");
    await attempt("call", "startScreenSharing", true);
    await attempt("ended-video", "startScreenSharing", true);
    await attempt("call", "stopScreenSharing");
    await attempt("ended-video", "stopScreenSharing");
    const { connect } = side;
    connect.core.getUpstream().sendUpstream(connect.EventType.BROADCAST, {
      event: connect.ContactEvents.SCREEN_SHARING_ERROR,
      data: { contactId: "chat" },
    });
    await side.machine.advance(500);
    return { heard, outcomes };
  },
  withVideo,
);

test("a session for shared screens that the service does not begin fails, and all tabs are told", async () => {
  // The npm library asks its control panel, which asks the page that it is in, if that is Amazon's.
  const { rejected, heard } = await onHeadwater(async (side) => {
    const contact = (connect) => new connect.Contact("video");
    const heard = await heardIn(side, contact, ["onScreenSharingStarted", "onScreenSharingError"]);
    let rejected;
    contact(side.connect)
      .startScreenSharing()
      .catch((error) => {
        rejected = typeof error;
      });
    await side.machine.advance(1000);
    return { rejected, heard };
  }, withVideo);
  assert.equal(rejected, "string");
  const told = [["onScreenSharingError", { contactId: "video" }]];
  assert.equal(JSON.stringify(heard), JSON.stringify([told, told]));
});
alike(
  "who can send video",
  ["Contact.hasVideoRTCCapabilities", "Contact.canAgentSendVideo", "Contact.canAgentReceiveVideo"],
  { video: [true, true, true, false, false, false], call: [false, null, null, false, null, null] },
  ({ connect }) => {
    const ask = (contactId) =>
      [
        "hasVideoRTCCapabilities",
        "canAgentSendVideo",
        "canAgentReceiveVideo",
        "hasScreenShareCapability",
        "canAgentSendScreenShare",
        "canCustomerSendScreenShare",
      ].map((method) => {
        const answer = new connect.Contact(contactId)[method]();
        return typeof answer === "boolean" ? answer : null;
      });
    return { video: ask("video"), call: ask("call") };
  },
  withVideo,
);

alike(
  "what a client of a call's video needs to know",
  ["VoiceConnection.getVideoConnectionInfo"],
  { meetingId: "meeting", attendeeId: "attendee" },
  async (side) => {
    let info;
    new side.connect.Contact("call")
      .getAgentConnection()
      .getVideoConnectionInfo()
      .then((found) => {
        info = found;
      });
    await side.machine.advance(1000);
    return { meetingId: info.meeting.meetingId, attendeeId: info.attendee.attendeeId };
  },
);

alike(
  "what a customer of a chat has signed in with, and is called",
  [
    "ChatConnection.getAuthenticationDetails",
    "ChatConnection.isAuthenticated",
    "ChatConnection.getParticipantName",
  ],
  {
    details: [{ Status: "AUTHENTICATED", IdToken: "a" }, { Status: "FAILED" }, null, null],
    authenticated: [true, false, false, false],
    ofAgent: ["Error", "Error"],
    names: "Ann Agent",
  },
  ({ connect }) => {
    const [agent, customer] = new connect.Contact("chat").getConnections();
    // The npm library's model of the service knows nothing of these attributes, so the service cannot say them.
    const provider = connect.core.getAgentDataProvider();
    const { getContactData } = provider;
    const attributes = [
      {
        Status: { ValueString: "AUTHENTICATED" },
        IdToken: { ValueString: "a" },
        Other: { ValueString: null },
      },
      { Status: { ValueString: "FAILED" } },
      null,
      undefined,
    ];
    const details = [];
    const authenticated = [];
    for (const ValueMap of attributes) {
      provider.getContactData = (contactId) => ({
        ...getContactData.call(provider, contactId),
        segmentAttributes:
          ValueMap === undefined ? undefined : { "connect:CustomerAuthentication": { ValueMap } },
      });
      details.push(customer.getAuthenticationDetails());
      authenticated.push(customer.isAuthenticated());
    }
    return {
      details,
      authenticated,
      ofAgent: [
        thrownBy(connect, () => agent.getAuthenticationDetails()),
        thrownBy(connect, () => agent.isAuthenticated()),
      ],
      names: agent.getParticipantName(),
    };
  },
);

alike(
  "views of the control panel are told in all tabs",
  ["connect.core.activateChannelWithViewType", "connect.core.onActivateChannelWithViewType"],
  Array(2).fill([
    { viewType: "create_task", mediaType: "task", clientToken: true },
    { viewType: "number_pad", mediaType: "softphone", source: "app", caseId: "case", clientToken: "token" },
  ]),
  async (side) => {
    const heard = await heardIn(side, (connect) => connect.core, ["onActivateChannelWithViewType"]);
    const { core } = side.connect;
    core.activateChannelWithViewType("create_task", "task");
    core.activateChannelWithViewType("number_pad", "softphone", "app", "case", "token");
    await side.machine.advance(500);
    return heard.map((events) =>
      events.map(([, data]) => ({
        ...data,
        clientToken: data.clientToken === "token" ? "token" : !!data.clientToken,
      })),
    );
  },
);

alike(
  "applications are told of tasks and e-mails in the page that tells",
  ["connect.core.triggerTaskCreated", "connect.core.triggerEmailCreated"],
  [
    ["task::created", { contactId: "task-1" }],
    ["email::created", { contactId: "email-1" }],
  ],
  ({ connect }) => {
    const told = [];
    for (const event of [connect.TaskEvents.CREATED, connect.EmailEvents.CREATED]) {
      connect.core.getUpstream().onUpstream(event, (data) => told.push([event, data]));
    }
    connect.core.triggerTaskCreated({ contactId: "task-1" });
    connect.core.triggerEmailCreated({ contactId: "email-1" });
    return told;
  },
);

alike(
  "a frame that does not come is told of by an event",
  ["connect.core.onIframeRetriesExhausted"],
  ["once"],
  ({ connect }) => {
    const told = [];
    const { unsubscribe } = connect.core.onIframeRetriesExhausted((data) => told.push(data));
    connect.core.getEventBus().trigger(connect.EventType.IFRAME_RETRIES_EXHAUSTED, "once");
    return typeof unsubscribe === "function" ? told : [];
  },
);

alike(
  "helpers for lists and maps",
  ["connect.containsValue", "connect.index", "connect.makeGenericNamespacedEnum"],
  {
    contained: [true, false, true, false],
    index: { one: { name: "one" }, two: { name: "two", last: true } },
    enumeration: { FIRST_ONE: "prefix/firstOne", SECOND: "prefix/second" },
    types: ["voice", "queue_callback"],
    thrown: "TypeError",
  },
  ({ connect }) => ({
    contained: [
      connect.containsValue([1, 2], 2),
      connect.containsValue([1, 2], "2"),
      connect.containsValue({ name: "value" }, "value"),
      connect.containsValue({ name: "value" }, "name"),
    ],
    index: connect.index([{ name: "one" }, { name: "two" }, { name: "two", last: true }], ({ name }) => name),
    enumeration: connect.makeGenericNamespacedEnum("prefix", ["firstOne", "second"], "/"),
    types: connect.voiceContactTypes,
    thrown: thrownBy(connect, () => connect.index(null, () => "")),
  }),
);
