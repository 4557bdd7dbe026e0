import { FORMATS } from "ddb-pattern-runtime/rules";
import type { StringFormat, StringType } from "../model.js";

/** How many characters a string can have; `max` is `undefined` for any number. */
interface Length {
  readonly min: number;
  readonly max: number | undefined;
}

/** The lengths of the strings of each format, as the runtime checks the format. */
const FORMAT_LENGTHS: Readonly<Record<StringFormat, Length>> = {
  ulid: { min: 26, max: 26 },
  uuid: { min: 36, max: 36 },
  // 2026-01-31T12:00:00Z, and any number of digits after the seconds.
  "date-time": { min: 20, max: undefined },
  date: { min: 10, max: 10 },
  time: { min: 5, max: undefined },
  "local-date-time": { min: 16, max: undefined },
  // P1D
  duration: { min: 3, max: undefined },
  // a@b.c
  email: { min: 5, max: undefined },
  // a:b
  uri: { min: 3, max: undefined },
  // 0.000… has no digit that counts.
  decimal: { min: 1, max: undefined },
  int64: { min: 1, max: 20 },
};

/** Whether every string of a format has another one; `undefined` is any string. */
export function formatFits(from: StringFormat | undefined, to: StringFormat | undefined): boolean {
  return to === undefined || from === to || (from === "int64" && to === "decimal");
}

/** Whether every string of a type has the least length of another. */
export function minLengthFits(from: StringType, to: StringType): boolean {
  return lengthOf(from).min >= (to.minLength ?? 0);
}

/** Whether every string of a type has the greatest length of another. */
export function maxLengthFits(from: StringType, to: StringType): boolean {
  const { max } = lengthOf(from);
  return to.maxLength === undefined || (max !== undefined && max <= to.maxLength);
}

/** Whether every string of a type matches the pattern of another, as far as equal patterns show. */
export function patternFits(from: StringType, to: StringType): boolean {
  return to.pattern === undefined || from.pattern === to.pattern;
}

export function stringFits(from: StringType, to: StringType): boolean {
  return (
    formatFits(from.format, to.format) &&
    minLengthFits(from, to) &&
    maxLengthFits(from, to) &&
    patternFits(from, to)
  );
}

/**
 * Whether a string is of a type. A string is never of a type with a pattern: a pattern of the user's can
 * take forever.
 */
export function isStringOf(text: string, type: StringType): boolean {
  const { format, minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = type;
  const length = [...text].length;
  const hasFormat = format === undefined || FORMATS.get(format)?.has(text) === true;
  return hasFormat && length >= minLength && length <= maxLength && pattern === undefined;
}

function lengthOf({ format, minLength = 0, maxLength }: StringType): Length {
  const ofFormat = format === undefined ? { min: 0, max: undefined } : FORMAT_LENGTHS[format];
  const max = Math.min(
    maxLength ?? Number.POSITIVE_INFINITY,
    ofFormat.max ?? Number.POSITIVE_INFINITY,
  );
  return {
    min: Math.max(minLength, ofFormat.min),
    max: max === Number.POSITIVE_INFINITY ? undefined : max,
  };
}
