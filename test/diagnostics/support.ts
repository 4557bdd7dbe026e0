import type { Finding } from "../../generator/src/diagnostics/diagnostic.js";
import { placeOf, sourceFile } from "../../generator/src/language/source-file.js";

/** A diagnostic with a code that does not exist. */
export function madeUp(changes: Partial<Finding> = {}): Finding {
  return {
    code: "made-up",
    severity: "error",
    message: "This is made up.",
    help: undefined,
    file: "events.yaml",
    place: undefined,
    path: [],
    related: [],
    ...changes,
  };
}

/** The location of a word's first occurrence in a text. */
export function placeIn(text: string, word: string, file = "events.yaml") {
  const start = text.indexOf(word);
  return placeOf(sourceFile(file, text), start, start + word.length);
}
