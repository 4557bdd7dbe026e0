import type { JsonSchema } from "../../json-schema/json-schema.js";
import type { FieldType, MetadataField } from "../../model/model.js";
import { DOCUMENT } from "../schema/documents.js";
import { documentation, withFacts } from "../schema/facts.js";
import { valueSchema } from "../schema/value-schema.js";

/** The names of attributes that CloudEvents 1.0, its JSON format or its extension "sequence" have given a meaning. */
const TAKEN = [
  ...["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema"],
  ...["data", "database64", "sequence"],
];

/** CloudEvents 1.0, "Naming Conventions": names have small letters and digits, and should have at most 20 of them. */
const MAX_LENGTH = 20;

/**
 * Metadata as extension attributes: `correlation_id` becomes `correlationid`. Attributes are strings, integers or booleans, so
 * that lists and objects are left out, and so are fields whose names would be taken.
 */
export function extensionSchemas(metadata: readonly MetadataField[]): {
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
} {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const field of metadata) {
    const name = field.name.toLowerCase().replace(/[^a-z0-9]/g, "");
    const isTaken = TAKEN.includes(name) || Object.hasOwn(properties, name);
    if (name === "" || name.length > MAX_LENGTH || isTaken || !isAttribute(field.type)) continue;
    properties[name] = withFacts(valueSchema(field.type, DOCUMENT), documentation(field, DOCUMENT));
    if (!field.isOptional) required.push(name);
  }
  return { properties, required };
}

/** Whether all values of a type can be those of an attribute. An integer of an attribute has 32 bits. */
function isAttribute(type: FieldType): boolean {
  if (type.isNullable) return false;
  switch (type.kind) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return (
        type.isInteger &&
        (type.minimum ?? -(2 ** 32)) >= -(2 ** 31) &&
        (type.maximum ?? 2 ** 32) < 2 ** 31
      );
    case "literals":
      return type.values.every((value) => typeof value !== "number");
    case "json":
    case "list":
    case "map":
    case "object":
    case "union":
    case "named":
    case "error":
      return false;
  }
}
