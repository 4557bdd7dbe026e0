import { STRING_FORMATS } from "../../analysis/checks/keywords.js";

/** What other languages call the types, in lower case. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ["any", "json"],
  ["bigint", "integer"],
  ["bool", "boolean"],
  ["date-time", "timestamp"],
  ["datetime", "timestamp"],
  ["decimal", "number"],
  ["double", "number"],
  ["float", "number"],
  ["guid", "uuid"],
  ["int", "integer"],
  ["int32", "integer"],
  ["int64", "integer"],
  ["long", "integer"],
  ["num", "number"],
  ["str", "string"],
  ["text", "string"],
  ["unknown", "json"],
  ["url", "uri"],
]);

/** With a capital, these are more likely names of types that are missing. */
const IN_LOWER_CASE: ReadonlySet<string> = new Set(["Any", "Text", "Unknown"]);

/** The type that a word of another language means, in nearly whatever case. */
export function synonymOf(word: string): string | undefined {
  if (IN_LOWER_CASE.has(word)) return undefined;
  const folded = word.toLowerCase();
  return STRING_FORMATS.has(folded) ? folded : SYNONYMS.get(folded);
}

/** What a list of another language holds: `Array<Line>`, `[Line]`, `[]Line`, `Line []`. */
export function listedIn(type: string): string | undefined {
  const match = /^(?:array|list)<(.+)>$|^\[\](.+)$|^\[(.+)\]$|^(.+)\[\]$/i.exec(type);
  return match
    ?.slice(1)
    .find((items) => items !== undefined)
    ?.trim();
}

/** The way out of what other languages write into a type. */
export function typeHint(type: string): string | undefined {
  if (/\|\s*null\b|\bnull\s*\||^null$/.test(type)) return 'say "nullable: true" beside the type.';
  if (type.endsWith("?")) {
    return 'put the "?" after the name of the field; or say "nullable: true" beside the type.';
  }
  if (/^(?:list|array)$/i.test(type)) {
    return 'write the type of the items with "[]" after it: "string[]".';
  }
  if (/^(?:map|record|dict)(?:<.*>)?$/i.test(type)) {
    return "write { type: object, additionalProperties: … }, with the type of the values.";
  }
  if (/^enum$/i.test(type)) return 'write "type: string", and the values under "enum:".';
  if (!type.includes("|")) return undefined;
  if (/^\s*['"]/.test(type)) return "write { type: string, enum: [ … ] }, with the values.";
  return "write { oneOf: [ … ], discriminator: { propertyName: … } }, with the types.";
}
