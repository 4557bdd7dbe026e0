import type { YamlPath } from "../../diagnostics/diagnostic.js";

/** A value of the wrong type. */
export interface OtherType {
  readonly path: YamlPath;
  readonly value: unknown;
  /** The types that are right, as JSON Schema names them. */
  readonly wanted: readonly unknown[];
}

/** The help for a value of the wrong type, if its intention is known. */
export function typeHint({ path, value, wanted }: OtherType): string | undefined {
  if (path.length === 0) return value === null ? 'Begin with "version: 1".' : undefined;
  const key = path.at(-1);
  const pair = value === null ? /^([^\s:]+):([^\s:]+)$/.exec(String(key)) : null;
  if (pair !== null) return `Put a space after the colon: "${pair[1]}: ${pair[2]}".`;
  if (typeof value === "boolean") {
    if (key === "required") return requiredHint(path, value);
    if (value && (key === "exclusiveMinimum" || key === "exclusiveMaximum"))
      return `Write the bound itself: "${key}: 0".`;
  }
  if (typeof value === "string")
    return wanted.length === 1 ? textHint(value, wanted[0]) : undefined;
  return Array.isArray(value) && wanted.includes("string") ? listHint(key, value) : undefined;
}

/** The help for `required: true` at a property, as other languages have it. */
function requiredHint(path: YamlPath, isRequired: boolean): string {
  if (path[0] === "metadata" && path.length === 3) return "Remove it: all metadata is optional.";
  if (path[0] === "events" && path.length === 5) {
    return isRequired
      ? 'Remove it: a field without "?" after its name is required.'
      : 'Remove it, and put a "?" after the name of the field.';
  }
  return isRequired
    ? 'List its name under "required" of the object.'
    : 'Remove it: properties that "required" of the object does not list are optional.';
}

function textHint(value: string, wanted: unknown): string | undefined {
  const isTruth = /^(?:yes|no|on|off|true|false)$/i.test(value);
  switch (wanted) {
    case "boolean":
      return isTruth ? "Write true or false: in YAML 1.2, yes and no are strings." : undefined;
    case "integer":
    case "number":
      return /^[+-]?\d+(?:\.\d+)?$/.test(value) ? "Remove the quotes." : undefined;
    case "array":
      return !isTruth && /^[\w./-]{1,64}$/.test(value) ? `Write a list: [${value}].` : undefined;
    default:
      return undefined;
  }
}

function listHint(key: unknown, list: readonly unknown[]): string | undefined {
  const names = list.filter((item) => item !== "null" && item !== null);
  const [name] = names;
  if (names.length !== 1 || typeof name !== "string") return undefined;
  if (names.length < list.length)
    return key === "type" ? 'Write the one type, and "nullable: true" beside it.' : undefined;
  return /^[A-Za-z]\w{0,63}$/.test(name) ? `Write a list as "${name}[]".` : undefined;
}
