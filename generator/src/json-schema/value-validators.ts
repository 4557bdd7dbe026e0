import { Ajv, type FormatDefinition, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { innerTypes } from "../analysis/types.js";
import type { FieldType, NamedType } from "../model/model.js";
import { compileEach } from "./compile-each.js";
import { hasShapeOfDateTime, isUuid } from "./formats.js";
import { AJV_OPTIONS, jsonSchemaWriter } from "./json-schema.js";
import { replaceKeywords } from "./keywords.js";

/** Source: the ULID specification, "Canonical String Representation"; first character at most 7. */
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** The formats as the runtime has them, which the generated validators ask. */
export function addOurFormats(ajv: Ajv): void {
  addFormats.default(ajv);
  const dateTime = addFormats.default.get("date-time", "full") as FormatDefinition<string>;
  const isDateTime = dateTime.validate as (text: string) => boolean;
  ajv.addFormat("ulid", ULID);
  ajv.addFormat("uuid", isUuid);
  ajv.addFormat("date-time", (text: string) => hasShapeOfDateTime(text) && isDateTime(text));
}

/** The validator of each type, made when it is first asked for; equal types have one. */
export function valueValidators(
  types: readonly NamedType[],
  declared: readonly FieldType[],
): (type: FieldType) => ValidateFunction {
  // What every object has is no member of a value.
  const ajv = new Ajv({ ...AJV_OPTIONS, ownProperties: true });
  addOurFormats(ajv);
  replaceKeywords(ajv);
  const { nameOf, named } = namedParts(types, declared);
  const write = jsonSchemaWriter(named);
  const compiled = new Map<string, ValidateFunction>();
  let known = 0;
  return (type) => {
    const { schema, shared } = write(nameOf(type));
    if (shared.size > known) {
      const added = [...shared].slice(known);
      for (const [id, shape] of added) ajv.addSchema(shape, id);
      compileEach(
        ajv,
        added.map(([id]) => id),
      );
      known = shared.size;
    }
    const text = JSON.stringify(schema);
    const validate = compiled.get(text) ?? ajv.compile(schema);
    compiled.set(text, validate);
    return validate;
  };
}

/**
 * Each part that a value is held against gets a name of its own, so that it is compiled once, and not again
 * within all that it is a part of.
 */
function namedParts(types: readonly NamedType[], declared: readonly FieldType[]) {
  const names = new Map<FieldType, string>();
  for (const type of new Set(declared)) {
    // No name in a schema begins with a digit.
    if (innerTypes(type).length > 0) names.set(type, String(names.size));
  }
  const nameOf = (type: FieldType): FieldType => {
    const name = names.get(type);
    return name === undefined
      ? withNames(type, nameOf)
      : { kind: "named", name, isNullable: false };
  };
  const plain = { description: undefined, deprecated: undefined, examples: [] };
  const parts = [...names].map(([type, name]) => ({
    name,
    type: withNames(type, nameOf),
    ...plain,
  }));
  const named = types.map((one) => ({ ...one, type: nameOf(one.type) }));
  return { nameOf, named: [...named, ...parts] };
}

function withNames(type: FieldType, nameOf: (type: FieldType) => FieldType): FieldType {
  switch (type.kind) {
    case "list":
      return { ...type, items: nameOf(type.items) };
    case "map":
      return { ...type, values: nameOf(type.values) };
    case "union":
      return { ...type, branches: type.branches.map(nameOf) };
    case "object":
      return {
        ...type,
        properties: type.properties.map((one) => ({ ...one, type: nameOf(one.type) })),
      };
    default:
      return type;
  }
}
