import type { Severity } from "../diagnostic.js";

/** The words of one diagnostic. */
export interface Words {
  /** What is wrong: one sentence, its subject first. */
  readonly message: string;
  /** What to do: a sentence that begins with an imperative verb. */
  readonly help?: string | undefined;
}

/** A kind of diagnostic: its severity, and its words for the parameters of one case. */
export interface Message<Parameters> {
  readonly severity: Severity;
  readonly words: (parameters: Parameters) => Words;
}

/** A message that fails the command. */
export function error<Parameters>(words: (parameters: Parameters) => Words): Message<Parameters> {
  return { severity: "error", words };
}

/** A message that does not fail the command. */
export function warning<Parameters>(words: (parameters: Parameters) => Words): Message<Parameters> {
  return { severity: "warning", words };
}

/** The help for a misspelt name; `otherwise` where no known name is near it. */
export function didYouMean(suggestion: string | undefined, otherwise?: string): string | undefined {
  return suggestion === undefined ? otherwise : `Did you mean "${suggestion}"?`;
}
