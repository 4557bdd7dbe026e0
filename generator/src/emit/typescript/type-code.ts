import type { FieldType, Property } from "../../model/model.js";
import { documented } from "./doc-comment.js";
import { identifier, propertyName, splitLiteral, stringLiteral } from "./escape.js";
import {
  type Brackets,
  braces,
  brackets,
  type Code,
  chain,
  entry,
  literal,
  withTail,
} from "./layout.js";

/** A member of an object type: a property, or a field of an event. */
export type Member = Pick<Property, "name" | "isOptional" | "type"> & Partial<Property>;

/** A type as TypeScript. */
export function typeCode(type: FieldType): Code {
  switch (type.kind) {
    case "literals":
      return chain("|", [...type.values.map(literalType), ...orNull(type)]);
    case "union":
      return chain("|", [...type.branches.map(typeCode), ...orNull(type)]);
    case "object":
    case "map": {
      const object = objectCode(type);
      return type.isNullable ? withTail(object, " | null") : object;
    }
    case "list":
      return chain("|", [listCode(type.items), ...orNull(type)]);
    case "string":
    case "number":
    case "boolean":
    case "json":
    case "named":
      return chain("|", [typeName(type), ...orNull(type)]);
    case "error":
      throw new Error("The model of a schema with errors becomes no module.");
  }
}

function orNull({ isNullable }: FieldType): readonly string[] {
  return isNullable ? ["null"] : [];
}

type NamedKind = "string" | "number" | "boolean" | "json" | "named";

function typeName(type: FieldType & { readonly kind: NamedKind }): string {
  switch (type.kind) {
    case "named":
      return identifier(type.name);
    case "json":
      return "runtime.JsonValue";
    default:
      return type.kind;
  }
}

/** The type of a string, a number or a boolean that is a constant. */
export function literalType(value: string | number | boolean): Code {
  if (typeof value !== "string") return String(value);
  // A template of literals is a literal too, and has room for line breaks.
  return literal(stringLiteral(value), (columns) => splitLiteral(value, columns), [
    "`${",
    "}${",
    "}`",
  ]);
}

/** The longest code that brackets follow on the same line. */
const MAX_BEFORE_BRACKETS = 40;

function listCode(items: FieldType): Code {
  const code = typeCode(items);
  if (typeof code === "string" && code.length < MAX_BEFORE_BRACKETS) return `${code}[]`;
  if (typeof code !== "string" && code.kind === "brackets" && !items.isNullable) {
    const { close } = code;
    if (typeof close === "string" && close.length < MAX_BEFORE_BRACKETS)
      return withTail(code, "[]");
  }
  return brackets("(", [code], ")[]", { separator: "" });
}

function objectCode(type: FieldType & { readonly kind: "object" | "map" }): Brackets {
  if (type.kind === "map") return braces([entry("[key: string]:", typeCode(type.values))]);
  return braces(memberCodes(type.properties, type.isOpen));
}

/** The members of an object type. Where there are none, nothing may be in the object, or anything. */
export function memberCodes(members: readonly Member[], isOpen: boolean): Code[] {
  if (members.length === 0) return [`[key: string]: ${isOpen ? "unknown" : "never"}`];
  const codes = members.map(memberCode);
  return isOpen ? [...codes, "[key: string]: unknown"] : codes;
}

function memberCode(member: Member): Code {
  const { name, isOptional, type } = member;
  return documented(
    member,
    entry(`${propertyName(name)}${isOptional ? "?" : ""}:`, typeCode(type)),
  );
}
