import type { FieldType } from "../../model/model.js";
import { displayWidth } from "../../util/display-width.js";
import { type Commented, docComment } from "./doc-comment.js";
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
  if (type.kind === "literals" || type.kind === "union" || isUnionWithNull(type)) {
    return unionText(unionParts(type, room.indent), room);
  }
  if (!type.isNullable) return plainText(type, room);
  // Prettier keeps an object, or the name of one, together with its null, however long it is.
  return plainText(type, { ...room, after: room.after + OR_NULL.length }) + OR_NULL;
}

const OR_NULL = " | null";

function isUnionWithNull({ kind, isNullable }: FieldType): boolean {
  return isNullable && !HUGGED.has(kind);
}

/** The parts of a union, each as it stands on a line of its own. */
function unionParts(type: FieldType, indent: number): readonly string[] {
  const column = indent + 2 * INDENT;
  const room = { indent: column, column, after: 0 };
  const orNull = type.isNullable ? ["null"] : [];
  switch (type.kind) {
    case "literals":
      return [...type.values.map(literalText), ...orNull];
    case "union":
      return [...type.branches.map((branch) => typeText(branch, room)), ...orNull];
    default:
      return [plainText(type, room), ...orNull];
  }
}

/** A type in one line, however long; `undefined` where it cannot be. */
function flatText(type: FieldType): string | undefined {
  const orNull = type.isNullable ? OR_NULL : "";
  switch (type.kind) {
    case "literals":
      return type.values.map(literalText).join(" | ") + orNull;
    case "union": {
      const branches = type.branches.map(flatText);
      return branches.includes(undefined) ? undefined : branches.join(" | ") + orNull;
    }
    case "list": {
      const items = flatText(type.items);
      if (items === undefined) return undefined;
      return (isInParentheses(type.items) ? `(${items})[]` : `${items}[]`) + orNull;
    }
    case "map": {
      const values = flatText(type.values);
      return values === undefined ? undefined : flatMap(values) + orNull;
    }
    case "object":
      if (type.properties.length > 0) return undefined;
      return flatMap(emptyObjectValues(type.isOpen)) + orNull;
    default:
      return plainText(type, { indent: 0, column: 0, after: 0 }) + orNull;
  }
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
  if (members.length === 0) {
    const values = emptyObjectValues(isOpen);
    return mapText(values, () => values, room);
  }
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
      return mapText(flatText(type.values), (inner) => typeText(type.values, inner), room);
    case "object":
      return objectText(type.properties, type.isOpen, room);
  }
}

function isInParentheses(items: FieldType): boolean {
  return (
    items.isNullable ||
    items.kind === "union" ||
    (items.kind === "literals" && items.values.length > 1)
  );
}

function listText(items: FieldType, room: Room): string {
  if (!isInParentheses(items)) {
    return `${typeText(items, { ...room, after: room.after + "[]".length })}[]`;
  }
  const inner = { ...room, column: room.column + "(".length, after: room.after + ")[]".length };
  const isUnion = items.kind === "literals" || items.kind === "union" || isUnionWithNull(items);
  if (!isUnion) return `(${typeText(items, inner)})[]`;
  // Once, as a part can hold a list that is laid out like this, too, and so on.
  const parts = unionParts(items, room.indent);
  const text = unionText(parts, inner);
  if (!text.startsWith("\n")) return `(${text})[]`;
  // A union that leaves the line has nothing behind it: the closing parenthesis leaves it too.
  return `(${unionText(parts, { ...room, column: WIDTH, after: 0 })}\n)[]`;
}

const KEY = "[key: string]";

function flatMap(values: string): string {
  return `{ ${KEY}: ${values} }`;
}

function emptyObjectValues(isOpen: boolean): string {
  return isOpen ? OPEN_MEMBER.type : "never";
}

function mapText(flat: string | undefined, layOutValues: (room: Room) => string, room: Room) {
  if (flat !== undefined && fits(flatMap(flat), room)) return flatMap(flat);
  const indent = room.indent + INDENT;
  const inner = { indent, column: indent + `${KEY}: `.length, after: ";".length };
  const text = layOutValues(inner);
  // Rather than let a line be too long, Prettier breaks it where it can: within the brackets.
  const [firstLine = ""] = text.split("\n", 1);
  const isLong =
    firstLine !== "" && !fits(firstLine, isMultiline(text) ? { ...inner, after: 0 } : inner);
  return block("{", [memberLine(isLong ? "[\n  key: string\n]" : KEY, text)], "}");
}

export function literalText(value: string | number | boolean): string {
  // Prettier writes exponents without a plus.
  return typeof value === "string" ? stringLiteral(value) : String(value).replace("e+", "e");
}
