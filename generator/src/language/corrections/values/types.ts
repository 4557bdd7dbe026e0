import { isMapping, valueAt } from "../../mapping.js";
import { BOUNDS, helpForBound } from "../bounds.js";
import { inOneLine } from "../flow.js";
import { helpForList, helpForTuple } from "../lists.js";
import { isNull, nullableHelp } from "../nullable.js";
import type { ValueRule, Wrong } from "./wrong-value.js";

/** The help for what is no type, and for null in a type. */
export const typeRules: readonly ValueRule[] = [
  nullHint,
  boundHint,
  unionHint,
  patternHint,
  notTypeHint,
];

/** Null as a value of an enum, or as the only value. */
function nullHint({ path, value, parent, document }: Wrong): string | undefined {
  if (!isNull(value)) return undefined;
  if (path.at(-1) === "const" && parent !== undefined) return nullableHelp(parent);
  if (path.at(-2) !== "enum") return undefined;
  const type = valueAt(document, path.slice(0, -2));
  if (!isMapping(type)) return undefined;
  return type.nullable === true ? 'Remove null: "nullable: true" allows it.' : nullableHelp(type);
}

/** A bound in quotes, as it belongs to a number that is a string. */
function boundHint({ within, key, value, parent }: Wrong): string | undefined {
  const type = within === "type" ? parent?.type : undefined;
  if (type !== "decimal" && type !== "int64") return undefined;
  return typeof value === "string" && BOUNDS.has(String(key))
    ? helpForBound(String(key), value, type)
    : undefined;
}

function unionHint({ within, key, value }: Wrong): string | undefined {
  if (within !== "type" || key !== "discriminator" || typeof value !== "string") return undefined;
  return `Write "discriminator: { propertyName: ${inOneLine(value) ?? "kind"} }".`;
}

/** `pattern: [a-z]` is a list of YAML. */
function patternHint({ within, key, value }: Wrong): string | undefined {
  return within === "type" && key === "pattern" && Array.isArray(value)
    ? "Put the pattern in single quotes: in YAML, brackets make a list."
    : undefined;
}

/** A list, a number or a truth where a type belongs. */
function notTypeHint({ kind, within, key, value, document }: Wrong): string | undefined {
  if (kind !== "type") return undefined;
  if (value === null) return `Write the type after the colon: "${key}: string".`;
  if (Array.isArray(value)) {
    return key === "items" && within === "type"
      ? helpForTuple(value)
      : helpForList(value, document);
  }
  if (typeof value === "boolean") return `Write the type: "${key}: boolean".`;
  if (typeof value !== "number") return undefined;
  return `Write the type: "${key}: ${Number.isInteger(value) ? "integer" : "number"}".`;
}
