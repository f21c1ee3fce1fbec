// What one tab does or hears of the softphone, of the contact that is looked at, of applications and of logging out,
// all tabs hear: two integrations on two origins, and a page with a strict policy.
import assert from "node:assert/strict";
import { test } from "node:test";

import { press, signIn } from "./actions.mjs";
import { nobody, session } from "./expectation.mjs";
import { signedIn, staged } from "./fixture.mjs";
import { until } from "./until.mjs";

const CRM = "CRM";
const TICKETS = "tickets";
const WIKI = "wiki";
const LABELS = [CRM, TICKETS, WIKI];

/** Notes in `window.heard` what the page hears: `[subscription, data]`. */
function listen(page) {
  return page.evaluate(() => {
    const { connect } = window;
    const agent = new connect.Agent();
    const bus = connect.core.getEventBus();
    const note = (name) => (data) => window.heard.push([name, data]);
    window.heard = [];
    for (const name of [
      "onMuteToggle",
      "onSpeakerDeviceChanged",
      "onMicrophoneDeviceChanged",
      "onRingerDeviceChanged",
    ]) {
      agent[name](note(name));
    }
    connect.core.onViewContact(note("onViewContact"));
    bus.subscribe(connect.EventType.MUTE, note("mute"));
    bus.subscribe(connect.ConfigurationEvents.SET_SPEAKER_DEVICE, note("speaker"));
    bus.subscribe(connect.ConfigurationEvents.SET_MICROPHONE_DEVICE, note("microphone"));
    bus.subscribe(connect.ConfigurationEvents.SET_RINGER_DEVICE, note("ringer"));
    bus.subscribe(connect.EventType.TERMINATED, () => window.heard.push(["terminated"]));
  });
}

/** Makes a page the softphone's: it does what it is told, and says so, as Streams' own softphone does. */
function playSoftphone(page) {
  return page.evaluate(() => {
    const { connect } = window;
    const { AgentEvents, ConfigurationEvents, EventType } = connect;
    const upstream = connect.core.getUpstream();
    const tell = (event, data) => upstream.sendUpstream(EventType.BROADCAST, { event, data });
    upstream.onUpstream(EventType.MUTE, ({ mute }) => tell(AgentEvents.MUTE_TOGGLE, { muted: mute }));
    for (const device of ["SPEAKER", "MICROPHONE", "RINGER"]) {
      upstream.onUpstream(ConfigurationEvents[`SET_${device}_DEVICE`], ({ deviceId }) =>
        tell(ConfigurationEvents[`${device}_DEVICE_CHANGED`], { deviceId }),
      );
    }
  });
}

/** Waits until every tab has heard this as the latest thing, and gives what each has heard since it was asked last. */
async function allHear(stage, ...last) {
  const told = {};
  for (const label of LABELS) {
    const page = stage.page(label);
    await until(
      `${label} to hear of ${JSON.stringify(last)}`,
      () => page.evaluate(() => window.heard),
      (heard) => JSON.stringify(heard.at(-1)) === JSON.stringify(last),
    );
    told[label] = await page.evaluate(() => window.heard.splice(0));
  }
  return told;
}

/** The same for each tab. */
function inEach(heard) {
  return Object.fromEntries(LABELS.map((label) => [label, heard]));
}

function onAgent(page, method, ...parameters) {
  const call = (name, given) => new window.connect.Agent()[name](...given);
  return page.evaluate(call, method, parameters);
}

function view(page, contactId) {
  return page.evaluate((id) => window.connect.core.viewContact(id), contactId);
}

function agreed(stage, { words, isMet }) {
  return stage.agreement(words, isMet);
}

test(
  "what belongs to no tab alone reaches all tabs",
  staged(async (stage, t) => {
    const [one, other] = stage.simulator.pages;
    await signedIn(stage, { [CRM]: `${one}/crm`, [TICKETS]: `${other}/crm`, [WIKI]: `${one}/wiki` });
    for (const label of LABELS) {
      await listen(stage.page(label));
    }

    await t.test("while no softphone runs, wishes are heard everywhere, and nothing pretends", async () => {
      const crm = stage.page(CRM);
      await onAgent(crm, "mute");
      await onAgent(crm, "setSpeakerDevice", "headset");
      await onAgent(crm, "setMicrophoneDevice", "headset");
      await onAgent(crm, "setRingerDevice", "loudspeaker");
      await view(crm, "the end");
      const device = (deviceId) => ({ deviceId });
      assert.deepEqual(
        await allHear(stage, "onViewContact", { contactId: "the end" }),
        inEach([
          ["mute", { mute: true }],
          ["speaker", device("headset")],
          ["microphone", device("headset")],
          ["ringer", device("loudspeaker")],
          ["onViewContact", { contactId: "the end" }],
        ]),
      );
      for (const label of LABELS) {
        const softphone = await stage.page(label).evaluate(() => window.connect.core.getSoftphoneManager());
        assert.equal(softphone, null, label);
      }
    });

    await t.test("what the softphone of one tab does, all tabs hear, whoever wished for it", async () => {
      await playSoftphone(stage.page(TICKETS));
      await onAgent(stage.page(CRM), "mute");
      const muted = await allHear(stage, "onMuteToggle", { muted: true });
      assert.deepEqual(
        muted,
        inEach([
          ["mute", { mute: true }],
          ["onMuteToggle", { muted: true }],
        ]),
      );
      await onAgent(stage.page(WIKI), "unmute");
      await allHear(stage, "onMuteToggle", { muted: false });
      for (const device of ["Speaker", "Microphone", "Ringer"]) {
        await onAgent(stage.page(WIKI), `set${device}Device`, "headset");
        await allHear(stage, `on${device}DeviceChanged`, { deviceId: "headset" });
      }
    });

    await t.test("the contact that one tab looks at, all tabs hear of", async () => {
      const contactId = await stage.control.offer(stage.agent, "chat", { force: true });
      await agreed(stage, session("Offline", ["chat connecting"]));
      await view(stage.page(WIKI), contactId);
      await allHear(stage, "onViewContact", { contactId });
      await stage.control.vanish(contactId);
      await agreed(stage, session("Offline"));
    });

    await t.test("applications of the instance are shown, told, and stopped", async () => {
      await applications(stage, `${other}/crm?init=manual`);
    });

    await t.test("stopping the control panel signs out, and every tab hears of it", async () => {
      const stopped = await stage.page("applications").evaluate(() => window.connect.agentApp.stopApp("ccp"));
      assert.equal(stopped, true);
      await allHear(stage, "terminated");
      await stage.close("applications");
      await agreed(stage, nobody);
      assert.equal((await stage.control.agent(stage.agent)).signedIn, false);
    });

    await t.test("logging out as documented, in one tab, and every tab hears of it", async () => {
      await press(stage.popup, '[data-command="signIn"]');
      await signIn(stage.browser, stage.instance, stage.agent);
      await agreed(stage, session("Offline"));
      for (const label of LABELS) {
        await listen(stage.page(label));
      }
      await stage.page(CRM).evaluate(async (instance) => {
        await fetch(`${instance}/connect/logout`, { credentials: "include", mode: "no-cors" });
        const { connect } = window;
        connect.core.getEventBus().trigger(connect.EventType.TERMINATE);
      }, stage.instance);
      await allHear(stage, "terminated");
      await agreed(stage, nobody);
      assert.equal(await stage.browser.count(`${stage.instance}/login`), 0, "sign-in windows");
    });
  }),
);

/** Shows all three applications on a further page, which has no integration of its own. */
async function applications(stage, address) {
  const page = await stage.browser.open(address);
  await page.evaluate((instance) => {
    const { agentApp } = window.connect;
    for (const name of ["ccp", "customerprofiles", "wisdom"]) {
      const container = document.createElement("div");
      container.id = `${name}-container`;
      document.body.append(container);
      agentApp.initApp(name, container.id, `${instance}/${name}-v2/`, {
        style: "width: 400px; height: 600px;",
        ...(name === "ccp" && { ccpParams: { loginPopup: false, iframeTitle: "Telephone" } }),
      });
    }
  }, stage.instance);
  await page.evaluate(() => window.startIntegration());
  stage.adopt("applications", page);
  await agreed(stage, session("Offline"));

  const frames = await page.$$eval("iframe", (found) =>
    found.map(({ src, title, id, style }) => [src, title || id, style.width, style.height]),
  );
  assert.deepEqual(frames, [
    [`${stage.instance}/ccp-v2/`, "Telephone", "400px", "600px"],
    [`${stage.instance}/customerprofiles-v2/`, "customerprofiles", "400px", "600px"],
    [`${stage.instance}/wisdom-v2/`, "wisdom", "400px", "600px"],
  ]);

  // What the agent looks at, the applications are told by the page.
  const toldIn = (name) =>
    until(`${name} to be loaded`, () => {
      const frame = page.frames().find((each) => each.url() === `${stage.instance}/${name}-v2/`);
      return frame.evaluate(() => window.told.map(({ event, data }) => [event, data?.contactId]));
    });
  for (const name of ["customerprofiles", "wisdom"]) {
    await toldIn(name);
  }
  await view(stage.page(WIKI), "looked at");
  for (const name of ["customerprofiles", "wisdom"]) {
    await until(
      `${name} to be told of the contact`,
      () => toldIn(name),
      (told) => told.some(([event, contactId]) => event === "contact::view" && contactId === "looked at"),
    );
  }
  await allHear(stage, "onViewContact", { contactId: "looked at" });

  await page.evaluate(() => window.connect.agentApp.stopApp("wisdom"));
  assert.deepEqual(await page.$$eval("iframe", (found) => found.map(({ title, id }) => title || id)), [
    "Telephone",
    "customerprofiles",
  ]);
}
