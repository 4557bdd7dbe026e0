import { identifier } from "./escape.js";
import { block, type Code, entry, MAX_WIDTH } from "./layout.js";

/**
 * Declares an exported type. `export type` must be on the same line as the name. If the name is too long for
 * this line, the type is declared first and then exported.
 *
 * @param document - Adds the comment of the declaration.
 */
export function typeAlias(
  name: string,
  body: Code,
  document: (code: Code) => Code = (code) => code,
): Code[] {
  const head = `type ${identifier(name)} =`;
  const exported = `export ${head}`;
  if (exported.length <= MAX_WIDTH) return [document(entry(exported, body, ";"))];
  return [document(entry(head, body, ";")), block("export type {", [name], ",", "};")];
}
