/** Questions about the browser and the page, as `connect` offers them to its users. */

function userAgent(): string {
  return navigator.userAgent;
}

function versionAfter(text: string, marker: string): number {
  const after = text.substring(text.indexOf(marker) + marker.length + 1);
  return after ? Number.parseFloat(after) : -1;
}

/** Edge and Opera are built on Chromium and count too. */
export function isChromeBrowser(): boolean {
  return userAgent().includes("Chrome");
}

export function isFirefoxBrowser(): boolean {
  return userAgent().includes("Firefox");
}

export function isOperaBrowser(): boolean {
  return userAgent().includes("Opera");
}

export function isEdgeBrowser(): boolean {
  return userAgent().includes("Edg");
}

export function getChromeBrowserVersion(): number {
  return versionAfter(userAgent(), "Chrome");
}

export function getFirefoxBrowserVersion(): number {
  return versionAfter(userAgent(), "Firefox");
}

export function getOperaBrowserVersion(): number {
  return versionAfter(userAgent(), userAgent().includes("Version") ? "Version" : "Opera");
}

const LOCALES = ["en_US", "de_DE", "es_ES", "fr_FR", "ja_JP", "it_IT", "ko_KR", "pt_BR", "zh_CN", "zh_TW"];

/** Whether the service has texts in this language. */
export function isValidLocale(locale: unknown): boolean {
  return LOCALES.includes(locale as string);
}

/** `https://example.com:9494` of `https://example.com:9494/oranges`. */
export function getBaseUrl(): string {
  const { protocol, hostname, port } = location;
  return `${protocol}//${hostname}:${port}`;
}

export function getUrlWithProtocol(url: string): string {
  return url.startsWith(location.protocol) ? url : `${location.protocol}//${url}`;
}

export function isFramed(): boolean {
  return window.self !== window.top;
}
