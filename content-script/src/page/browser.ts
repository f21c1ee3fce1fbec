/** Questions about the browser and the page, as `connect` offers them to its users. */

const { userAgent } = navigator;

const versionAfter = (marker: string): number => {
  const [, after] = userAgent.split(`${marker}/`);
  return after ? Number.parseFloat(after) : -1;
};

const LOCALES = "en_US de_DE es_ES fr_FR ja_JP it_IT ko_KR pt_BR zh_CN zh_TW".split(" ");

/** Whether the service has texts in this language. */
export const isValidLocale = (locale: unknown): boolean => LOCALES.includes(locale as string);

export const browser = {
  // Edge and Opera are built on Chromium and count too.
  isChromeBrowser: (): boolean => userAgent.includes("Chrome"),
  isFirefoxBrowser: (): boolean => userAgent.includes("Firefox"),
  isOperaBrowser: (): boolean => userAgent.includes("Opera"),
  isEdgeBrowser: (): boolean => userAgent.includes("Edg"),
  getChromeBrowserVersion: (): number => versionAfter("Chrome"),
  getFirefoxBrowserVersion: (): number => versionAfter("Firefox"),
  isFramed: (): boolean => self !== top,
  isValidLocale,
};
