import type { FieldType } from "../model/model.js";
import { STRING_TYPES } from "../model/string-types.js";

/** A piece of the text of a type: words of the schema language, or the name of a type that the catalogue explains. */
export type TypePart = string | { readonly type: string };

/** A type in the words of the schema language: `ulid`, `Money[]`, `map of integer`. Its rules are left out. */
export function typeParts(type: FieldType): readonly TypePart[] {
  return type.isNullable ? [...plainParts(type), " or null"] : plainParts(type);
}

function plainParts(type: FieldType): readonly TypePart[] {
  switch (type.kind) {
    case "string":
      return [stringTypeName(type.format)];
    case "number":
      return [type.isInteger ? "integer" : "number"];
    case "boolean":
    case "json":
    case "object":
      return [type.kind];
    case "literals":
      return [literalKinds(type.values)];
    case "list":
      return type.items.isNullable
        ? ["(", ...typeParts(type.items), ")[]"]
        : [...typeParts(type.items), "[]"];
    case "map":
      return ["map of ", ...typeParts(type.values)];
    case "named":
      return [{ type: type.name }];
    case "union":
      return unionParts(type.branches);
    case "error":
      return ["an unknown type"];
  }
}

function stringTypeName(format: (typeof STRING_TYPES)[keyof typeof STRING_TYPES]): string {
  const names = Object.entries(STRING_TYPES);
  return names.find(([, candidate]) => candidate === format)?.[0] ?? "string";
}

/** "string", or "string or number". */
function literalKinds(values: readonly (string | number | boolean)[]): string {
  return [...new Set(values.map((value) => typeof value))].join(" or ");
}

/** The branches that have names, then "object" if some are written in the union. */
function unionParts(branches: readonly FieldType[]): readonly TypePart[] {
  const named = branches.filter(({ kind }) => kind === "named").map(typeParts);
  const parts = named.length === branches.length ? named : [...named, ["object"]];
  return parts.flatMap((part, index) => (index === 0 ? part : [" or ", ...part]));
}

/** The rules of a type that its name does not say, in the words of the schema language: `minimum 0`. */
export function rulesOf(type: FieldType): readonly string[] {
  switch (type.kind) {
    case "string": {
      const { minLength, maxLength, pattern } = type;
      return rules({ minLength, maxLength, pattern });
    }
    case "number": {
      const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = type;
      return rules({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf });
    }
    case "literals":
      return [literalsRule(type.values)];
    case "list": {
      const { minItems, maxItems, hasUniqueItems, items } = type;
      const uniqueItems = hasUniqueItems ? "true" : undefined;
      return [
        ...rules({ minItems, maxItems, uniqueItems }),
        ...rulesOf(items).map((rule) => `items: ${rule}`),
      ];
    }
    case "map":
      return rulesOf(type.values).map((rule) => `values: ${rule}`);
    case "object":
      return type.isOpen ? ["may have other members"] : [];
    case "union":
      return [`discriminator ${JSON.stringify(type.tag)}`];
    case "boolean":
    case "json":
    case "named":
    case "error":
      return [];
  }
}

function rules(values: Readonly<Record<string, string | number | undefined>>): string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${value}`],
  );
}

function literalsRule(values: readonly (string | number | boolean)[]): string {
  const list = values.map((value) => JSON.stringify(value)).join(", ");
  return values.length === 1 ? `always ${list}` : `one of ${list}`;
}
