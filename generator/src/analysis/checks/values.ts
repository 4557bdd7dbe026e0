import type { ErrorObject, ValidateFunction } from "ajv";
import type { Finding, YamlPath } from "../../diagnostics/diagnostic.js";
import { listed } from "../../diagnostics/render/list.js";
import { valueValidators } from "../../json-schema/value-validators.js";
import type { Json } from "../../language/document.js";
import type { NamedType } from "../../model/model.js";
import { withinTime } from "../../util/time-limit.js";
import type { DeclaredValue } from "../fields.js";

/** Far more than any pattern needs for a value that a person wrote. */
const TICK_MS = 250;

/** For all values together. The patterns that took so long are told by then, and the rest can wait. */
const MAX_TICKS = 8;

/** Holds the examples, the defaults and the allowed values of a schema against their own types. */
export function checkValues(
  values: readonly DeclaredValue[],
  types: readonly NamedType[],
): Finding[] {
  const findings: Finding[] = [];
  const checks: Check[] = [];
  const validatorOf = valueValidators(
    types,
    values.map(({ type }) => type),
  );
  for (const declared of values) {
    const { report, path, value, type } = declared;
    const reason = unstorableReason(value);
    if (reason !== undefined)
      findings.push(report.valueFinding("value-mismatch", path, { reason }));
    else if (type.kind !== "json") checks.push({ ...declared, validate: validatorOf(type) });
  }
  const { mismatches, slow } = runAll(checks);
  for (const [{ report, path }, { reason, path: inner }] of mismatches) {
    findings.push(report.valueFinding("value-mismatch", [...path, ...inner], { reason }));
  }
  for (const { report, path } of slow) findings.push(report.valueFinding("slow-pattern", path, {}));
  return findings;
}

interface Check extends DeclaredValue {
  readonly validate: ValidateFunction;
}

/** What does not fit, and what took too long, as far as the time for all of them went. */
function runAll(checks: readonly Check[]) {
  const mismatches = new Map<Check, Mismatch>();
  const slow: Check[] = [];
  let next = 0;
  const run = () => {
    for (; next < checks.length; next++) {
      const check = checks[next] as Check;
      const found = mismatch(check.value, check.validate);
      if (found !== undefined) mismatches.set(check, found);
    }
  };
  // Many at a time, as each start of the clock takes longer than most checks.
  for (let tick = 1, first = 0; withinTime(TICK_MS, run) === undefined; tick++) {
    const isLast = tick === MAX_TICKS;
    // What had a tick for itself is slow; else it gets one, as those before it may have been.
    if (next === first || isLast) slow.push(checks[next++] as Check);
    if (isLast) break;
    first = next;
  }
  return { mismatches, slow };
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
      return `it must be one of ${listed((about.allowedValues as Json[]).map((one) => JSON.stringify(one)))}`;
    case "required":
      return `its "${about.missingProperty}" is missing`;
    case "additionalProperties":
      return `it must have no "${about.additionalProperty}"`;
    case "uniqueItems":
      return "it holds two that are equal";
    case "format":
      return about.format === "date-time"
        ? "it is not a timestamp such as 2026-01-31T12:00:00Z"
        : `it is no ${about.format}`;
    case "const":
      return `it must be ${JSON.stringify(about.allowedValue)}`;
    case "minLength":
      return `it must have at least ${counted(about.limit, "character")}`;
    case "maxLength":
      return `it must have at most ${counted(about.limit, "character")}`;
    case "minItems":
      return `it must have at least ${counted(about.limit, "item")}`;
    case "maxItems":
      return `it must have at most ${counted(about.limit, "item")}`;
    default:
      return `it ${message}`;
  }
}

function counted(count: unknown, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
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
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return "it is beyond ±(2^53 - 1)";
    return value !== 0 && Math.abs(value) < 1e-130
      ? "it is too close to 0 to be stored"
      : undefined;
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
