import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { Finding } from "../diagnostics/finding.js";
import type { Json } from "../schema/document.js";
import { withinTime } from "../within-time.js";
import type { DeclaredValue } from "./field-types.js";
import { AJV_OPTIONS, jsonSchemaOf } from "./json-schema.js";
import type { FieldType, NamedType } from "./model.js";

/** Far more than any pattern needs for a value that a person wrote. */
const MAX_MS = 500;

/** Source: the ULID specification, "Canonical String Representation"; first character at most 7. */
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Holds the examples, the defaults and the allowed values of a schema against their own types. */
export function checkValues(
  values: readonly DeclaredValue[],
  types: readonly NamedType[],
): Finding[] {
  const findings: Finding[] = [];
  const validators = new Map<FieldType, ValidateFunction>();
  for (const { report, path, value, type } of values) {
    const validate = validators.get(type) ?? validatorOf(type, types);
    validators.set(type, validate);
    const reason = nonJsonReason(value);
    const checked =
      reason === undefined
        ? withinTime(MAX_MS, () => mismatch(value, validate))
        : { result: reason };
    if (checked === undefined) findings.push(report.valueFinding("slow-pattern", path, {}));
    else if (checked.result !== undefined) {
      const about = { reason: checked.result };
      findings.push(report.valueFinding("value-mismatch", path, about));
    }
  }
  return findings;
}

/** Why the value does not fit its type; `undefined` where it does. */
function mismatch(value: Json, validate: ValidateFunction): string | undefined {
  if (validate(value)) return undefined;
  const [first] = validate.errors ?? [];
  return first === undefined ? "it does not fit" : describe(first);
}

function validatorOf(type: FieldType, types: readonly NamedType[]): ValidateFunction {
  const ajv = new Ajv(AJV_OPTIONS);
  addFormats.default(ajv);
  ajv.addFormat("ulid", ULID);
  const { schema, shared } = jsonSchemaOf(type, types);
  for (const [id, named] of shared) ajv.addSchema(named, id);
  return ajv.compile(schema);
}

function describe({ instancePath, keyword, params, message }: ErrorObject): string {
  const where = instancePath === "" ? "it" : `its ${instancePath.slice(1)}`;
  if (keyword === "enum") {
    const { allowedValues } = params as { allowedValues: readonly Json[] };
    return `${where} must be one of ${allowedValues.map((value) => JSON.stringify(value)).join(", ")}`;
  }
  return `${where} ${message}`;
}

/** Names that a stored value cannot have; see the runtime's `storable.ts`. */
const ILLEGAL_NAMES: ReadonlySet<string> = new Set(["__proto__", "constructor", ""]);

/** Why a value of YAML could not be stored as JSON is. */
function nonJsonReason(value: Json): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : "it is not finite";
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    if (!Array.isArray(value) && ILLEGAL_NAMES.has(name)) {
      return `"${name}" is no legal name of a member`;
    }
    const reason = nonJsonReason(member as Json);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
