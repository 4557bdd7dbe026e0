import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { replaceKeywords } from "./ajv-keywords.js";
import { compileEach } from "./compile-each.js";
import { AJV_OPTIONS, jsonSchemaWriter } from "./json-schema.js";
import type { FieldType, NamedType } from "./model.js";

/** Source: the ULID specification, "Canonical String Representation"; first character at most 7. */
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** The validator of each type, made when it is first asked for; equal types have one. */
export function valueValidators(
  types: readonly NamedType[],
): (type: FieldType) => ValidateFunction {
  // What every object has is no member of a value.
  const ajv = new Ajv({ ...AJV_OPTIONS, ownProperties: true });
  addFormats.default(ajv);
  ajv.addFormat("ulid", ULID);
  replaceKeywords(ajv);
  const write = jsonSchemaWriter(types);
  const compiled = new Map<string, ValidateFunction>();
  let known = 0;
  return (type) => {
    const { schema, shared } = write(type);
    if (shared.size > known) {
      const added = [...shared].slice(known);
      for (const [id, named] of added) ajv.addSchema(named, id);
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
