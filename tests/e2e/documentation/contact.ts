// "Contact API", "Connection API" and "VoiceConnection API", in the course of a call, and of contacts that go wrong.
import { does, gives, tells, until } from "./example";
import { AGENT, agentConnection, happen, offer, offerConnected, vanish } from "./instance";
import { softphoneTells } from "./softphone";

const CUSTOMER = "+12065550142";
const THIRD_PARTY = "+18005550100";

/** A call rings, is accepted, has a third party, ends. */
export async function call(): Promise<void> {
  const agent = new connect.Agent();
  const events: Promise<void>[] = [];
  const contactId = crypto.randomUUID();
  const isIt = (given: connect.Contact) => given.getContactId() === contactId;
  events.push(
    tells<connect.Contact>(
      "connect.contact()",
      (told) =>
        connect.contact((contact) => {
          if (isIt(contact)) {
            events.push(...callEvents(contact, isIt));
          }
          told(contact);
        }),
      isIt,
    ),
  );
  const contact = await offer({
    channel: "voice",
    contactId,
    initialContactId: "5ca1ab1e-c0de-4000-8000-0000000000aa",
    customer: CUSTOMER,
    queue: "Support",
    attributes: { foo: "bar" },
  });
  await contactGetters(contact);
  await does(
    "contact.accept()",
    (done, fail) => {
      contact.accept({
        success: () => done(),
        failure: (err) => fail(err),
      });
    },
    () => contact.getState().type === connect.ContactStateType.CONNECTED,
  );
  await gives(
    "contact.isConnected()",
    () => {
      if (contact.isConnected()) {
        return "connected";
      }
      return "not connected";
    },
    (answer) => answer === "connected",
  );
  await voiceGetters(contact);
  await nextState(agent);
  await customerConnection(contact);
  await thirdParty(contact);
  await issue(contact);

  const work = tells<string>(
    "agent.onAfterCallWork()",
    (told) => agent.onAfterCallWork((agent) => told(agent.getState().name)),
    (name) => name === connect.AgentAvailStates.AFTER_CALL_WORK,
  );
  await happen(`contacts/${contactId}/customer`, { action: "hangUp" });
  await until(() => contact.getState().type === connect.ContactStateType.ENDED);
  await work;
  await does(
    "contact.clear()",
    (done, fail) => {
      contact.clear({
        success: () => done(),
        failure: (err) => fail(err),
      });
    },
    () => agent.getContacts().length === 0,
  );
  await Promise.all(events);
}

/** What happens to one contact. */
function callEvents(contact: connect.Contact, isIt: (given: connect.Contact) => boolean): Promise<void>[] {
  return [
    tells<connect.Contact>(
      "contact.onRefresh()",
      (told) => contact.onRefresh((contact) => told(contact)),
      isIt,
    ),
    tells<connect.Contact>(
      "contact.onConnecting()",
      (told) => contact.onConnecting((contact) => told(contact)),
      isIt,
    ),
    tells<connect.Contact>(
      "contact.onAccepted()",
      (told) => contact.onAccepted((contact) => told(contact)),
      isIt,
    ),
    tells<connect.ContactStateType>(
      "contact.onConnected()",
      (told) => contact.onConnected((contact) => told(contact.getState().type)),
      (type) => type === connect.ContactStateType.CONNECTED,
    ),
    tells<connect.ContactStateType>(
      "contact.onACW()",
      (told) => contact.onACW((contact) => told(contact.getState().type)),
      (type) => type === connect.ContactStateType.ENDED,
    ),
    tells<connect.ContactStateType>(
      "contact.onEnded()",
      (told) => contact.onEnded((contact) => told(contact.getState().type)),
      (type) => type === connect.ContactStateType.ENDED,
    ),
    tells<connect.Contact>(
      "contact.onDestroy()",
      (told) => contact.onDestroy((contact) => told(contact)),
      isIt,
    ),
  ];
}

async function contactGetters(contact: connect.Contact): Promise<void> {
  const agent = new connect.Agent();
  const contactTypeFilter = connect.ContactType.VOICE;
  await gives(
    "agent.getContacts()",
    () => {
      const contacts = agent.getContacts(contactTypeFilter);
      return contacts;
    },
    ([first]) =>
      first?.getContactId() === contact.getContactId() &&
      agent.getContacts(connect.ContactType.TASK).length === 0 &&
      agent.getContacts().length === 1,
  );
  await gives(
    "contact.getEventName()",
    () => {
      const eventName = contact.getEventName(connect.ContactEvents.CONNECTED);
      return eventName;
    },
    (name) => name === `contact::connected::${contact.getContactId()}`,
  );
  await gives(
    "contact.getContactId()",
    () => {
      const contactId = contact.getContactId();
      return contactId;
    },
    (contactId) => /^[-0-9a-f]{36}$/.test(contactId),
  );
  await gives(
    "contact.getOriginalContactId() / contact.getInitialContactId()",
    () => {
      const originalContactId = contact.getOriginalContactId();
      //OR
      const initialContactId = contact.getInitialContactId();
      return [originalContactId, initialContactId];
    },
    (ids) => ids.every((id) => id === "5ca1ab1e-c0de-4000-8000-0000000000aa"),
  );
  await gives(
    "contact.getType()",
    () => {
      const type = contact.getType();
      return type;
    },
    (type) => type === connect.ContactType.VOICE,
  );
  await gives(
    "contact.getState() / contact.getStatus()",
    () => {
      const state = contact.getState();
      return { state, same: contact.getStatus() };
    },
    ({ state, same }) =>
      state.type === connect.ContactStateType.CONNECTING &&
      state.timestamp instanceof Date &&
      same.type === state.type,
  );
  await gives(
    "contact.getStateDuration() / contact.getStatusDuration()",
    () => {
      const millis = contact.getStateDuration();
      return [millis, contact.getStatusDuration()];
    },
    isDuration,
  );
  await gives(
    "contact.getQueue()",
    () => {
      const queue = contact.getQueue();
      return queue;
    },
    (queue) => queue?.name === "Support" && /^arn:/.test(queue.queueARN) && queue.queueId === queue.queueARN,
  );
  await gives(
    "contact.getQueueTimestamp()",
    () => {
      const queueTimestamp = contact.getQueueTimestamp();
      return queueTimestamp;
    },
    (timestamp) => timestamp instanceof Date,
  );
  await gives(
    "contact.getAttributes()",
    () => {
      const attributeMap = contact.getAttributes();
      return attributeMap;
    },
    (attributes) => attributes?.foo?.name === "foo" && attributes.foo.value === "bar",
  );
  await gives(
    "contact.isSoftphoneCall()",
    () => {
      if (contact.isSoftphoneCall()) {
        return "softphone";
      }
      return "telephone";
    },
    (answer) => answer === "softphone",
  );
  await gives(
    "contact.isInbound()",
    () => {
      if (contact.isInbound()) {
        return "inbound";
      }
      return "outbound";
    },
    (answer) => answer === "inbound",
  );
  await gives(
    "contact.toSnapshot()",
    () => {
      const snapshot = contact.toSnapshot();
      return snapshot;
    },
    (snapshot) => snapshot.getState().type === connect.ContactStateType.CONNECTING,
  );
}

function isDuration(durations: number[]): boolean {
  return durations.every((millis) => typeof millis === "number" && Math.abs(millis) < 600_000);
}

async function voiceGetters(contact: connect.Contact): Promise<void> {
  await gives(
    "contact.getAgentConnection()",
    () => {
      const agentConn = contact.getAgentConnection();
      return agentConn;
    },
    (connection) => connection?.getType() === connect.ConnectionType.AGENT,
  );
  const conn = agentConnection<connect.VoiceConnection>(contact);
  await gives(
    "voiceConnection.getMediaInfo()",
    () => {
      const mediaInfo = conn.getMediaInfo();
      return mediaInfo;
    },
    (info) =>
      info?.callType === connect.SoftphoneCallType.AUDIO_ONLY && typeof info.callConfigJson === "string",
  );
  await gives(
    "voiceConnection.getMediaType()",
    () => {
      if (conn.getMediaType() === "softphone") {
        return connect.MediaType.SOFTPHONE;
      }
      return conn.getMediaType();
    },
    (type) => type === connect.MediaType.SOFTPHONE,
  );
  await gives(
    "voiceConnection.getMediaController()",
    () =>
      conn.getMediaController().then((voiceController) => {
        return voiceController;
      }),
    (controller) => controller.callConfigJson === conn.getMediaInfo()?.callConfigJson,
  );
  const session = tells<string>(
    "connect.core.onSoftphoneSessionInit()",
    (told) =>
      connect.core.onSoftphoneSessionInit(({ connectionId }) => {
        const softphoneManager = connect.core.getSoftphoneManager();
        if (softphoneManager) {
          const session = softphoneManager.getSession(connectionId);
          told(`${connectionId} has the session ${session}`);
        }
        // No softphone runs in this page.
        told(connectionId);
      }),
    (connectionId) => connectionId === conn.getConnectionId(),
  );
  softphoneTells(connect.ConnectionEvents.SESSION_INIT, { connectionId: conn.getConnectionId() });
  await session;
}

/** The next status, chosen during the call and taken back. */
async function nextState(agent: connect.Agent): Promise<void> {
  const lunch = agent.getAgentStates().find(({ name }) => name === "Lunch") as connect.AgentState;
  const enqueued = tells<string | undefined>(
    "agent.onEnqueuedNextState()",
    (told) => agent.onEnqueuedNextState((agent) => told(agent.getNextState()?.name)),
    (name) => name === "Lunch",
  );
  agent.setState(lunch, {}, { enqueueNextState: true });
  await enqueued;
  await gives(
    "agent.getNextState()",
    () => {
      const state = agent.getNextState();
      return state;
    },
    (state) => state?.name === "Lunch" && state.agentStateARN === lunch.agentStateARN,
  );
  const back = agent.getAgentStates().find(({ name }) => name === "Available") as connect.AgentState;
  agent.setState(back, {}, { enqueueNextState: true });
  await until(() => !agent.getNextState());
}

async function customerConnection(contact: connect.Contact): Promise<void> {
  await gives(
    "contact.getConnections()",
    () => {
      const conns = contact.getConnections();
      return conns;
    },
    (conns) => conns.length === 2 && conns.every((conn) => conn.getContactId() === contact.getContactId()),
  );
  await gives(
    "contact.getInitialConnection()",
    () => {
      const initialConn = contact.getInitialConnection();
      return initialConn;
    },
    (initialConn) => initialConn?.getEndpoint().phoneNumber === CUSTOMER,
  );
  await gives(
    "contact.getActiveInitialConnection()",
    () => {
      const initialConn = contact.getActiveInitialConnection();
      return initialConn;
    },
    (initialConn) => initialConn?.getConnectionId() === contact.getInitialConnection()?.getConnectionId(),
  );
  const conn = contact.getInitialConnection() as connect.VoiceConnection;
  await connectionGetters(contact, conn);
  const digits = "42#";
  await does(
    "connection.sendDigits()",
    (done, fail) => {
      conn.sendDigits(digits, {
        success: () => done(),
        failure: (err) => fail(err),
      });
    },
    async () => (await requestOf("SendDigits"))?.digits === digits,
  );
  await does(
    "connection.hold()",
    (done, fail) => {
      conn.hold({
        success: () => done(),
        failure: (err) => fail(err),
      });
    },
    () => conn.isOnHold(),
  );
  await gives(
    "connection.isOnHold()",
    () => {
      if (conn.isOnHold()) {
        return "on hold";
      }
      return "not on hold";
    },
    (answer) => answer === "on hold",
  );
  await does(
    "connection.resume()",
    (done, fail) => {
      conn.resume({
        success: () => done(),
        failure: (err) => fail(err),
      });
    },
    () => conn.isConnected() && !conn.isOnHold(),
  );
  await does(
    "voiceConnection.muteParticipant()",
    (done, fail) => {
      conn.muteParticipant({
        success: () => done(),
        failure: (err) => fail(err),
      });
    },
    () => conn.isMute() === true,
  );
  await gives(
    "voiceConnection.isMute()",
    () => {
      if (conn.isMute()) {
        return "mute";
      }
      return "not mute";
    },
    (answer) => answer === "mute",
  );
  await does(
    "voiceConnection.unmuteParticipant()",
    (done, fail) => {
      conn.unmuteParticipant({
        success: () => done(),
        failure: (err) => fail(err),
      });
    },
    () => conn.isMute() === false,
  );
}

async function connectionGetters(
  contact: connect.Contact,
  connection: connect.VoiceConnection,
): Promise<void> {
  const conn = connection;
  await gives(
    "connection.getContactId()",
    () => {
      const contactId = connection.getContactId();
      return contactId;
    },
    (contactId) => contactId === contact.getContactId(),
  );
  await gives(
    "connection.getConnectionId()",
    () => {
      const connectionId = connection.getConnectionId();
      return connectionId;
    },
    (connectionId) => connectionId.length > 0 && connectionId !== agentConnection(contact).getConnectionId(),
  );
  await gives(
    "connection.getEndpoint() / connection.getAddress()",
    () => {
      const endpoint = connection.getEndpoint();
      return [endpoint, connection.getAddress()];
    },
    (endpoints) =>
      endpoints.every(
        ({ phoneNumber, type }) => phoneNumber === CUSTOMER && type === connect.EndpointType.PHONE_NUMBER,
      ),
  );
  await gives(
    "connection.getState() / connection.getStatus()",
    () => {
      const state = connection.getState();
      return { state, same: connection.getStatus() };
    },
    ({ state, same }) =>
      state.type === connect.ConnectionStateType.CONNECTED &&
      state.timestamp instanceof Date &&
      same.type === state.type,
  );
  await gives(
    "connection.getStateDuration() / connection.getStatusDuration()",
    () => {
      const millis = connection.getStateDuration();
      return [millis, connection.getStatusDuration()];
    },
    isDuration,
  );
  await gives(
    "connection.getType()",
    () => {
      const type = connection.getType();
      return type;
    },
    (type) => type === connect.ConnectionType.INBOUND,
  );
  await gives(
    "connection.isInitialConnection()",
    () => {
      if (conn.isInitialConnection()) {
        return "initial";
      }
      return "not initial";
    },
    (answer) => answer === "initial" && !agentConnection(contact).isInitialConnection(),
  );
  await gives(
    "connection.isActive()",
    () => {
      if (conn.isActive()) {
        return "active";
      }
      return "not active";
    },
    (answer) => answer === "active",
  );
  await gives(
    "connection.isConnected()",
    () => {
      if (conn.isConnected()) {
        return "connected";
      }
      return "not connected";
    },
    (answer) => answer === "connected",
  );
}

/** Somebody joins the call, and leaves it. */
async function thirdParty(contact: connect.Contact): Promise<void> {
  await happen(`agents/${AGENT}/settings`, { answerMilliseconds: 600_000 });
  const { Endpoint } = connect;
  const endpoint = Endpoint.byPhoneNumber(THIRD_PARTY);
  await does(
    "contact.addConnection()",
    (done, fail) => {
      contact.addConnection(endpoint, {
        success: () => done(),
        failure: (err) => fail(err),
      });
    },
    () => contact.getThirdPartyConnections().length === 1,
  );
  await gives(
    "contact.getThirdPartyConnections()",
    () => {
      const thirdPartyConns = contact.getThirdPartyConnections();
      return thirdPartyConns;
    },
    ([party]) => party?.getEndpoint().phoneNumber === THIRD_PARTY,
  );
  await gives(
    "contact.getSingleActiveThirdPartyConnection()",
    () => {
      const thirdPartyConn = contact.getSingleActiveThirdPartyConnection();
      return thirdPartyConn;
    },
    (party) => party?.getEndpoint().phoneNumber === THIRD_PARTY,
  );
  const conn = contact.getSingleActiveThirdPartyConnection() as connect.VoiceConnection;
  await gives(
    "connection.isConnecting()",
    () => {
      if (conn.isConnecting()) {
        return "connecting";
      }
      return "not connecting";
    },
    (answer) => answer === "connecting",
  );
  await does(
    "connection.destroy()",
    (done, fail) => {
      conn.destroy({
        success: () => done(),
        failure: (err) => fail(err),
      });
    },
    () => contact.getSingleActiveThirdPartyConnection() === null,
  );

  await happen(`agents/${AGENT}/settings`, { answerMilliseconds: 0 });
  contact.addConnection(endpoint);
  await until(() => contact.getSingleActiveThirdPartyConnection()?.isConnected() === true);
  const initial = () => contact.getInitialConnection() as connect.VoiceConnection;
  await until(() => initial().isOnHold());
  await does(
    "contact.toggleActiveConnections()",
    (done, fail) => {
      contact.toggleActiveConnections({
        success: () => done(),
        failure: (err) => fail(err),
      });
    },
    () => !initial().isOnHold() && contact.getSingleActiveThirdPartyConnection()?.isOnHold() === true,
  );
  await does(
    "contact.conferenceConnections()",
    (done, fail) => {
      contact.conferenceConnections({
        success: () => done(),
        failure: (err) => fail(err),
      });
    },
    () => !initial().isOnHold() && contact.getSingleActiveThirdPartyConnection()?.isOnHold() === false,
  );
  contact.getSingleActiveThirdPartyConnection()?.destroy();
  await until(() => contact.getSingleActiveThirdPartyConnection() === null);
}

async function issue(contact: connect.Contact): Promise<void> {
  const issueCode = "no-sound";
  const description = "The customer hears nothing.";
  await does(
    "contact.notifyIssue()",
    (done, fail) => {
      contact.notifyIssue(issueCode, description, {
        success: () => done(),
        failure: (err) => fail(err),
      });
    },
    async () => {
      const { logs } = await happen<{ logs: { contactId: string; content: Record<string, string> }[] }>(
        "logs?kind=issue",
      );
      const [log] = logs;
      return (
        log?.contactId === contact.getContactId() &&
        log.content.issueCode === issueCode &&
        log.content.description === description
      );
    },
  );
}

/** Contacts that are not answered. */
export async function unanswered(): Promise<void> {
  const agent = new connect.Agent();
  const available = () =>
    until(() => agent.getContacts().length === 0 && agent.getState().name === "Available");

  // A callback waits to be accepted; what else can become of it the instance does out of turn.
  const states: Promise<void>[] = [];
  const callbackId = crypto.randomUUID();
  const isCallback = (given: connect.Contact) => given.getContactId() === callbackId;
  const found = connect.contact((contact) => {
    if (isCallback(contact)) {
      states.push(
        tells<connect.Contact>(
          "contact.onIncoming()",
          (told) => contact.onIncoming((contact) => told(contact)),
          isCallback,
        ),
        tells<connect.Contact>(
          "contact.onPending()",
          (told) => contact.onPending((contact) => told(contact)),
          isCallback,
        ),
        tells<connect.Contact>(
          "contact.onError()",
          (told) => contact.onError((contact) => told(contact)),
          isCallback,
        ),
      );
    }
  });
  const callback = await offer({ channel: "queue_callback", contactId: callbackId });
  found.unsubscribe();
  for (const state of ["pending", "error"] as const) {
    await happen(`contacts/${callbackId}/move`, { state });
    await until(() => callback.getState().type === state);
  }
  await Promise.all(states);
  await vanish(callback);
  await available();

  const missed = await offer({ channel: "voice" });
  const isMissed = tells<connect.ContactStateType>(
    "contact.onMissed()",
    (told) => missed.onMissed((contact) => told(contact.getState().type)),
    (type) => type === connect.ContactStateType.MISSED,
  );
  await happen(`contacts/${missed.getContactId()}/customer`, { action: "hangUp" });
  await isMissed;
  missed.clear();
  await available();

  const contact = await offer({ channel: "voice" });
  await does(
    "contact.reject()",
    (done, fail) => {
      contact.reject({
        success: () => done(),
        failure: (err) => fail(err),
      });
    },
    () => contact.getState().type === connect.ContactStateType.REJECTED,
  );
  contact.clear();
  await available();
}

/** A supervisor's and a colleague's connections, and the older way to end a contact. */
export async function others(monitored: string): Promise<void> {
  const agent = new connect.Agent();
  const supervised = await offerConnected({ channel: "voice", monitors: monitored });
  const conn = agentConnection(supervised);
  await gives(
    "connection.getMonitorInfo()",
    () => {
      const monitorInfo = conn.getMonitorInfo();
      return monitorInfo;
    },
    (info) => info?.agentName === "bob" && !Number.isNaN(Date.parse(`${info.joinTime}`)),
  );
  await vanish(supervised);
  await until(() => agent.getState().name === "Available");

  const contact = await offerConnected({ channel: "voice" });
  const colleague = await endpointNamed("frank");
  contact.addConnection(colleague);
  await until(() => contact.getThirdPartyConnections().length === 1);
  await gives(
    "voiceConnection.getQuickConnectName()",
    () => {
      const conn = contact.getThirdPartyConnections()[0] as connect.VoiceConnection;
      const agentName = conn.getQuickConnectName();
      return agentName;
    },
    (name) => name === "frank",
  );
  await happen(`contacts/${contact.getContactId()}/move`, { state: "ended" });
  await until(() => contact.getState().type === connect.ContactStateType.ENDED);
  await does(
    "contact.complete() (TO BE DEPRECATED)",
    (done, fail) => {
      contact.complete({
        success: () => done(),
        failure: (err) => fail(err),
      });
    },
    () => agent.getContacts().length === 0,
  );
  await until(() => agent.getState().name === "Available");
}

function endpointNamed(wanted: string): Promise<connect.Endpoint> {
  const agent = new connect.Agent();
  return new Promise((resolve, reject) => {
    agent.getEndpoints(agent.getAllQueueARNs(), {
      success: ({ endpoints }) => {
        const found = endpoints.find(({ name }) => name === wanted);
        if (found) {
          resolve(found);
        } else {
          reject(new Error(`There is no quick connect to ${wanted}.`));
        }
      },
      failure: reject,
    });
  });
}

async function requestOf(operation: string): Promise<Record<string, unknown> | undefined> {
  const { requests } = await happen<{ requests: { parameters: Record<string, unknown> }[] }>(
    `requests?operation=${operation}`,
  );
  return requests.at(-1)?.parameters;
}
