import { didYouMean } from "../../diagnostics/messages/message.js";
import { MAP_HINT } from "./foreign-types.js";

/** Keys of other languages → the keys of this one; a mapping takes the first that it can have. */
const OTHER_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ["$defs", ["types"]],
  ["components", ["types"]],
  ["definitions", ["types"]],
  ["fields", ["data", "properties"]],
  ["key", ["by"]],
  ["length", ["minLength"]],
  ["minLen", ["minLength"]],
  ["maxLen", ["maxLength"]],
  ["options", ["enum"]],
  ["payload", ["data"]],
  ["properties", ["data"]],
  ["props", ["data", "properties"]],
  ["regex", ["pattern"]],
  ["regexp", ["pattern"]],
  ["title", ["description"]],
  ["union", ["oneOf"]],
  ["unique", ["uniqueItems"]],
  ["values", ["enum"]],
]);

/** Keys of other places and other languages → the help. */
const HINTS: ReadonlyMap<string, string> = new Map([
  [
    "$schema",
    'Write it as a comment for editors, in the first line: "# yaml-language-server: $schema=…".',
  ],
  ["default", 'Move "default" to a field of an event\'s data: nothing else can have one.'],
  ["entity", 'Move "entity" to an id field of an event\'s data: nothing else can have it.'],
  ["lookup", 'Move "lookup" to an id field of an event\'s data: nothing else can have it.'],
  ["pii", 'Move "pii" to a field of an event\'s data or of metadata: nothing else can have it.'],
  ["allOf", "Write all properties out: types cannot be combined."],
  ["anyOf", 'Use "oneOf" with "discriminator" for objects, and "nullable: true" for null.'],
  ["if", "Remove it: no rule can depend on another value."],
  ["mapping", "Remove it: the discriminator's values in the branches say the same."],
  ["maxProperties", "Remove it: the number of properties cannot be limited."],
  ["minProperties", "Remove it: the number of properties cannot be limited."],
  ["not", "Remove it: a type cannot exclude values."],
  ["optional", 'Put a "?" after the name of the field.'],
  ["size", 'Use "maxLength" or "maxItems".'],
  ["max", 'Use "maximum", "maxLength" or "maxItems".'],
  ["min", 'Use "minimum", "minLength" or "minItems".'],
]);

/** Values that are right for missing keys. */
export const VALUES: ReadonlyMap<string, string> = new Map([
  ["data", "{}"],
  ["discriminator", "{ propertyName: … }"],
  ["name", "Store"],
  ["version", "1"],
]);

/** Types → the ending of their limits: "min" and "max" of a string are "minLength" and "maxLength". */
const LIMITS: ReadonlyMap<unknown, string> = new Map([
  ["array", "Items"],
  ["integer", "imum"],
  ["number", "imum"],
  ["string", "Length"],
]);

/** Keys that other languages write in place of a type. */
export const COMPOSITIONS: ReadonlySet<string> = new Set(["$ref", "allOf", "anyOf"]);

/** The key of this language for a key of another one, if the mapping can have it. */
export function otherName(key: string, allowed: readonly string[]): string | undefined {
  return OTHER_NAMES.get(key)?.find((name) => allowed.includes(name));
}

/** Rules of JSON Schema that this language lacks. They are not misspellings of similar keys. */
export const UNKNOWN_RULES: ReadonlySet<string> = new Set([
  "if",
  "maxProperties",
  "minProperties",
  "not",
]);

/** Whether the key says what a map holds, as in `{ type: map, values: integer }`. */
export function isOfForeignMap(key: string, mapping: object): boolean {
  const { type } = mapping as { readonly type?: unknown };
  const isMap = typeof type === "string" && /^(?:map|record|dict)$/i.test(type);
  return isMap && (key === "values" || key === "items");
}

/** The help for a key in a mapping that cannot have it. */
export function hintFor(
  key: string,
  mapping: Readonly<Record<string, unknown>>,
): string | undefined {
  const { type } = mapping;
  if (key === "type" && Object.hasOwn(mapping, "oneOf")) {
    return "Remove it: a union has no type of its own.";
  }
  if (key === "$ref") {
    const name = typeof mapping.$ref === "string" ? mapping.$ref.replace(/^.*\//, "") : "";
    return /^[A-Z][A-Za-z0-9]{0,63}$/.test(name)
      ? `Use the name of the type: "type: ${name}".`
      : 'Use the name of a type under "types:", such as "type: Money".';
  }
  if (isOfForeignMap(key, mapping)) return MAP_HINT;
  const ending = typeof type === "string" && type.endsWith("[]") ? "Items" : LIMITS.get(type);
  if ((key === "min" || key === "max") && ending !== undefined) {
    return didYouMean(key + ending);
  }
  return HINTS.get(key);
}
