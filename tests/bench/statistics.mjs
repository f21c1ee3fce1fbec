// Numbers of many rounds, in few.

/** The value that a share of the values does not exceed, between 0 and 1; null of no values. */
export function quantile(values, share) {
  if (values.length === 0) {
    return null;
  }
  const sorted = values.toSorted((one, other) => one - other);
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

export function median(values) {
  return quantile(values, 0.5);
}

/** What is told of many samples. */
export function percentiles(values) {
  return {
    p50: quantile(values, 0.5),
    p95: quantile(values, 0.95),
    p99: quantile(values, 0.99),
    samples: values.length,
  };
}

/**
 * Headwater's value by the npm library's, round by round: what disturbs the machine disturbs both sides of a pair. The
 * spread is that of the middle half of the rounds.
 *
 * @param {{npm: number, headwater: number}[]} rounds
 */
export function pairedRatio(rounds) {
  const ratios = rounds.map(({ npm, headwater }) => headwater / npm);
  return {
    median: median(ratios),
    low: quantile(ratios, 0.25),
    high: quantile(ratios, 0.75),
    rounds: rounds.length,
  };
}
