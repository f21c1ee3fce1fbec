/** The logger: levels, forms, what an entry carries, what is downloaded, and what other tabs and the worker hear. */

import assert from "node:assert/strict";
import test from "node:test";
import { alike, onHeadwater } from "./alike.mjs";
import { checked } from "./checked/checked.mjs";
import { surface } from "./checked/groups.mjs";
import { agentState } from "./harness/world.mjs";
import { worldForActions } from "./requests/world.mjs";

const LEVELS = ["TEST", "TRACE", "DEBUG", "INFO", "LOG", "WARN", "ERROR", "CRITICAL"];

/** Lines of the test's own that were written to the console. */
function echoed({ page }) {
  return page.written.flat().flatMap((line) => /mine: \w+/.exec(String(line)) ?? []);
}

/** What `download` puts in a file: its name and its entries. */
function downloaded(window, act) {
  let text;
  let name;
  window.Blob = class {
    constructor([part]) {
      text = part;
    }
  };
  window.URL = { createObjectURL: () => "blob:log", revokeObjectURL() {} };
  const { click } = window.HTMLAnchorElement.prototype;
  window.HTMLAnchorElement.prototype.click = function () {
    name = this.download;
  };
  act();
  window.HTMLAnchorElement.prototype.click = click;
  return { name, entries: JSON.parse(text) };
}

alike(
  "the level of the console",
  ["Logger.setEchoLevel", "Logger.setLogLevel", "Logger.debug", "Logger.info", "Logger.warn", "Logger.error"],
  LEVELS.map((_level, index) => LEVELS.slice(Math.max(index, 0)).map((level) => `mine: ${level}`)),
  (side) => {
    const log = side.connect.getLog();
    log.setLogLevel("TEST");
    return LEVELS.map((level) => {
      side.page.written.length = 0;
      log.setEchoLevel(level);
      const writers = ["test", "trace", "debug", "info", "log", "warn", "error"];
      const written = writers.flatMap((name) => {
        log[name](`mine: ${name.toUpperCase()}`);
        return [];
      });
      // There is no method that writes CRITICAL.
      log.write("ccp", "CRITICAL", "mine: CRITICAL");
      return [...written, ...echoed(side)];
    });
  },
);

alike("the level of the log is also one of the console", ["Logger.setLogLevel"], ["mine: ERROR"], (side) => {
  const log = side.connect.getLog();
  log.setEchoLevel("INFO");
  log.setLogLevel("ERROR");
  log.info("mine: INFO");
  log.error("mine: ERROR");
  return echoed(side);
});

alike(
  "a level that does not exist changes nothing, and breaks nothing",
  ["Logger.setLogLevel", "Logger.setEchoLevel"],
  { returned: [null, null, null], echoed: ["mine: INFO"] },
  (side) => {
    const log = side.connect.getLog();
    const returned = [log.setLogLevel("LOUD"), log.setEchoLevel("LOUD"), log.setEchoLevel(null)].map(
      (value) => value ?? null,
    );
    log.info("mine: INFO");
    return { returned, echoed: echoed(side) };
  },
);

const FORMS = [
  ["%s", "text"],
  ["%s %s", "one", "two"],
  ["%2$s %1$s", "one", "two"],
  ["%d", 42.9],
  ["%d", -42.9],
  ["%05d", 42],
  ["%05d", -42],
  ["%+d", 42],
  ["%+d", -42],
  ["%'*8d", 42],
  ["%-8d|", 42],
  ["%8s|", "text"],
  ["%-8s|", "text"],
  ["%.2s", "text"],
  ["%f", 1.5],
  ["%.2f", 1.005],
  ["%.1f", -2.25],
  ["%08.3f", 2.5],
  ["%e", 12345.678],
  ["%.2e", 12345.678],
  ["%u", -1],
  ["%o", 8],
  ["%x", 255],
  ["%x", -255],
  ["%X", 255],
  ["%b", 5],
  ["%c", 65],
  ["%%"],
  ["100 %%, %s", "all"],
  ["%s", null],
  ["%s", undefined],
  ["%s"],
  ["%(name)s", { name: "Ann" }],
  ["%s", { a: 1 }],
  ["no form", "left over"],
  [""],
];

alike(
  "printf forms",
  ["Logger.info", "connect.getLog"],
  (texts) => texts.length === FORMS.length && texts.slice(0, 3).join() === "text,one two,two one",
  ({ connect }) =>
    FORMS.map(
      (parameters) =>
        connect
          .getLog()
          .info(...parameters)
          ?.getText() ?? "no entry",
    ),
);

const REPORT = {
  a: 1,
  phoneNumber: "+15550100",
  nested: { token: "secret", list: [{ name: "Ann" }] },
  attributes: { key: { value: "v" } },
  state: { name: "Available" },
  url: "https://x/?AuthToken=abc",
};

alike(
  "what an entry carries into the download",
  ["LogEntry.withException", "LogEntry.withObject", "LogEntry.sendInternalLogToServer", "Logger.download"],
  ({ name, entries }) =>
    name === "agent-log.txt" &&
    entries.length === 6 &&
    entries[0].exception.type === "TypeError" &&
    entries[0].objects.length === 2 &&
    !JSON.stringify(entries).includes("secret"),
  ({ connect, page }) => {
    const log = connect.getLog();
    log
      .error("mine: %s", "all")
      .withException(Object.assign(new page.window.TypeError("broke"), { stack: "TypeError: broke\n  at a" }))
      .withObject({ a: 1 })
      .withObject(REPORT);
    log.info("mine: an exception that is no error").withException({ code: "E1", message: "m", stack: ["a"] });
    log.info("mine: an object without words").withException({});
    log.info(connect.LogComponent.SOFTPHONE, "mine: of the %s", "softphone");
    log.info("mine: Phone number +15550100 of ann@example.com");
    log.info("mine: for the server").sendInternalLogToServer().withObject(null);
    const { name, entries } = downloaded(page.window, () => log.download());
    const mine = entries.filter(({ text }) => text.startsWith("mine:"));
    return {
      name,
      entries: mine.map(({ loggerId, tabId: _random, line, text, objects, ...rest }) => ({
        ...rest,
        // How what is secret is written over is each library's own.
        text: text.replace(/(email address |phone number)?\[redacted\]/gi, "…"),
        objects: JSON.parse(JSON.stringify(objects).replace(/"\[redacted\]"/gi, '"…"')),
        hasLogger: Boolean(loggerId),
        hasLine: Number.isInteger(line),
      })),
    };
  },
);

alike(
  "the name of the download, and its level",
  ["Logger.download"],
  [
    ["mine.txt", ["mine: INFO", "mine: ERROR"]],
    ["mine.txt", ["mine: INFO", "mine: ERROR"]],
    ["agent-log.txt", ["mine: ERROR"]],
    ["agent-log.txt", ["mine: INFO", "mine: ERROR"]],
    ["agent-log.txt", ["mine: INFO", "mine: ERROR"]],
  ],
  ({ connect, page }) => {
    const log = connect.getLog();
    log.info("mine: INFO");
    log.setLogLevel("WARN");
    log.error("mine: ERROR");
    return [["mine"], [{ logName: "mine" }], [{ filterByLogLevel: true }], [null], [""]].map((parameters) => {
      const { name, entries } = downloaded(page.window, () => log.download(...parameters));
      return [name, entries.map(({ text }) => text).filter((text) => text.startsWith("mine:"))];
    });
  },
);

alike(
  "what cannot be logged breaks nothing",
  ["Logger.warn"],
  (texts) => texts.length === 3,
  ({ connect }) => {
    const log = connect.getLog();
    return [[], [null], [undefined, 1]].map((parameters) => {
      try {
        return log.warn(...parameters)?.getText() ?? null;
      } catch (error) {
        return error.name;
      }
    });
  },
);

test("what a page logs of its own stays in the page, also out of the worker's log", async () => {
  const { said, other } = await onHeadwater(async (side) => {
    const second = side.openPage();
    second.start();
    await side.machine.advance(1500);
    const log = side.connect.getLog();
    log.error("mine: custom");
    log.error("mine: internal").sendInternalLogToServer();
    await side.machine.advance(2000);
    return { said: side.page.said.join(), other: second.connect.getLog().toString() };
  });
  assert.ok(said.includes("mine: internal"));
  assert.ok(!said.includes("mine: custom"));
  assert.ok(!other.includes("mine:"));
});

for (const documented of surface.agentErrorStates) {
  const name = documented.split(" ").at(-1);
  test(`the state ${documented} is in the log when it occurs`, async () => {
    const logs = await onHeadwater(async (side) => {
      const second = side.openPage();
      second.start();
      await side.machine.advance(1500);
      const world = worldForActions();
      side.service.change({ ...world, snapshot: { ...world.snapshot, state: agentState(name, "error") } });
      await side.machine.advance(1000);
      return [side.page, second].map(({ connect }) => connect.getLog().toString());
    });
    for (const log of logs) {
      assert.match(log, new RegExp(`\\[ERROR\\].*\\b${name}\\b`));
    }
    checked(`AgentErrorStates.${documented}`, "logged");
  });
}

for (const type of surface.softphoneErrorTypes) {
  test(`the error ${type} is in the log, and told to all tabs, when it occurs`, async () => {
    const { logs, heard } = await onHeadwater(async (side) => {
      const second = side.openPage();
      second.start();
      await side.machine.advance(1500);
      const heard = [];
      new side.connect.Agent().onSoftphoneError((error) =>
        heard.push([
          error instanceof side.connect.SoftphoneError,
          error.getErrorType(),
          error.getErrorMessage(),
        ]),
      );
      second.connect.core.getUpstream().sendUpstream("broadcast", {
        event: "agent::softphone_error",
        data: { errorType: type, errorMessage: "words", endPointUrl: "" },
      });
      await side.machine.advance(1000);
      return { heard, logs: [side.page, second].map(({ connect }) => connect.getLog().toString()) };
    });
    assert.deepEqual(heard, [[true, type, "words"]]);
    for (const log of logs) {
      assert.match(log, new RegExp(`\\[ERROR\\].*\\b${type}\\b`));
    }
    checked(`SoftphoneErrorTypes.${type}`, "logged");
    checked("Agent.onSoftphoneError", "logged");
  });
}
