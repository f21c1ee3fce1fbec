/** The page's part in the session: what comes from the worker becomes data and events, and the other way round. */

import type { LogEntry as LogLine } from "../messages/LogEntry";
import type { SessionEvent } from "../messages/SessionEvent";
import type { SignInOptions } from "../messages/SignInOptions";
import type { Update } from "../messages/Update";
import { Agent, agentResourceId } from "./agent";
import { type Callbacks, type Client, clientOf, nullClient, reviveTimes, settleWith, toSend } from "./calls";
import { randomId } from "./collections";
import { type ApiRequest, request, response } from "./conduit";
import { Contact, ContactSnapshot, getContactEventName } from "./contact";
import {
  agentInitialized,
  bus,
  conduit,
  dataProvider,
  endAll,
  type InitParameters,
  markAgentInitialized,
  markWebSocketFailed,
  namePort,
  setVoiceIdDomain,
  useClients,
} from "./context";
import { AgentEvents, ContactEvents, EventType, VoiceIdEvents, WebSocketEvents } from "./enums";
import { letRest } from "./keep-alive";
import { LogEntry, rootLogger, whereabouts } from "./log";
import { SoftphoneError } from "./media";
import { pick } from "./methods";
import { accepted, agentDocument, applyUpdate, contactOf, ended, type JsonObject, member } from "./replica";
import { viewContact } from "./view";
import {
  askMaster,
  attach,
  callService,
  detach,
  GONE,
  listenToWorker,
  type MasterNews,
  sendNow,
  sendToWorker,
  subscribeTopics,
} from "./worker-link";

const CONTACT_EVENTS: readonly string[] = Object.values(ContactEvents);
/** Their subscribers get the agent. */
const CONNECTION_EVENTS: readonly string[] = [
  AgentEvents.WEBSOCKET_CONNECTION_LOST,
  AgentEvents.WEBSOCKET_CONNECTION_GAINED,
];
/** Milliseconds for which log lines for the worker are gathered. */
const LOG_INTERVAL = 1000;
const MOST_LOG_LINES = 100;
const LONGEST_LOG_LINE = 500;

/** What the page that takes part is told, besides the events of the event bus. */
export interface Participant {
  /** The worker has acknowledged this page for the first time. `panel` is the address of Headwater's, if it is to be shown. */
  acknowledged(panel?: string): void;
  /** Somebody signed in or out: what a control panel shows is not true any more. */
  controlPanelIsStale(): void;
  /** The worker does not take this page in. */
  refused(): void;
}

let participant: Participant | null = null;
let isAcknowledged = false;
/** `EventType.INIT` is fired once. */
let isInitialized = false;
/** Events of updates that could not be applied: to be fired once there is a whole document. */
let held: SessionEvent[] = [];
let logLines: LogLine[] = [];
let logScheduled = false;

listenToWorker({
  acknowledge({ pageId, panel }) {
    if (pageId === undefined) {
      receive(EventType.ACKNOWLEDGE, undefined);
      return;
    }
    namePort(pageId);
    held = [];
    receive(EventType.ACKNOWLEDGE, { id: pageId });
    if (!isAcknowledged) {
      isAcknowledged = true;
      participant?.acknowledged(panel);
    }
  },
  refused({ reason, message }) {
    letRest();
    participant?.refused();
    rootLogger.error("Headwater: %s (%s)", message, reason);
  },
  update: (change) => update(change),
  event({ event, data }) {
    if (event === EventType.INIT) {
      if (isInitialized) {
        return;
      }
      isInitialized = true;
    } else if (event === EventType.AUTHORIZE_SUCCESS || event === EventType.TERMINATED) {
      participant?.controlPanelIsStale();
    } else if (event === WebSocketEvents.INIT_FAILURE) {
      markWebSocketFailed();
    } else if (event === VoiceIdEvents.UPDATE_DOMAIN_ID) {
      setVoiceIdDomain((data as { domainId?: string } | null)?.domainId);
    }
    receive(event, eventData(event, data));
  },
  accepted({ contactId }) {
    accepted.add(contactId);
    const name = ContactEvents.ACCEPTED;
    receive(name, new Contact(contactId));
    receive(getContactEventName(name, contactId), new Contact(contactId));
  },
  master: (news) => tellMaster(randomId(), news),
  log({ entries }) {
    for (const line of entries) {
      const entry = LogEntry.fromObject({ ...line, time: new Date(line.time) });
      rootLogger.addLogEntry(entry);
      receive(EventType.LOG, entry);
    }
  },
  gone() {
    letRest();
    rootLogger.error("Headwater: %s", GONE);
    bus.trigger(EventType.ACK_TIMEOUT);
  },
});

/** Takes part in the session of an instance. */
export const takePart = (params: InitParameters, signIn: SignInOptions, page: Participant): void => {
  participant = page;
  isAcknowledged = false;
  isInitialized = false;
  held = [];
  attach({ ccpUrl: params.ccpUrl, signIn, headwaterPanel: params.headwaterPanel });
};

/** Takes part no longer: nothing is known, nothing can be called. */
export const leave = (): void => {
  participant = null;
  detach();
  useClients(nullClient, nullClient, false);
  endAll();
};

// From the worker.

/** An event of the worker: for the event bus, then for who listens to the conduit itself. */
const receive = (eventName: string, data: unknown): void => {
  bus.trigger(eventName, data);
  conduit?.upstreamBus.trigger(eventName, data);
};

/** What subscribers get of the data of an event: objects, where they are promised some. */
const eventData = (eventName: string, data: unknown): unknown => {
  const members = (data ?? {}) as { contactId?: string } & Record<
    "errorType" | "errorMessage" | "endPointUrl",
    string
  >;
  if (eventName.startsWith(ContactEvents.ACCEPTED) && members.contactId) {
    return new Contact(members.contactId);
  }
  if (eventName === AgentEvents.SOFTPHONE_ERROR) {
    return new SoftphoneError(members.errorType, members.errorMessage, members.endPointUrl);
  }
  return agentInitialized && CONNECTION_EVENTS.includes(eventName) ? new Agent() : data;
};

const update = (change: Update): void => {
  const data = dataProvider;
  const before = agentDocument;
  if (!data) {
    return;
  }
  if (!applyUpdate(change)) {
    held.push(...change.events);
    if (change.from !== undefined) {
      sendNow("resynchronize");
    }
    return;
  }
  const events = [...held, ...change.events];
  held = [];
  data.show(agentDocument as JsonObject);
  const agentData = () => data.getAgentData();
  // In between, as with the npm library: the data is an event of its own, and the others come of it.
  bus.triggerAround(AgentEvents.UPDATE, agentData, () => {
    markAgentInitialized();
    for (const event of events) {
      // A handler may have ended this page's part in the session.
      if (dataProvider === data) {
        fire(event, before);
      }
    }
  });
  conduit?.upstreamBus.triggerAround(AgentEvents.UPDATE, agentData, () => {});
};

const fire = (event: SessionEvent, before: JsonObject | undefined): void => {
  switch (event.kind) {
    case "agent":
      bus.trigger(event.name, new Agent());
      break;
    case "stateChange": {
      const { oldState, newState } = event;
      bus.trigger(AgentEvents.STATE_CHANGE, { agent: new Agent(), oldState, newState });
      break;
    }
    case "contact":
      if (event.ended) {
        ended.add(event.contactId);
      }
      if (event.accepted) {
        accepted.add(event.contactId);
      }
      fireContact(event.contactId, event.names, before);
      break;
  }
};

const fireContact = (contactId: string, names: string[], before: JsonObject | undefined): void => {
  const data = dataProvider;
  const subject = (): Contact => {
    if (contactOf(agentDocument, contactId)) {
      return new Contact(contactId);
    }
    // Of a contact that is gone, subscribers get what it was last.
    return new ContactSnapshot(viewContact(contactOf(before, contactId) ?? { contactId }));
  };
  const tell = (name: string) => {
    if (bus.hasSubscribers(name)) {
      bus.trigger(name, subject());
    }
  };
  for (const name of names) {
    if (dataProvider !== data) {
      return;
    }
    tell(name);
    if (name !== ContactEvents.INIT) {
      tell(`${name}::${contactId}`);
    }
    if (name === ContactEvents.DESTROYED) {
      for (const scoped of CONTACT_EVENTS) {
        for (const subscription of bus.getSubscriptions(getContactEventName(scoped, contactId))) {
          subscription.unsubscribe();
        }
      }
    }
  }
};

// To the worker.

/** Sends up: events that the npm library sends to its worker become messages. */
export const sendUpstream = (eventName: string, data: unknown): void => {
  const given = (data ?? {}) as Record<string, unknown>;
  switch (eventName) {
    case EventType.BROADCAST:
      sendToWorker({ broadcast: { event: String(given.event), data: given.data ?? null } });
      break;
    case EventType.API_REQUEST:
      callApi(given as unknown as ApiRequest, {});
      break;
    case EventType.MASTER_REQUEST:
      callMaster(given as unknown as ApiRequest, {});
      break;
    case EventType.RELOAD_AGENT_CONFIGURATION:
      sendToWorker("reloadConfiguration");
      break;
    case EventType.SYNCHRONIZE:
      sendNow("synchronize");
      break;
    case EventType.TERMINATE:
      sendToWorker("terminate");
      break;
    case WebSocketEvents.SEND:
      sendToWorker({ sendFrame: { frame: data } });
      break;
    case WebSocketEvents.SUBSCRIBE:
      subscribeTopics((data as unknown[]).map(String));
      break;
    default:
      // What only a control panel in a frame would want to know.
      break;
  }
};

const callApi = (asked: ApiRequest, callbacks: Callbacks): void => {
  const { method, params, requestId } = asked;
  const answer = (data: unknown, err: unknown) =>
    receive(EventType.API_RESPONSE, response(EventType.API_RESPONSE, requestId, data, err));
  callService(
    method,
    toSend(method, params ?? {}),
    settleWith(method, {
      success: (data) => {
        reviveTimes(method, data);
        answer(data, null);
        callbacks.success?.(data);
      },
      failure: (err, data) => {
        answer(data, err);
        callbacks.failure?.(err, data);
      },
    }),
  );
};

const callMaster = ({ method, params, requestId }: ApiRequest, callbacks: Callbacks): void => {
  const { topic, shouldNotBecomeMasterIfNone } = (params ?? {}) as Record<string, unknown>;
  const asked = method === "becomeMaster" ? method : "checkMaster";
  askMaster(asked, String(topic), !!shouldNotBecomeMasterIfNone, (outcome) => {
    if (outcome.kind === "success") {
      tellMaster(requestId, outcome.data as MasterNews);
    }
    settleWith(method, callbacks)(outcome);
  });
};

const tellMaster = (requestId: string, news: MasterNews): void => {
  const data = pick(news, "masterId isMaster takeOver topic");
  receive(EventType.MASTER_RESPONSE, response(EventType.MASTER_RESPONSE, requestId, data, null));
};

/** Calls of the service. */
export const workerClient: Client = clientOf((method, params, callbacks) =>
  callApi(request(EventType.API_REQUEST, method, params), callbacks),
);

/** Questions about masterships. */
export const workerMasterClient: Client = clientOf((method, params, callbacks) =>
  callMaster(request(EventType.MASTER_REQUEST, method, params), callbacks),
);

// The log.

whereabouts.agentResourceId = () => {
  const queues = member(member(member(agentDocument, "configuration"), "routingProfile"), "queues");
  const arns = (Array.isArray(queues) ? queues : []).map((queue) => member(queue, "queueARN"));
  return agentResourceId(arns.filter((arn) => typeof arn === "string"));
};

whereabouts.keepInternal = (entry) => {
  logLines.push({
    time: entry.time.getTime(),
    level: entry.level,
    component: entry.component,
    text: entry.text.slice(0, LONGEST_LOG_LINE),
  });
  if (logLines.length > MOST_LOG_LINES) {
    logLines.shift();
  }
  if (!logScheduled) {
    logScheduled = true;
    setTimeout(sendLogLines, LOG_INTERVAL);
  }
};

const sendLogLines = (): void => {
  logScheduled = false;
  if (sendNow({ log: { entries: logLines } })) {
    logLines = [];
  }
};
