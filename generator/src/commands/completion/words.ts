import type { Command } from "../command.js";
import { choicesOf, type Option } from "../option.js";

/** What a shell offers in one place. */
export type Offer =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "folders" }
  | { readonly kind: "schemas" }
  | { readonly kind: "nothing" };

/** The values of an option. */
export function valuesOf(option: Option): Offer {
  const words = choicesOf(option);
  if (words.length > 0) return { kind: "words", words };
  const isFolder = option.type === "string" && option.value === "folder";
  return { kind: isFolder ? "folders" : "nothing" };
}

/** The operands of a command. */
export function operandsOf({ operands }: Command): Offer {
  const words = (operands.choices ?? operands.offers)?.();
  return words === undefined ? { kind: "schemas" } : { kind: "words", words };
}

/** The extensions of schema files. */
export const SCHEMA_EXTENSIONS = ["yaml", "yml"] as const;

/** A string for a shell, in single quotes that it reads back as they are. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
