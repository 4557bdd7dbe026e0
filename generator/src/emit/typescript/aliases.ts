import { identifier } from "./escape.js";
import { fits, hang, INDENT, type Room } from "./layout.js";
import type { AliasDeclaration } from "./printer.js";

/** Where the type of an exported alias stands. */
function aliasRoom(name: string): Room {
  return { indent: 0, column: `export type ${name} = `.length, after: ";".length };
}

/** A type alias; a type that does not fit behind the name starts on a line of its own. */
export function aliasDeclaration(
  name: string,
  layOut: (room: Room) => string,
  doc: string,
  room: Room = aliasRoom(name),
): AliasDeclaration {
  const text = layOut(room);
  const [firstLine = "", ...more] = text.split("\n");
  const isOffItsLine = firstLine === "";
  if (isOffItsLine || fits(firstLine, more.length === 0 ? room : { ...room, after: 0 })) {
    return { kind: "alias", doc, name: identifier(name), type: text };
  }
  const indent = room.indent + INDENT;
  const ownLines = hang(`\n${layOut({ ...room, indent, column: indent })}`, INDENT);
  return { kind: "alias", doc, name: identifier(name), type: ownLines };
}
