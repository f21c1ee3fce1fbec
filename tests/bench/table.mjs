// The report for people.

const HEADINGS = ["", "npm library", "Headwater", "ratio", "middle half", "rounds", "budget"];

/** A measurement as a line of cells. */
function cells(measurement) {
  const { label, unit, npm, headwater, ratio, budget } = measurement;
  return [
    label,
    inUnits(npm, unit),
    inUnits(headwater, unit),
    ratio ? factor(ratio.median) : "–",
    middleHalf(measurement),
    ratio?.rounds > 1 ? String(ratio.rounds) : "–",
    budget ? `${budget.words}: ${budget.met ? "met" : "MISSED"}` : "",
  ];
}

function middleHalf({ ratio, spread }) {
  if (spread) {
    return spread.map(grouped).join("–");
  }
  return ratio?.rounds > 1 ? `${factor(ratio.low)}–${factor(ratio.high)}` : "–";
}

function inUnits(value, unit) {
  return value === null || value === undefined ? "–" : `${grouped(value)} ${unit}`;
}

function grouped(value) {
  if (value >= 1000) {
    return Math.round(value).toLocaleString("en");
  }
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function factor(ratio) {
  return ratio >= 10 ? ratio.toFixed(0) : ratio >= 0.1 ? ratio.toFixed(2) : ratio.toFixed(3);
}

/** The whole report as Markdown. */
export function markdown({ started, seconds, machine, words, rows }) {
  const lines = [`### ${started}`, "", `${machine}.`, "", `${words} ${Math.round(seconds)} s.`];
  for (const { title, about, measurements } of rows) {
    lines.push("", `#### ${title}`, "", about, "", ...table(measurements.map(cells)));
  }
  return `${lines.join("\n")}\n`;
}

function table(body) {
  const all = [HEADINGS, ...body];
  const widths = HEADINGS.map((_, column) => Math.max(3, ...all.map((row) => row[column].length)));
  const line = (row) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join(" | ")} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [line(HEADINGS), rule, ...body.map(line)];
}
