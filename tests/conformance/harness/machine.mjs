/**
 * One side's computer: its time, which stands still until told to go on, and the tasks of its event loops. Both sides
 * start at the same time and are moved on alike, so that what they say of times can be compared.
 */

import { createClock } from "@sinonjs/fake-timers";

/** Milliseconds since 1970 at which every history starts. */
export const START = 1_700_000_000_000;

/** More timers than this in one advance are a side that has lost its way. */
const MOST_TIMERS = 100_000;

/** A generator of numbers that are the same in every run. */
function numbers() {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const microtasks = () => new Promise(setImmediate);

export class Machine {
  clock = createClock(START, MOST_TIMERS);
  /** What `Math.random` is on this side. */
  random = numbers();
  /** What was thrown where nobody catches it: a browser would write it to its console. */
  errors = [];
  #tasks = [];
  #outside = new Set();

  /** Does something in a turn of its own, after what is to be done already. */
  post(task) {
    this.#tasks.push(task);
  }

  /** Waits for something outside of this process before it does anything else. */
  await(promise) {
    this.#outside.add(promise);
    const done = () => this.#outside.delete(promise);
    promise.then(done, done);
    return promise;
  }

  /** Does all that is to be done now. */
  async settle() {
    for (;;) {
      await microtasks();
      if (this.#outside.size > 0) {
        await Promise.all(this.#outside);
      } else if (this.#tasks.length > 0) {
        this.#run(this.#tasks.shift());
      } else {
        return;
      }
    }
  }

  /** Lets so many milliseconds pass, and all that happens in them happen. */
  async advance(milliseconds) {
    await this.settle();
    let over = false;
    this.clock.setTimeout(() => {
      over = true;
    }, milliseconds);
    for (let timers = 0; !over; timers++) {
      if (timers > MOST_TIMERS) {
        throw new Error(`More than ${MOST_TIMERS} timers in ${milliseconds} ms.`);
      }
      this.#run(() => this.clock.next());
      await this.settle();
    }
  }

  #run(task) {
    try {
      task();
    } catch (error) {
      this.errors.push(error);
    }
  }
}
