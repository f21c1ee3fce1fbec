/**
 * printf-style formatting with the forms that the Streams logger takes ("Streams Logger" of the documentation):
 * `%s %d %f %x …`, `%%`, width, precision and padding, arguments by position (`%2$s`) and members (`%(name)s`).
 */

const PLACEHOLDER = /%(?:(%)|(?:([1-9]\d*)\$|\((\w+)\))?(\+)?(0|'[^$])?(-)?(\d+)?(?:\.(\d+))?([b-fosuxX])|)/g;

const BASES: Record<string, number> = { b: 2, o: 8, x: 16, X: 16 };

const convert = (value: unknown, kind: string, precision: number | undefined): string => {
  if (kind === "s") {
    return String(value).slice(0, precision);
  }
  if (typeof value !== "number") {
    throw new Error(`[sprintf] expecting number but found ${typeof value}`);
  }
  switch (kind) {
    case "c":
      return String.fromCharCode(value);
    case "d":
      return String(Math.trunc(value));
    case "e":
      return value.toExponential(precision);
    case "f":
      return precision === undefined ? String(value) : value.toFixed(precision);
    case "u":
      return String(value >>> 0);
    default: {
      const digits = value.toString(BASES[kind]);
      return kind === "X" ? digits.toUpperCase() : digits;
    }
  }
};

/**
 * Puts `values` into `format`.
 *
 * @throws Error when the format is malformed or a value is of the wrong kind.
 */
export const vsprintf = (format: unknown, values: readonly unknown[] = [], _unused?: unknown): string => {
  let next = 0;
  return String(format ?? "").replace(PLACEHOLDER, (_whole, ...parts: (string | undefined)[]) => {
    const [percent, position, member, plus, pad, left, width, precision, kind] = parts;
    if (percent) {
      return percent;
    }
    if (!kind) {
      throw new Error(`[sprintf] unexpected placeholder in "${String(format)}"`);
    }
    const value = member
      ? (values[0] as Record<string, unknown>)[member]
      : values[position ? Number(position) - 1 : next++];
    const sign = plus && /[def]/.test(kind) && (value as number) >= 0 ? "+" : "";
    const text = sign + convert(value, kind, precision ? Number(precision) : undefined);
    const fill = pad?.at(-1) ?? " ";
    return text[left ? "padEnd" : "padStart"](Number(width ?? 0), fill);
  });
};

/** As {@link vsprintf}, with the values as arguments. */
export const sprintf = (...args: unknown[]): string => vsprintf(args[0], args.slice(1));
