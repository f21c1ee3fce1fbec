/** What is asked of an agent, its contacts and their connections after every step. */

import { DOCUMENTED_IN, documented } from "../checked/groups.mjs";

const READS = /^(get|is|has|can)[A-Z]/;

/**
 * Methods whose names look like those of getters, but that act, ask a media library, or go another way than the
 * agent's data. Requests are compared in `requests.test.mjs`.
 */
const ACTS = new Set([
  // They ask the service.
  "getConnectionToken",
  "getVideoConnectionInfo",
  "getEndpoints",
  "getAddresses",
  "getVoiceIdSpeakerId",
  "getVoiceIdSpeakerStatus",
  // They make a session of ChatJS or TaskJS.
  "getMediaController",
  // They ask the control panel over a protocol of its own (PROTOCOL.md 6.5), which only Amazon's panel speaks.
  "canResumeParticipant",
  "getInstanceDetails",
  "getNetworkConnectionStatus",
  "getPreviewConfiguration",
  "isPreviewMode",
  // See WITH_PARAMETERS.
  "getChannelConcurrency",
  "getContacts",
  "getEventName",
]);

/** What `askAll` asks besides. */
export const WITH_PARAMETERS = {
  Agent: ["getChannelConcurrency", "getContacts", "toSnapshot"],
  Contact: ["getEventName", "toSnapshot"],
};

/** Names of the getters of an object of the npm library's, own and inherited. */
function gettersOf(prototype) {
  const names = new Set();
  for (let of = prototype; of && of !== Object.prototype; of = Object.getPrototypeOf(of)) {
    for (const name of Object.getOwnPropertyNames(of)) {
      if (READS.test(name) && !ACTS.has(name) && typeof prototype[name] === "function") {
        names.add(name);
      }
    }
  }
  return [...names].sort();
}

/** Names by class: those of the documentation, and of the others those that both libraries have. */
export function gettersByClass(npm, headwater) {
  return Object.fromEntries(
    Object.entries(DOCUMENTED_IN).map(([of, sections]) => {
      const described = new Set(sections.flatMap(documented));
      const names = gettersOf(npm[of].prototype);
      return [of, names.filter((name) => described.has(name) || name in headwater[of].prototype)];
    }),
  );
}

const CONNECTIONS = [
  "ConnectionSnapshot",
  "ChatConnection",
  "TaskConnection",
  "EmailConnection",
  "VoiceConnection",
];

/**
 * Asks all getters.
 *
 * @param contactIds the contacts that are asked about, also such as are gone.
 * @returns plain answers by the path to each getter.
 */
export function askAll({ connect, plain, getters, contactIds }) {
  const ask = (object, name, ...parameters) => {
    try {
      return plain(object[name](...parameters));
    } catch (error) {
      return { throws: plain(error).error };
    }
  };
  const askEach = (object, names) => Object.fromEntries(names.map((name) => [name, ask(object, name)]));
  const attempt = (make, use) => {
    try {
      return use(make());
    } catch (error) {
      return { throws: plain(error).error };
    }
  };

  const askConnection = (connection) => {
    const of = CONNECTIONS.find((name) => connection instanceof connect[name]) ?? "VoiceConnection";
    return { class: of, ...askEach(connection, getters[of]) };
  };
  const askContact = (contact) => ({
    ...askEach(contact, getters.Contact),
    eventName: ask(contact, "getEventName", "contact::connected"),
    connections: attempt(
      () => contact.getConnections(),
      (connections) =>
        connections.map((connection) => ({
          itself: askConnection(connection),
          snapshot: attempt(
            () => connection.toSnapshot(),
            (snapshot) => askConnection(snapshot),
          ),
        })),
    ),
  });
  const askAgent = (agent) => ({
    ...askEach(agent, getters.Agent),
    concurrency: ["VOICE", "CHAT", "TASK", "OTHER"].map((channel) =>
      ask(agent, "getChannelConcurrency", channel),
    ),
    allConcurrency: ask(agent, "getChannelConcurrency"),
    contacts: [undefined, "voice", "queue_callback", "chat", "task", "email", "other"].map((type) =>
      ask(agent, "getContacts", type),
    ),
  });

  return attempt(
    () => new connect.Agent(),
    (agent) => ({
      agent: askAgent(agent),
      agentSnapshot: attempt(
        () => agent.toSnapshot(),
        (snapshot) => ({
          ...askAgent(snapshot),
          ofContacts: attempt(
            () => snapshot.getContacts(),
            (contacts) => contacts.map(askContact),
          ),
        }),
      ),
      contacts: contactIds.map((contactId) => {
        const contact = new connect.Contact(contactId);
        return {
          contactId,
          itself: askContact(contact),
          snapshot: attempt(
            () => contact.toSnapshot(),
            (snapshot) => askContact(snapshot),
          ),
        };
      }),
    }),
  );
}
