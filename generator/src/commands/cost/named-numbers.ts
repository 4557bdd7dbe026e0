import { suggest } from "../../diagnostics/suggest/suggest.js";

/** Numbers of a command line by names, as `PRICE_LOWERED=100`. */
export type NamedNumbers = ReadonlyMap<string, number>;

/**
 * Reads the values of an option that can be repeated; or a message about the first wrong one.
 *
 * @param known The names that can be given, and what each of them means.
 */
export function readNumbers(
  option: string,
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
      const near = suggest(name, known.keys());
      const hint = near === undefined ? "" : ` Did you mean "${near}"?`;
      return `${option}: no schema has "${name}".${hint}`;
    }
    if (numbers.has(meaning)) return `${option} is given twice for ${name}.`;
    numbers.set(meaning, Number(digits));
  }
  return numbers;
}
