import { suggest } from "../../diagnostics/suggest/suggest.js";
import { command } from "../generate.js";
import { COMMAND_NAMES } from "../registry.js";

/** The help for a word that is no file: a misspelt command, or an option without its dashes. */
export function suggestCommand(word: string): string {
  const near = suggest(word, COMMAND_NAMES);
  if (near !== undefined) return `Did you mean "ddb-pattern-gen ${near} …"?`;
  if (Object.hasOwn(command.options, word)) return `Did you mean "--${word}"?`;
  return `Name a schema file, as in "ddb-pattern-gen events.yaml", or a command: ${COMMAND_NAMES.join(", ")}.`;
}
