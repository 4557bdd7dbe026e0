/** Whether a field of `data` names an entity. */
export function isIdField(name: string): boolean {
  return name.endsWith("_id");
}

const ID_FIELD = /^[A-Za-z][A-Za-z0-9_]*_id$/;

/** Whether the name of an id field can be a part of keys. */
export function isLegalIdField(name: string): boolean {
  return ID_FIELD.test(name);
}
