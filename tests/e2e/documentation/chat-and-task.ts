// "ChatConnection API", "TaskConnection API" and "Task Contact APIs". ChatJS and TaskJS are on the page.
import { gives, tells } from "./example";
import { agentConnection, happen, offerConnected, subscribed, vanish } from "./instance";

export async function chat(): Promise<void> {
  const contact = await offerConnected({ channel: "chat", customer: "Frida" });
  const conn = agentConnection<connect.ChatConnection>(contact);
  await gives(
    "chatConnection.getMediaInfo()",
    () => {
      const mediaInfo = conn.getMediaInfo();
      return mediaInfo;
    },
    (info) =>
      info?.contactId === contact.getContactId() &&
      info.participantId === conn.getConnectionId() &&
      typeof info.participantToken === "string",
  );
  await gives(
    "chatConnection.getConnectionToken()",
    () =>
      conn
        .getConnectionToken()
        .then((response) => {
          return response;
        })
        .catch((error) => {
          throw error;
        }),
    ({ chatTokenTransport }) =>
      chatTokenTransport.participantToken.length > 0 && Date.parse(chatTokenTransport.expiry) > Date.now(),
  );
  await gives(
    "chatConnection.getMediaType()",
    () => {
      if (conn.getMediaType() === "chat") {
        return connect.MediaType.CHAT;
      }
      return conn.getMediaType();
    },
    (type) => type === connect.MediaType.CHAT,
  );
  await gives(
    "chatConnection.getMediaController()",
    () =>
      conn.getMediaController().then((chatController) => {
        return chatController.getTranscript({ maxResults: 10 });
      }),
    ({ data }) => Array.isArray(data.Transcript),
  );
  await gives(
    "connect.core.getWebSocketManager()",
    async () => {
      const mediaInfo = conn.getMediaInfo() as connect.ChatMediaInfo;
      const session = connect.ChatSession.create({
        type: connect.ChatSession.SessionTypes.AGENT,
        websocketManager: connect.core.getWebSocketManager(),
        chatDetails: { ...mediaInfo, participantToken: mediaInfo.participantToken ?? "" },
      });
      const heard = new Promise<string>((resolve) => {
        session.onMessage(({ data }) => resolve(data.Content ?? ""));
      });
      await session.connect();
      await subscribed("aws/chat");
      await happen(`contacts/${contact.getContactId()}/chat`, { action: "message", content: "Hello" });
      return heard;
    },
    (content) => content === "Hello",
  );
  await viewing(contact);
  await vanish(contact);
}

async function viewing(contact: connect.Contact): Promise<void> {
  const viewed = tells<string>(
    "connect.core.onViewContact()",
    (told) =>
      connect.core.onViewContact((event) => {
        const contactId = event.contactId;
        told(contactId);
      }),
    (contactId) => contactId === contact.getContactId(),
  );
  await gives(
    "connect.core.viewContact()",
    async () => {
      const contactId = new connect.Agent().getContacts()[0]?.getContactId() ?? "";
      connect.core.viewContact(contactId);
      await viewed;
      return contactId;
    },
    (contactId) => contactId === contact.getContactId(),
  );
}

export async function task(): Promise<void> {
  const link = { type: "URL", value: "https://link.example" };
  const contact = await offerConnected({
    channel: "task",
    name: "Send the label",
    description: "To the new address",
    references: { "Reference-Name": link },
  });
  await gives(
    "contact.getName()",
    () => {
      const taskName = contact.getName();
      return taskName;
    },
    (name) => name === "Send the label",
  );
  await gives(
    "contact.getDescription()",
    () => {
      const taskDescription = contact.getDescription();
      return taskDescription;
    },
    (description) => description === "To the new address",
  );
  await gives(
    "contact.getReferences()",
    () => {
      const taskReferences = contact.getReferences();
      return taskReferences;
    },
    (references) => Object.keys(references ?? {}).join() === "Reference-Name",
  );
  await gives(
    "contact.getReferences()",
    () => {
      const sample: connect.References = {
        "Reference-Name": {
          type: "URL",
          value: "https://link.example",
        },
      };
      return [sample, contact.getReferences()];
    },
    ([sample, references]) => JSON.stringify(sample) === JSON.stringify(references),
  );
  const conn = agentConnection<connect.TaskConnection>(contact);
  await gives(
    "taskConnection.getMediaInfo()",
    () => {
      const mediaInfo = conn.getMediaInfo();
      return mediaInfo;
    },
    ({ contactId, initialContactId }) => contactId === contact.getContactId() && initialContactId.length > 0,
  );
  await gives(
    "taskConnection.getMediaType()",
    () => {
      if (conn.getMediaType() === "task") {
        return connect.MediaType.TASK;
      }
      return conn.getMediaType();
    },
    (type) => type === connect.MediaType.TASK,
  );
  await gives(
    "taskConnection.getMediaController()",
    () =>
      conn.getMediaController().then(async (taskController) => {
        const heard = new Promise<string>((resolve) => {
          taskController.onTaskExpiring(({ ContactId }: { ContactId: string }) => resolve(ContactId));
        });
        await subscribed("aws/task");
        return happen(`contacts/${contact.getContactId()}/task`, { event: "expire.warning" }).then(
          () => heard,
        );
      }),
    (contactId) => contactId === contact.getContactId(),
  );
  await vanish(contact);
}
