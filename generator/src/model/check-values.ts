import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { Finding, YamlPath } from "../diagnostics/finding.js";
import type { Json } from "../schema/document.js";
import { withinTime } from "../within-time.js";
import { replaceKeywords } from "./ajv-keywords.js";
import type { DeclaredValue } from "./field-types.js";
import { AJV_OPTIONS, jsonSchemaWriter } from "./json-schema.js";
import type { FieldType, NamedType } from "./model.js";

/** Far more than any pattern needs for a value that a person wrote. */
const MAX_MS = 500;

/** For all values together; the patterns that took it are told by then, and the rest can wait. */
const MAX_MS_IN_ALL = 2000;

/** Source: the ULID specification, "Canonical String Representation"; first character at most 7. */
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Holds the examples, the defaults and the allowed values of a schema against their own types. */
export function checkValues(
  values: readonly DeclaredValue[],
  types: readonly NamedType[],
): Finding[] {
  const findings: Finding[] = [];
  const validatorOf = validators(types);
  let left = MAX_MS_IN_ALL;
  for (const { report, path, value, type } of values) {
    const unstorable = unstorableReason(value);
    if (unstorable !== undefined) {
      findings.push(report.valueFinding("value-mismatch", path, { reason: unstorable }));
    }
    if (unstorable !== undefined || type.kind === "json") continue;
    if (left <= 0) break;
    const validate = validatorOf(type);
    const checked = withinTime(MAX_MS, () => mismatch(value, validate));
    if (checked === undefined) {
      findings.push(report.valueFinding("slow-pattern", path, {}));
      left -= MAX_MS;
    } else if (checked.result !== undefined) {
      const { reason, path: inner } = checked.result;
      findings.push(report.valueFinding("value-mismatch", [...path, ...inner], { reason }));
    }
  }
  return findings;
}

interface Mismatch {
  readonly reason: string;
  /** The way from the value to what is wrong in it. */
  readonly path: YamlPath;
}

/** Why the value does not fit its type; `undefined` where it does. */
function mismatch(value: Json, validate: ValidateFunction): Mismatch | undefined {
  if (validate(value)) return undefined;
  const [first] = validate.errors ?? [];
  if (first === undefined) return { reason: "it does not fit", path: [] };
  return { reason: describe(first), path: pathOf(first.instancePath, value) };
}

function pathOf(pointer: string, value: Json): (string | number)[] {
  const path: (string | number)[] = [];
  let part: unknown = value;
  for (const escaped of pointer.split("/").slice(1)) {
    const name = escaped.replaceAll("~1", "/").replaceAll("~0", "~");
    const step = Array.isArray(part) ? Number(name) : name;
    path.push(step);
    part = (part as Record<string | number, unknown>)[step];
  }
  return path;
}

/** The validator of each type, made when it is first asked for; equal types have one. */
function validators(types: readonly NamedType[]): (type: FieldType) => ValidateFunction {
  // What every object has is no member of a value.
  const ajv = new Ajv({ ...AJV_OPTIONS, ownProperties: true });
  addFormats.default(ajv);
  ajv.addFormat("ulid", ULID);
  replaceKeywords(ajv);
  const write = jsonSchemaWriter(types);
  const compiled = new Map<string, ValidateFunction>();
  return (type) => {
    const { schema, shared } = write(type);
    for (const [id, named] of shared) {
      if (ajv.schemas[id] === undefined) ajv.addSchema(named, id);
    }
    const text = JSON.stringify(schema);
    const validate = compiled.get(text) ?? ajv.compile(schema);
    compiled.set(text, validate);
    return validate;
  };
}

const TYPES: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  integer: "a whole number",
  null: "null",
  number: "a number",
  object: "a mapping",
  string: "a text",
};

function describe({ keyword, params, message }: ErrorObject): string {
  const about = params as Readonly<Record<string, unknown>>;
  switch (keyword) {
    case "type":
      return `it must be ${[about.type]
        .flat()
        .map((type) => TYPES[String(type)])
        .join(" or ")}`;
    case "enum":
      return `it must be one of ${(about.allowedValues as Json[]).map((one) => JSON.stringify(one)).join(", ")}`;
    case "required":
      return `its "${about.missingProperty}" is missing`;
    case "additionalProperties":
      return `it must have no "${about.additionalProperty}"`;
    case "uniqueItems":
      return "it holds two that are equal";
    case "format":
      return `it is no ${about.format}`;
    default:
      return `it ${message}`;
  }
}

/** Names that a stored value cannot have; see the runtime's `storable.ts`. */
const ILLEGAL_NAMES: ReadonlySet<string> = new Set(["__proto__", "constructor", ""]);

/** Why no table would give the value back as it is; the runtime refuses such values, too. */
function unstorableReason(value: Json): string | undefined {
  if (typeof value === "string") {
    return /\p{Surrogate}/u.test(value) ? "it has half a character in it" : undefined;
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return "it is not finite";
    return Math.abs(value) > Number.MAX_SAFE_INTEGER ? "it is beyond ±(2^53 - 1)" : undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    if (!Array.isArray(value) && ILLEGAL_NAMES.has(name)) {
      return `"${name}" is no legal name of a member`;
    }
    const reason = unstorableReason(member as Json);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
