import { Ajv, type ValidateFunction } from "ajv";
import { FORMATS } from "ddb-pattern-runtime/rules";
import type { FieldType, NamedType } from "../model/model.js";
import { innerTypes, mapInnerTypes } from "../model/visit.js";
import { compileEach } from "./compile-each.js";
import { AJV_OPTIONS, jsonSchemaWriter } from "./json-schema.js";
import { replaceKeywords, replacePattern } from "./keywords.js";

/** Gives ajv the formats as the runtime checks them. */
export function addFormats(ajv: Ajv): void {
  for (const [name, { has }] of FORMATS) ajv.addFormat(name, has);
}

/** The validator of each type, with `matches` to match patterns: made when it is first asked for; equal types have one. */
export function valueValidators(
  types: readonly NamedType[],
  declared: readonly FieldType[],
  matches: (pattern: string, text: string) => boolean,
): (type: FieldType) => ValidateFunction {
  // A member that every object inherits is no member of a value.
  const ajv = new Ajv({ ...AJV_OPTIONS, ownProperties: true });
  addFormats(ajv);
  replaceKeywords(ajv);
  replacePattern(ajv, matches);
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
      ? mapInnerTypes(type, nameOf)
      : { kind: "named", name, isNullable: false };
  };
  const plain = { description: undefined, deprecated: undefined, examples: [] };
  const parts = [...names].map(([type, name]) => ({
    name,
    type: mapInnerTypes(type, nameOf),
    ...plain,
  }));
  const named = types.map((one) => ({ ...one, type: nameOf(one.type) }));
  return { nameOf, named: [...named, ...parts] };
}
