// "Streams Logger".
import { gives } from "./example";

export async function logger(): Promise<void> {
  const e = new Error("out of order");
  await gives(
    "connect.getLog()",
    () => {
      const logged: string[] = [];
      const bus = connect.core.getEventBus();
      const subscription = bus.subscribe(connect.EventType.LOG, ({ text }) => logged.push(text));
      const entry = connect
        .getLog()
        .warn("The %s broke!", "widget")
        .withException(e)
        .withObject({ a: 1, b: 2 });
      subscription.unsubscribe();
      return { text: entry.getText(), level: entry.getLevel(), all: connect.getLog().toString() };
    },
    ({ text, level, all }) =>
      text === "The widget broke!" && level === connect.LogLevel.WARN && all.includes("The widget broke!"),
  );
  await gives(
    "LogLevel",
    () => {
      const rootLogger = connect.getLog();
      // Set log level.
      rootLogger.setLogLevel(connect.LogLevel.TRACE);
      // Set console output level.
      rootLogger.setEchoLevel(connect.LogLevel.TRACE);
      return echoed(() => rootLogger.trace("a %s of it", "trace"));
    },
    (lines) =>
      lines.some((line) => line.includes("a trace of it")) &&
      connect.getLog().toString().includes("a trace of it"),
  );
  connect.getLog().setEchoLevel(connect.LogLevel.WARN);
}

/** What a function writes to the console. */
function echoed(write: () => void): string[] {
  const lines: string[] = [];
  const originals: Record<string, (...words: unknown[]) => void> = {};
  const target = console as unknown as typeof originals;
  for (const name of ["debug", "log", "info", "warn", "error", "trace"]) {
    originals[name] = target[name] as (...words: unknown[]) => void;
    target[name] = (...words) => lines.push(words.join(" "));
  }
  try {
    write();
  } finally {
    Object.assign(target, originals);
  }
  return lines;
}
