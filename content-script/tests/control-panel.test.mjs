// Which control panel a page shows: the instance's own, or Headwater's in its place.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { CCP_URL, openPage } from "./page.mjs";

const PANEL = "chrome-extension://this-time/popup/panel.html";

/** The frames in the container, in order: what they show, and whether they are seen. */
function frames({ container }) {
  return [...container.querySelectorAll("iframe")].map(({ src, name, style, hidden }) => ({
    src,
    name,
    seen: style.display !== "none" && !hidden,
  }));
}

const INSTANCE_ALONE = [{ src: CCP_URL, name: "Amazon Connect CCP", seen: true }];
const HEADWATER = [
  { src: PANEL, name: "", seen: true },
  { src: CCP_URL, name: "Amazon Connect CCP", seen: false },
];

function acknowledge(page, panel) {
  page.worker.tell({ kind: "acknowledge", pageId: "page-1", panel });
}

test("what the page wants is asked of the worker, which decides", () => {
  for (const [options, asked] of [
    [{}, undefined],
    [{ headwaterPanel: true }, true],
    [{ headwaterPanel: false }, false],
  ]) {
    const page = openPage();
    page.initCCP(options);
    assert.equal(page.worker.last("attach").headwaterPanel, asked);
    acknowledge(page);
    assert.deepEqual(frames(page), INSTANCE_ALONE);
  }
});

test("Headwater's panel stands in the place of the instance's, which is loaded only to be heard", () => {
  const page = openPage();
  page.initCCP({ iframeTitle: "Phone", style: "width: 10px;" });
  acknowledge(page, PANEL);
  assert.deepEqual(frames(page), HEADWATER);
  const [panel, instance] = page.container.querySelectorAll("iframe");
  assert.equal(panel.title, "Phone");
  assert.equal(panel.getAttribute("style"), "width: 10px;");
  // A browser loads no lazy frame that cannot be seen.
  assert.equal(instance.loading, "lazy");
});

test("the softphone of the instance's control panel is heard behind Headwater's", () => {
  const page = openPage();
  page.initCCP({ softphone: { allowFramedSoftphone: true } });
  acknowledge(page, PANEL);
  assert.deepEqual(frames(page), HEADWATER);
  assert.notEqual(page.container.querySelectorAll("iframe")[1].loading, "lazy");
});

test("the panel stays through reconnections, sign-ins and a new beginning", () => {
  const page = openPage();
  page.initCCP();
  acknowledge(page, PANEL);
  const panel = page.container.querySelector("iframe");
  acknowledge(page, PANEL);
  page.worker.tell({ kind: "event", event: "authorize_success" });
  page.connect.core.terminate();
  page.initCCP();
  acknowledge(page, PANEL);
  assert.deepEqual(frames(page), HEADWATER);
  assert.equal(page.container.querySelector("iframe"), panel);
});

test("the control panel of another instance takes the place of both frames", () => {
  const page = openPage();
  page.initCCP();
  acknowledge(page, PANEL);
  page.connect.core.terminate();
  const ccpUrl = "https://other.my.connect.aws/ccp-v2/";
  page.initCCP({ ccpUrl });
  acknowledge(page);
  assert.deepEqual(frames(page), [{ src: ccpUrl, name: "Amazon Connect CCP", seen: true }]);
});

test("a page that is refused has the instance's own, with which the agent can work all the same", () => {
  const page = openPage();
  page.initCCP();
  page.worker.tell({ kind: "refused", reason: "unknownInstance", message: "not set up" });
  assert.deepEqual(frames(page), INSTANCE_ALONE);
});

test("so has a page that nobody answers, and shows Headwater's once somebody does", (context) => {
  context.after(() => mock.timers.reset());
  mock.timers.enable({ apis: ["setTimeout"] });
  const page = openPage({
    before: (window) => {
      window.setTimeout = setTimeout;
      window.clearTimeout = clearTimeout;
    },
  });
  page.initCCP({ ccpLoadTimeout: 50 });
  mock.timers.tick(50);
  assert.deepEqual(frames(page), INSTANCE_ALONE);
  acknowledge(page, PANEL);
  assert.deepEqual(frames(page), HEADWATER);
});

test("a container that is in no document yet gets the same", () => {
  const page = openPage();
  const container = page.window.document.createElement("div");
  page.connect.core.initCCP(container, { ccpUrl: CCP_URL });
  acknowledge(page, PANEL);
  assert.deepEqual(frames({ container }), HEADWATER);
});

test("an application that is stopped takes Headwater's panel along", () => {
  const page = openPage();
  page.connect.agentApp.initApp("ccp", page.container, CCP_URL);
  acknowledge(page, PANEL);
  assert.equal(frames(page).length, 2);
  page.connect.agentApp.stopApp("ccp");
  assert.deepEqual(frames(page), []);
});
