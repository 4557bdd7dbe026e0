/**
 * Item sizes in bytes, as DynamoDB counts them. Source: "Item sizes and formats" in its developer
 * guide.
 */

const encoder = new TextEncoder();
const scratch = new Uint8Array(4096);

/** The bytes of a string in UTF-8. */
export function utf8Length(text: string): number {
  if (text.length > scratch.length / 3) return encoder.encode(text).length;
  return encoder.encodeInto(text, scratch).written;
}

/** The bytes of an empty list or map. */
export const CONTAINER_BYTES = 3;

/** The bytes that each member of a list or map adds to its name and value. */
export const MEMBER_BYTES = 1;

/** The bytes of an item: the names and values of all attributes. */
export function itemSize(item: object): number {
  let size = 0;
  for (const [name, value] of Object.entries(item)) size += utf8Length(name) + valueSize(value);
  return size;
}

function valueSize(value: unknown): number {
  if (typeof value === "string") return utf8Length(value);
  if (typeof value === "number") return numberSize(value);
  if (value instanceof Uint8Array) return value.length;
  if (Array.isArray(value)) {
    return value.reduce(
      (size: number, item) => size + MEMBER_BYTES + valueSize(item),
      CONTAINER_BYTES,
    );
  }
  if (typeof value === "object" && value !== null) {
    return CONTAINER_BYTES + MEMBER_BYTES * Object.keys(value).length + itemSize(value);
  }
  return 1;
}

/**
 * The bytes of a number: one for each two significant digits, paired from the decimal point, plus
 * one; plus another one for a negative number. DynamoDB documents this as approximate.
 */
export function numberSize(value: number): number {
  if (value === 0) return 1;
  const magnitude = Math.abs(value);
  const { count, exponent } =
    magnitude < 1e15 && Number.isInteger(magnitude)
      ? wholeDigits(magnitude)
      : exponentialDigits(magnitude);
  // With an even exponent, the first digit has a pair to itself.
  const isSplit = exponent % 2 === 0 && count > 1;
  return Math.ceil((count + (isSplit ? 1 : 0)) / 2) + 1 + (value < 0 ? 1 : 0);
}

/** The significant digits of a number, and the power of ten of the first one. */
interface Digits {
  readonly count: number;
  readonly exponent: number;
}

function exponentialDigits(magnitude: number): Digits {
  const [digits = "", exponent = "0"] = magnitude.toExponential().split("e");
  return { count: digits.replace(".", "").length, exponent: Number(exponent) };
}

/** {@link exponentialDigits} without strings, for integers, the most common numbers in events. */
function wholeDigits(magnitude: number): Digits {
  let length = 1;
  for (let power = 10; power <= magnitude; power *= 10) length++;
  let zeros = 0;
  for (let rest = magnitude; rest % 10 === 0; rest /= 10) zeros++;
  return { count: length - zeros, exponent: length - 1 };
}
