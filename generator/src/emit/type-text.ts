import type { Documented, FieldType } from "../model/model.js";
import { docComment } from "./comment.js";
import { identifier, propertyName, stringLiteral } from "./escape.js";
import { block, displayWidth, fits, hang, INDENT, type Room } from "./layout.js";

/** A member of an object type. */
export interface Member extends Partial<Documented> {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: FieldType;
}

/** A type as TypeScript, laid out as Prettier would. Starts with a line break where it leaves its line. */
export function typeText(type: FieldType, room: Room): string {
  if (type.kind === "literals") {
    const literals = type.values.map(literalText);
    return unionText(type.isNullable ? [...literals, "null"] : literals, room);
  }
  if (!type.isNullable) return plainText(type, room);
  if (type.kind === "object" || type.kind === "map") {
    // Prettier keeps an object that may be null together with its null, however long it is.
    const orNull = " | null";
    return plainText(type, { ...room, after: room.after + orNull.length }) + orNull;
  }
  const indent = room.indent + 2 * INDENT;
  return unionText([plainText(type, { ...room, indent, column: indent }), "null"], room);
}

/** A union on its line if it fits, else on the next one if it fits, else a part a line. */
export function unionText(parts: readonly string[], room: Room): string {
  const line = parts.join(" | ");
  if (parts.length === 1 || fits(line, room)) return line;
  const indent = room.indent + INDENT;
  if (fits(line, { ...room, indent, column: indent })) return `\n${" ".repeat(INDENT)}${line}`;
  return parts.map((part) => `\n${" ".repeat(INDENT)}| ${hang(part, 2 * INDENT)}`).join("");
}

/** An object type, its members on lines of their own. */
export function objectText(members: readonly Member[], indent: number): string {
  if (members.length === 0) return "{ [key: string]: never }";
  const inner = indent + INDENT;
  const entries = members.map((member) => {
    const name = propertyName(member.name) + (member.isOptional ? "?" : "");
    return docComment(member) + memberText(name, member.type, inner);
  });
  return block("{", entries, "}");
}

function memberText(name: string, type: FieldType, indent: number): string {
  const column = indent + displayWidth(name) + ": ".length;
  const text = typeText(type, { indent, column, after: ";".length });
  return `${name}:${text.startsWith("\n") ? "" : " "}${text};`;
}

function plainText(type: Exclude<FieldType, { kind: "literals" }>, room: Room): string {
  switch (type.kind) {
    case "string":
    case "number":
    case "boolean":
      return type.kind;
    case "json":
      return "runtime.JsonValue";
    case "named":
      return identifier(type.name);
    case "list":
      return listText(type.items, room);
    case "map":
      return mapText(type.values, room);
    case "object":
      return objectText(type.properties, room.indent);
  }
}

function listText(items: FieldType, room: Room): string {
  const isUnion = items.isNullable || (items.kind === "literals" && items.values.length > 1);
  if (!isUnion) return `${typeText(items, { ...room, after: room.after + "[]".length })}[]`;
  const inner = { ...room, column: room.column + "(".length, after: room.after + ")[]".length };
  const text = typeText(items, inner);
  return text.startsWith("\n") ? `(${text}\n)[]` : `(${text})[]`;
}

function mapText(values: FieldType, room: Room): string {
  const key = "[key: string]";
  const line = `{ ${key}: ${typeText(values, { indent: 0, column: 0, after: 0 })} }`;
  if (fits(line, room)) return line;
  return block("{", [memberText(key, values, room.indent + INDENT)], "}");
}

export function literalText(value: string | number | boolean): string {
  return typeof value === "string" ? stringLiteral(value) : String(value);
}
