/** The page's part in the session: what comes from the worker becomes data and events, and the other way round. */

import type { LogEntry as LogLine } from "../messages/LogEntry";
import type { SessionEvent } from "../messages/SessionEvent";
import type { SignInOptions } from "../messages/SignInOptions";
import type { Update } from "../messages/Update";
import { Agent, agentResourceId } from "./agent";
import { AgentDataProvider } from "./agent-data";
import { type Callbacks, ClientBase, NullClient, settleWith } from "./calls";
import { randomId } from "./collections";
import { type ApiRequest, Conduit, EventFactory, type Stream } from "./conduit";
import { Contact, ContactSnapshot, getContactEventName } from "./contact";
import { context } from "./context";
import { AgentEvents, ContactEvents, EventType, VoiceIdEvents, WebSocketEvents } from "./enums";
import { LogEntry, rootLogger, whereabouts } from "./log";
import { SoftphoneError } from "./media";
import { type JsonObject, member } from "./replica";
import { type ContactData, viewContact } from "./view";
import { type MasterNews, WorkerLink } from "./worker-link";

const CONTACT_EVENTS: readonly string[] = Object.values(ContactEvents);
/** Milliseconds for which log lines for the worker are gathered. */
const LOG_INTERVAL = 1000;
const MOST_LOG_LINES = 200;

/** Called once the worker has acknowledged this page for the first time. */
let whenAcknowledged: (() => void) | null = null;
/** Events of updates that could not be applied: to be fired once there is a whole document. */
let held: SessionEvent[] = [];
let logLines: LogLine[] = [];
let logScheduled = false;

const link = new WorkerLink({
  acknowledged(pageId) {
    if (pageId !== undefined) {
      context.portStreamId = pageId;
      held = [];
    }
    receive(EventType.ACKNOWLEDGE, pageId === undefined ? undefined : { id: pageId });
    if (pageId !== undefined) {
      const ready = whenAcknowledged;
      whenAcknowledged = null;
      ready?.();
    }
  },
  refused(reason, message) {
    rootLogger.error("Headwater: %s (%s)", message, reason);
  },
  update,
  event(name, data) {
    if (name === WebSocketEvents.INIT_FAILURE) {
      context.webSocketInitFailed = true;
    } else if (name === VoiceIdEvents.UPDATE_DOMAIN_ID) {
      context.voiceIdDomainId = (data as { domainId?: string } | null)?.domainId ?? context.voiceIdDomainId;
    } else if (name === EventType.UPDATE_CONNECTED_CCPS) {
      context.numberOfConnectedCCPs = (data as { length?: number } | null)?.length ?? 0;
    }
    receive(name, eventData(name, data));
  },
  master: (news) => receive(EventType.MASTER_RESPONSE, masterResponse(randomId(), news)),
  log(entries) {
    for (const line of entries) {
      const entry = LogEntry.fromObject({ ...line, time: new Date(line.time) });
      rootLogger.addLogEntry(entry);
      receive(EventType.LOG, entry);
    }
  },
  gone() {
    rootLogger.error("Headwater: the extension was updated or removed. Reload this page to go on.");
  },
});

/** Whether this page takes part, or is about to. */
export function takesPart(): boolean {
  return link.wanted;
}

/** Takes part in the session of an instance. */
export function takePart(ccpUrl: string, signIn: SignInOptions, acknowledged: () => void): void {
  whenAcknowledged = acknowledged;
  held = [];
  context.data = new AgentDataProvider();
  link.attach({ ccpUrl, signIn });
}

/** Takes part no longer: nothing is known, nothing can be called. */
export function leave(): void {
  whenAcknowledged = null;
  link.detach();
  context.data = null;
  context.agentInitialized = false;
  context.initialized = false;
  context.client = new NullClient();
  context.masterClient = new NullClient();
}

// From the worker.

/** An event of the worker: for the event bus, then for who listens to the conduit itself. */
function receive(eventName: string, data: unknown): void {
  context.bus.trigger(eventName, data);
  context.upstream?.upstreamBus.trigger(eventName, data);
}

/** What subscribers get of the data of an event: objects, where they are promised some. */
function eventData(eventName: string, data: unknown): unknown {
  const members = (data ?? {}) as { contactId?: string } & Record<
    "errorType" | "errorMessage" | "endPointUrl",
    string
  >;
  if (eventName.startsWith(ContactEvents.ACCEPTED) && members.contactId) {
    return new Contact(members.contactId);
  }
  switch (eventName) {
    case AgentEvents.SOFTPHONE_ERROR:
      return new SoftphoneError(members.errorType, members.errorMessage, members.endPointUrl);
    case AgentEvents.WEBSOCKET_CONNECTION_LOST:
    case AgentEvents.WEBSOCKET_CONNECTION_GAINED:
      return data ?? (context.agentInitialized ? new Agent() : data);
    default:
      return data;
  }
}

function update(change: Update): void {
  const { replica } = link;
  const data = context.data;
  if (!data) {
    return;
  }
  const before = new Map(replica.contactIds.map((contactId) => [contactId, replica.contact(contactId)]));
  if (!replica.apply(change)) {
    held.push(...change.events);
    link.resynchronize();
    return;
  }
  const events = [...held, ...change.events];
  held = [];
  data.show(replica.document as JsonObject);
  // In between, as with the npm library: the data is an event of its own, and the others come of it.
  context.bus.triggerAround(
    AgentEvents.UPDATE,
    () => data.getAgentData(),
    () => {
      context.agentInitialized = true;
      for (const event of events) {
        // A handler may have ended this page's part in the session.
        if (context.data !== data) {
          return;
        }
        fire(event, before);
      }
    },
  );
  const listeners = context.upstream?.upstreamBus;
  listeners?.triggerAround(
    AgentEvents.UPDATE,
    () => data.getAgentData(),
    () => {},
  );
}

function fire(event: SessionEvent, before: Map<string, JsonObject | undefined>): void {
  const { bus } = context;
  switch (event.kind) {
    case "agent":
      bus.trigger(event.name, new Agent());
      break;
    case "stateChange":
      bus.trigger(AgentEvents.STATE_CHANGE, {
        agent: new Agent(),
        oldState: event.oldState,
        newState: event.newState,
      });
      break;
    case "contact":
      if (event.ended) {
        link.replica.markEnded(event.contactId);
      }
      fireContact(event.contactId, event.names, before.get(event.contactId));
      break;
  }
}

function fireContact(contactId: string, names: string[], last: JsonObject | undefined): void {
  const { bus, data } = context;
  const subject = (): Contact => {
    if (link.replica.contact(contactId)) {
      return new Contact(contactId);
    }
    return new ContactSnapshot(
      last ? viewContact(last) : ({ contactId, connections: [] } as unknown as ContactData),
    );
  };
  for (const name of names) {
    if (context.data !== data) {
      return;
    }
    bus.trigger(name, subject());
    if (name !== ContactEvents.INIT) {
      bus.trigger(`${name}::${contactId}`, subject());
    }
    if (name === ContactEvents.DESTROYED) {
      for (const scoped of CONTACT_EVENTS) {
        for (const subscription of bus.getSubscriptions(getContactEventName(scoped, contactId))) {
          subscription.unsubscribe();
        }
      }
    }
  }
}

// To the worker.

/** What `connect.core.getUpstream()` gives: events that the npm library sends to its worker become messages. */
export function makeUpstream(name: string): Conduit {
  const stream: Stream = {
    send: ({ event, data }) => send(event, data),
    onMessage() {},
  };
  return new Conduit(name, stream);
}

function send(eventName: string, data: unknown): void {
  const given = (data ?? {}) as Record<string, unknown>;
  switch (eventName) {
    case EventType.BROADCAST:
      link.send({ kind: "broadcast", event: String(given.event), data: given.data ?? null });
      break;
    case EventType.API_REQUEST:
      request(given as unknown as ApiRequest, {});
      break;
    case EventType.MASTER_REQUEST:
      masterRequest(given as unknown as ApiRequest, {});
      break;
    case EventType.RELOAD_AGENT_CONFIGURATION:
      link.send({ kind: "reloadConfiguration" });
      break;
    case EventType.SYNCHRONIZE:
      link.synchronize();
      break;
    case EventType.TERMINATE:
      link.send({ kind: "terminate" });
      break;
    case EventType.MEDIA_DEVICE_REQUEST:
      link.send({ kind: "broadcast", event: eventName, data: null });
      break;
    case WebSocketEvents.SEND:
      link.send({ kind: "sendFrame", frame: data });
      break;
    case WebSocketEvents.SUBSCRIBE:
      link.subscribeTopics((data as unknown[]).map(String));
      break;
    default:
      // What only a control panel in a frame would want to know.
      break;
  }
}

function request(asked: ApiRequest, callbacks: Callbacks): void {
  const answer = (data: unknown, err: unknown) =>
    receive(EventType.API_RESPONSE, EventFactory.createResponse(EventType.API_RESPONSE, asked, data, err));
  link.call(
    asked.method,
    asked.params,
    settleWith(asked.method, {
      success: (data) => {
        answer(data, null);
        callbacks.success?.(data);
      },
      failure: (err, data) => {
        answer(data, err);
        callbacks.failure?.(err, data);
      },
    }),
  );
}

function masterRequest(asked: ApiRequest, callbacks: Callbacks): void {
  const parameters = (asked.params ?? {}) as { topic?: string; shouldNotBecomeMasterIfNone?: boolean };
  const method = asked.method === "becomeMaster" ? "becomeMaster" : "checkMaster";
  link.master(method, String(parameters.topic), !!parameters.shouldNotBecomeMasterIfNone, (news) => {
    const response = masterResponse(asked.requestId, news);
    receive(EventType.MASTER_RESPONSE, response);
    settleWith(method, callbacks)({ kind: "success", data: response.data });
  });
}

function masterResponse(requestId: string, { masterId, isMaster, takeOver, topic }: MasterNews) {
  const data = { masterId, isMaster, takeOver, topic };
  return EventFactory.createResponse(EventType.MASTER_RESPONSE, { requestId }, data, null);
}

/** Calls of the service. */
export class UpstreamConduitClient extends ClientBase {
  override _callImpl(method: string, params: unknown, callbacks: Callbacks): void {
    request(EventFactory.createRequest(EventType.API_REQUEST, method, params), callbacks);
  }
}

/** Questions about masterships. */
export class UpstreamConduitMasterClient extends ClientBase {
  override _callImpl(method: string, params: unknown, callbacks: Callbacks): void {
    masterRequest(EventFactory.createRequest(EventType.MASTER_REQUEST, method, params), callbacks);
  }
}

// The log.

whereabouts.agentResourceId = () => {
  const queues = member(member(member(link.replica.document, "configuration"), "routingProfile"), "queues");
  const arns = (Array.isArray(queues) ? queues : []).map((queue) => member(queue, "queueARN"));
  return agentResourceId(arns.filter((arn) => typeof arn === "string"));
};

whereabouts.keepInternal = (entry) => {
  logLines.push({
    time: entry.time.getTime(),
    level: entry.level,
    component: entry.component,
    text: entry.text.slice(0, 2000),
  });
  if (logLines.length > MOST_LOG_LINES) {
    logLines.shift();
  }
  if (!logScheduled) {
    logScheduled = true;
    setTimeout(sendLogLines, LOG_INTERVAL);
  }
};

function sendLogLines(): void {
  logScheduled = false;
  if (link.sendLog(logLines)) {
    logLines = [];
  }
}
