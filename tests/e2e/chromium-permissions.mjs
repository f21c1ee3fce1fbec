// Host permissions in Chromium. No test can answer the browser's question, but it is not asked for what was granted
// already at `chrome://extensions`.

/** An unpacked extension is only loaded anew in developer mode. @param {import("./browser.mjs").Browser} browser */
export async function allowUnpacked(browser) {
  const settings = await browser.open("chrome://extensions");
  await settings.evaluate(() =>
    chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true }),
  );
  await settings.close();
}

/** The browser will not ask: it will grant what an extension page asks for. @param {import("./browser.mjs").Browser} browser */
export async function answerInAdvance(browser, pattern) {
  const settings = await browser.open("chrome://extensions");
  const id = new URL(browser.extensionOrigin).host;
  await settings.evaluate((...of) => chrome.developerPrivate.addHostPermission(...of), id, pattern);
  await settings.close();
}

/** @param {import("./browser.mjs").Browser} browser */
export async function setPermission(browser, pattern, granted) {
  if (granted) {
    await answerInAdvance(browser, pattern);
  }
  const page = await browser.openPopup();
  if (granted) {
    await page.evaluate((origin) => {
      const ask = () => {
        window.answer = chrome.permissions.request({ origins: [origin] });
      };
      document.addEventListener("click", ask, { once: true, capture: true });
    }, pattern);
    await page.mouse.click(1, 1);
  }
  const answer = await page.evaluate(
    (origin) => window.answer ?? chrome.permissions.remove({ origins: [origin] }),
    pattern,
  );
  await page.close();
  if (!answer) {
    throw new Error(`The permission for ${pattern} was not ${granted ? "granted" : "taken back"}.`);
  }
}
