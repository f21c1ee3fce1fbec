/**
 * printf-style formatting with the forms that the Streams logger takes ("Streams Logger" of the documentation):
 * `%s %d %f %x …`, `%%`, width, precision and padding, positional (`%2$s`) and named (`%(agent.name)s`) arguments.
 */

const PLACEHOLDER =
  /%(?:(%)|(?:([1-9]\d*)\$|\(([^)]+)\))?(\+)?(0|'[^$])?(-)?(\d+)?(?:\.(\d+))?([b-fosuxX])|)/g;

function named(value: unknown, path: string): unknown {
  let found = value;
  for (const step of path.split(/[.[\]]+/).filter(Boolean)) {
    if (found === null || typeof found !== "object" || !(step in found)) {
      throw new Error(`[sprintf] property "${step}" does not exist`);
    }
    found = (found as Record<string, unknown>)[step];
  }
  return found;
}

function convert(value: unknown, kind: string, precision: number | undefined): string {
  if (kind === "s") {
    return precision === undefined ? String(value) : String(value).slice(0, precision);
  }
  if (typeof value !== "number") {
    throw new Error(`[sprintf] expecting number but found ${value === null ? "null" : typeof value}`);
  }
  switch (kind) {
    case "b":
      return value.toString(2);
    case "c":
      return String.fromCharCode(value);
    case "d":
      return String(Math.trunc(value));
    case "e":
      return value.toExponential(precision);
    case "f":
      return precision === undefined ? String(value) : value.toFixed(precision);
    case "o":
      return value.toString(8);
    case "u":
      return String(value >>> 0);
    case "x":
      return value.toString(16);
    default:
      return value.toString(16).toUpperCase();
  }
}

/**
 * Puts `values` into `format`.
 *
 * @throws Error when the format is malformed or a value is of the wrong kind.
 */
export function vsprintf(format: unknown, values: readonly unknown[] = [], _unused?: unknown): string {
  let next = 0;
  return String(format ?? "").replace(
    PLACEHOLDER,
    (whole, percent, position, name, plus, pad, left, ...rest) => {
      const [width, precision, kind] = rest as (string | undefined)[];
      if (percent) {
        return "%";
      }
      if (!kind) {
        throw new Error(`[sprintf] unexpected placeholder in "${String(format)}" at "${whole}"`);
      }
      const value = name ? named(values[next], name) : values[position ? Number(position) - 1 : next++];
      let text = convert(value, kind, precision === undefined ? undefined : Number(precision));
      if (plus && /[def]/.test(kind) && (value as number) >= 0) {
        text = `+${text}`;
      }
      const fill = pad ? (pad === "0" ? "0" : pad.charAt(1)) : " ";
      return width ? (left ? text.padEnd(Number(width), fill) : text.padStart(Number(width), fill)) : text;
    },
  );
}

/** As {@link vsprintf}, with the values as arguments. */
export function sprintf(...args: unknown[]): string {
  return vsprintf(args[0], args.slice(1));
}
