/** Keys of other languages → the keys of this one; a mapping takes the first that it can have and does not have. */
const OTHER_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ["$defs", ["types"]],
  ["aggregate", ["by"]],
  ["attributes", ["data", "properties"]],
  ["body", ["data"]],
  ["comment", ["description"]],
  ["components", ["types"]],
  ["definitions", ["types"]],
  ["doc", ["description"]],
  ["entity", ["by"]],
  ["field", ["by"]],
  ["fields", ["data", "properties"]],
  ["id", ["by"]],
  ["key", ["by"]],
  ["maxLen", ["maxLength"]],
  ["minLen", ["minLength"]],
  ["options", ["enum"]],
  ["payload", ["data"]],
  ["properties", ["data"]],
  ["props", ["data", "properties"]],
  ["regex", ["pattern"]],
  ["regexp", ["pattern"]],
  ["schema", ["data"]],
  ["summary", ["description"]],
  ["title", ["name", "description"]],
  ["union", ["oneOf"]],
  ["unique", ["uniqueItems"]],
  ["values", ["enum"]],
]);

/** Keys that other languages write in place of a type. */
export const COMPOSITIONS: ReadonlySet<string> = new Set(["$ref", "allOf", "anyOf"]);

/** The key of this language for a key of another one, if the mapping can have it. */
export function otherName(
  key: string,
  mapping: object,
  allowed: readonly string[],
): string | undefined {
  const names = OTHER_NAMES.get(key)?.filter((name) => allowed.includes(name)) ?? [];
  return names.find((name) => !Object.hasOwn(mapping, name)) ?? names[0];
}
