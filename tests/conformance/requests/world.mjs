/** An agent with a contact of every kind, for actions. */

import { arn } from "../harness/service.mjs";
import { firstWorld } from "../harness/world.mjs";

const at = (type) => ({ type, timestamp: 1_699_999_900.5 });

function connection(connectionId, type, state, more = {}) {
  return {
    connectionId,
    type,
    initial: false,
    state: at(state),
    endpoint: { type: "phone_number", phoneNumber: "+15550100", name: null },
    ...more,
  };
}

function contact(contactId, type, state, connections, more = {}) {
  return {
    contactId,
    initialContactId: null,
    type,
    state: at(state),
    queue: { queueARN: arn("queue/basic"), name: "BasicQueue" },
    queueTimestamp: 1_699_999_800,
    attributes: {},
    connections,
    ...more,
  };
}

const softphone = { softphoneMediaInfo: { callType: "audio_only", autoAccept: false, callConfigJson: "{}" } };

export function worldForActions() {
  const world = firstWorld();
  const contacts = [
    contact("call", "voice", "connected", [
      connection("call-agent", "agent", "connected", softphone),
      connection("call-customer", "inbound", "connected", { initial: true }),
      connection("call-other", "outbound", "hold"),
    ]),
    contact("plain-call", "voice", "connected", [
      connection("plain-agent", "agent", "connected"),
      connection("plain-customer", "inbound", "connected", { initial: true }),
    ]),
    contact("empty-call", "voice", "ended", [connection("empty-agent", "agent", "disconnected")]),
    contact("ringing", "voice", "connecting", [
      connection("ringing-agent", "agent", "connecting", softphone),
    ]),
    contact("chat", "chat", "connected", [
      connection("chat-agent", "agent", "connected", {
        chatMediaInfo: { connectionData: '{"ConnectionAuthenticationToken":"t"}', customerName: "Carl" },
      }),
      connection("chat-customer", "inbound", "connected", { initial: true }),
    ]),
    contact("task", "task", "connected", [connection("task-agent", "agent", "connected")]),
  ];
  const permissions = ["outboundCall", "voiceId"];
  const endpoint = (number, more) => ({ endpointARN: arn(`transfer-destination/${number}`), ...more });
  const endpoints = [
    endpoint(1, { type: "queue", name: "Sales", queue: { queueARN: arn("queue/sales"), name: null } }),
    endpoint(2, { type: "agent", name: "Bob", agentLogin: "bob", queue: null }),
    endpoint(3, { type: "phone_number", name: null, phoneNumber: "+15550103" }),
    endpoint(4, { type: "phone_number", name: "Four", phoneNumber: "+15550104" }),
    endpoint(5, { type: "phone_number", name: "Five", phoneNumber: "+15550105" }),
  ];
  return {
    ...world,
    snapshot: { ...world.snapshot, contacts },
    lists: { ...world.lists, permissions, endpoints },
  };
}
