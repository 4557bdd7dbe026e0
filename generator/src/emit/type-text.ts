import type { FieldType } from "../model/model.js";
import { displayWidth } from "../text-width.js";
import { type Commented, docComment } from "./comment.js";
import { identifier, propertyName, stringLiteral } from "./escape.js";
import { block, fits, hang, INDENT, isMultiline, type Room, WIDTH } from "./layout.js";

/** A member of an object type. */
export interface Member extends Commented {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: FieldType;
}

const HUGGED: ReadonlySet<FieldType["kind"]> = new Set(["object", "map", "named", "json"]);

/** A type as TypeScript, laid out as Prettier would. Starts with a line break where it leaves its line. */
export function typeText(type: FieldType, room: Room): string {
  if (type.kind === "literals") {
    const literals = type.values.map(literalText);
    return unionText(type.isNullable ? [...literals, "null"] : literals, room);
  }
  if (type.kind === "union") {
    const indent = room.indent + 2 * INDENT;
    const parts = type.branches.map((part) => typeText(part, { indent, column: indent, after: 0 }));
    return unionText(type.isNullable ? [...parts, "null"] : parts, room);
  }
  if (!type.isNullable) return plainText(type, room);
  if (HUGGED.has(type.kind)) {
    // Prettier keeps an object, or the name of one, together with its null, however long it is.
    const orNull = " | null";
    return plainText(type, { ...room, after: room.after + orNull.length }) + orNull;
  }
  const indent = room.indent + 2 * INDENT;
  return unionText([plainText(type, { indent, column: indent, after: 0 }), "null"], room);
}

/** A union on its line if it fits, else on the next one if it fits, else a part a line. */
export function unionText(parts: readonly string[], room: Room): string {
  const line = parts.join(" | ");
  if (parts.length === 1 || fits(line, room)) return line;
  const indent = room.indent + INDENT;
  if (fits(line, { ...room, indent, column: indent })) return `\n${" ".repeat(INDENT)}${line}`;
  return parts.map((part) => `\n${" ".repeat(INDENT)}| ${hang(part, 2 * INDENT)}`).join("");
}

/** The member that lets others be beside those that are listed. */
export const OPEN_MEMBER = { key: "[key: string]", type: "unknown" } as const;

/** An object type, its members on lines of their own. */
export function objectText(members: readonly Member[], isOpen: boolean, room: Room): string {
  if (members.length === 0) return mapText(() => (isOpen ? OPEN_MEMBER.type : "never"), room);
  const inner = room.indent + INDENT;
  const entries = members.map((member) => {
    const name = propertyName(member.name) + (member.isOptional ? "?" : "");
    return docComment(member) + memberText(name, member.type, inner);
  });
  if (isOpen) entries.push(memberLine(OPEN_MEMBER.key, OPEN_MEMBER.type));
  return block("{", entries, "}");
}

function memberText(name: string, type: FieldType, indent: number): string {
  const column = indent + displayWidth(name) + ": ".length;
  return memberLine(name, typeText(type, { indent, column, after: ";".length }));
}

function memberLine(name: string, text: string): string {
  return `${name}:${text.startsWith("\n") ? "" : " "}${text};`;
}

function plainText(type: Exclude<FieldType, { kind: "literals" | "union" }>, room: Room): string {
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
      return mapText((inner) => typeText(type.values, inner), room);
    case "object":
      return objectText(type.properties, type.isOpen, room);
  }
}

function listText(items: FieldType, room: Room): string {
  const isUnion =
    items.isNullable ||
    items.kind === "union" ||
    (items.kind === "literals" && items.values.length > 1);
  if (!isUnion) return `${typeText(items, { ...room, after: room.after + "[]".length })}[]`;
  const inner = { ...room, column: room.column + "(".length, after: room.after + ")[]".length };
  const text = typeText(items, inner);
  if (!text.startsWith("\n")) return `(${text})[]`;
  // A union that leaves the line has nothing behind it: the closing parenthesis leaves it too.
  return `(${typeText(items, { ...room, column: WIDTH, after: 0 })}\n)[]`;
}

function mapText(layOutValues: (room: Room) => string, room: Room): string {
  const key = "[key: string]";
  const line = `{ ${key}: ${layOutValues({ indent: 0, column: 0, after: 0 })} }`;
  if (fits(line, room)) return line;
  const indent = room.indent + INDENT;
  const inner = { indent, column: indent + `${key}: `.length, after: ";".length };
  const text = layOutValues(inner);
  // Rather than let a line be too long, Prettier breaks it where it can: within the brackets.
  const isLong = !isMultiline(text) && !fits(text, inner);
  return block("{", [memberLine(isLong ? "[\n  key: string\n]" : key, text)], "}");
}

export function literalText(value: string | number | boolean): string {
  // Prettier writes exponents without a plus.
  return typeof value === "string" ? stringLiteral(value) : String(value).replace("e+", "e");
}
