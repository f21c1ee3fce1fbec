// One line of the report.
import { median, pairedRatio, quantile } from "./statistics.mjs";

/**
 * @typedef {object} Measurement
 * @property {string} label
 * @property {string} unit
 * @property {number | null} npm null where there is nothing to compare with
 * @property {number | null} headwater
 * @property {object | null} ratio see `pairedRatio`
 * @property {{words: string, met: boolean, isTime?: boolean}} [budget] what is to be reached
 * @property {number[]} [spread] the middle half of the values, where there is no ratio
 * @property {object} [details] more numbers, for report.json
 */

/**
 * Of paired rounds: the medians of both sides, and of the ratios.
 *
 * @param {{npm: number, headwater: number}[]} rounds
 * @returns {Measurement}
 */
export function paired(label, unit, rounds, details = undefined) {
  return {
    label,
    unit,
    npm: median(rounds.map(({ npm }) => npm)),
    headwater: median(rounds.map(({ headwater }) => headwater)),
    ratio: pairedRatio(rounds),
    details: { ...details, pairs: rounds },
  };
}

/** Of one value a side. */
export function single(label, unit, npm, headwater, details = undefined) {
  const ratio = npm !== null && headwater !== null ? headwater / npm : null;
  return {
    label,
    unit,
    npm,
    headwater,
    ratio: ratio === null ? null : { median: ratio, low: ratio, high: ratio, rounds: 1 },
    details,
  };
}

/** Of rounds of Headwater alone, for what the npm library does not do. */
export function alone(label, unit, values) {
  const spread = [quantile(values, 0.25), quantile(values, 0.75)];
  return { label, unit, npm: null, headwater: median(values), ratio: null, spread, details: { values } };
}

/** With a budget: at most this share of what the npm library takes. */
export function atMostShare(measurement, share) {
  const met = measurement.ratio !== null && measurement.ratio.median <= share;
  return { ...measurement, budget: { words: `≤ 1/${Math.round(1 / share)}`, met } };
}

/** Likewise: at most so many milliseconds. It is shown, and fails nothing: it says as much of the machine. */
export function atMostTime(measurement, most) {
  const { budget, ...rest } = atMost(measurement, most);
  return { ...rest, budget: { ...budget, isTime: true } };
}

/** Likewise: at most this much. */
export function atMost(measurement, most) {
  const words = `≤ ${most.toLocaleString("en")} ${measurement.unit}`;
  return { ...measurement, budget: { words, met: measurement.headwater <= most } };
}
