import { DdbPatternError } from "../../errors.js";
import { quote } from "../../util/quote.js";

/** The error for a word that is no word of a rule, or does not belong where it is. */
export function unknownWord(word: unknown): DdbPatternError {
  return new DdbPatternError(
    "runtime-mismatch",
    `The generated module has a rule with ${quote(word)}, which this ddb-pattern-runtime does not ` +
      "know there: install the ddb-pattern-runtime that belongs to your ddb-pattern-gen, or generate again.",
  );
}
