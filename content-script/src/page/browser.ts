/** Questions about the browser and the page, as `connect` offers them to its users. */

const { userAgent } = navigator;

const versionAfter = (marker: string): number => {
  const [, after] = userAgent.split(`${marker}/`);
  return after ? Number.parseFloat(after) : -1;
};

/** Edge and Opera are built on Chromium and count too. */
export const isChromeBrowser = (): boolean => userAgent.includes("Chrome");
export const isFirefoxBrowser = (): boolean => userAgent.includes("Firefox");
export const isOperaBrowser = (): boolean => userAgent.includes("Opera");
export const isEdgeBrowser = (): boolean => userAgent.includes("Edg");
export const getChromeBrowserVersion = (): number => versionAfter("Chrome");
export const getFirefoxBrowserVersion = (): number => versionAfter("Firefox");

const LOCALES = "en_US de_DE es_ES fr_FR ja_JP it_IT ko_KR pt_BR zh_CN zh_TW".split(" ");

/** Whether the service has texts in this language. */
export const isValidLocale = (locale: unknown): boolean => LOCALES.includes(locale as string);

export const isFramed = (): boolean => self !== top;
