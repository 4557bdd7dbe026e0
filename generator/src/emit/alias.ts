import { identifier } from "./escape.js";
import { fits, INDENT, isMultiline, type Room } from "./layout.js";
import type { AliasDeclaration } from "./print.js";

/** Where the type of an exported alias stands. */
export function aliasRoom(name: string): Room {
  return { indent: 0, column: `export type ${name} = `.length, after: ";".length };
}

/** A type alias; a type of one line that is too long goes to a line of its own. */
export function aliasDeclaration(
  name: string,
  type: string,
  doc: string,
  room: Room = aliasRoom(name),
): AliasDeclaration {
  const isLong = !isMultiline(type) && !fits(type, room);
  const text = isLong ? `\n${" ".repeat(INDENT)}${type}` : type;
  return { kind: "alias", doc, name: identifier(name), type: text };
}
