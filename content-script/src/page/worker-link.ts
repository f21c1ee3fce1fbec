/**
 * The page's part in the worker's session: attaches, keeps what cannot be sent yet, and comes back with what the
 * page knows when the connection was lost.
 */

import type { Signal } from "../handover";
import type { LogEntry } from "../messages/LogEntry";
import type { MasterMethod } from "../messages/MasterMethod";
import type { PageToWorker } from "../messages/PageToWorker";
import type { Refusal } from "../messages/Refusal";
import type { SignInOptions } from "../messages/SignInOptions";
import type { Update } from "../messages/Update";
import type { WorkerToPage } from "../messages/WorkerToPage";
import { failure, Pending, type Settle } from "./calls";
import { type Channel, openChannel } from "./channel";
import { rootLogger } from "./log";
import { Replica } from "./replica";

/** `PAGE_PROTOCOL` of the worker's protocol. */
const PROTOCOL = 1;
/** The worker takes no longer message; this is in bytes there, and three bytes a character at most. */
const LONGEST_MESSAGE = 256 * 1024;

export type MasterNews = Extract<WorkerToPage, { kind: "master" }>;

/** What the link has to tell. */
export interface LinkEvents {
  /** With an id in answer to an attachment, without one in answer to {@link WorkerLink.synchronize}. */
  acknowledged(pageId: string | undefined): void;
  refused(reason: Refusal, message: string): void;
  update(update: Update): void;
  event(name: string, data: unknown): void;
  /** Who is master of a topic now, without having been asked by this page. */
  master(news: MasterNews): void;
  log(entries: LogEntry[]): void;
  /** The extension was updated or removed. */
  gone(): void;
}

interface Attachment {
  ccpUrl: string;
  signIn: SignInOptions;
}

interface MasterQuestion {
  message: Extract<PageToWorker, { kind: "master" }>;
  settle: (news: MasterNews) => void;
}

export class WorkerLink {
  replica = new Replica();
  readonly #events: LinkEvents;
  readonly #channel: Channel;
  /** What the page wants to take part in; nothing before `initCCP` and after `terminate`. */
  #wanted: Attachment | null = null;
  #pageId: string | undefined;
  #connection: "usable" | "lost" | "resuming" | "gone" = "usable";
  #attached = false;
  #lastId = 0;
  /** Kept until the page is attached (again). */
  #waiting: (() => void)[] = [];
  #calls = new Pending();
  #unsent = new Pending();
  #masterQuestions = new Map<number, MasterQuestion>();
  #topics = new Set<string>();

  constructor(events: LinkEvents) {
    this.#events = events;
    this.#channel = openChannel({
      message: (text) => this.#receive(text),
      signal: (signal) => this.#signal(signal),
    });
  }

  get wanted(): boolean {
    return this.#wanted !== null;
  }

  get attached(): boolean {
    return this.#attached;
  }

  /** Takes part, with nothing known yet. */
  attach(attachment: Attachment): void {
    this.#wanted = attachment;
    this.#pageId = undefined;
    this.replica = new Replica();
    if (this.#connection === "usable") {
      this.#sendAttach();
    } else if (this.#connection === "lost") {
      this.#resume();
    } else if (this.#connection === "gone") {
      this.#events.gone();
    }
  }

  /** Takes part no longer. What is not answered yet fails. */
  detach(): void {
    if (this.#attached) {
      this.#send({ kind: "detach" });
    }
    this.#wanted = null;
    this.#attached = false;
    this.#topics.clear();
    this.#masterQuestions.clear();
    this.#giveUp("interrupted", "The page ended its part in the session before the answer came.");
  }

  call(method: string, params: unknown, settle: Settle): void {
    const id = ++this.#lastId;
    let text: string;
    try {
      text = JSON.stringify({ kind: "call", id, method: String(method), params }, asParameter);
    } catch (error) {
      this.#later(settle, "invalidParameter", `The parameters cannot be sent: ${(error as Error).message}`);
      return;
    }
    if (tooLong(text)) {
      this.#later(settle, "invalidParameter", `The parameters are longer than ${LONGEST_MESSAGE} bytes.`);
      return;
    }
    if (!this.#wanted || this.#connection === "gone") {
      this.#later(settle, "interrupted", "The page has no connection to the extension.");
      return;
    }
    this.#unsent.add(id, settle);
    this.#whenAttached(() => {
      this.#calls.add(id, this.#unsent.take(id) ?? settle);
      this.#channel.send(text);
    });
  }

  /** Who is master of a topic (PROTOCOL.md 2.8)? May be asked again after a reconnection: that changes nothing. */
  master(
    method: MasterMethod,
    topic: string,
    shouldNotBecomeMasterIfNone: boolean,
    settle: (news: MasterNews) => void,
  ): void {
    const id = ++this.#lastId;
    const message = { kind: "master", id, method, topic, shouldNotBecomeMasterIfNone } as const;
    this.#masterQuestions.set(id, { message, settle });
    if (this.#attached) {
      this.#send(message);
    }
  }

  subscribeTopics(topics: string[]): void {
    for (const topic of topics) {
      this.#topics.add(topic);
    }
    if (this.#attached) {
      this.#send({ kind: "subscribeTopics", topics });
    }
  }

  /** Sends what the worker shall have, now or when the page is attached again. */
  send(
    message: Extract<PageToWorker, { kind: "broadcast" | "sendFrame" | "reloadConfiguration" | "terminate" }>,
  ): void {
    this.#whenAttached(() => this.#send(message));
  }

  /** Asks whether the worker is there; makes sense only now. */
  synchronize(): void {
    if (this.#attached) {
      this.#send({ kind: "synchronize" });
    }
  }

  resynchronize(): void {
    this.#send({ kind: "resynchronize" });
  }

  /** Log lines for the worker; `false` when they cannot be sent now. */
  sendLog(entries: LogEntry[]): boolean {
    if (this.#attached) {
      this.#send({ kind: "log", entries });
    }
    return this.#attached;
  }

  #whenAttached(send: () => void): void {
    if (this.#attached) {
      send();
    } else if (this.#wanted) {
      this.#waiting.push(send);
    }
  }

  #send(message: PageToWorker): void {
    let text: string;
    try {
      text = JSON.stringify(message);
    } catch (error) {
      rootLogger.error("A message of kind '%s' cannot be sent.", message.kind).withException(error);
      return;
    }
    if (tooLong(text)) {
      rootLogger.error(
        "A message of kind '%s' is longer than %s bytes and was not sent.",
        message.kind,
        LONGEST_MESSAGE,
      );
    } else {
      this.#channel.send(text);
    }
  }

  #sendAttach(): void {
    if (!this.#wanted) {
      return;
    }
    const { version } = this.replica;
    const known = this.replica.known();
    this.#send({
      kind: "attach",
      protocol: PROTOCOL,
      ...this.#wanted,
      ...(this.#pageId !== undefined && { pageId: this.#pageId }),
      ...(known && { known }),
      ...(version !== undefined && { version }),
    });
  }

  #resume(): void {
    this.#connection = "resuming";
    this.#channel.send({ resume: true });
  }

  #signal(signal: Signal): void {
    this.#attached = false;
    switch (signal) {
      case "lost":
        this.#connection = "lost";
        if (this.#wanted) {
          this.#resume();
        }
        this.#calls.settleAll(
          failure(
            "interrupted",
            "The connection to the extension was lost. The call may have been carried out.",
          ),
        );
        break;
      case "restored":
        this.#connection = "usable";
        this.#sendAttach();
        break;
      case "gone":
        this.#connection = "gone";
        this.#giveUp("interrupted", "The extension was updated or removed. Reload the page.");
        if (this.#wanted) {
          this.#events.gone();
        }
        break;
    }
  }

  #receive(text: string): void {
    let message: WorkerToPage;
    try {
      message = JSON.parse(text) as WorkerToPage;
    } catch (error) {
      rootLogger.error("A message of the extension is no JSON.").withException(error);
      return;
    }
    if (!this.#wanted) {
      return;
    }
    switch (message.kind) {
      case "acknowledge":
        if (message.pageId !== undefined) {
          this.#attachedAs(message.pageId);
        } else {
          this.#events.acknowledged(undefined);
        }
        break;
      case "refused":
        this.#attached = false;
        this.#wanted = null;
        this.#giveUp("accessDenied", message.message);
        this.#events.refused(message.reason, message.message);
        break;
      case "update":
        this.#events.update(message);
        break;
      case "settled":
        this.#calls.settle(message.id, message.outcome);
        break;
      case "master":
        this.#answer(message);
        break;
      case "event":
        this.#events.event(message.event, message.data);
        break;
      case "log":
        this.#events.log(message.entries);
        break;
    }
  }

  #attachedAs(pageId: string): void {
    this.#pageId = pageId;
    this.#attached = true;
    if (this.#topics.size > 0) {
      this.#send({ kind: "subscribeTopics", topics: [...this.#topics] });
    }
    for (const { message } of this.#masterQuestions.values()) {
      this.#send(message);
    }
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const send of waiting) {
      send();
    }
    this.#events.acknowledged(pageId);
  }

  #answer(news: MasterNews): void {
    const question = news.id === undefined ? undefined : this.#masterQuestions.get(news.id);
    if (question) {
      this.#masterQuestions.delete(question.message.id);
      question.settle(news);
    } else if (news.id === undefined) {
      this.#events.master(news);
    }
  }

  #giveUp(type: string, message: string): void {
    this.#waiting = [];
    const outcome = failure(type, message);
    this.#calls.settleAll(outcome);
    this.#unsent.settleAll(outcome);
  }

  #later(settle: Settle, type: string, message: string): void {
    queueMicrotask(() => settle(failure(type, message)));
  }
}

/** The service takes times as seconds (PROTOCOL.md 1.2). */
function asParameter(this: Record<string, unknown>, name: string, value: unknown): unknown {
  const given = this[name];
  return given instanceof Date ? given.getTime() / 1000 : value;
}

function tooLong(text: string): boolean {
  return text.length > LONGEST_MESSAGE / 3 && new TextEncoder().encode(text).length > LONGEST_MESSAGE;
}
