import type { EventIssue } from "./validation-error.js";

type Path = readonly (string | number)[];

/** Source: DynamoDB's "Attributes" limits: documents nest up to 32 levels; what is in the last map counts as one. */
const MAX_DEPTH = 32;

/** Source: DynamoDB's "Number" limits: a magnitude below this is stored as nothing we could read back. */
const MIN_MAGNITUDE = 1e-130;

/**
 * `__proto__` would be lost when it is read. By `constructor` the SDK tells what an object is: it stores
 * `{ constructor: { name: "String" } }` as the text "[object Object]". DynamoDB takes no empty name.
 */
const ILLEGAL_NAMES = new Set(["__proto__", "constructor", ""]);

/**
 * A deep copy of the value as it will be read back: `undefined` members dropped, everything that
 * DynamoDB would change or lose reported instead.
 *
 * The caller's objects are never changed, and what is written cannot change after it was checked.
 */
export function storableCopy(
  value: unknown,
  path: Path,
  issues: EventIssue[],
  around: readonly unknown[] = [],
): unknown {
  const report = (message: string): undefined => {
    issues.push({ path, rule: "storable", message });
  };
  if (path.length > MAX_DEPTH) return report(`is nested deeper than ${MAX_DEPTH} levels`);
  switch (typeof value) {
    case "string":
      return isWellFormed(value) ? value : report(NOT_WELL_FORMED);
    case "boolean":
      return value;
    case "number":
      // DynamoDB has no negative zero: -0 + 0 is 0.
      return isStorableNumber(value) ? value + 0 : report(numberReason(value));
    case "object":
      break;
    default:
      return report(`is of type ${typeof value}, which DynamoDB cannot hold`);
  }
  if (value === null) return null;
  // Without this, an object that has itself twice would be walked 2^32 times before it is too deep.
  if (around.includes(value)) return report("contains itself");
  const inside = [...around, value];
  if (Array.isArray(value)) {
    // Array.from, as `map` would pass over holes.
    return Array.from(value, (item, index) => storableCopy(item, [...path, index], issues, inside));
  }
  // A Buffer is read back as what it extends.
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (!isPlainObject(value))
    return report("is an instance of a class; only plain objects and Uint8Array are stored");

  const members: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const memberPath = [...path, name];
    if (ILLEGAL_NAMES.has(name)) {
      issues.push({ path: memberPath, rule: "storable", message: "is no legal name" });
    }
    members.push([name, storableCopy(member, memberPath, issues, inside)]);
  }
  return Object.fromEntries(members);
}

export const NOT_WELL_FORMED = "is not well-formed Unicode (a lone surrogate)";

/** Whether the text survives UTF-8: a lone surrogate would be replaced, and two ids could become one. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function isStorableNumber(value: number): boolean {
  if (value === 0) return true;
  const magnitude = Math.abs(value);
  return magnitude <= Number.MAX_SAFE_INTEGER && magnitude >= MIN_MAGNITUDE;
}

function numberReason(value: number): string {
  if (!Number.isFinite(value)) return "is not a finite number";
  return Math.abs(value) < 1
    ? "is closer to zero than DynamoDB can store (1e-130)"
    : "is beyond the safe integers (±(2^53 - 1)); use a string";
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Whether two storable values are the same, whatever the order of their members. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSameValue(item, b[index]));
  }
  if (a instanceof Uint8Array && b instanceof Uint8Array) {
    return a.length === b.length && a.every((byte, index) => byte === b[index]);
  }
  if (!isPlainObject(a) || !isPlainObject(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isSameValue(a[name], b[name]))
  );
}
