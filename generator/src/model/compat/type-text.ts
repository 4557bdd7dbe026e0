import type { FieldType } from "../model.js";
import { STRING_TYPES } from "../string-types.js";

/** The longest text of a type, in characters. */
const MAX_LENGTH = 60;

/** A type in short, as messages name it: `ulid`, `integer[]`, `Money`, `{ amount, currency }`. Its rules are left out. */
export function typeText(type: FieldType): string {
  const text = textOf(type);
  const cut = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
  return type.isNullable ? `${cut} or null` : cut;
}

function textOf(type: FieldType): string {
  switch (type.kind) {
    case "string":
      return (
        Object.entries(STRING_TYPES).find(([, format]) => format === type.format)?.[0] ?? "string"
      );
    case "number":
      return type.isInteger ? "integer" : "number";
    case "boolean":
    case "json":
      return type.kind;
    case "literals":
      return type.values.map((value) => JSON.stringify(value)).join(" | ");
    case "list":
      return `${typeText(type.items)}[]`;
    case "map":
      return `a map of ${typeText(type.values)}`;
    case "object":
      return `{ ${type.properties.map(({ name, isOptional }) => (isOptional ? `${name}?` : name)).join(", ")} }`;
    case "union":
      return `one of ${type.branches.map(typeText).join(", ")}`;
    case "named":
      return type.name;
    case "error":
      return "an unknown type";
  }
}
