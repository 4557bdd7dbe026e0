/**
 * Conversion between JavaScript values and DynamoDB attribute values. Source: "AttributeValue" in
 * AWS's API reference and "Supported data types and naming rules" in its developer guide.
 */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** An item as attribute values: `{ pk: { S: "…" }, … }`. */
export type AttributeMap = Record<string, AttributeValue>;

/**
 * Encodes the items of one write. A value that several items share, such as the `data` of an
 * event's copies, is encoded once.
 */
export class ItemEncoder {
  readonly #encoded = new Map<object, AttributeValue>();

  /**
   * @throws TypeError for a value that DynamoDB cannot store. The message does not contain the
   *   value.
   */
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
 * Encodes a string, finite number, bigint, boolean, `null`, `Uint8Array`, `Set` of one type, array
 * or plain object. Members that are `undefined` are left out, and -0 becomes 0.
 *
 * @throws TypeError for any other value. The message does not contain the value.
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
  // The prototype of a plain object of another realm has no prototype either.
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

/** Sets a member by definition, because names may include `__proto__`. */
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
 * Decodes an attribute value. Bytes become a `Uint8Array`, also from base64, which AWS Lambda
 * delivers in stream records. Sets become a `Set`. Numbers become a `number` or, for integers
 * beyond 2^53 - 1, a `bigint`.
 *
 * @throws TypeError for a value that is not an attribute value.
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
    // The SDK returns `undefined` for a member named `__proto__`, which another program may have
    // written.
    if (value !== undefined) setMember(decoded, name, decodeValue(value));
  }
  return decoded;
}

function decodeNumber(text: string): number | bigint {
  const number = Number(text);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : (wholeNumber(text) ?? number);
}

/**
 * Parses an integer in DynamoDB's notation, which may have an exponent; `undefined` for a fraction.
 */
function wholeNumber(text: string): bigint | undefined {
  const [, sign, whole = "", fraction = "", exponent = "0"] =
    /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/0+$/, "");
  const zeros = whole.length + Number(exponent) - digits.length;
  if (digits === "" || !(zeros >= 0 && zeros < MAX_DIGITS)) return undefined;
  const magnitude = BigInt(digits + "0".repeat(zeros));
  return sign === "-" ? -magnitude : magnitude;
}

/** More digits than any DynamoDB number has: its magnitude is below 1e126. */
const MAX_DIGITS = 128;

function decodeBytes(bytes: Uint8Array | string): Uint8Array {
  if (typeof bytes === "string") return Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0));
  // A Buffer is converted, because its methods differ from Uint8Array's: `slice` does not copy, and
  // `toString` returns the content.
  return bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes);
}

/**
 * Decodes an item to plain values. Accepts attribute values, and items that are already plain,
 * which the document client and many stubs return.
 *
 * @throws TypeError if the item is not an object, or has an attribute value of an unknown type.
 */
export function decodeItemValues(item: unknown): Record<string, unknown> {
  if (typeof item !== "object" || item === null) throw new TypeError("An item must be an object.");
  return isAttributeMap(item) ? decodeAttributes(item) : (item as Record<string, unknown>);
}

const TYPES = new Set(["S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS"]);

/**
 * Whether all members are attribute values. If the item has a key, the key decides: a plain key is
 * a string.
 */
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
