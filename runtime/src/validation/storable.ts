import { CONTAINER_BYTES, MEMBER_BYTES, numberSize, utf8Length } from "../storage/item-size.js";
import { isPlainObject } from "../util/plain-object.js";
import type { EventIssue } from "./validation-error.js";

/** Source: DynamoDB's "Attributes" quotas: documents nest up to 32 levels; a value in the last map counts as one. */
const MAX_DEPTH = 32;

/** Source: DynamoDB's "Number" data type: the least magnitude that it stores. */
const MIN_MAGNITUDE = 1e-130;

/** Source: DynamoDB's "Attributes" quotas: a name is at most 64 KB long. */
const MAX_NAME_BYTES = 64 * 1024 - 1;

/**
 * `__proto__` would be lost when it is read by most programs, and `constructor` makes the SDK's own
 * marshaller take an object for a class instance. DynamoDB takes no empty name.
 */
const ILLEGAL_NAMES = new Set(["__proto__", "constructor", ""]);

/** A copy, and the bytes that DynamoDB counts for it. */
export interface StorableCopy {
  readonly value: unknown;
  /** More than the limit where copying ended early. */
  readonly bytes: number;
}

/**
 * A deep copy of the value as it will be read back: `undefined` members dropped, everything that
 * DynamoDB would change or lose reported instead. Each member is read once, so that what is stored is
 * what was checked.
 *
 * Copying ends where the copy passes `maxBytes`, so that no value takes longer than one that could be
 * stored, however large it is and however often it holds one object.
 *
 * @param root - The name of the value, with which every path begins.
 */
export function storableCopy(
  value: unknown,
  root: string,
  issues: EventIssue[],
  maxBytes: number,
): StorableCopy {
  const copier = new Copier(root, issues, maxBytes);
  const copy = copier.copy(value);
  return {
    value: copy,
    bytes: copier.isFull ? Math.max(copier.bytes, maxBytes + 1) : copier.bytes,
  };
}

class Copier {
  bytes = 0;
  /** Members that were looked at and make no byte. */
  #dropped = 0;
  readonly #path: (string | number)[];
  readonly #around: unknown[] = [];
  readonly #issues: EventIssue[];
  readonly #maxBytes: number;

  constructor(root: string, issues: EventIssue[], maxBytes: number) {
    this.#path = [root];
    this.#issues = issues;
    this.#maxBytes = maxBytes;
  }

  copy(value: unknown): unknown {
    if (this.#path.length > MAX_DEPTH) {
      return this.#report(`is nested deeper than ${MAX_DEPTH} levels`);
    }
    switch (typeof value) {
      case "string":
        return this.#copyString(value);
      case "boolean":
        this.bytes += 1;
        return value;
      case "number":
        if (!isStorableNumber(value)) return this.#report(numberReason(value));
        this.bytes += numberSize(value);
        // DynamoDB has no negative zero: -0 + 0 is 0.
        return value + 0;
      case "object":
        return value === null ? this.#copyNull() : this.#copyObject(value);
      default:
        return this.#report(`is of type ${typeof value}, which DynamoDB cannot hold`);
    }
  }

  #copyString(text: string): unknown {
    // Its characters are at least as many bytes; a huge one is not measured.
    this.bytes += text.length > this.#maxBytes ? text.length : utf8Length(text);
    if (this.isFull) return text;
    return isWellFormed(text) ? text : this.#report(NOT_WELL_FORMED);
  }

  #copyNull(): null {
    this.bytes += 1;
    return null;
  }

  #copyObject(value: object): unknown {
    if (this.#around.includes(value)) return this.#report("contains itself");
    if (value instanceof Uint8Array) {
      this.bytes += value.length;
      // A Buffer is read back as what it extends.
      return this.isFull ? undefined : Uint8Array.from(value);
    }
    if (!Array.isArray(value) && !isPlainObject(value)) {
      return this.#report(
        "is an instance of a class; only plain objects and Uint8Array are stored",
      );
    }
    this.#around.push(value);
    this.bytes += CONTAINER_BYTES;
    const copy = Array.isArray(value) ? this.#copyList(value) : this.#copyMembers(value);
    this.#around.pop();
    return copy;
  }

  #copyList(list: readonly unknown[]): unknown[] {
    const copy: unknown[] = [];
    this.bytes += MEMBER_BYTES * list.length;
    if (this.isFull) return copy;
    for (let index = 0; index < list.length && !this.isFull; index++) {
      copy.push(this.#copyAt(index, list[index]));
    }
    // "length" is a key, too.
    const extras = Reflect.ownKeys(list).length - list.length - 1;
    if (extras > 0) {
      this.#dropped += extras;
      this.#report("has members beside its items, which DynamoDB would lose");
    }
    return copy;
  }

  #copyMembers(members: Record<string, unknown>): Record<string, unknown> {
    const copy: Record<string, unknown> = {};
    const names = Object.keys(members);
    const hidden = Reflect.ownKeys(members).length - names.length;
    if (hidden > 0) {
      this.#dropped += hidden;
      this.#report("has symbols or hidden members, which DynamoDB would lose");
    }
    for (const name of names) {
      if (this.isFull) break;
      const value = members[name];
      if (value === undefined) {
        this.#dropped++;
        continue;
      }
      const nameBytes = utf8Length(name);
      this.bytes += nameBytes + MEMBER_BYTES;
      if (this.isFull) break;
      const reason = nameReason(name, nameBytes);
      if (reason !== undefined) this.#reportAt(name, reason);
      else copy[name] = this.#copyAt(name, value);
    }
    return copy;
  }

  #copyAt(step: string | number, value: unknown): unknown {
    this.#path.push(step);
    const copy = this.copy(value);
    this.#path.pop();
    return copy;
  }

  /** Whether more was read than can be stored. */
  get isFull(): boolean {
    return this.bytes > this.#maxBytes || this.#dropped > this.#maxBytes;
  }

  #report(message: string): undefined {
    this.#issues.push({ path: [...this.#path], rule: "storable", message });
  }

  #reportAt(name: string, message: string): void {
    this.#issues.push({ path: [...this.#path, name], rule: "storable", message });
  }
}

function nameReason(name: string, bytes: number): string | undefined {
  if (ILLEGAL_NAMES.has(name)) return "is not a legal name";
  if (!isWellFormed(name)) return "has a name that is not well-formed Unicode (a lone surrogate)";
  return bytes > MAX_NAME_BYTES ? "has a name of over 64 KB" : undefined;
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
