// The clock of the machine, finer than `Date.now()` tells it, so that two processes can compare what it says.
(() => {
  /** A page, a worker each count from their own start, which they took from a coarse clock. */
  let offset = null;

  function offsetOf() {
    const offsets = [];
    for (let count = 0; count < 3; count += 1) {
      const from = Date.now();
      let tick = from;
      while (tick === from) {
        tick = Date.now();
      }
      offsets.push(tick - (performance.timeOrigin + performance.now()));
    }
    return offsets.sort((one, other) => one - other)[1];
  }

  /** Milliseconds since 1970, with fractions. Calling it first takes some milliseconds. */
  globalThis.benchClock = () => {
    offset ??= offsetOf();
    return performance.timeOrigin + performance.now() + offset;
  };
})();
