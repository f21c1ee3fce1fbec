/** Names that are checked in other suites: each names a file of tests, which has the name in it. */

import { readFileSync } from "node:fs";

const ROOT = new URL("../../../", import.meta.url);

const API = "content-script/tests/api.test.mjs";
const SESSION = "content-script/tests/session.test.mjs";

export const ELSEWHERE = {
  "connect.core.onAuthFail": "tests/e2e/agreement.test.mjs",
  "connect.core.onAccessDenied": API,
  "connect.core.getFrameMediaDevices": API,
  "connect.agentApp.initApp": API,
  "ChatConnection.getMediaController": "tests/e2e/real-clients.test.mjs",
  "initCCP.region": API,
  "initCCP.loginPopup": SESSION,
  "initCCP.loginPopupAutoClose": SESSION,
  "initCCP.loginOptions": SESSION,
  "initCCP.loginUrl": "tests/e2e/sign-in.test.mjs",
  "initCCP.softphone": API,
  "initCCP.pageOptions": API,
  "initCCP.ccpAckTimeout": API,
  "initCCP.ccpSynTimeout": API,
  "initCCP.ccpLoadTimeout": API,
};

/** Which of `WAYS` a file is. @throws Error where it does not have the name in it. */
export function sourceOf(name, file) {
  const text = readFileSync(new URL(file, ROOT), "utf8");
  const member = name.split(".").at(-1);
  if (!new RegExp(`\\b${member}\\b`).test(text)) {
    throw new Error(`${file} does not have ${name} in it.`);
  }
  return file.startsWith("tests/e2e/") ? "browser" : "page";
}
