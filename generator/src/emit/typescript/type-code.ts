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
  const code = plainCode(type);
  if (!type.isNullable) return code;
  if (typeof code === "string" || code.kind !== "chain") {
    return isBraces(code) ? withTail(code, " | null") : chain("|", [code, "null"]);
  }
  return chain("|", [...code.parts, "null"]);
}

function plainCode(type: FieldType): Code {
  switch (type.kind) {
    case "string":
    case "number":
    case "boolean":
      return type.kind;
    case "json":
      return "runtime.JsonValue";
    case "named":
      return identifier(type.name);
    case "literals":
      return chain("|", type.values.map(literalType));
    case "union":
      return chain("|", type.branches.map(typeCode));
    case "list":
      return listCode(type.items);
    case "map":
      return braces([entry("[key: string]:", typeCode(type.values))]);
    case "object":
      return braces(memberCodes(type.properties, type.isOpen));
    case "error":
      throw new Error("The model of a schema with errors becomes no module.");
  }
}

/** The type of a constant. */
export function literalType(value: string | number | boolean): Code {
  if (typeof value !== "string") return String(value);
  // A template of literal types is a literal type, and can have line breaks between the literals.
  return literal(stringLiteral(value), (columns) => splitLiteral(value, columns), [
    "`${",
    "}${",
    "}`",
  ]);
}

/** The longest code before `[]`: lists of lists can have any number of them. */
const MAX_BEFORE_BRACKETS = 40;

function listCode(items: FieldType): Code {
  const code = typeCode(items);
  if (typeof code === "string" && code.length < MAX_BEFORE_BRACKETS) return `${code}[]`;
  if (isBraces(code) && !items.isNullable && code.close.length < MAX_BEFORE_BRACKETS) {
    return withTail(code, "[]");
  }
  return brackets("(", [code], ")[]", { separator: "" });
}

function isBraces(code: Code): code is Brackets<string> {
  return typeof code !== "string" && code.kind === "brackets" && typeof code.close === "string";
}

/** The members of an object type. The type of an object without properties allows no members, or any. */
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
