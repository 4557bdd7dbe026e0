/**
 * Values of JavaScript as DynamoDB's attribute values, and back. Source: the pages "AttributeValue" of
 * AWS's API reference and "Supported data types and naming rules" of its developer guide.
 */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** An item in DynamoDB's own notation: `{ pk: { S: "…" }, … }`. */
export type AttributeMap = Record<string, AttributeValue>;

/**
 * Encodes the items of one write. A value that several items share, as the copies of an event share
 * their `data`, is encoded once.
 */
export class ItemEncoder {
  readonly #encoded = new Map<object, AttributeValue>();

  /** @throws TypeError for a value that DynamoDB cannot store; the message does not hold it. */
  encode(item: object): AttributeMap {
    const attributes: AttributeMap = {};
    for (const [name, value] of Object.entries(item)) {
      if (value !== undefined) setMember(attributes, name, this.#encodeShared(value));
    }
    return attributes;
  }

  #encodeShared(value: unknown): AttributeValue {
    if (typeof value !== "object" || value === null) return encodeValue(value);
    const known = this.#encoded.get(value);
    if (known !== undefined) return known;
    const encoded = encodeValue(value);
    this.#encoded.set(value, encoded);
    return encoded;
  }
}

/**
 * A string, finite number, bigint, boolean, `null`, `Uint8Array`, `Set` of one type, array or plain
 * object as an attribute value. Members that are `undefined` are left out, and -0 becomes 0.
 *
 * @throws TypeError for any other value; the message does not hold it.
 */
export function encodeValue(value: unknown): AttributeValue {
  switch (typeof value) {
    case "string":
      return { S: value };
    case "number":
    case "bigint":
      return { N: encodeNumber(value) };
    case "boolean":
      return { BOOL: value };
    case "object":
      return value === null ? { NULL: true } : encodeObject(value);
    default:
      throw new TypeError(`DynamoDB cannot store a value of type ${typeof value}.`);
  }
}

function encodeNumber(value: number | bigint): string {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new TypeError("DynamoDB stores finite numbers only.");
  }
  return String(value);
}

function encodeObject(value: object): AttributeValue {
  if (Array.isArray(value)) return { L: value.map(encodeValue) };
  if (value instanceof Uint8Array) return { B: value };
  if (value instanceof Set) return encodeSet(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  // The prototype of another realm's object has no prototype, either.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new TypeError("DynamoDB cannot store an instance of a class.");
  }
  const members: AttributeMap = {};
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) setMember(members, name, encodeValue(member));
  }
  return { M: members };
}

function encodeSet(set: ReadonlySet<unknown>): AttributeValue {
  const members = [...set];
  if (members.length === 0) throw new TypeError("DynamoDB stores no empty set.");
  if (members.every((member) => typeof member === "string")) return { SS: members };
  if (members.every((member) => member instanceof Uint8Array)) return { BS: members };
  if (members.every((member) => typeof member === "number" || typeof member === "bigint")) {
    return { NS: members.map(encodeNumber) };
  }
  throw new TypeError("DynamoDB stores sets of strings, of numbers or of bytes.");
}

/** `Object.entries`, and thus the attributes of an item, may include `__proto__`. */
function setMember(members: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== "__proto__") {
    members[name] = value;
    return;
  }
  Object.defineProperty(members, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/**
 * The value of an attribute value: bytes are a `Uint8Array`, also where they are given in
 * base64, as in a stream record that AWS Lambda delivers; sets are a `Set`; a number is a `number` or,
 * if it is whole and beyond 2^53 - 1, a `bigint`.
 *
 * @throws TypeError for anything that is no attribute value.
 */
export function decodeValue(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return decodeNumber(value.N);
  if (value.M !== undefined) return decodeAttributes(value.M);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.L !== undefined) return value.L.map(decodeValue);
  if (value.NULL !== undefined) return null;
  if (value.B !== undefined) return decodeBytes(value.B);
  if (value.SS !== undefined) return new Set(value.SS);
  if (value.NS !== undefined) return new Set(value.NS.map(decodeNumber));
  if (value.BS !== undefined) return new Set(value.BS.map(decodeBytes));
  throw new TypeError("An attribute value has an unknown type.");
}

function decodeAttributes(attributes: AttributeMap): Record<string, unknown> {
  const decoded: Record<string, unknown> = {};
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    // The SDK reads a member that is named `__proto__`, which others may have written, as nothing.
    if (value !== undefined) setMember(decoded, name, decodeValue(value));
  }
  return decoded;
}

function decodeNumber(text: string): number | bigint {
  const number = Number(text);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : (wholeNumber(text) ?? number);
}

/** A decimal number as DynamoDB writes it, also with an exponent; `undefined` for a fraction. */
function wholeNumber(text: string): bigint | undefined {
  const [, sign, whole = "", fraction = "", exponent = "0"] =
    /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/0+$/, "");
  const zeros = whole.length + Number(exponent) - digits.length;
  if (digits === "" || !(zeros >= 0 && zeros < MAX_DIGITS)) return undefined;
  const magnitude = BigInt(digits + "0".repeat(zeros));
  return sign === "-" ? -magnitude : magnitude;
}

/** More than any number of DynamoDB's has, whose magnitude is below 1e126. */
const MAX_DIGITS = 128;

function decodeBytes(bytes: Uint8Array | string): Uint8Array {
  if (typeof bytes === "string") return Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0));
  // A Buffer is a Uint8Array with other methods: `slice` does not copy, `toString` gives the content.
  return bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes);
}

/**
 * An item as plain values, from DynamoDB's own notation or from an item that is plain already, as the
 * document client and many stubs give it.
 *
 * @throws TypeError if the item is no object, or holds an attribute value of an unknown type.
 */
export function decodeItemValues(item: unknown): Record<string, unknown> {
  if (typeof item !== "object" || item === null) throw new TypeError("An item must be an object.");
  return isAttributeMap(item) ? decodeAttributes(item) : (item as Record<string, unknown>);
}

const TYPES = new Set(["S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS"]);

/** Whether all members are attribute values. Where there is a key, it says so: a plain one is a string. */
function isAttributeMap(item: object): item is AttributeMap {
  const { pk } = item as { readonly pk?: string | { readonly S?: unknown } | null };
  if (typeof pk === "string") return false;
  if (typeof pk?.S === "string") return true;
  for (const value of Object.values(item)) {
    if (value === undefined) continue;
    if (typeof value !== "object" || value === null) return false;
    const [type = "", ...others] = Object.keys(value);
    if (!TYPES.has(type) || others.length > 0) return false;
  }
  return true;
}
