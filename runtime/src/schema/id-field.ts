import type { IdSuffix } from "./descriptor.js";

/**
 * Whether a field names an entity. `ID` ends a word of its own: `orderID` is an id field, and
 * `traceUUID` and `VALID` are none.
 */
export function isIdField(name: string, idSuffix: IdSuffix): boolean {
  return name.endsWith(idSuffix) && !(idSuffix === "ID" && /(?:^|[A-Z])ID$/.test(name));
}
