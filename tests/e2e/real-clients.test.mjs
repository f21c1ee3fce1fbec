// The unmodified clients of chats and of tasks, `amazon-connect-chatjs` and `amazon-connect-taskjs`, on pages with
// Headwater. Two pages have them, on two origins: both take part in the same chat and hear of the same task.
import assert from "node:assert/strict";
import { test } from "node:test";

import { chooseStatus } from "./actions.mjs";
import { session } from "./expectation.mjs";
import { signedIn, staged } from "./fixture.mjs";
import { until } from "./until.mjs";

const CRM = "CRM";
const DESK = "desk";
const EVENT = "application/vnd.amazonaws.connect.event";

/** Names of the session's subscriptions; what they tell goes to `window.heard`. */
const CHAT_EVENTS = [
  "onMessage",
  "onTyping",
  "onReadReceipt",
  "onDeliveredReceipt",
  "onParticipantIdle",
  "onEnded",
];
const TASK_EVENTS = [
  "onTransferInitiated",
  "onTransferSucceeded",
  "onTransferFailed",
  "onTaskExpiring",
  "onTaskExpired",
  "onMessage",
];

/** Both pages are Available. */
async function available(stage) {
  const pages = { [CRM]: stage.simulator.pages[0], [DESK]: stage.simulator.pages[1] };
  await signedIn(
    stage,
    Object.fromEntries(
      Object.entries(pages).map(([label, origin]) => [label, `${origin}/crm?clients=chat,task`]),
    ),
  );
  await chooseStatus(stage.page(CRM), "Available");
  await agreed(stage, session("Available"));
}

function agreed(stage, { words, isMet }) {
  return stage.agreement(words, isMet);
}

/** Does something with a contact on a page, and wants it to work. */
async function act(page, contactId, action) {
  const run = (id, what) => window.integration.act(id, what);
  assert.deepEqual(await page.evaluate(run, contactId, action), { ok: true }, action);
}

/** Takes the contact's session on the page: `window.session`, and `window.heard` with what it tells. */
function takeSession(page, contactId, events) {
  return page.evaluate(
    async (id, names) => {
      const connection = new window.connect.Contact(id).getAgentConnection();
      window.session = await connection.getMediaController();
      window.heard = [];
      for (const name of names) {
        window.session[name]((told) => {
          const { ContentType: type, Content: content } = told.data ?? told;
          window.heard.push({ name, type, content });
        });
      }
      return {
        again: (await connection.getMediaController()) === window.session,
        byNewObjects:
          (await new window.connect.Contact(id).getAgentConnection().getMediaController()) === window.session,
      };
    },
    contactId,
    events,
  );
}

/** Waits until the page was told so. */
function hears(page, words, isSo) {
  return until(
    words,
    () => page.evaluate(() => window.heard),
    (heard) => heard.some(isSo),
  );
}

const named = (name) => (told) => told.name === name;

/** Calls a method of the session; gives the data of the answer. */
function ask(page, method, ...parameters) {
  return page.evaluate(
    async (name, given) => (await window.session[name](...given))?.data ?? null,
    method,
    parameters,
  );
}

/** Calls a method of the agent that takes parameters and callbacks, as TaskJS adds them to Streams. */
function askAgent(page, method, parameters) {
  return page.evaluate(
    (name, given) =>
      new Promise((resolve) => {
        new window.connect.Agent()[name](given, {
          success: (data) => resolve({ data }),
          failure: (error) => resolve({ error: typeof error === "string" ? error : JSON.stringify(error) }),
        });
      }),
    method,
    parameters,
  );
}

test(
  "the unmodified clients of chats and of tasks work",
  staged(async (stage, t) => {
    await available(stage);
    await t.test(
      "ChatJS: a chat is received, answered, typed in, its transcript read, and ended",
      (chatTest) => chatIsHandled(stage, chatTest),
    );
    await t.test(
      "TaskJS: a task is created from a template, accepted, changed, transferred, completed",
      (taskTest) => taskIsHandled(stage, taskTest),
    );
  }),
);

async function chatIsHandled(stage, t) {
  const [crm, desk] = [stage.page(CRM), stage.page(DESK)];
  const chat = await stage.control.offer(stage.agent, "chat", { customer: "Frida" });
  await agreed(stage, session("Available", ["chat connecting"]));
  const first = await stage.control.chat(chat, { action: "message", content: "Is anybody there?" });

  await act(crm, chat, "accept");
  await agreed(stage, session("Available", ["chat connected"]));

  await t.test("getMediaController gives one session a connection, on each page", async () => {
    for (const page of [crm, desk]) {
      assert.deepEqual(await takeSession(page, chat, CHAT_EVENTS), { again: true, byNewObjects: true });
    }
    const details = await crm.evaluate(() => window.session.getChatDetails());
    assert.equal(details.contactId, chat);
    const token = await crm.evaluate(
      async (id) =>
        (await new window.connect.Contact(id).getAgentConnection().getConnectionToken()).chatTokenTransport,
      chat,
    );
    assert.equal(typeof token.participantToken, "string");
    assert.ok(Date.parse(token.expiry) > Date.now(), `expiry ${token.expiry}`);
    const { participants } = await stage.control.transcript(chat);
    assert.ok(
      participants.find(({ role }) => role === "AGENT")?.acknowledged,
      "the agent is known to be there",
    );
  });

  await t.test("what the customer does reaches both pages", async () => {
    await stage.control.chat(chat, { action: "message", content: "Where is my parcel?" });
    await stage.control.chat(chat, { action: "typing" });
    await stage.control.chat(chat, { action: "event", name: "participant.idle" });
    for (const page of [crm, desk]) {
      await hears(page, "the customer's question", ({ content }) => content === "Where is my parcel?");
      await hears(page, "that the customer types", named("onTyping"));
      await hears(page, "that the customer is idle", named("onParticipantIdle"));
    }
  });

  await t.test("what the agent says on one page reaches the customer and the other page", async () => {
    await ask(crm, "sendEvent", { contentType: `${EVENT}.typing` });
    const said = await ask(crm, "sendMessage", { contentType: "text/plain", message: "On its way." });
    await hears(desk, "the agent's typing", named("onTyping"));
    await hears(desk, "the agent's words", ({ content }) => content === "On its way.");
    const { transcript } = await stage.control.transcript(chat);
    const last = transcript.at(-1);
    assert.deepEqual(
      [last.Id, last.Content, last.ParticipantRole, last.ContactId],
      [said.Id, "On its way.", "AGENT", chat],
    );

    await stage.control.chat(chat, { action: "delivered", messageId: said.Id });
    await stage.control.chat(chat, { action: "read", messageId: said.Id });
    await hears(crm, "that it was delivered", named("onDeliveredReceipt"));
    await hears(crm, "that it was read", named("onReadReceipt"));
  });

  await t.test("the transcript, in parts", async () => {
    const page = await ask(desk, "getTranscript", { maxResults: 2, sortOrder: "ASCENDING" });
    assert.equal(page.Transcript.length, 2);
    const rest = await ask(desk, "getTranscript", {
      maxResults: 100,
      sortOrder: "ASCENDING",
      nextToken: page.NextToken,
    });
    const parts = [...page.Transcript, ...rest.Transcript];
    const all = await ask(desk, "getTranscript", { maxResults: 100, sortOrder: "ASCENDING" });
    assert.deepEqual(parts.map(({ Id }) => Id).toSorted(), all.Transcript.map(({ Id }) => Id).toSorted());
    const words = all.Transcript.filter(({ Type }) => Type === "MESSAGE").map(({ Content }) => Content);
    assert.deepEqual(words, ["Is anybody there?", "Where is my parcel?", "On its way."]);
    assert.ok(all.Transcript.some(({ Id }) => Id === first.id));
  });

  await t.test("an attachment goes up and comes back", async () => {
    const name = await crm.evaluate(async () => {
      await window.session.sendAttachment({
        attachment: new File(["a label"], "label.txt", { type: "text/plain" }),
      });
      return "label.txt";
    });
    const [item] = (await ask(desk, "getTranscript", { maxResults: 1 })).Transcript;
    assert.deepEqual([item.Type, item.Attachments[0].AttachmentName], ["ATTACHMENT", name]);
    const content = await desk.evaluate(
      async (attachmentId) => (await window.session.downloadAttachment({ attachmentId })).text(),
      item.Attachments[0].AttachmentId,
    );
    assert.equal(content, "a label");
  });

  await t.test("what the service refuses is an error of ChatJS", async () => {
    const refused = await crm.evaluate(() =>
      window.session.sendMessage({ contentType: "text/plain", message: "x".repeat(2000) }).then(
        () => null,
        ({ type, message }) => ({ type, message }),
      ),
    );
    assert.match(`${refused?.type} ${refused?.message}`, /ValidationException/);
  });

  await t.test("it ends: both pages are told, and the session is no longer given", async () => {
    await act(desk, chat, "hangUp");
    await agreed(stage, session("Available", ["chat ended"]));
    for (const page of [crm, desk]) {
      await hears(page, "that the chat has ended", named("onEnded"));
    }
    const after = await crm.evaluate(
      (id) =>
        new window.connect.Contact(id)
          .getAgentConnection()
          .getMediaController()
          .then(() => "a session", String),
      chat,
    );
    assert.match(after, /no longer available/);
    await act(crm, chat, "clear");
    await agreed(stage, session("Available"));
  });
}

async function taskIsHandled(stage, t) {
  const [crm, desk] = [stage.page(CRM), stage.page(DESK)];
  const endpoint = (name) =>
    crm.evaluate(
      (wanted) =>
        new Promise((resolve, reject) => {
          const agent = new window.connect.Agent();
          agent.getEndpoints(agent.getAllQueueARNs(), {
            success: ({ endpoints }) => resolve(endpoints.find((each) => each.name === wanted)),
            failure: reject,
          });
        }),
      name,
    );

  let template;
  await t.test("templates are listed and read", async () => {
    const { data } = await askAgent(crm, "listTaskTemplates", { status: "active", maxResults: 50 });
    const claim = data.TaskTemplates.find(({ Name }) => Name === "Claim");
    assert.equal(claim.Status, "ACTIVE");
    const read = await askAgent(crm, "getTaskTemplate", { id: claim.Id, version: 1 });
    assert.deepEqual(
      read.data.Fields.filter(({ Type }) => Type === "NUMBER").map(({ Id }) => Id.Name),
      ["Amount"],
    );
    assert.ok(read.data.Constraints.RequiredFields.some(({ Id }) => Id.Name === "Amount"));
    template = claim.Id;
  });

  const create = async (references) =>
    askAgent(crm, "createTask", {
      name: "A dent",
      taskTemplateId: template,
      endpoint: await endpoint("Billing"),
      references,
    });
  const AMOUNT = { Amount: { type: "NUMBER", value: 1000 }, Kind: { type: "STRING", value: "Vehicle" } };

  await t.test("a task without what its template requires is refused, and the page is told why", async () => {
    const { data, error } = await create({});
    assert.equal(data, undefined);
    assert.match(error, /Amount/);
    assert.deepEqual((await stage.control.agent(stage.agent)).contacts, []);
  });

  let task;
  await t.test("it is created, and rings on both pages", async () => {
    const { data, error } = await create(AMOUNT);
    assert.equal(error, undefined);
    task = data.contactId;
    await agreed(stage, session("Available", ["task connecting"]));
    const shown = await desk.evaluate((id) => {
      const contact = new window.connect.Contact(id);
      return { name: contact.getName(), references: contact.getReferences(), type: contact.getType() };
    }, task);
    assert.equal(shown.name, "A dent");
    assert.equal(String(shown.references.Amount.value), "1000");
    assert.equal(shown.type, "task");
  });

  await t.test("it is accepted, and each page has its session", async () => {
    await act(crm, task, "accept");
    await agreed(stage, session("Available", ["task connected"]));
    for (const page of [crm, desk]) {
      assert.deepEqual(await takeSession(page, task, TASK_EVENTS), { again: true, byNewObjects: true });
    }
  });

  await t.test("it is changed", async () => {
    const references = { Amount: { type: "NUMBER", value: 1001 } };
    const { error } = await askAgent(desk, "updateContact", {
      contactId: task,
      name: "Two dents",
      references,
    });
    assert.equal(error, undefined);
    const look = () =>
      crm.evaluate((id) => {
        const contact = new window.connect.Contact(id);
        return [contact.getName(), String(contact.getReferences().Amount.value)];
      }, task);
    await until("the other page to see the change", look, (seen) => seen.join() === "Two dents,1001");
  });

  await t.test("that it will expire reaches both pages", async () => {
    await stage.control.task(task, "expire.warning");
    for (const page of [crm, desk]) {
      await hears(page, "that it will expire", named("onTaskExpiring"));
      await hears(
        page,
        "the same as a message",
        ({ name, type }) => name === "onMessage" && type === `${EVENT}.expire.warning`,
      );
    }
  });

  const transfer = async (name) => {
    const to = await endpoint(name);
    return crm.evaluate(
      (id, given) =>
        new Promise((resolve) => {
          new window.connect.Contact(id).addConnection(given, {
            success: () => resolve("passed on"),
            failure: (error) => resolve(String(error)),
          });
        }),
      task,
      to,
    );
  };

  await t.test("a transfer to somebody who is not there fails, and the task stays", async () => {
    assert.equal(
      await transfer("frank"),
      "passed on",
      "the service takes the request, and then says that it failed",
    );
    for (const page of [crm, desk]) {
      await hears(page, "that the transfer failed", named("onTransferFailed"));
    }
    await agreed(stage, session("Available", ["task connected"]));
  });

  await t.test("a transfer to an agent who is there", async () => {
    await stage.control.signIn("bob");
    await stage.control.setState("bob", "Available");
    // A session ends with its connection, in the npm library too. So that it is no chance whether it hears of the
    // transfer before, no snapshot comes until it has.
    const silence = await stage.control.fault({ operation: "GetAgentSnapshot", kind: "silence" });
    await stage.control.attributes(task, { carrier: "bob" });
    await until("the next snapshot to be held back", () => stage.control.hits(silence));
    assert.equal(await transfer("bob"), "passed on");
    for (const page of [crm, desk]) {
      await hears(page, "that the transfer began", named("onTransferInitiated"));
      await hears(page, "that the transfer succeeded", named("onTransferSucceeded"));
    }
    await stage.control.removeFault(silence);
    await agreed(stage, session("Available", ["task ended"]));
    const [{ contacts }] = [await stage.control.agent("bob")];
    assert.deepEqual(
      contacts.map(({ type }) => type),
      ["task"],
    );
  });

  await t.test("it is completed", async () => {
    await act(desk, task, "complete");
    await agreed(stage, session("Available"));
  });
}
