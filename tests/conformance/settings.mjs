/**
 * How much is generated, and from what. The same seed gives the same run; a failure prints what runs it again.
 *
 * | Variable | |
 * |---|---|
 * | `HEADWATER_SEED` | a whole number, or `random` |
 * | `HEADWATER_HISTORIES` | how many histories |
 * | `HEADWATER_SCENARIOS` | how many scenarios of Voice ID |
 * | `HEADWATER_SHRINK_PATH` | where a run with this seed ended: that case alone is run |
 * | `HEADWATER_CHECKED` | a folder for what was checked (`checked/`) |
 */

function wholeNumber(name, usual) {
  const text = process.env[name] ?? String(usual);
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number)) {
    throw new Error(`${name} is ${JSON.stringify(text)}: it must be a whole number.`);
  }
  return number;
}

const isRandom = process.env.HEADWATER_SEED === "random";

export const seed = isRandom ? Date.now() & 0x7fff_ffff : wholeNumber("HEADWATER_SEED", 20_181_120);
export const histories = wholeNumber("HEADWATER_HISTORIES", 2000);
export const scenarios = wholeNumber("HEADWATER_SCENARIOS", 200);
export const shrinkPath = process.env.HEADWATER_SHRINK_PATH;
export const checkedFolder = process.env.HEADWATER_CHECKED;

/** The line that runs a failed case again. */
export function again(suite, seed, path) {
  return `Again: HEADWATER_SEED=${seed} HEADWATER_SHRINK_PATH="${path}" node --test tests/conformance/${suite}.test.mjs`;
}
