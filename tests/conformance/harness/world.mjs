/** What an instance knows of an agent, in the form of the wire: the smallest one. */

import { arn } from "./service.mjs";

export function agentState(name, type) {
  return { agentStateARN: arn(`agent-state/${name}`), type, name, startTimestamp: 1_699_999_000.25 };
}

export const STATES = [
  agentState("Available", "routable"),
  agentState("Lunch", "not_routable"),
  agentState("Training", "not_routable"),
  agentState("Offline", "offline"),
];

export function firstWorld() {
  return {
    /** Milliseconds by which the service's clock is ahead. */
    ahead: 250,
    snapshot: { state: STATES[0], nextState: null, agentAvailabilityState: null, contacts: [] },
    configuration: {
      name: "Ann Agent",
      username: "ann",
      softphoneEnabled: true,
      softphoneAutoAccept: false,
      extension: "+15550111",
      agentARN: arn("agent/ann"),
      agentPreferences: { LANGUAGE: "en_US" },
      routingProfile: {
        name: "Basic Routing Profile",
        routingProfileARN: arn("routing-profile/basic"),
        defaultOutboundQueue: { queueARN: arn("queue/basic"), name: "BasicQueue" },
        channelConcurrencyMap: { VOICE: 1, CHAT: 5, TASK: 10 },
      },
    },
    lists: {
      states: STATES,
      permissions: ["outboundCall"],
      countries: ["us", "ca", "de"],
      queues: [
        { queueARN: arn("queue/basic"), name: "BasicQueue" },
        { queueARN: arn("queue/agent/ann"), name: null },
      ],
      endpoints: [],
    },
  };
}
