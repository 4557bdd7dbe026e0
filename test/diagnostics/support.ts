import type { Diagnostic } from "../../generator/src/diagnostics/diagnostic.js";
import { locationOf, sourceFile } from "../../generator/src/language/source-file.js";

/** A diagnostic with a code that does not exist. */
export function madeUp(changes: Partial<Diagnostic> = {}): Diagnostic {
  return {
    code: "made-up",
    severity: "error",
    message: "This is made up.",
    help: undefined,
    file: "events.yaml",
    location: undefined,
    path: [],
    related: [],
    ...changes,
  };
}

/** The location of a word's first occurrence in a text. */
export function locationIn(text: string, word: string, file = "events.yaml") {
  const start = text.indexOf(word);
  return locationOf(sourceFile(file, text), start, start + word.length);
}
