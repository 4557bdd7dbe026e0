import {
  defined,
  type JsonSchema,
  numberSchema,
  typeNames,
} from "../../json-schema/json-schema.js";
import type { FieldType, ObjectType, Property, StringType } from "../../model/model.js";
import { documentation, type Facts, withFacts } from "./facts.js";
import { EXPORTED_FORMATS } from "./string-patterns.js";

/** What differs between the documents that schemas are a part of. */
export interface Dialect {
  /** The reference to a named type. */
  readonly refTo: (typeName: string) => string;
  /** Whether members that begin with `x-` may say what JSON Schema has no word for. */
  readonly hasExtensions: boolean;
}

/** A member of an object: a property of a type, or a field. */
export type Member = Pick<Property, "name" | "isOptional" | "type"> & Facts;

/** A type in the words that JSON Schema has had from draft-07 to 2020-12. */
export function valueSchema(type: FieldType, dialect: Dialect): JsonSchema {
  switch (type.kind) {
    case "json":
    case "error":
      return {};
    case "boolean":
      return { type: typeNames("boolean", type.isNullable) };
    case "literals":
      return literalsSchema(type.isNullable ? [...type.values, null] : type.values);
    case "string":
      return stringSchema(type);
    case "number":
      return numberSchema(type, type.isNullable);
    case "list":
      return defined({
        type: typeNames("array", type.isNullable),
        items: valueSchema(type.items, dialect),
        minItems: type.minItems,
        maxItems: type.maxItems,
        uniqueItems: type.hasUniqueItems ? true : undefined,
      });
    case "map":
      return {
        type: typeNames("object", type.isNullable),
        additionalProperties: valueSchema(type.values, dialect),
      };
    case "object":
      return membersSchema(type, type.isNullable, dialect);
    case "union": {
      const branches = type.branches.map((branch) => valueSchema(branch, dialect));
      return { oneOf: type.isNullable ? [...branches, NULL] : branches };
    }
    case "named": {
      const reference = { $ref: dialect.refTo(type.name) };
      return type.isNullable ? { anyOf: [reference, NULL] } : reference;
    }
  }
}

const NULL: JsonSchema = { type: "null" };

/** An object with members, each with its documentation. */
export function membersSchema(
  {
    properties,
    isOpen,
  }: { readonly properties: readonly Member[]; readonly isOpen: ObjectType["isOpen"] },
  isNullable: boolean,
  dialect: Dialect,
): JsonSchema {
  const required = properties.filter(({ isOptional }) => !isOptional).map(({ name }) => name);
  return defined({
    type: typeNames("object", isNullable),
    properties: Object.fromEntries(
      properties.map((member) => [member.name, memberSchema(member, dialect)]),
    ),
    required: required.length === 0 ? undefined : required,
    additionalProperties: isOpen,
  });
}

function memberSchema(member: Member, dialect: Dialect): JsonSchema {
  return withFacts(valueSchema(member.type, dialect), documentation(member, dialect));
}

function literalsSchema(values: readonly (string | number | boolean | null)[]): JsonSchema {
  const names = [...new Set(values.map((value) => (value === null ? "null" : typeof value)))];
  const type = names.length === 1 ? names[0] : names;
  return values.length === 1 ? { type, const: values[0] } : { type, enum: values };
}

function stringSchema({
  format,
  minLength,
  maxLength,
  pattern,
  isNullable,
}: StringType & { readonly isNullable: boolean }) {
  const exported = format === undefined ? {} : EXPORTED_FORMATS[format];
  const patterns = [exported.pattern, pattern].filter((one) => one !== undefined);
  const type = typeNames("string", isNullable);
  const [first, ...others] = patterns;
  const allOf = others.length === 0 ? undefined : others.map((one) => ({ pattern: one }));
  return defined({ type, format: exported.format, minLength, maxLength, pattern: first, allOf });
}
