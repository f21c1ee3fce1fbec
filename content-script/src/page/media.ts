/**
 * Controllers of the media of connections: chat sessions of `amazon-connect-chatjs`, task sessions of
 * `amazon-connect-taskjs`, both made by the page's own copy of those libraries, and the media info of calls.
 */

import type { BaseConnection, ChatMediaInfo } from "./connection";
import { agentData, webSocketProvider } from "./context";
import { MediaType, type Words } from "./enums";
import { logFailure, rootLogger } from "./log";
import { addGetters, type Getters } from "./methods";

/** What this library needs of a session of ChatJS or TaskJS. */
interface Session {
  connect(): Promise<unknown>;
  cleanUp?(): void;
  onConnectionBroken(f: (data: unknown) => void): void;
}

interface SessionClass {
  setGlobalConfig?(config: object): void;
  create(parameters: object): Session;
}

/** Metadata of `initCCP` that sessions are made with. */
interface Metadata {
  region?: string;
  features?: unknown;
}

/** ChatJS and TaskJS put themselves onto the page's `connect`, whatever that is by now. */
const sessionClass = (name: "ChatSession" | "TaskSession", library: string): SessionClass => {
  const found = (globalThis as unknown as { connect?: Record<string, SessionClass | undefined> }).connect?.[
    name
  ];
  if (!found) {
    throw new Error(`The page has not loaded ${library}: connect.${name} is missing.`);
  }
  return found;
};

const start = async (contactId: string, session: Session): Promise<Session> => {
  const fail = (error: unknown) => logFailure("The session of contact %s failed", contactId, error);
  session.onConnectionBroken(fail);
  try {
    await session.connect();
  } catch (error) {
    fail(error);
    throw error;
  }
  return session;
};

/** Makes one controller a connection, and lets go of it when the connection is over. */
export interface MediaFactory {
  get(connection: BaseConnection): Promise<unknown>;
  destroy(connectionId: string): void;
}

export const mediaFactoryOf = ({ region, features }: Metadata): MediaFactory => {
  const controllers = new Map<string, Promise<unknown>>();

  /** A chat session, a task session, or the media info of a call. */
  const make = async (mediaType: string | undefined, mediaInfo: unknown): Promise<unknown> => {
    const { contactId, initialContactId } = mediaInfo as ChatMediaInfo;
    const websocketManager = webSocketProvider;
    if (mediaType === MediaType.CHAT) {
      const chat = sessionClass("ChatSession", "amazon-connect-chatjs");
      const arn = agentData().getAgentData().configuration.agentARN;
      chat.setGlobalConfig?.({
        loggerConfig: { logger: rootLogger },
        region: arn?.split(":")[3] || region || "us-west-2",
        features,
      });
      return start(contactId, chat.create({ chatDetails: mediaInfo, type: "AGENT", websocketManager }));
    }
    if (mediaType === MediaType.TASK) {
      const task = sessionClass("TaskSession", "amazon-connect-taskjs");
      return start(contactId, task.create({ contactId, initialContactId, websocketManager }));
    }
    return mediaInfo;
  };

  const destroy = (connectionId: string): void => {
    const controller = controllers.get(connectionId);
    controllers.delete(connectionId);
    controller?.then((session) => (session as Partial<Session>).cleanUp?.()).catch(() => {});
  };

  return {
    get(connection) {
      const { connectionId } = connection;
      if (!connection.isActive()) {
        destroy(connectionId);
        return Promise.reject("Media Controller is no longer available for this connection");
      }
      const mediaInfo = connection.getMediaInfo();
      if (!mediaInfo) {
        return Promise.reject("Media info does not exist for this connection");
      }
      let controller = controllers.get(connectionId);
      if (!controller) {
        controller = make(connection.getMediaType(), mediaInfo);
        controllers.set(connectionId, controller);
        // One that failed is made anew the next time: the page may have loaded the library by then.
        controller.catch(() => controllers.delete(connectionId));
      }
      return controller;
    },
    destroy,
  };
};

const ERROR_GETTERS = "errorType errorMessage endPointUrl";

export interface SoftphoneError extends Getters<SoftphoneError, Words<typeof ERROR_GETTERS>> {}

/** What `agent.onSoftphoneError` subscribers get. */
export class SoftphoneError {
  constructor(
    readonly errorType: string,
    readonly errorMessage: string,
    readonly endPointUrl: string,
  ) {}
}

addGetters(SoftphoneError.prototype, ERROR_GETTERS, (error) => error);
