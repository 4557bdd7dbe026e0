import { isStringType } from "../../model/string-types.js";

/**
 * Names of types in other languages, in lower case → the types. A number of JavaScript loses digits of decimals
 * and of integers beyond 53 bits.
 */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ["any", "json"],
  ["bigdecimal", "decimal"],
  ["bigint", "int64"],
  ["biginteger", "int64"],
  ["bool", "boolean"],
  ["date-time", "timestamp"],
  ["datetime", "timestamp"],
  ["currency", "decimal"],
  ["double", "number"],
  ["float", "number"],
  ["guid", "uuid"],
  ["int", "integer"],
  ["int32", "integer"],
  ["long", "int64"],
  ["money", "decimal"],
  ["num", "number"],
  ["numeric", "decimal"],
  ["str", "string"],
  ["text", "string"],
  ["unknown", "json"],
  ["url", "uri"],
]);

/** Words that, with a capital, are more likely the names of missing types. */
const IN_LOWER_CASE: ReadonlySet<string> = new Set(["Any", "Currency", "Money", "Text", "Unknown"]);

/** The type for a word of another language, in nearly any case. */
export function synonymOf(word: string): string | undefined {
  if (IN_LOWER_CASE.has(word)) return undefined;
  // Databases write precision and scale beside the name: `decimal(10,2)`.
  const folded = word.toLowerCase().replace(/\([\d\s,]*\)$/, "");
  return isStringType(folded) ? folded : SYNONYMS.get(folded);
}

/** The items of a list as other languages write it: `Array<Line>`, `[Line]`, `[]Line`, `Line []`. */
export function listedIn(type: string): string | undefined {
  const match = /^(?:array|list)<(.+)>$|^\[\](.+)$|^\[(.+)\]$|^(.+)\[\]$/i.exec(type);
  return match
    ?.slice(1)
    .find((items) => items !== undefined)
    ?.trim();
}

/** The help for a map as other languages write it. */
export const MAP_HINT =
  "Write { type: object, additionalProperties: … }, with the type of the values.";

/** The help for a type as other languages write it. */
export function typeHint(type: string): string | undefined {
  if (/\|\s*null\b|\bnull\s*\||^null$/.test(type)) return 'Write "nullable: true" beside the type.';
  if (type.endsWith("?")) {
    return 'Put the "?" after the name of the field, or write "nullable: true" beside the type.';
  }
  if (/^(?:list|array)$/i.test(type)) {
    return 'Write the type of the items with "[]" after it: "string[]".';
  }
  if (/^(?:map|record|dict)(?:<.*>)?$/i.test(type)) {
    return MAP_HINT;
  }
  if (/^enum$/i.test(type)) return 'Write "type: string", and the values under "enum:".';
  if (!type.includes("|")) return undefined;
  if (/^\s*['"]/.test(type)) return "Write { type: string, enum: [ … ] }, with the values.";
  return "Write { oneOf: [ … ], discriminator: { propertyName: … } }, with the types.";
}
