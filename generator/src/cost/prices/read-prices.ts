import { parse } from "yaml";
import { isMapping } from "../../language/mapping.js";
import type { Prices } from "./prices.js";

const TEXTS = ["region", "date", "source", "currency"] as const;
const NUMBERS = ["writeUnits", "readUnits", "storage", "backup"] as const;
/** Warnings of the parser are for programmers: it prints them itself. */
export const YAML_OPTIONS = { logLevel: "error" } as const;

const KEYS: readonly string[] = [...TEXTS, ...NUMBERS];

/** The prices of a file, in YAML or JSON with the members of {@link Prices}; or the reason why it has none. */
export function readPrices(text: string): Prices | { readonly reason: string } {
  let value: unknown;
  try {
    value = parse(text, YAML_OPTIONS);
  } catch (error) {
    return { reason: `is not YAML: ${firstLine(error)}` };
  }
  if (!isMapping(value)) return { reason: "is not a mapping of prices" };
  const unknown = Object.keys(value).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) return { reason: `has an unknown key "${unknown}"` };
  for (const key of TEXTS) {
    if (typeof value[key] !== "string" || value[key] === "") {
      return { reason: `has no text "${key}"` };
    }
  }
  for (const key of NUMBERS) {
    const price = value[key];
    if (typeof price !== "number" || !Number.isFinite(price) || price < 0) {
      return { reason: `has no number "${key}" of 0 or more` };
    }
  }
  return value as unknown as Prices;
}

/** A message of the parser, without the line of the text that follows it. */
export function firstLine(error: unknown): string {
  return (String((error as Error).message).split("\n", 1)[0] ?? "").replace(/:$/, "");
}
