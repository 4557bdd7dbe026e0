import type { JsonValue } from "../../schema/json-value.js";
import { FORMATS } from "../formats.js";
import type { EventIssue, EventRule } from "../validation-error.js";

/** The issue of a value that breaks a rule; its message is a clause that follows the value's path. */
export function issueAt(
  path: EventIssue["path"],
  rule: EventRule,
  expected?: JsonValue | readonly JsonValue[],
): EventIssue {
  const value = expected as JsonValue;
  const issue = { path, rule, message: (CLAUSES[rule] as Clause)(value) };
  return expected === undefined ? issue : { ...issue, expected: value };
}

type Clause = (expected: JsonValue) => string;

const CLAUSES: { readonly [rule: string]: Clause } = {
  required: () => "is required",
  additionalProperties: () => "is unknown to the schema",
  type: (expected) => `must be ${listOf(expected).map(typeNoun).join(" or ")}`,
  enum: (expected) => `must be one of ${inShort(expected)}`,
  const: (expected) => `must be ${inShort(expected)}`,
  format: (expected) => `must be ${FORMATS.get(expected as string)?.noun}`,
  pattern: (expected) => `must match ${inShort(expected)}`,
  multipleOf: limit("be a multiple of"),
  minimum: limit("be at least"),
  maximum: limit("be at most"),
  exclusiveMinimum: limit("be above"),
  exclusiveMaximum: limit("be below"),
  minLength: limit("have at least", " character"),
  maxLength: limit("have at most", " character"),
  minItems: limit("have at least", " item"),
  maxItems: limit("have at most", " item"),
  uniqueItems: () => "must not hold an item twice",
};

function limit(before: string, noun?: string): Clause {
  return (expected) => {
    const after = noun === undefined ? "" : expected === 1 ? noun : `${noun}s`;
    return `must ${before} ${expected}${after}`;
  };
}

const NOUNS: { readonly [type: string]: string } = {
  array: "a list",
  boolean: "a boolean",
  integer: "a whole number",
  null: "null",
  number: "a number",
  object: "an object",
  string: "a string",
};

function typeNoun(type: JsonValue): string | undefined {
  return NOUNS[type as string];
}

const MAX_LENGTH = 200;

/** What the schema expects, as JSON of a bounded length; `expected` of the issue has all of it. */
function inShort(expected: JsonValue): string {
  const text = listOf(expected)
    .map((value) => JSON.stringify(value))
    .join(", ");
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

function listOf(expected: JsonValue): readonly JsonValue[] {
  return Array.isArray(expected) ? expected : [expected];
}
