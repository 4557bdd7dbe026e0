import type { YamlPath } from "../../diagnostics/diagnostic.js";

/** What a value is, and what the language wants in its place. */
export interface OtherType {
  readonly path: YamlPath;
  readonly value: unknown;
  /** As JSON Schema names the types. */
  readonly wanted: readonly unknown[];
}

/** The way out for a value of another type, where it is known what was meant. */
export function typeHint({ path, value, wanted }: OtherType): string | undefined {
  if (path.length === 0) return value === null ? 'begin with "version: 1".' : undefined;
  const key = path.at(-1);
  if (typeof value === "boolean") {
    if (key === "required") return requiredHint(path, value);
    if (value && (key === "exclusiveMinimum" || key === "exclusiveMaximum"))
      return `write the bound itself: ${key}: 0.`;
  }
  if (typeof value === "string")
    return wanted.length === 1 ? textHint(value, wanted[0]) : undefined;
  return Array.isArray(value) && wanted.includes("string") ? listHint(key, value) : undefined;
}

/** In other languages, each property says for itself whether it is required. */
function requiredHint(path: YamlPath, isRequired: boolean): string {
  if (path[0] === "metadata" && path.length === 3) return "remove it: all metadata is optional.";
  if (path[0] === "events" && path.length === 5) {
    return isRequired
      ? 'remove it: a field without "?" after its name is required.'
      : 'remove it, and put a "?" after the name of the field.';
  }
  return isRequired
    ? 'list its name under the object\'s "required".'
    : 'remove it: what the object\'s "required" does not list is optional.';
}

function textHint(value: string, wanted: unknown): string | undefined {
  const isTruth = /^(?:yes|no|on|off|true|false)$/i.test(value);
  switch (wanted) {
    case "boolean":
      return isTruth ? "write true or false; in YAML 1.2, yes and no are strings." : undefined;
    case "integer":
    case "number":
      return /^[+-]?\d+(?:\.\d+)?$/.test(value) ? "remove the quotes." : undefined;
    case "array":
      return !isTruth && /^[\w./-]{1,64}$/.test(value) ? `write [${value}].` : undefined;
    default:
      return undefined;
  }
}

function listHint(key: unknown, list: readonly unknown[]): string | undefined {
  const names = list.filter((item) => item !== "null" && item !== null);
  const [name] = names;
  if (names.length !== 1 || typeof name !== "string") return undefined;
  if (names.length < list.length)
    return key === "type" ? 'write the one type, and "nullable: true" beside it.' : undefined;
  return /^[A-Za-z]\w{0,63}$/.test(name) ? `a list is written "${name}[]".` : undefined;
}
