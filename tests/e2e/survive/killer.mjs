// Stops the worker, at moments that chance chooses.
import { setTimeout as pause } from "node:timers/promises";

/** Milliseconds from the beginning of a step within which the worker is stopped. */
const WINDOW = 300;

export class Killer {
  kills = 0;
  #browser;
  #chance;

  constructor(browser, chance) {
    this.#browser = browser;
    this.#chance = chance;
  }

  /** Begins to stop the worker none to two times, beside what is going on. Resolves when it is done. */
  async strike(most) {
    const wanted = Math.min(most, this.#chance.pick([0, 1, 1, 1, 2]));
    const moments = Array.from({ length: wanted }, () => this.#chance.below(WINDOW)).sort((a, b) => a - b);
    const began = performance.now();
    for (const moment of moments) {
      await pause(Math.max(0, moment - (performance.now() - began)));
      await this.#browser.stopWorker();
      this.kills += 1;
    }
  }
}
