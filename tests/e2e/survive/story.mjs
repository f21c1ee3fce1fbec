// Plays the busy story while the worker is stopped, and keeps the accounts.
import { PATIENCE, until } from "../until.mjs";
import { instanceView } from "../views.mjs";
import { perhapsFail } from "./faults.mjs";
import { compare, expected, told } from "./ledger.mjs";
import { ROUNDS } from "./rounds.mjs";

/** A service that fails is asked again after a while; sign-in waits for people. */
const LONG = 6 * PATIENCE;
/** What was under way when the worker was stopped may be arriving still: who tries again at once does it twice. */
const ARRIVAL = 1000;
/** How often a person tries again what was interrupted. */
const TRIES = 8;

export class Story {
  accounts = {
    steps: 0,
    events: 0,
    lost: [],
    doubled: [],
    calls: 0,
    interrupted: 0,
    unsettled: 0,
    faults: 0,
  };
  #stage;
  #chance;
  #killer;
  #pages;
  #fails;

  /**
   * @param {import("../stage.mjs").Stage} stage signed in, with an agent who is Available
   * @param {{chance: import("./chance.mjs").Chance, killer: import("./killer.mjs").Killer, faults: boolean}} settings
   */
  constructor(stage, { chance, killer, faults }) {
    this.#stage = stage;
    this.#chance = chance;
    this.#killer = killer;
    this.#pages = stage.tabs.map(({ page }) => page);
    this.#fails = faults;
  }

  /** A round of chance's choice. */
  async playAny(mostKills, progress) {
    const choices = ROUNDS.flatMap((round) => Array.from({ length: round.weight }, () => round));
    await this.play(this.#chance.pick(choices), mostKills, progress);
  }

  /** One round; `mostKills()` says how many more kills are wanted. */
  async play(round, mostKills, progress) {
    const memory = {};
    for (const step of round.steps) {
      await this.#step(`${round.name}: ${step.name}`, step, memory, mostKills());
      progress(`${round.name}: ${step.name}`);
    }
  }

  async #step(name, step, memory, mostKills) {
    const { control, agent } = this.#stage;
    const marks = await this.#lengths();
    const before = await instanceView(control, agent);
    const fault = mostKills > 0 && this.#fails ? await perhapsFail(control, this.#chance) : null;
    const page = this.#chance.pick(this.#pages);
    const [succeeded] = await Promise.all([
      this.#act(name, step, memory, page),
      this.#killer.strike(mostKills),
    ]);
    await this.#stage.agreement(`${name}: ${step.leadsTo.words}`, step.leadsTo.isMet, LONG);
    if (fault) {
      this.accounts.faults += 1;
      await control.clearFaults();
    }
    const wanted = expected(step, before, await instanceView(control, agent));
    const ofSuccess = step.ofSuccess ?? [];
    if (succeeded) {
      wanted.push(...ofSuccess);
    }
    // What was interrupted may have succeeded all the same, and then others were told.
    await this.#reckon(name, marks, wanted, succeeded ? [] : ofSuccess, memory[step.contact]);
    this.accounts.steps += 1;
  }

  /**
   * Does it, and again what a stopped worker left undone: whether it was, the instance knows.
   *
   * @returns {Promise<boolean>} whether the page was told that it succeeded
   */
  async #act(name, step, memory, page) {
    if (!step.byPage) {
      await step.act(this.#stage, memory);
      return false;
    }
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      this.accounts.calls += 1;
      const result = await settled(step.byPage(page, memory));
      if (result === null) {
        this.accounts.unsettled += 1;
        return false;
      }
      if (result.ok) {
        return true;
      }
      this.accounts.interrupted += 1;
      if (await this.#arrives(step)) {
        return false;
      }
      // `contact.accept` says no more than "error", whatever it was.
      if (!/interrupted|offline|signedOut|^error$/.test(result.error)) {
        throw new Error(`${name} was refused: ${result.error}`);
      }
    }
    throw new Error(`${name} was interrupted ${TRIES} times.`);
  }

  /** Whether the instance did it after all. */
  async #arrives({ leadsTo }) {
    const { control, agent } = this.#stage;
    const look = () => instanceView(control, agent);
    return until(leadsTo.words, look, leadsTo.isMet, ARRIVAL).then(
      () => true,
      () => false,
    );
  }

  async #reckon(name, marks, wanted, allowed, contactId) {
    const traces = await this.#news(marks);
    for (const [index, trace] of traces.entries()) {
      const { lost, doubled } = compare(told(trace, contactId), wanted, allowed);
      this.accounts.events += wanted.length;
      const where = `tab ${index + 1}, ${name}`;
      this.accounts.lost.push(...lost.map((event) => `${where}: ${event}`));
      this.accounts.doubled.push(...doubled.map((event) => `${where}: ${event}`));
    }
  }

  #lengths() {
    return Promise.all(this.#pages.map((page) => page.evaluate(() => window.trace.length)));
  }

  #news(marks) {
    return Promise.all(
      this.#pages.map((page, index) => page.evaluate((from) => window.trace.slice(from), marks[index])),
    );
  }
}

/** What a call came to, or null if it never does. */
async function settled(call) {
  let timer;
  const never = new Promise((resolve) => {
    timer = setTimeout(resolve, LONG, null);
  });
  try {
    return await Promise.race([call, never]);
  } finally {
    clearTimeout(timer);
  }
}
