import { suggestionFor } from "../../diagnostics/suggest/suggest.js";

/** Numbers of a command line by names, as `PRICE_LOWERED=100`. */
export type NamedNumbers = ReadonlyMap<string, number>;

/** The numbers that an option takes. */
export interface NumberRule {
  readonly option: string;
  readonly most: number;
  readonly isWhole: boolean;
}

/** More than any table takes; the figures of a month stay exact. */
export const RATE_RULE: NumberRule = { option: "--rate", most: 1_000_000, isWhole: false };

/** An item has at most 400 KB. Source: "Quotas in Amazon DynamoDB", developer guide. */
export const SIZE_RULE: NumberRule = { option: "--size", most: 400 * 1024, isWhole: true };

/**
 * Reads the values of an option that can be repeated; or a message about the first wrong one.
 *
 * @param known The names that can be given, and what each of them means.
 */
export function readNumbers(
  { option, most, isWhole }: NumberRule,
  values: readonly string[],
  known: ReadonlyMap<string, string>,
): NamedNumbers | string {
  const numbers = new Map<string, number>();
  for (const value of values) {
    const [, name = "", digits = ""] = /^(.*)=(\d+(?:\.\d+)?)$/.exec(value) ?? [];
    if (name === "")
      return `${option} must be a name and a number, as PRICE_LOWERED=100, got "${value}".`;
    const meaning = known.get(name);
    if (meaning === undefined) {
      return `${option}: no schema has "${name}".${suggestionFor(name, known.keys())}`;
    }
    const number = Number(digits);
    if (number > most || (isWhole && !Number.isInteger(number))) {
      const kind = isWhole ? "a whole number" : "a number";
      return `${option} of ${name} must be ${kind} of at most ${most}, got ${digits}.`;
    }
    if (numbers.has(meaning)) return `${option} is given twice for ${name}.`;
    numbers.set(meaning, number);
  }
  return numbers;
}
