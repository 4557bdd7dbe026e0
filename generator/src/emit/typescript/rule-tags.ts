import type { FieldType } from "../../model/model.js";
import { commentPattern } from "./escape.js";

/** The rules of a type that TypeScript cannot express, as tags of a comment: `@minimum 0`. */
export function ruleTags(type: FieldType): string[] {
  switch (type.kind) {
    case "string": {
      const { format, minLength, maxLength, pattern } = type;
      return tags({
        format,
        minLength,
        maxLength,
        pattern: pattern === undefined ? undefined : commentPattern(pattern),
      });
    }
    case "number": {
      const { isInteger, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = type;
      return tags({
        format: isInteger ? "integer" : undefined,
        minimum,
        maximum,
        exclusiveMinimum,
        exclusiveMaximum,
        multipleOf,
      });
    }
    case "list": {
      const { minItems, maxItems, hasUniqueItems } = type;
      return tags({ minItems, maxItems, uniqueItems: hasUniqueItems ? true : undefined });
    }
    case "boolean":
    case "json":
    case "literals":
    case "object":
    case "map":
    case "union":
    case "named":
    case "error":
      return [];
  }
}

function tags(rules: Readonly<Record<string, string | number | true | undefined>>): string[] {
  const found: string[] = [];
  for (const name in rules) if (rules[name] !== undefined) found.push(`@${name} ${rules[name]}`);
  return found;
}
