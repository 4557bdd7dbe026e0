import type { Json } from "../../../../generator/src/language/document.js";
import type { Draws } from "../draws.js";
import type { LongType, Type } from "./draft.js";

const SHORT = ["string", "number", "integer", "boolean", "ulid", "uuid", "timestamp", "date"];
const SHORTER = ["time", "local-date-time", "duration", "email", "uri", "decimal", "int64", "json"];
const LISTS = ["string[]", "integer[]", "ulid[]"];

const LONG: readonly LongType[] = [
  { type: "string", enum: ["a", "b", "c"] },
  { type: "string", const: "a" },
  { type: "number", minimum: 0, maximum: 100 },
  { type: "string", minLength: 1, maxLength: 8 },
  { type: "object" },
  { type: "object", additionalProperties: "string" },
  { type: "object", properties: { amount: "integer", unit: "string" }, required: ["amount"] },
  { type: "array", items: "string", maxItems: 3 },
  {
    oneOf: [
      {
        type: "object",
        properties: { kind: { type: "string", const: "one" }, n: "integer" },
        required: ["kind"],
      },
      {
        type: "object",
        properties: { kind: { type: "string", const: "two" }, s: "string" },
        required: ["kind"],
      },
    ],
    discriminator: { propertyName: "kind" },
  },
];

/** A type as fields have them. */
export function simpleType(draws: Draws): Type {
  const all: readonly Type[] = [...SHORT, ...SHORTER, ...LISTS, ...LONG, ...LONG];
  return structuredClone(draws.pick(all));
}

export function idType(draws: Draws): string {
  return draws.pick(["ulid", "uuid", "string"]);
}

const DEFAULTS: Readonly<Record<string, readonly Json[]>> = {
  string: ["", "usual", "web"],
  number: [0, 1.5],
  integer: [0, 7],
  boolean: [true, false],
  json: [null, { a: 1 }, []],
  date: ["2026-01-31"],
  decimal: ["0.00", "1"],
  "string[]": [[], ["a"]],
};

/** A type, and a value of it that can be the default of a field. */
export function typeWithDefault(draws: Draws): { type: string; default: Json } {
  const type = draws.pick(Object.keys(DEFAULTS));
  return { type, default: draws.pick(DEFAULTS[type] ?? []) };
}

/** A value of a type, if it is one of the simple ones without rules. */
export function defaultOf(
  { type = "", enum: literals, const: literal, ...rules }: LongType,
  draws: Draws,
): Json | undefined {
  if (literals !== undefined) return draws.pick(literals);
  if (literal !== undefined) return literal;
  const limits = ["format", "pattern", "minLength", "maxLength", "minimum", "maximum", "minItems"];
  const others = ["exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
  if ([...limits, ...others].some((keyword) => keyword in rules)) return undefined;
  const values = DEFAULTS[type];
  return values && draws.pick(values);
}
