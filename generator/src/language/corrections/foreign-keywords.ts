import { didYouMean } from "../../diagnostics/messages/message.js";

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
  ["anyOf", 'Use "oneOf" with "discriminator" for objects, and "nullable: true" for null.'],
  ["mapping", "Remove it: the discriminator's values in the branches say the same."],
  ["optional", 'Put a "?" after the name of the field.'],
  ["size", 'Use "maxLength" or "maxItems".'],
  ["max", 'Use "maximum", "maxLength" or "maxItems".'],
  ["min", 'Use "minimum", "minLength" or "minItems".'],
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

/** The help for a key in a mapping that cannot have it. */
export function hintFor(
  key: string,
  mapping: Readonly<Record<string, unknown>>,
): string | undefined {
  const { type } = mapping;
  if (key === "type" && Object.hasOwn(mapping, "oneOf")) {
    return "Remove it: a union has no type of its own.";
  }
  const ending = typeof type === "string" && type.endsWith("[]") ? "Items" : LIMITS.get(type);
  if ((key === "min" || key === "max") && ending !== undefined) {
    return didYouMean(key + ending);
  }
  return HINTS.get(key);
}
