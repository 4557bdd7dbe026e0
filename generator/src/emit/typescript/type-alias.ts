import { identifier } from "./escape.js";
import { block, type Code, entry, MAX_WIDTH } from "./layout.js";

/**
 * Declares an exported type by another. A name can be so long that it has no line together with
 * `export type`, which allows no line break before the name: such a type is exported by itself.
 *
 * @param document - Puts the comment over the declaration.
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
