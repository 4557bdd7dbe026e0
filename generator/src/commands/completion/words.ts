import type { Command } from "../command.js";
import { choicesOf, type Option } from "../option.js";

/** What a shell offers in one place. */
export type Offer =
  | {
      readonly kind: "words";
      readonly words: readonly string[];
      /** Whether schemas follow the words. */
      readonly areFirst?: boolean;
    }
  | { readonly kind: "folders" }
  | { readonly kind: "schemas" }
  | { readonly kind: "files" }
  | { readonly kind: "nothing" };

/** What a shell offers for the kinds of paths that options name their values after. */
const PATHS: Readonly<Record<string, Offer>> = {
  file: { kind: "files" },
  folder: { kind: "folders" },
};

/** The values of an option. */
export function valuesOf(option: Option): Offer {
  const words = choicesOf(option);
  if (words.length > 0) return { kind: "words", words };
  return (option.type === "string" ? PATHS[option.value] : undefined) ?? { kind: "nothing" };
}

/** The operands of a command. */
export function operandsOf({ operands }: Command): Offer {
  const words = (operands.choices ?? operands.offers)?.();
  if (words === undefined) return { kind: operands.paths ?? "schemas" };
  return { kind: "words", words, areFirst: operands.rest !== undefined };
}

/** The programs that run a command of an installed package: `npx ddb-pattern-gen`. */
export const RUNNERS = ["npx", "bunx"] as const;

/** The extensions of schema files. */
export const SCHEMA_EXTENSIONS = ["yaml", "yml"] as const;

/** A string for a shell, in single quotes that it reads back as they are. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
