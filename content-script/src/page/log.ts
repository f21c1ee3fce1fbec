/** The log ("Streams Logger" of the documentation): kept in memory, written to the console, downloaded as JSON. */

import { deepcopy, now, randomId } from "./collections";
import { LogComponent, type Words } from "./enums";
import { addGetters, addMethods, type Getters } from "./methods";
import { vsprintf } from "./printf";
import { redact } from "./redaction";

/** The levels, and what makes one higher than another. */
export const LEVELS = {
  TEST: 0,
  TRACE: 10,
  DEBUG: 20,
  INFO: 30,
  LOG: 40,
  WARN: 50,
  ERROR: 100,
  CRITICAL: 200,
};
const orderOf = (level: string): number | undefined => (LEVELS as Record<string, number>)[level];

/** Milliseconds after which entries are old; they are dropped when they are old twice over. */
const ROLL_INTERVAL = 30 * 60 * 1000;
/** So that a page which logs in a loop does not fill the memory. */
const MOST_ENTRIES = 20_000;

const SINKS = { WARN: "warn", ERROR: "error", CRITICAL: "error", LOG: "log", TEST: "log" } as const;

const echo = (level: string, text: unknown): void => {
  const sink = console;
  sink[SINKS[level as keyof typeof SINKS] ?? "info"](text);
};

/** What log entries say about where they were written. */
export const whereabouts = {
  tabId: null as string | null,
  contextLayer: undefined as string | undefined,
  agentResourceId: (): string | null => null,
  /** Gets what the library itself has logged and wants in the worker's log. */
  keepInternal: (_entry: LogEntry): void => {},
};

/** Type, message and stack trace of an exception, for JSON. */
interface LoggedException {
  type: string;
  message: string | undefined;
  stack: string[];
}

const logged = (exception: unknown): LoggedException => {
  const error = (exception ?? {}) as { name?: string; code?: string; message?: string; stack?: unknown };
  const { stack } = error;
  return {
    type:
      exception instanceof Error ? exception.name : error.code || Object.prototype.toString.call(exception),
    message: error.message ?? (typeof exception === "string" ? exception : undefined),
    stack: Array.isArray(stack) ? stack : typeof stack === "string" ? stack.split("\n") : [],
  };
};

const ENTRY_GETTERS = "time agentResourceId tabId contextLayer level text component";

export interface LogEntry extends Getters<LogEntry, Words<typeof ENTRY_GETTERS>> {}

/** One entry of the log; more can be added to it after it was written. */
export class LogEntry {
  time: Date = new Date();
  exception: LoggedException | null = null;
  objects: unknown[] = [];
  line = 0;
  agentResourceId: string | null;
  tabId: string | null;
  contextLayer: string | undefined;

  constructor(
    public component: string,
    public level: string,
    public text: string,
    public loggerId: string | undefined,
    tabId?: string | null,
    contextLayer?: string | null,
  ) {
    this.tabId = tabId === null ? null : tabId || whereabouts.tabId;
    this.agentResourceId = whereabouts.agentResourceId();
    this.contextLayer = contextLayer || whereabouts.contextLayer;
  }

  /** An entry of another context. */
  static fromObject(source: Partial<LogEntry>): LogEntry {
    const entry = new LogEntry(
      source.component || LogComponent.CCP,
      source.level as string,
      source.text as string,
      source.loggerId,
      source.tabId || null,
      source.contextLayer,
    );
    const time = new Date(source.time ?? Number.NaN);
    entry.time = Number.isNaN(time.getTime()) ? new Date() : time;
    entry.exception = source.exception ?? null;
    entry.objects = source.objects ?? [];
    return entry;
  }

  toString(): string {
    return `[${this.time.toISOString()}] [${this.level}] [${this.agentResourceId}]: ${this.text}`;
  }

  /** Adds an exception; there is one an entry. */
  withException(e: unknown): this {
    this.exception = logged(e);
    return this;
  }

  /** Adds an object, without what must not stand in a log. */
  withObject(obj: unknown): this {
    let copy: unknown;
    try {
      copy = deepcopy(obj);
    } catch {
      copy = "[an object that cannot be written as JSON]";
    }
    redact(copy);
    this.objects.push(copy);
    return this;
  }

  /** Marks an entry as the library's own: it goes to the worker's log. */
  sendInternalLogToServer(): this {
    whereabouts.keepInternal(this);
    return this;
  }
}

const isComponent = (value: unknown): value is string => Object.values(LogComponent).includes(value as never);

/** Writes, by methods that are called as the levels. */
export interface Logger extends Record<Lowercase<keyof typeof LEVELS>, (...args: unknown[]) => LogEntry> {}

export class Logger {
  #entries: LogEntry[] = [];
  #rolled: LogEntry[] = [];
  #rolledAt = now();
  #logLevel = LEVELS.INFO;
  #echoLevel = LEVELS.INFO;
  #lines = 0;
  readonly #loggerId = randomId();

  /** The least level that is written at all. @throws Error for what is no level. */
  setLogLevel(level: string): void {
    this.#logLevel = requiredOrder(level);
  }

  /** The least level that is written to the console. @throws Error for what is no level. */
  setEchoLevel(level: string): void {
    this.#echoLevel = requiredOrder(level);
  }

  write(component: string, level: string, text: string): LogEntry {
    const entry = new LogEntry(component, level, text, this.#loggerId);
    this.addLogEntry(entry);
    return entry;
  }

  addLogEntry(logEntry: LogEntry): void {
    redact(logEntry);
    this.#roll();
    this.#entries.push(logEntry);
    const order = orderOf(logEntry.level) ?? -1;
    if (order >= this.#logLevel) {
      if (order >= this.#echoLevel) {
        echo(logEntry.level, logEntry.toString());
      }
      logEntry.line = this.#lines++;
    }
  }

  toString(): string {
    return this.#entries.join("\n");
  }

  /** Saves the log as a file: `options` is its name, or `{ logName, filterByLogLevel }`. */
  download(options?: string | { logName?: string; filterByLogLevel?: boolean } | null): void {
    const { logName, filterByLogLevel } =
      typeof options === "string" ? { logName: options } : (options ?? {});
    const entries = [...this.#rolled, ...this.#entries].filter(
      (entry) => !filterByLogLevel || (orderOf(entry.level) ?? -1) >= this.#logLevel,
    );
    const link = document.createElement("a");
    const url = URL.createObjectURL(
      new Blob([JSON.stringify(entries, undefined, 4)], { type: "text/plain" }),
    );
    link.href = url;
    link.download = `${logName || "agent-log"}.txt`;
    document.body.appendChild(link);
    link.click();
    link.remove();
    // The download has its own hold on the data once the click was handled.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  getLoggerId(): string {
    return this.#loggerId;
  }

  _format(level: string, args: unknown[]): LogEntry {
    const [component, format, ...values] = isComponent(args[0]) ? args : [LogComponent.CCP, ...args];
    let text: string;
    try {
      text = vsprintf(format, values);
    } catch {
      // A log line must not fail for a stray percent sign.
      text = [format, ...values].map(String).join(" ");
    }
    return this.write(component as string, level, text);
  }

  #roll(): void {
    if (now() - this.#rolledAt > ROLL_INTERVAL || this.#entries.length >= MOST_ENTRIES) {
      this.#rolledAt = now();
      this.#rolled = this.#entries;
      this.#entries = [];
    }
  }
}

addGetters(LogEntry.prototype, ENTRY_GETTERS, (entry) => entry);
for (const level of Object.keys(LEVELS)) {
  addMethods(Logger.prototype, {
    [level.toLowerCase()](this: Logger, ...args: unknown[]) {
      // `critical` writes errors, as in the npm library.
      return this._format(level === "CRITICAL" ? "ERROR" : level, args);
    },
  });
}

const requiredOrder = (level: string): number => {
  const order = orderOf(level);
  if (order === undefined) {
    throw new Error(`Unknown logging level: ${level}`);
  }
  return order;
};

/** The one logger of the page. Its methods never throw: what fails is written to the console. */
export const rootLogger: Logger = new Logger();
for (const name of Object.getOwnPropertyNames(Logger.prototype)) {
  const logger = rootLogger as unknown as Record<string, unknown>;
  const method = logger[name];
  if (typeof method === "function" && name !== "constructor") {
    logger[name] = (...args: unknown[]) => {
      try {
        return method.apply(rootLogger, args);
      } catch (error) {
        echo("ERROR", error);
        return undefined;
      }
    };
  }
}

/** Writes an error of the library itself, with what caused it. `value` goes into the text. */
export const logFailure = (text: string, value: unknown, cause: unknown): void => {
  const entry = rootLogger.error(text, value);
  (cause instanceof Error
    ? entry.withException(cause)
    : entry.withObject({ cause })
  ).sendInternalLogToServer();
};

export const getLog = (): Logger => rootLogger;
