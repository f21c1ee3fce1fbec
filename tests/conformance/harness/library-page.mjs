/** A page with one of the two libraries. */

import { addMediaLibraries } from "./media-libraries.mjs";
import { containerIn, openWindow } from "./realm.mjs";
import { CCP_URL, CRM } from "./service.mjs";

export class LibraryPage {
  #realm;
  #isCutOff = false;

  /**
   * @param library its name
   * @param scripts that run in the page before anything else
   */
  constructor(machine, library, scripts) {
    this.#realm = openWindow(machine, `${CRM}/`, library);
    for (const script of scripts) {
      this.#realm.run(script);
    }
    addMediaLibraries(this.connect);
  }

  get connect() {
    return this.window.connect;
  }

  get window() {
    return this.#realm.window;
  }

  /** What was written to the page's console. */
  get written() {
    return this.#realm.written;
  }

  /** Calls `initCCP`. What comes of it comes later. */
  start(parameters = {}) {
    this.connect.core.initCCP(containerIn(this.window), {
      ccpUrl: CCP_URL,
      loginPopup: false,
      ...parameters,
    });
  }

  /** From now on the page hears nothing. */
  cutOff() {
    this.#isCutOff = true;
  }

  get isCutOff() {
    return this.#isCutOff;
  }

  /** A message comes in. */
  receive(event) {
    this.#realm.receive(event);
  }

  close() {
    this.#realm.close();
  }
}
