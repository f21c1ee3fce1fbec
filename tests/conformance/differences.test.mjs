/** Every deliberate difference really is one. Those of requests are met in `requests.test.mjs`. */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test, { after } from "node:test";
import { checked } from "./checked/checked.mjs";
import { DIFFERENCES } from "./differences.mjs";
import { onBoth as run } from "./harness/both.mjs";
import { HeadwaterSide } from "./harness/headwater-side.mjs";
import { NpmSide } from "./harness/npm-side.mjs";
import { TOKEN } from "./harness/service.mjs";
import { buildSessions, SessionsProcess } from "./harness/sessions-process.mjs";
import { agentState, firstWorld } from "./harness/world.mjs";
import { plainOf } from "./observation/plain.mjs";
import { worldForActions } from "./requests/world.mjs";

const sessions = new SessionsProcess(await buildSessions());
after(() => sessions.end());

const MINUTE = 60_000;

const onBoth = (act, world) => run(sessions, act, { world });

/** Counts what happens on the event bus. */
function counted(connect) {
  const counts = {};
  connect.core.getEventBus().subscribeAll((_data, name) => {
    counts[name] = (counts[name] ?? 0) + 1;
  });
  return counts;
}

/** Accepts a call. @returns how the call ends: names of callbacks with their first argument. */
async function accept({ connect, machine }) {
  const settled = [];
  connect.core.getClient().call(
    "acceptContact",
    { contactId: "ringing" },
    {
      success: () => settled.push("success"),
      failure: (error) => settled.push(JSON.parse(error).type),
    },
  );
  await machine.advance(5000);
  return settled;
}

const SHOWN = {
  "calls that end in 401 or 403": async () => {
    for (const [status, code, ours] of [
      [401, "UnauthorizedException", "signedOut"],
      [403, "AccessDeniedException", "accessDenied"],
    ]) {
      const settled = await onBoth((side) => {
        side.service.fail({ status, body: { __type: code } });
        return accept(side);
      });
      assert.deepEqual(settled, { npm: [], headwater: [ours] });
    }
  },

  "queues of a routing profile": async () => {
    const world = firstWorld();
    world.queuesPerPage = 2;
    world.lists.queues = [1, 2, 3, 4, 5].map((number) => ({ queueARN: String(number), name: null }));
    const queues = await onBoth(({ connect }) => [...new connect.Agent().getAllQueueARNs()], world);
    assert.deepEqual(queues, { npm: ["5"], headwater: ["1", "2", "3", "4", "5"] });
  },

  "polls that are refused": async () => {
    for (const [fault, event] of [
      [{ status: 403, body: { __type: "AccessDeniedException" } }, "access_denied"],
      [{ status: 401, body: { __type: "UnauthorizedException" } }, "cti_authorize_retries_exhausted"],
    ]) {
      const states = await onBoth(async ({ connect, machine, service }) => {
        const events = counted(connect);
        service.fail(fault, { polls: true });
        await machine.advance(30 * MINUTE);
        assert.ok(events[event] > 0, `${event} is fired`);
        service.heal();
        const world = worldForActions();
        service.change({
          ...world,
          snapshot: { ...world.snapshot, state: agentState("Lunch", "not_routable") },
        });
        await machine.advance(10 * MINUTE);
        return new connect.Agent().getState().name;
      });
      assert.deepEqual(states, { npm: "Available", headwater: "Lunch" });
    }
  },

  "unknown members": async () => {
    const world = worldForActions();
    const [contact] = world.snapshot.contacts;
    contact.contactMetadata = { brand: "new" };
    contact.connections[0].capabilities = { Video: "SEND", ScreenShare: "SEND" };
    world.configuration.voiceEnhancementMode = "NONE";
    const seen = await onBoth(({ connect }) => {
      const agent = new connect.Agent();
      const data = new connect.Contact("call")._getData();
      const { capabilities } = data.connections[0];
      return [
        data.contactMetadata?.brand,
        capabilities.ScreenShare,
        agent.getConfiguration().voiceEnhancementMode,
      ];
    }, world);
    assert.deepEqual(seen, { npm: [undefined, undefined, undefined], headwater: ["new", "SEND", "NONE"] });
  },

  "the names of the documentation": async () => {
    const kinds = await onBoth(({ connect }) => [
      typeof connect.onWebSocketInitFailure,
      typeof connect.Agent.prototype.onContactPending,
    ]);
    assert.deepEqual(kinds, { npm: ["undefined", "undefined"], headwater: ["function", "function"] });
  },

  "the token": async () => {
    const shown = await onBoth(async (side) => {
      await accept(side);
      const everything = [side.written, side.page.written, side.logs, side.connect.getLog()._logs];
      return JSON.stringify(everything).includes(TOKEN);
    });
    assert.deepEqual(shown, { npm: true, headwater: false });
  },

  "a mastership that is taken over": async () => {
    const answers = await onBoth(async (side) => {
      side.connect.becomeMaster("topic");
      await side.machine.advance(100);
      const other = side.openPage();
      other.start();
      await side.machine.advance(1500);
      const events = counted(other.connect);
      other.connect.becomeMaster("topic");
      await side.machine.advance(100);
      return events.master_response;
    });
    assert.deepEqual(answers, { npm: 2, headwater: 1 });
  },

  "setConfiguration without callbacks": async () => {
    const throws = await onBoth(async ({ connect, machine, page }) => {
      const agent = new connect.Agent();
      agent.setConfiguration(agent.getConfiguration());
      await machine.advance(1000);
      const lines = [...(connect.getLog()._logs ?? []), ...page.written].map((line) =>
        String(line.text ?? line),
      );
      return lines.some((line) => /event handler failed/.test(line));
    });
    assert.deepEqual(throws, { npm: true, headwater: false });
  },

  "news without news": async () => {
    const refreshes = await onBoth(async ({ connect, machine }) => {
      const events = counted(connect);
      await machine.advance(MINUTE);
      return (events["agent::refresh"] ?? 0) > 0;
    });
    assert.deepEqual(refreshes, { npm: true, headwater: false });
  },

  "a token that a refresh mends": async () => {
    const outcomes = await onBoth(async (side) => {
      const events = counted(side.connect);
      side.service.fail({ status: 401, body: { __type: "UnauthorizedException" } }, { times: 1 });
      return [await accept(side), (events.auth_fail ?? 0) > 0];
    });
    assert.deepEqual(outcomes, { npm: [[], true], headwater: [["success"], false] });
  },

  "the length of the answer": async () => {
    const kinds = await onBoth(({ connect }) => typeof new connect.Agent()._getData().snapshot.contentLength);
    assert.deepEqual(kinds, { npm: "number", headwater: "undefined" });
  },

  "the softphone's media": async () => {
    const managers = await onBoth(({ connect }) => connect.core.getSoftphoneManager());
    assert.deepEqual(managers, { npm: null, headwater: null });
  },

  "getters that trip over themselves": async () => {
    const world = worldForActions();
    world.snapshot.contacts[0].connections = [];
    world.snapshot.contacts.at(-1).connections[0].type = "inbound";
    const answers = await onBoth(({ connect }) => {
      const plain = plainOf(connect);
      return [
        ["call", "isInbound"],
        ["task", "isUnderSupervision"],
        ["call", "canAgentSendVideo"],
        ["call", "canAgentReceiveVideo"],
        ["call", "canAgentSendScreenShare"],
        ["call", "canCustomerSendScreenShare"],
      ].map(([contactId, method]) => {
        try {
          return new connect.Contact(contactId)[method]();
        } catch (error) {
          return plain(error).error;
        }
      });
    }, world);
    assert.deepEqual(answers, {
      npm: Array(6).fill("TypeError"),
      headwater: [false, false, undefined, false, undefined, undefined],
    });
  },

  "tasks without TaskJS": async () => {
    const answers = await onBoth(({ connect }) => {
      delete connect.TaskSession;
      try {
        return new connect.Contact("task").getConnections().length;
      } catch (error) {
        return error.name;
      }
    });
    assert.deepEqual(answers, { npm: "TypeError", headwater: 1 });
  },

  "events that are not a page's": async () => {
    const heard = await onBoth(async ({ connect, machine }) => {
      const events = counted(connect);
      connect.core.getUpstream().sendUpstream("broadcast", { event: "access_denied", data: {} });
      await machine.advance(100);
      return events.access_denied;
    });
    assert.deepEqual(heard, { npm: 1, headwater: undefined });
  },

  "the event bus": async () => {
    const there = {};
    for (const side of [new NpmSide(firstWorld()), new HeadwaterSide(firstWorld(), sessions)]) {
      there[side.name] = Boolean(side.connect.core.getEventBus());
      await side.machine.settle();
      side.close();
    }
    assert.deepEqual(there, { npm: false, headwater: true });
  },

  "what a lost WebSocket is told with": async () => {
    const given = await onBoth(async (side) => {
      const { connect, machine } = side;
      const data = {};
      const note = (what) => (given) => {
        data[what] = given instanceof connect.Agent ? "the agent" : Object.keys(given ?? {}).length > 0;
      };
      new connect.Agent().onWebSocketConnectionLost(note("lost"));
      new connect.Agent().onWebSocketConnectionGained(note("gained"));
      side.loseSocket(6000);
      await machine.advance(60_000);
      return data;
    });
    assert.deepEqual(given, {
      npm: { lost: true, gained: false },
      headwater: { lost: "the agent", gained: "the agent" },
    });
  },

  "a WebSocket that is back at once": async () => {
    const lost = await onBoth(async (side) => {
      let told = 0;
      new side.connect.Agent().onWebSocketConnectionLost(() => told++);
      side.loseSocket();
      await side.machine.advance(60_000);
      return told;
    });
    assert.deepEqual(lost, { npm: 1, headwater: 0 });
  },

  "signing out by TERMINATE": async () => {
    const signedOut = await onBoth(async ({ connect, machine }) => {
      const events = counted(connect);
      connect.core.getEventBus().trigger(connect.EventType.TERMINATE);
      await machine.advance(1000);
      return events.terminated;
    });
    assert.deepEqual(signedOut, { npm: undefined, headwater: 1 });
  },

  "a stray % in a log line": async () => {
    const lines = await onBoth(({ connect }) => connect.getLog().info("50 % of all")?.getText());
    assert.deepEqual(lines, { npm: undefined, headwater: "50 % of all" });
  },

  "a worker that says nothing": async () => {
    const timeouts = await onBoth(async ({ connect, machine, page }) => {
      const events = counted(connect);
      page.cutOff();
      await machine.advance(20_000);
      return (events.ack_timeout ?? 0) > 0;
    });
    assert.deepEqual(timeouts, { npm: false, headwater: true });
  },

  "what a supervisor is told": async () => {
    const infos = await onBoth(({ connect }) =>
      [...new connect.Agent().getContacts()].map((contact) => contact.getConnections()[0].getMonitorInfo()),
    );
    assert.ok(infos.npm.length > 0 && infos.npm.every((info) => info === undefined));
    assert.ok(infos.headwater.every((info) => info === null));
  },

  "initCCP with options alone": async () => {
    const answers = await onBoth(({ connect }) => {
      connect.core.terminate();
      try {
        connect.core.initCCP({ ccpUrl: "https://example.my.connect.aws/ccp-v2/" });
        return "starts";
      } catch (error) {
        return error.name;
      }
    });
    assert.deepEqual(answers, { npm: "TypeError", headwater: "starts" });
  },

  "lines of a page's own": async () => {
    const others = await onBoth(async (side) => {
      const other = side.openPage();
      other.start();
      await side.machine.advance(1500);
      side.connect.getLog().error("mine");
      await side.machine.advance(2000);
      return other.connect.getLog().toString().includes("mine");
    });
    assert.deepEqual(others, { npm: true, headwater: false });
  },

  "what JSON cannot carry": async () => {
    const heard = await onBoth(async ({ connect, machine }) => {
      let data;
      connect.core.getEventBus().subscribe("configuration::set_speaker_device", (given) => {
        data = given;
      });
      new connect.Agent().setSpeakerDevice(Number.NaN);
      await machine.advance(100);
      return data.deviceId;
    });
    assert.deepEqual(heard, { npm: Number.NaN, headwater: null });
  },
};

for (const [name, { reason, request, voiceId, names }] of Object.entries(DIFFERENCES)) {
  test(`${name}: ${reason}`, async () => {
    assert.ok(SHOWN[name] || request || voiceId, "shown here or met there");
    await SHOWN[name]?.();
    for (const shown of names ?? []) {
      checked(shown, "difference");
    }
  });
}

test("nothing is shown that is not listed", () => {
  assert.deepEqual(
    Object.keys(SHOWN).filter((name) => !DIFFERENCES[name]),
    [],
  );
});

const ARCHITECTURE = new URL("../../ARCHITECTURE.md", import.meta.url);
const FOLDERS = {
  S: "../../worker/session/tests/session/",
  P: "../../worker/protocol/src/",
  C: "../../content-script/tests/",
};

/** What the rows of its tables say is shown: `{ row, names, files }`. */
function* rowsOfArchitecture() {
  const [, section] = readFileSync(ARCHITECTURE, "utf8").split("## Differences from the npm library");
  for (const row of section.split("\n").filter((line) => /^\| (?!Original \|)/.test(line))) {
    const shownBy = row.split(" | ").at(-1).replace(/ \|$/, "");
    yield {
      row,
      names: [...shownBy.matchAll(/\*([^*]+)\*/g)].map(([, name]) => name),
      files: [...shownBy.matchAll(/([SPC]) `([^`]+)`/g)].map(([, folder, file]) => FOLDERS[folder] + file),
    };
  }
}

test("ARCHITECTURE.md lists the same differences, and each row names its test", () => {
  const listed = [];
  for (const { row, names, files } of rowsOfArchitecture()) {
    assert.ok(names.length + files.length > 0, `no test: ${row}`);
    for (const file of files) {
      assert.ok(existsSync(new URL(file, import.meta.url)), `${file} is not there: ${row}`);
    }
    listed.push(...names);
  }
  assert.deepEqual(listed.sort(), Object.keys(DIFFERENCES).sort());
});
