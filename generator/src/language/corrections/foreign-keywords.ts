/** What other languages call a key of this one. It stands for the first of these that the mapping can have. */
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

/** Keys that are right at another place, or that other languages have, and the way out. */
const HINTS: ReadonlyMap<string, string> = new Map([
  [
    "$schema",
    'write it as a comment, for editors: "# yaml-language-server: $schema=…" in the first line.',
  ],
  ["default", '"default" is only for the fields of an event\'s data.'],
  ["entity", '"entity" is only for the id fields of an event\'s data.'],
  ["lookup", '"lookup" is only for the id fields of an event\'s data.'],
  ["pii", '"pii" is only for the fields of an event\'s data and of metadata.'],
  ["allOf", "types are not put together here; write their properties out."],
  ["anyOf", 'objects can be told apart by "oneOf" and "discriminator"; null by "nullable: true".'],
  ["if", "remove it: no rule here depends on another value."],
  ["mapping", "leave it out: the branches' own values tell which of them is meant."],
  ["maxProperties", "remove it: there is no rule about the number of properties."],
  ["minProperties", "remove it: there is no rule about the number of properties."],
  ["not", "remove it: a type says what a value is, not what it is not."],
  ["optional", 'put a "?" after the name of the field.'],
  ["size", 'did you mean "maxLength" or "maxItems"?'],
  ["max", 'did you mean "maximum", "maxLength" or "maxItems"?'],
  ["min", 'did you mean "minimum", "minLength" or "minItems"?'],
]);

/** What is right, or can be, for a key that is missing. */
export const VALUES: ReadonlyMap<string, string> = new Map([
  ["data", "{}"],
  ["discriminator", "{ propertyName: … }"],
  ["name", "Store"],
  ["version", "1"],
]);

/** What the shortest names of a limit mean for a type. */
const LIMITS: ReadonlyMap<unknown, string> = new Map([
  ["array", "Items"],
  ["integer", "imum"],
  ["number", "imum"],
  ["string", "Length"],
]);

/** What other languages say in the place of a type. */
export const COMPOSITIONS: ReadonlySet<string> = new Set(["$ref", "allOf", "anyOf"]);

/** The key that a name from another language stands for, where a mapping can have it. */
export function otherName(key: string, allowed: readonly string[]): string | undefined {
  return OTHER_NAMES.get(key)?.find((name) => allowed.includes(name));
}

/** Rules of JSON Schema that there are none of here: they are no misspellings of what is near. */
export const UNKNOWN_RULES: ReadonlySet<string> = new Set([
  "if",
  "maxProperties",
  "minProperties",
  "not",
]);

/** The way out for a key that stands in a mapping which cannot have it. */
export function hintFor(
  key: string,
  mapping: Readonly<Record<string, unknown>>,
): string | undefined {
  const { type } = mapping;
  if (key === "type" && Object.hasOwn(mapping, "oneOf")) {
    return "remove it: a union has no type of its own.";
  }
  if (key === "$ref") {
    const name = typeof mapping.$ref === "string" ? mapping.$ref.replace(/^.*\//, "") : "";
    return /^[A-Z][A-Za-z0-9]{0,63}$/.test(name)
      ? `name the type itself: type: ${name}.`
      : 'name a type of "types:" itself: type: Money.';
  }
  const ending = typeof type === "string" && type.endsWith("[]") ? "Items" : LIMITS.get(type);
  if ((key === "min" || key === "max") && ending !== undefined) {
    return `did you mean "${key}${ending}"?`;
  }
  return HINTS.get(key);
}
