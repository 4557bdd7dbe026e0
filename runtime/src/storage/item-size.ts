/**
 * The bytes of items, counted as DynamoDB counts them. Source: the "Item sizes and formats" page of its
 * developer guide.
 */

const encoder = new TextEncoder();
const scratch = new Uint8Array(4096);

/** The bytes of a string in UTF-8. */
export function utf8Length(text: string): number {
  if (text.length > scratch.length / 3) return encoder.encode(text).length;
  return encoder.encodeInto(text, scratch).written;
}

/** What a list or a map costs by itself. */
export const CONTAINER_BYTES = 3;

/** What each member of a list or a map costs beside its name and value. */
export const MEMBER_BYTES = 1;

/** The bytes of an item: names and values of all its attributes. */
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
 * The bytes of a number: one for two significant digits, paired from the decimal point, and one more; one
 * more still for a negative number. DynamoDB documents this as approximate.
 */
export function numberSize(value: number): number {
  if (value === 0) return 1;
  const magnitude = Math.abs(value);
  const { count, exponent } =
    magnitude < 1e15 && Number.isInteger(magnitude)
      ? wholeDigits(magnitude)
      : exponentialDigits(magnitude);
  // An even exponent puts the first digit into a pair of its own.
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

/** The same without text, for the numbers that most events have. */
function wholeDigits(magnitude: number): Digits {
  let length = 1;
  for (let power = 10; power <= magnitude; power *= 10) length++;
  let zeros = 0;
  for (let rest = magnitude; rest % 10 === 0; rest /= 10) zeros++;
  return { count: length - zeros, exponent: length - 1 };
}
