import { isIdField } from "ddb-pattern-runtime/rules";

/** The ends that names of id fields can have; a schema chooses one. */
export const ID_SUFFIXES = ["_id", "Id", "ID"] as const;

export type IdSuffix = (typeof ID_SUFFIXES)[number];

export const DEFAULT_ID_SUFFIX: IdSuffix = "_id";

export { isIdField };

/** Whether the name of an id field can be a part of keys. */
export function isLegalIdField(name: string, suffix: IdSuffix): boolean {
  return isIdField(name, suffix) && /^[A-Za-z][A-Za-z0-9_]*$/.test(withoutSuffix(name, suffix));
}

/** The entity that an id names, as the schema spells it: `product` for `product_id`. */
export function withoutSuffix(modelKey: string, suffix: IdSuffix): string {
  return modelKey.slice(0, -suffix.length);
}

/** The name of a field whose key says with a "?" that the field is optional. */
export function fieldName(key: string): string {
  return key.endsWith("?") ? key.slice(0, -1) : key;
}

/** Whether an event type can have a name: it is in UPPER_SNAKE_CASE. */
export function isEventTypeName(name: string): boolean {
  return /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/.test(name);
}

/** Whether a type or a group can have a name: it is in PascalCase. */
export function isTypeName(name: string): boolean {
  return /^[A-Z][A-Za-z0-9]*$/.test(name);
}
