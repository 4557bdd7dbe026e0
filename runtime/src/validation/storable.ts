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
 * Most programs lose `__proto__` when they read it, and `constructor` makes the SDK's marshaller
 * treat an object as a class instance. DynamoDB allows no empty name.
 */
const ILLEGAL_NAMES = new Set(["__proto__", "constructor", ""]);

/** A copy of a value, and the bytes that DynamoDB counts for it. */
export interface StorableCopy {
  readonly value: unknown;
  /** More than the limit if copying ended early. */
  readonly bytes: number;
}

/**
 * Copies a value deeply, as it will be read back: drops `undefined` members, and reports everything
 * that DynamoDB would change or lose. Each member is read once, so that the stored value is the one
 * that was checked.
 *
 * Copying ends when the copy exceeds `maxBytes`. This bounds the time for huge values, and for
 * values that contain one object many times.
 *
 * @param root - The name of the value: the first step of every path.
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
  /** The number of members that were read but add no bytes. */
  #dropped = 0;
  readonly #path: (string | number)[];
  readonly #ancestors: unknown[] = [];
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
    // A string has at least as many bytes as characters, so a huge one need not be measured.
    this.bytes += text.length > this.#maxBytes ? text.length : utf8Length(text);
    if (this.isFull) return text;
    return isWellFormed(text) ? text : this.#report(NOT_WELL_FORMED);
  }

  #copyNull(): null {
    this.bytes += 1;
    return null;
  }

  #copyObject(value: object): unknown {
    if (this.#ancestors.includes(value)) return this.#report("contains itself");
    if (value instanceof Uint8Array) {
      this.bytes += value.length;
      // A Buffer is read back as a Uint8Array.
      return this.isFull ? undefined : Uint8Array.from(value);
    }
    if (!Array.isArray(value) && !isPlainObject(value)) {
      return this.#report(
        "is an instance of a class; only plain objects and Uint8Array are stored",
      );
    }
    this.#ancestors.push(value);
    this.bytes += CONTAINER_BYTES;
    const copy = Array.isArray(value) ? this.#copyList(value) : this.#copyMembers(value);
    this.#ancestors.pop();
    return copy;
  }

  #copyList(list: readonly unknown[]): unknown[] {
    const copy: unknown[] = [];
    this.bytes += MEMBER_BYTES * list.length;
    if (this.isFull) return copy;
    for (let index = 0; index < list.length && !this.isFull; index++) {
      copy.push(this.#copyAt(index, list[index]));
    }
    // The keys of an array include "length".
    const extras = Reflect.ownKeys(list).length - list.length - 1;
    if (extras > 0) {
      this.#dropped += extras;
      this.#report("has members besides its items, which DynamoDB would lose");
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

  /** Whether copying has exceeded the limit. */
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

/**
 * Whether a string survives encoding as UTF-8. A lone surrogate would be replaced, so that two ids
 * could become equal.
 */
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

/** Whether two storable values are equal. The order of members does not matter. */
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
