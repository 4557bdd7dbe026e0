import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { AJV_OPTIONS, jsonSchemaWriter } from "../../generator/src/json-schema/json-schema.js";
import { replaceKeywords } from "../../generator/src/json-schema/keywords.js";
import { addFormats } from "../../generator/src/json-schema/value-validators.js";
import type { FieldType, Model, Property } from "../../generator/src/model/model.js";
import type { JsonValue } from "../../runtime/src/schema/json-value.js";
import type { EventIssue } from "../../runtime/src/validation/validation-error.js";

/** Every issue that ajv finds in a part of an event, in ajv's order. */
export type Oracle = (part: "data" | "metadata", value: unknown) => EventIssue[];

/** What a model means, as JSON Schema read by ajv: for the data of each event type, and for an object of any type. */
export function oraclesOf(model: Model): (members: readonly Property[], isOpen: boolean) => Oracle {
  // Members that every object has are no members of a value.
  const ajv = new Ajv({ ...AJV_OPTIONS, ownProperties: true, verbose: true });
  addFormats(ajv);
  replaceKeywords(ajv);
  const write = jsonSchemaWriter(model.types);
  const known = new Set<string>();
  return (properties, isOpen) => {
    const object: FieldType = { kind: "object", properties, isOpen, isNullable: false };
    const { schema, shared } = write(object);
    for (const [id, part] of shared) {
      if (!known.has(id)) ajv.addSchema(part, id);
      known.add(id);
    }
    const validate = ajv.compile(schema);
    return (part, value) => issuesOf(validate, part, value);
  };
}

function issuesOf(validate: ValidateFunction, part: string, value: unknown): EventIssue[] {
  validate(withStandIns(value));
  const issues = (validate.errors ?? []).map((error) => issueOf(error, part, value));
  // The values of an enum say more of a value than its type does.
  const isAboutValues = ({ rule }: EventIssue) => rule === "enum" || rule === "const";
  return [...issues.filter(isAboutValues), ...issues.filter((issue) => !isAboutValues(issue))];
}

/** Rules that a member breaks by being there, or by being missing. */
const OF_MEMBERS: Readonly<Record<string, string>> = {
  required: "missingProperty",
  additionalProperties: "additionalProperty",
};

function issueOf(error: ErrorObject, part: string, value: unknown): EventIssue {
  const { keyword: rule, instancePath, params, schema } = error;
  const path = pathOf(instancePath, part, value);
  const member = OF_MEMBERS[rule];
  if (member !== undefined) return { path: [...path, params[member]], rule, message: "" };
  return rule === "uniqueItems"
    ? { path, rule, message: "" }
    : { path, rule, expected: schema as JsonValue, message: "" };
}

/** The steps of a JSON pointer. Only the value says whether a step is an index or a name. */
function pathOf(pointer: string, part: string, value: unknown): (string | number)[] {
  const path: (string | number)[] = [part];
  let at = value;
  for (const step of pointer.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(at) ? Number(name) : name);
    at = (at as Readonly<Record<string, unknown>>)[name];
  }
  return path;
}

/** The value with functions in place of bytes: ajv takes bytes for an object, and the language has no type for them. */
function withStandIns(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array) return Object.assign(() => {}, { toJSON: () => value });
  if (Array.isArray(value)) return value.map(withStandIns);
  const members = Object.entries(value).map(([name, part]) => [name, withStandIns(part)]);
  return Object.fromEntries(members);
}
