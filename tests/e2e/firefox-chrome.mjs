// What only the browser itself can do in Firefox: scripts that run in its own window (`--remote-allow-system-access`).

const FIREFOX_ADDON = "headwater@headwater.extension";

/** A window of the browser itself, as a place to evaluate in. */
async function chromeWindow(connection) {
  const { result } = await connection.send("browsingContext.getTree", { "moz:scope": "chrome" });
  return result.contexts[0].context;
}

async function evaluate(browser, expression) {
  const { connection } = browser;
  const context = await chromeWindow(connection);
  const { result } = await connection.send("script.evaluate", {
    expression,
    target: { context },
    awaitPromise: true,
  });
  if (result.type !== "success") {
    throw new Error(`Firefox refused “${expression}”: ${result.exceptionDetails.text}`);
  }
  return result.result.value;
}

const EXTENSION = `WebExtensionPolicy.getByID("${FIREFOX_ADDON}").extension`;

/** Stops the extension's event page, as Firefox does with an idle one. */
export async function stopEventPage(browser) {
  const state = await evaluate(
    browser,
    `${EXTENSION}.terminateBackground({ ignoreDevToolsAttached: true }).then(() => ${EXTENSION}.backgroundState)`,
  );
  // It may be starting again already: who waits for it wakes it at once.
  if (!["stopped", "starting", "running"].includes(state)) {
    throw new Error(`The event page is ${state} after it was stopped.`);
  }
}

/** From its next life on, the event page is stopped when it has done nothing for so many milliseconds. */
export async function setIdleTimeout(browser, milliseconds) {
  await evaluate(browser, `Services.prefs.setIntPref("extensions.background.idle.timeout", ${milliseconds})`);
}

/** A number that each life of the extension's event page has for itself; absent while there is none. */
export function eventPageLife(browser) {
  return evaluate(
    browser,
    `[...${EXTENSION}.views].find((view) => view.viewType === "background")?.contextId`,
  );
}

/** The address of the extension's page in the sidebar; absent while none is open there. */
export function sidebarAddress(browser) {
  return evaluate(
    browser,
    `(() => {
      const { isOpen, browser: shown } = SidebarController;
      const page = isOpen && shown.contentDocument?.getElementById("webext-panels-browser");
      return page ? page.currentURI.spec : undefined;
    })()`,
  );
}

function withAddon(browser, action) {
  return evaluate(
    browser,
    `ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs")
      .AddonManager.getAddonByID("${FIREFOX_ADDON}").then((addon) => addon.${action}())`,
  );
}

/** Loads the extension anew, as an update does. */
export async function reloadExtension(browser) {
  await withAddon(browser, "reload");
}

/** Turns the extension off, as `about:addons` does. */
export async function turnExtensionOff(browser) {
  await withAddon(browser, "disable");
}

/** Grants or takes back a host permission, as `about:addons` does. */
export async function setPermission(browser, pattern, granted) {
  const permissions = JSON.stringify({ permissions: [], origins: [pattern] });
  await evaluate(
    browser,
    `ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs")
      .ExtensionPermissions.${granted ? "add" : "remove"}("${FIREFOX_ADDON}", ${permissions}, ${EXTENSION})`,
  );
}

/** Firefox will not ask: it will grant what an extension page asks for. */
export async function answerInAdvance(browser) {
  await evaluate(browser, `Services.prefs.setBoolPref("extensions.webextOptionalPermissionPrompts", false)`);
}
