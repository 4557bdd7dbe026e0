/**
 * Whether a value can be the name of checkpoints, of snapshots or of a projection, which is a part of
 * keys: 1 to 100 letters, digits, `_`, `-` and `.`.
 */
export function isStoredName(value: unknown): value is string {
  return typeof value === "string" && /^[\w.-]{1,100}$/.test(value);
}
