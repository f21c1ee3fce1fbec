/** The names of the documentation in groups, and the ways in which they are checked. */

import { readFileSync } from "node:fs";

export const surface = JSON.parse(
  readFileSync(new URL("../surface-documented.json", import.meta.url), "utf8"),
);

/** Names that the documentation does not have, by the sections that they would stand in. */
export const UNDOCUMENTED = {
  "connect.core": [
    "activateChannelWithViewType",
    "onActivateChannelWithViewType",
    "onIframeRetriesExhausted",
    "triggerEmailCreated",
    "triggerTaskCreated",
  ],
  connect: ["containsValue", "index", "makeGenericNamespacedEnum"],
  Agent: ["onBackgroundBlurChanged", "onCameraDeviceChanged", "setBackgroundBlur", "setCameraDevice"],
  Contact: [
    "canAgentReceiveVideo",
    "canAgentSendScreenShare",
    "canAgentSendVideo",
    "canCustomerSendScreenShare",
    "hasScreenShareCapability",
    "hasVideoRTCCapabilities",
    "onScreenSharingError",
    "onScreenSharingStarted",
    "onScreenSharingStopped",
    "startScreenSharing",
    "stopScreenSharing",
  ],
  VoiceConnection: ["canSendScreenShare", "canSendVideo", "getVideoConnectionInfo"],
  ChatConnection: ["getAuthenticationDetails", "getParticipantName", "isAuthenticated"],
};

/** The names of a section of the documentation, and those that would stand in it. */
export function documented(section) {
  return [...(surface.classes[section] ?? []), ...(UNDOCUMENTED[section] ?? [])];
}

/** The classes of `connect`, and the sections that describe their methods. */
export const DOCUMENTED_IN = {
  Agent: ["Agent"],
  Contact: ["Contact"],
  VoiceConnection: ["BaseConnection", "VoiceConnection"],
  ChatConnection: ["BaseConnection", "ChatConnection"],
  TaskConnection: ["BaseConnection", "TaskConnection"],
  EmailConnection: ["BaseConnection"],
  ConnectionSnapshot: ["BaseConnection"],
};

/** What counts as checked; being there, with the kind and the parameters that the npm library has, does not. */
export const WAYS = {
  present: "there, of its kind and with as many parameters as in the npm library",
  values: "values as in the npm library",
  histories: "answers or events equal to the npm library's in every generated history",
  requests:
    "requests, callbacks and events equal to the npm library's, with good and bad parameters and faults",
  voiceId: "requests over time and ends equal to the npm library's in generated scenarios",
  alike: "the same done with both libraries has the same outcome",
  logged: "an error that is in the logs of all tabs when it occurs",
  difference: "a deliberate difference, shown to be one",
  absent:
    "not there: no softphone runs in a page, and `getSoftphoneManager()` answers `null`, as the npm library does then",
  page: "a test of the page API (`content-script/tests`)",
  browser: "a test in real browsers (`tests/e2e`)",
};

const SNAPSHOTS = ["AgentSnapshot", "ContactSnapshot", "ConnectionSnapshot"];

/** Groups of names, in the order of the table: `[title, names]`. */
export function groups() {
  const sections = Object.entries(surface.classes).map(([section, names]) => [
    section,
    names.map((name) => `${section}.${name}`),
  ]);
  const enumerated = Object.entries(surface.enums).flatMap(([of, names]) =>
    names.map((name) => `${of}.${name}`),
  );
  return [
    ...sections,
    [
      "Names that the documentation does not have",
      Object.entries(UNDOCUMENTED).flatMap(([section, names]) => names.map((name) => `${section}.${name}`)),
    ],
    ["Options of `initCCP`", surface.initCCPParams.map((name) => `initCCP.${name}`)],
    ["Enumerations of the documentation", enumerated],
    ["Types of `SoftphoneError`", surface.softphoneErrorTypes.map((type) => `SoftphoneErrorTypes.${type}`)],
    ["Error states of the agent", surface.agentErrorStates.map((state) => `AgentErrorStates.${state}`)],
  ];
}

/** Groups whose names are those that the run finds: `[title, pattern of its names]`. */
export const FOUND_GROUPS = [
  ["Snapshot classes", new RegExp(`^(${SNAPSHOTS.join("|")})\\.`)],
  ["All enumerations of the npm library", /^enumeration /],
];
