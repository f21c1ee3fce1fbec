/**
 * The page's part in the worker's session: attaches, keeps what cannot be sent yet, and comes back with what the
 * page knows when the connection was lost. Every call settles exactly once.
 */

import { RESUME, type Signal } from "../handover";
import type { Attach } from "../messages/Attach";
import type { MasterMethod } from "../messages/MasterMethod";
import type { Outcome } from "../messages/Outcome";
import type { PageToWorker } from "../messages/PageToWorker";
import type { WorkerToPage } from "../messages/WorkerToPage";
import type { Settle } from "./calls";
import { openChannel } from "./channel";
import { logFailure } from "./log";
import { known, resetReplica, version } from "./replica";

/** `PAGE_PROTOCOL` of the worker's protocol. */
const PROTOCOL = 1;
/** What becomes of a page whose extension is not there any more. */
export const GONE = "The extension was updated or removed. Reload this page to go on.";
/** The worker takes no longer message; this is in bytes there. */
const LONGEST_MESSAGE = 256 * 1024;
/** The type of the failure of a call that cannot be sent. */
const INVALID = "invalidParameter";

type Message<K extends WorkerToPage["kind"]> = Extract<WorkerToPage, { kind: K }>;
export type MasterNews = Message<"master">;

/** What the link has to tell: the messages of the worker that are not answers. */
export interface LinkEvents {
  /** With an id in answer to an attachment, without one in answer to `synchronize`. */
  acknowledge(message: Message<"acknowledge">): void;
  refused(message: Message<"refused">): void;
  update(message: Message<"update">): void;
  event(message: Message<"event">): void;
  accepted(message: Message<"accepted">): void;
  /** Who is master of a topic now, without having been asked by this page. */
  master(message: MasterNews): void;
  log(message: Message<"log">): void;
  /** The extension was updated or removed. */
  gone(): void;
}

type Wanted = Pick<Attach, "ccpUrl" | "signIn" | "headwaterPanel">;

/** What the page wants to take part in; nothing before `initCCP` and after `terminate`. */
let wanted: Wanted | null = null;
let connection: "usable" | "lost" | "resuming" | "gone" = "usable";
let attached = false;
let pageId: string | undefined;
let lastId = 0;
/** What is to be sent once the page is attached (again). */
let waiting: (() => void)[] = [];
/** Calls that were sent, and calls that were not. */
const sentCalls = new Map<number, Settle>();
const unsentCalls = new Map<number, Settle>();
/** Questions that are not answered; who asked is told through `unsentCalls`, since a lost one is asked again. */
const questions = new Map<number, PageToWorker>();
const topics = new Set<string>();
let events: LinkEvents;

/** Says who is to be told. */
export const listenToWorker = (listener: LinkEvents): void => {
  events = listener;
};

/** Whether this page takes part, or is about to. */
export const takesPart = (): boolean => wanted !== null;

/** Takes part, with nothing known yet. */
export const attach = (what: Wanted): void => {
  wanted = what;
  pageId = undefined;
  resetReplica();
  if (connection === "usable") {
    sendAttach();
  } else if (connection === "lost") {
    resume();
  } else if (connection === "gone") {
    events.gone();
  }
};

/** Takes part no longer. What is not answered yet fails. */
export const detach = (): void => {
  if (attached) {
    send("detach");
  }
  wanted = null;
  attached = false;
  topics.clear();
  giveUp("interrupted", "The page left the session before the answer came.");
};

/** Calls an operation of the service. */
export const callService = (method: string, params: unknown, settle: Settle): void => {
  const id = ++lastId;
  let text: string;
  try {
    text = JSON.stringify({ call: { id, method: String(method), params } }, asParameter);
  } catch (error) {
    fail(settle, INVALID, `The parameters cannot be sent: ${(error as Error).message}`);
    return;
  }
  if (isTooLong(text)) {
    fail(settle, INVALID, `The parameters are longer than ${LONGEST_MESSAGE} bytes.`);
  } else if (!refuse(settle)) {
    unsentCalls.set(id, settle);
    whenAttached(() => {
      unsentCalls.delete(id);
      sentCalls.set(id, settle);
      channel.send(text);
    });
  }
};

/** Who is master of a topic (PROTOCOL.md 2.8)? Asked again after a reconnection: that changes nothing. */
export const askMaster = (
  method: MasterMethod,
  topic: string,
  shouldNotBecomeMasterIfNone: boolean,
  settle: Settle,
): void => {
  const id = ++lastId;
  if (!refuse(settle)) {
    const message: PageToWorker = { master: { id, method, topic, shouldNotBecomeMasterIfNone } };
    questions.set(id, message);
    unsentCalls.set(id, settle);
    sendNow(message);
  }
};

/** Whether there is nobody to be asked; if so, that is the outcome. */
const refuse = (settle: Settle): boolean => {
  const refused = !wanted || connection === "gone";
  if (refused) {
    fail(settle, "interrupted", "The page has no connection to the extension.");
  }
  return refused;
};

const fail = (settle: Settle, type: string, message: string): void => {
  queueMicrotask(() => settle(failure(type, message)));
};

export const subscribeTopics = (names: string[]): void => {
  for (const name of names) {
    topics.add(name);
  }
  sendNow({ subscribeTopics: { topics: names } });
};

/** Sends what the worker shall have, now or when the page is attached again. */
export const sendToWorker = (message: PageToWorker): void => {
  whenAttached(() => send(message));
};

/** Sends what makes sense only now. @returns whether it could. */
export const sendNow = (message: PageToWorker): boolean => {
  if (attached) {
    send(message);
  }
  return attached;
};

const whenAttached = (action: () => void): void => {
  if (attached) {
    action();
  } else if (wanted) {
    waiting.push(action);
  }
};

const send = (message: PageToWorker): void => {
  try {
    const text = JSON.stringify(message);
    if (isTooLong(text)) {
      throw new Error(`It is longer than ${LONGEST_MESSAGE} bytes.`);
    }
    channel.send(text);
  } catch (error) {
    logFailure("A message cannot be sent: %s", Object.keys(message)[0], error);
  }
};

const sendAttach = (): void => {
  if (wanted) {
    // JSON has no undefined: what is not known is left out.
    send({ attach: { protocol: PROTOCOL, ...wanted, pageId, known: known(), version } as Attach });
  }
};

const resume = (): void => {
  connection = "resuming";
  channel.send(RESUME);
};

const signal = (word: Signal): void => {
  if (connection === "gone") {
    return;
  }
  attached = false;
  if (word === "lost") {
    connection = word;
    if (wanted) {
      resume();
    }
    settleAll(
      sentCalls,
      failure(
        "interrupted",
        "The connection to the extension was lost. The call may have been carried out all the same.",
      ),
    );
  } else if (word === "restored") {
    connection = "usable";
    sendAttach();
  } else {
    connection = word;
    giveUp("interrupted", GONE);
    if (wanted) {
      events.gone();
    }
  }
};

const receive = (text: string): void => {
  let message: WorkerToPage | null;
  try {
    message = JSON.parse(text) as WorkerToPage;
  } catch (error) {
    logFailure("A message of the extension is no JSON: %s", text.slice(0, 80), error);
    return;
  }
  if (!wanted) {
    return;
  }
  switch (message?.kind) {
    case "acknowledge":
      if (message.pageId !== undefined) {
        pageId = message.pageId;
        sendWaiting();
      }
      events.acknowledge(message);
      break;
    case "refused":
      attached = false;
      wanted = null;
      giveUp("accessDenied", message.message);
      events.refused(message);
      break;
    case "settled":
      settled(sentCalls, message.id, message.outcome);
      break;
    case "master":
      if (message.id === undefined) {
        events.master(message);
      } else {
        questions.delete(message.id);
        settled(unsentCalls, message.id, { kind: "success", data: message });
      }
      break;
    default:
      events[message?.kind]?.(message as never);
  }
};

const sendWaiting = (): void => {
  attached = true;
  if (topics.size > 0) {
    send({ subscribeTopics: { topics: [...topics] } });
  }
  for (const message of questions.values()) {
    send(message);
  }
  const actions = waiting;
  waiting = [];
  for (const action of actions) {
    action();
  }
};

const giveUp = (type: string, message: string): void => {
  waiting = [];
  questions.clear();
  const outcome = failure(type, message);
  settleAll(sentCalls, outcome);
  settleAll(unsentCalls, outcome);
};

const settled = (calls: Map<number, Settle>, id: number, outcome: Outcome): void => {
  const settle = calls.get(id);
  calls.delete(id);
  settle?.(outcome);
};

const settleAll = (calls: Map<number, Settle>, outcome: Outcome): void => {
  const settles = [...calls.values()];
  calls.clear();
  for (const settle of settles) {
    settle(outcome);
  }
};

const failure = (type: string, message: string): Outcome => ({ kind: "failure", error: { type, message } });

/** The service takes times as seconds (PROTOCOL.md 1.2). */
function asParameter(this: Record<string, unknown>, name: string, value: unknown): unknown {
  const given = this[name];
  return given instanceof Date ? given.getTime() / 1000 : value;
}

/** A character is three bytes at most. */
const isTooLong = (text: string): boolean =>
  text.length > LONGEST_MESSAGE / 3 && new TextEncoder().encode(text).length > LONGEST_MESSAGE;

// Last: the bridge may have something to say at once.
const channel = openChannel({ message: receive, signal });
