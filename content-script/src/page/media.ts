/**
 * Controllers of the media of connections: chat sessions of `amazon-connect-chatjs`, task sessions of
 * `amazon-connect-taskjs`, both made by the page's own copy of those libraries, and the media info of calls.
 */

import type { BaseConnection, ChatMediaInfo } from "./connection";
import { agentData, context } from "./context";
import { LogComponent, MediaType } from "./enums";
import { rootLogger } from "./log";
import { publishMetric } from "./publish";

/** What this library needs of a session of ChatJS or TaskJS. */
interface Session {
  connect(): Promise<unknown>;
  cleanUp?(): void;
  onConnectionBroken(f: (data: unknown) => void): void;
  onConnectionEstablished(f: (data: unknown) => void): void;
}

interface SessionLibraries {
  ChatSession?: {
    setGlobalConfig(config: object): void;
    create(parameters: object): Session;
  };
  TaskSession?: { create(parameters: object): Session };
}

/** Metadata of `initCCP` that sessions are made with. */
interface Metadata {
  region?: string;
  features?: unknown;
}

/** ChatJS and TaskJS put themselves onto the page's `connect`, whatever that is by now. */
function libraries(): SessionLibraries {
  return ((globalThis as { connect?: SessionLibraries }).connect ?? {}) as SessionLibraries;
}

async function start(
  kind: "Chat" | "Task",
  component: string,
  contactId: string,
  session: Session,
): Promise<Session> {
  const report = (what: string, data?: unknown) =>
    publishMetric({ name: `${kind} Session ${what}`, contactId, data });
  session.onConnectionBroken((data) => {
    rootLogger
      .error(component, `${kind} Session connection broken`)
      .withException(data)
      .sendInternalLogToServer();
    report("connection broken", data);
  });
  session.onConnectionEstablished((data) => {
    rootLogger.info(component, `${kind} Session connection established`).sendInternalLogToServer();
    report("connection established", data);
  });
  try {
    await session.connect();
  } catch (error) {
    rootLogger
      .error(component, `${kind} Session establishment failed for contact %s`, contactId)
      .withException(error)
      .sendInternalLogToServer();
    throw error;
  }
  report("Successfully established");
  return session;
}

export class ChatMediaController {
  constructor(
    readonly mediaInfo: ChatMediaInfo,
    readonly metadata: Metadata,
  ) {}

  /** @throws Error while the page has not loaded ChatJS. */
  async get(): Promise<Session> {
    const { ChatSession } = libraries();
    if (!ChatSession) {
      throw new Error("The page has not loaded amazon-connect-chatjs: connect.ChatSession is missing.");
    }
    const arn = agentData().getAgentData().configuration.agentARN;
    ChatSession.setGlobalConfig({
      loggerConfig: { logger: rootLogger },
      region: arn?.split(":")[3] || this.metadata.region || "us-west-2",
      features: this.metadata.features,
    });
    const session = ChatSession.create({
      chatDetails: this.mediaInfo,
      type: "AGENT",
      websocketManager: context.webSocketProvider,
    });
    return start("Chat", LogComponent.CHAT, this.mediaInfo.contactId, session);
  }
}

export class TaskMediaController {
  constructor(readonly mediaInfo: { contactId: string; initialContactId: string }) {}

  /** @throws Error while the page has not loaded TaskJS. */
  async get(): Promise<Session> {
    const { TaskSession } = libraries();
    if (!TaskSession) {
      throw new Error("The page has not loaded amazon-connect-taskjs: connect.TaskSession is missing.");
    }
    const { contactId, initialContactId } = this.mediaInfo;
    const session = TaskSession.create({
      contactId,
      initialContactId,
      websocketManager: context.webSocketProvider,
    });
    return start("Task", LogComponent.TASK, contactId, session);
  }
}

/** The controller of a call is, so far, its media info. */
export class SoftphoneMediaController {
  constructor(readonly mediaInfo: unknown) {}

  async get(): Promise<unknown> {
    return this.mediaInfo;
  }
}

/** Makes one controller a connection, and lets go of it when the connection is over. */
export class MediaFactory {
  readonly #controllers = new Map<string, Promise<unknown>>();
  readonly #metadata: Metadata;

  constructor(params?: Metadata | null) {
    this.#metadata = params ?? {};
  }

  get(connection: BaseConnection): Promise<unknown> {
    const connectionId = connection.getConnectionId();
    if (!connection.isActive()) {
      this.destroy(connectionId);
      return Promise.reject("Media Controller is no longer available for this connection");
    }
    const made = this.#controllers.get(connectionId);
    if (made) {
      return made;
    }
    const mediaInfo = connection.getMediaInfo();
    if (!mediaInfo) {
      return Promise.reject("Media info does not exist for this connection");
    }
    const controller = this.#make(connection.getMediaType(), mediaInfo);
    this.#controllers.set(connectionId, controller);
    // One that failed is made anew the next time: the page may have loaded the library by then.
    controller.catch(() => this.#controllers.delete(connectionId));
    return controller;
  }

  destroy(connectionId: string): void {
    const controller = this.#controllers.get(connectionId);
    this.#controllers.delete(connectionId);
    controller?.then((session) => (session as Partial<Session>).cleanUp?.()).catch(() => {});
  }

  #make(mediaType: string | undefined, mediaInfo: unknown): Promise<unknown> {
    switch (mediaType) {
      case MediaType.CHAT:
        return new ChatMediaController(mediaInfo as ChatMediaInfo, this.#metadata).get();
      case MediaType.TASK:
        return new TaskMediaController(mediaInfo as { contactId: string; initialContactId: string }).get();
      case MediaType.SOFTPHONE:
        return new SoftphoneMediaController(mediaInfo).get();
      default:
        return Promise.reject();
    }
  }
}

/** What `agent.onSoftphoneError` subscribers get. */
export class SoftphoneError {
  constructor(
    readonly errorType: string,
    readonly errorMessage: string,
    readonly endPointUrl: string,
  ) {}

  getErrorType(): string {
    return this.errorType;
  }

  getErrorMessage(): string {
    return this.errorMessage;
  }

  getEndPointUrl(): string {
    return this.endPointUrl;
  }
}
