import type { Json } from "../../util/json.js";
import { anyJson, type DraftType, nullable } from "../draft/draft.js";
import { literalsType } from "../draft/type-tree.js";
import { isObject, type JsonObject, listMember, memberOf, textMember } from "./json-object.js";

/** The facts that are there. */
export function defined<Facts extends object>(facts: Facts): Partial<Facts> {
  const entries = Object.entries(facts).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(entries) as Partial<Facts>;
}

/** The reference of a schema that is one, perhaps with documentation beside it, or as the only part of `allOf`. */
export function soleReference(value: Json | undefined): string | undefined {
  const own = textMember(value, "$ref");
  if (own !== undefined) return own;
  const parts = listMember(value, "allOf");
  if (parts?.length !== 1 || !isObject(value)) return undefined;
  const documentation = [
    "allOf",
    "title",
    "description",
    "default",
    "examples",
    "deprecated",
    "x-pii",
    "$comment",
  ];
  const isAlone = Object.keys(value).every((key) => documentation.includes(key));
  return isAlone ? textMember(parts[0], "$ref") : undefined;
}

/** The types that a schema allows; without `type`, what its other keywords are about. */
export function typeNamesOf(schema: JsonObject): string[] {
  const type = memberOf(schema, "type");
  if (typeof type === "string") return [type];
  if (Array.isArray(type)) return type.filter((name) => typeof name === "string");
  const has = (...names: readonly string[]) =>
    names.some((name) => memberOf(schema, name) !== undefined);
  if (has("properties", "additionalProperties", "required", "patternProperties")) return ["object"];
  if (has("items", "minItems", "maxItems")) return ["array"];
  if (has("pattern", "format", "minLength", "maxLength")) return ["string"];
  return has("minimum", "maximum", "multipleOf") ? ["number"] : ["any"];
}

/** One of several constants. */
export function literalsOf(values: readonly Json[]): DraftType {
  const literals = values.filter(
    (value) => typeof value === "string" || typeof value === "number" || typeof value === "boolean",
  );
  const others = values.filter((value) => typeof value === "object" && value !== null);
  if (others.length > 0) return anyJson("Not imported: an enum of objects or lists.");
  if (literals.length === 0) return anyJson("Only null in its source.");
  const type = literalsType([...new Set(literals)]);
  return literals.length < values.length ? nullable(type) : type;
}

/** The constants that a schema allows; `undefined` if they are not listed. */
export function literalValues(schema: Json): readonly Json[] | undefined {
  const constant = memberOf(schema, "const");
  return constant === undefined ? listMember(schema, "enum") : [constant];
}
