import type { Json } from "../../util/json.js";
import { isObject, type JsonObject, listMember, memberOf, objectMember } from "./json-object.js";

/** A part of `allOf`. */
export interface Part {
  readonly part: Json;
  /** Whether it is of another file. */
  readonly isForeign: boolean;
}

/** A schema with the parts of its `allOf`: all properties, all that is required, and of every other keyword the first. */
export function mergeAll(
  schema: JsonObject,
  parts: readonly Part[],
): { readonly schema: JsonObject; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const { allOf: _, ...own } = schema;
  const merged = new Map<string, Json>(Object.entries(own));
  for (const { part, isForeign } of parts) {
    if (isForeign) {
      notes.push("Not imported: a part of allOf that is in another file.");
      continue;
    }
    if (!isObject(part)) continue;
    for (const [key, value] of Object.entries(part)) {
      const known = merged.get(key);
      if (known === undefined) merged.set(key, value);
      else if (key === "properties") merged.set(key, allProperties(known, value));
      else if (key === "required" && Array.isArray(known) && Array.isArray(value)) {
        merged.set(key, [...new Set([...known, ...value])]);
      } else if (!DOCUMENTATION.includes(key) && JSON.stringify(known) !== JSON.stringify(value)) {
        notes.push(`Not imported: another ${key} in allOf.`);
      }
    }
  }
  return { schema: Object.fromEntries(merged), notes };
}

const DOCUMENTATION = [
  "title",
  "description",
  "$id",
  "$schema",
  "$comment",
  "examples",
  "$defs",
  "definitions",
];

function allProperties(known: Json, more: Json): Json {
  if (!isObject(known) || !isObject(more)) return known;
  return Object.fromEntries([...Object.entries(more), ...Object.entries(known)]);
}

/** Whether a schema describes an object. */
export function isObjectSchema(schema: Json): boolean {
  const type = memberOf(schema, "type");
  const types = listMember(schema, "type") ?? (type === undefined ? [] : [type]);
  return objectMember(schema, "properties") !== undefined || types.includes("object");
}
