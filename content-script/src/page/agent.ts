import { isValidLocale } from "./browser";
import type { Callbacks } from "./calls";
import { Contact, ContactSnapshot } from "./contact";
import { agentData, agentInitialized, broadcast, client, since, subscribe, upstream } from "./context";
import { Endpoint, type EndpointData, endpointParameter } from "./endpoint";
import {
  AGENT_SUBSCRIPTIONS,
  AgentEvents,
  ContactEvents,
  DEVICE_SUBSCRIPTIONS,
  DEVICES,
  EventType,
  type Words,
} from "./enums";
import { assertNotNull, existing, ValueError } from "./errors";
import type { Handler, Subscription } from "./event-bus";
import { addAliases, addGetters, addMethods, type Getters } from "./methods";
import { agentDocument, contactIds, type JsonObject } from "./replica";
import { addSubscribers, type Subscribers, subscribers } from "./subscribers";
import type { AgentData, ConfigurationData, ContactData, SnapshotData, StateData } from "./view";

/** Items a page of a paged list. */
export const DEFAULT_BATCH_SIZE = 500;

export interface ConnectOptions extends Callbacks {
  queueARN?: string;
  queueId?: string;
  relatedContactId?: string | null;
  /** Milliseconds after which the call counts as failed. */
  timeout?: number;
}

interface PageInfo {
  endpoints?: EndpointData[];
  maxResults?: number;
  nextToken?: string | null;
}

const SNAPSHOT_GETTERS = "state nextState";
const CONFIGURATION_GETTERS =
  "permissions agentStates routingProfile name agentARN extension dialableCountries voiceEnhancementMode";

export interface Agent
  extends Subscribers<typeof AGENT_SUBSCRIPTIONS>,
    Subscribers<typeof DEVICE_SUBSCRIPTIONS>,
    Getters<SnapshotData, Words<typeof SNAPSHOT_GETTERS>>,
    Getters<ConfigurationData, Words<typeof CONFIGURATION_GETTERS>>,
    Subscribers<typeof DEVICES, (deviceId: string) => void> {
  getStatus(): StateData;
  getStatusDuration(): number;
  setStatus: Agent["setState"];
  getAddresses: Agent["getEndpoints"];
}

/** The agent ("Agent API" of the documentation). What it says is what is known when it is asked. */
export class Agent {
  /** @throws StateError before there is agent data. */
  constructor() {
    existing(agentInitialized, "The agent is not yet initialized!");
  }

  _getData(): AgentData {
    return agentData().getAgentData();
  }

  _createContactAPI(contactData: ContactData): Contact {
    return new Contact(contactData.contactId);
  }

  /** Deprecated by the documentation, and gone from the npm library: follows the contacts that become pending. */
  onContactPending(f: Handler): Subscription {
    return subscribe(ContactEvents.PENDING, (_contact, _eventName, bus) =>
      f(new Agent(), AgentEvents.CONTACT_PENDING, bus),
    );
  }

  mute(): void {
    broadcast(EventType.MUTE, { mute: true });
  }

  unmute(): void {
    broadcast(EventType.MUTE, { mute: false });
  }

  getAvailabilityState(): SnapshotData["agentAvailabilityState"] {
    return this._getData().snapshot.agentAvailabilityState;
  }

  /** Milliseconds, with the difference between the service's clock and this one taken into account. */
  getStateDuration(): number {
    return since(this._getData().snapshot.state.startTimestamp);
  }

  getContacts(contactTypeFilter?: string): Contact[] {
    const data = this._getData();
    // Of the agent as it is now, a contact is known by its id; its data is made when somebody looks at it.
    const found =
      this instanceof AgentSnapshot
        ? data.snapshot.contacts
        : contactIds().map((contactId) => ({ contactId }) as ContactData);
    return found
      .map((contact) => this._createContactAPI(contact))
      .filter((contact) => !contactTypeFilter || contact.getType() === contactTypeFilter);
  }

  getConfiguration(): ConfigurationData {
    return this._getData().configuration;
  }

  /** How many contacts at once: of one channel, or of all by channel. */
  getChannelConcurrency(channel?: string): number | Record<string, number> {
    const map = this.getRoutingProfile().channelConcurrencyMap || { VOICE: 1, CHAT: 1 };
    return channel ? map[channel] || 0 : map;
  }

  /** The region in the agent's ARN. */
  _getInstanceRegion(): string | null {
    return this.getAgentARN()?.split(":")[3] || null;
  }

  isSoftphoneEnabled(): boolean {
    return this.getConfiguration().softphoneEnabled;
  }

  setConfiguration(configuration: ConfigurationData, callbacks?: Callbacks | null): void {
    const preferences = configuration?.agentPreferences;
    if (preferences?.LANGUAGE && !preferences.locale) {
      // The service says LANGUAGE and wants to be told locale.
      preferences.locale = preferences.LANGUAGE;
    }
    if (preferences && !isValidLocale(preferences.locale)) {
      callbacks?.failure?.("InvalidLocale");
      return;
    }
    client().call(
      "updateAgentConfiguration",
      { configuration: assertNotNull(configuration, "configuration") },
      {
        success: (data) => {
          // Every page is to see the change.
          upstream().sendUpstream(EventType.RELOAD_AGENT_CONFIGURATION);
          callbacks?.success?.(data);
        },
        failure: (err, data) => {
          // What the page has written into the configuration is not so.
          agentData().show(agentDocument as JsonObject);
          callbacks?.failure?.(err, data);
        },
      },
    );
  }

  setState(
    state: StateData,
    callbacks?: Callbacks | null,
    options?: { enqueueNextState?: boolean } | null,
  ): void {
    client().call(
      "putAgentState",
      {
        state: assertNotNull(state, "state"),
        enqueueNextState: options && !!options.enqueueNextState,
      },
      callbacks,
    );
  }

  /** Calls an endpoint. */
  connect(endpointIn: EndpointData, params?: ConnectOptions | null): void {
    const queueARN =
      params?.queueARN || params?.queueId || this.getRoutingProfile().defaultOutboundQueue.queueARN;
    const { relatedContactId } = params ?? {};
    client().call(
      "createOutboundContact",
      { endpoint: endpointParameter(endpointIn), queueARN, ...(relatedContactId && { relatedContactId }) },
      settlingOnce(params),
    );
  }

  getAllQueueARNs(): string[] {
    return this.getConfiguration().routingProfile.queues.map((queue) => queue.queueARN);
  }

  /** The endpoints (quick connects) of queues, all pages of them. @throws ValueError without a success callback. */
  getEndpoints(queueARNs: string | string[], callbacks: Callbacks, pageInfoIn?: PageInfo | null): void {
    assertNotNull(callbacks, "callbacks");
    const success = assertNotNull(callbacks.success, "callbacks.success");
    const pageInfo = pageInfoIn || {};
    const maxResults = pageInfo.maxResults || DEFAULT_BATCH_SIZE;
    const arns = Array.isArray(queueARNs) ? queueARNs : [queueARNs];
    client().call(
      "getEndpoints",
      { queueARNs: arns, nextToken: pageInfo.nextToken || null, maxResults },
      {
        success: (data: { endpoints?: EndpointData[]; nextToken?: string }) => {
          const found = [...(pageInfo.endpoints || []), ...(data.endpoints ?? [])];
          if (data.nextToken) {
            this.getEndpoints(arns, callbacks, { nextToken: data.nextToken, maxResults, endpoints: found });
          } else {
            const endpoints = found.map((endpoint) => new Endpoint(endpoint));
            success({ endpoints, addresses: endpoints });
          }
        },
        failure: callbacks.failure,
      },
    );
  }

  /** The agent's id, out of the ARN of the agent's own queue. */
  _getResourceId(): string | Error {
    const id = agentResourceId(this.getAllQueueARNs());
    return id ?? new Error("The agent has no queue of their own.");
  }

  toSnapshot(): AgentSnapshot {
    return new AgentSnapshot(this._getData());
  }
}

addSubscribers(Agent.prototype, "agent", AGENT_SUBSCRIPTIONS);
addSubscribers(Agent.prototype, "configuration", DEVICE_SUBSCRIPTIONS);
addGetters(Agent.prototype, SNAPSHOT_GETTERS, (agent) => agent._getData().snapshot);
addGetters(Agent.prototype, CONFIGURATION_GETTERS, (agent) => agent.getConfiguration());
addMethods(Agent.prototype, {
  // These say what is so: no softphone that a page could run has a camera.
  setCameraDevice: (deviceId: string) => broadcast("configuration::camera_device_changed", { deviceId }),
  setBackgroundBlur: (isBackgroundBlurEnabled: boolean) =>
    broadcast("configuration::background_blur_changed", { isBackgroundBlurEnabled }),
});
for (const [name, event] of subscribers("configuration", DEVICES)) {
  addMethods(Agent.prototype, { [name]: (deviceId: string) => broadcast(event, { deviceId }) });
}
addAliases(Agent.prototype, {
  setStatus: "setState",
  getAddresses: "getEndpoints",
});

export const agentResourceId = (queueARNs: string[]): string | null => {
  for (const arn of queueARNs) {
    const id = /\/agent\/([^/]+)/.exec(arn)?.[1];
    if (id) {
      return id;
    }
  }
  return null;
};

/** The agent as of one moment. */
export class AgentSnapshot extends Agent {
  constructor(readonly agentData: AgentData) {
    super();
  }

  override _getData(): AgentData {
    return this.agentData;
  }

  override _createContactAPI(contactData: ContactData): Contact {
    return new ContactSnapshot(contactData);
  }
}

/** Callbacks of which one is called once: `failure` after `timeout` milliseconds, if given. */
const settlingOnce = (params: ConnectOptions | null | undefined): Callbacks | undefined => {
  if (!params) {
    return undefined;
  }
  let { success, failure } = params;
  const settle = (callback: ((...args: unknown[]) => void) | undefined, ...args: unknown[]) => {
    success = failure = undefined;
    clearTimeout(timer || undefined);
    callback?.(...args);
  };
  const { timeout = 0 } = params;
  const timer =
    timeout > 0 &&
    setTimeout(
      () => settle(failure, new ValueError("Agent.connect timed out after %s ms", timeout)),
      timeout,
    );
  return {
    success: (data) => settle(success, data),
    failure: (err, data) => settle(failure, err, data),
  };
};
