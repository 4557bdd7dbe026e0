import type { YamlMistake } from "./mistake.js";

/** The mistake of a member of `{ }` or `[ ]` that no comma separates from the one before it. */
export function missingComma(name: string, start: number): YamlMistake {
  return {
    reason: `A comma is missing before "${name}"`,
    help: `Put a comma before "${name}".`,
    start,
    end: start + name.length,
  };
}
