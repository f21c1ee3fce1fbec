// Headwater and the npm library at once, in one browser and at one instance.

import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseStatus, press, pressContact, signIn } from "./actions.mjs";
import { session } from "./expectation.mjs";
import { staged } from "./fixture.mjs";
import { play } from "./player.mjs";

const HEADWATER = "Headwater";
const NPM = "npm library";

const STORY = [
  {
    name: "signs in on a page of Headwater",
    async act(stage) {
      await stage.browser.prepare(2);
      await stage.openPopup();
      await stage.open(HEADWATER, `${stage.simulator.pages[0]}/crm`);
      await signIn(stage.browser, stage.instance, stage.agent);
    },
    expect: session("Offline"),
  },
  {
    name: "a page of the npm library finds the agent signed in",
    act: (stage) => stage.open(NPM, `${stage.simulator.pages[1]}/crm-npm`),
    expect: session("Offline"),
  },
  {
    name: "switches status with Headwater",
    act: (stage) => chooseStatus(stage.page(HEADWATER), "Lunch"),
    expect: session("Lunch"),
  },
  {
    name: "switches status with the npm library",
    act: (stage) => chooseStatus(stage.page(NPM), "Available"),
    expect: session("Available"),
  },
  {
    name: "a call rings",
    async act(stage, memory) {
      memory.call = await stage.control.offer(stage.agent, "voice");
    },
    expect: session("PendingBusy", ["voice connecting"]),
  },
  {
    name: "accepts it with the npm library",
    act: (stage, { call }) => pressContact(stage.page(NPM), call, "accept"),
    expect: session("Busy", ["voice connected"]),
  },
  {
    name: "holds it with Headwater",
    act: (stage, { call }) => pressContact(stage.page(HEADWATER), call, "hold"),
    expect: session("Busy", ["voice on hold"]),
  },
  {
    name: "resumes it with the npm library",
    act: (stage, { call }) => pressContact(stage.page(NPM), call, "resume"),
    expect: session("Busy", ["voice connected"]),
  },
  {
    name: "chooses the next status in the popup",
    act: (stage) => press(stage.popup, '[data-state-choice="Break"]'),
    expect: session("Busy", ["voice connected"], "Break"),
  },
  {
    name: "hangs up with Headwater",
    act: (stage, { call }) => pressContact(stage.page(HEADWATER), call, "hangUp"),
    expect: session("AfterCallWork", ["voice ended"], "Break"),
  },
  {
    name: "clears it with the npm library",
    act: (stage, { call }) => pressContact(stage.page(NPM), call, "clear"),
    expect: session("Break"),
  },
];

test(
  "pages of Headwater and of the npm library agree",
  staged(async (stage, t) => {
    await play(stage, STORY, (result) => t.test(result.step.name, () => assert.equal(result.problem, null)));
  }),
);
