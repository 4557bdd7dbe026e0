/**
 * The formats of the schema language. Each is checked in time linear in the string's length. They
 * agree with `ajv-formats` 3 in its "full" mode, except that they refuse these strings, which
 * `ajv-formats` accepts and the RFCs do not:
 *
 * - `uuid`: a prefix `urn:uuid:`;
 * - `date-time`: white space other than one space between date and time; an offset without minutes
 *   or without a colon; an hour over 23 or a minute over 59.
 *
 * `time` and `duration` are ISO 8601's, and wider than those of `ajv-formats`: a time can omit its seconds and
 * its offset, and the seconds of a duration can have a fraction.
 */
import { isEventId as isUlid } from "../events/event-id.js";

export { isUlid };

/** A format that strings can have. */
export interface Format {
  readonly has: (text: string) => boolean;
  /** A string of the format, for messages. */
  readonly noun: string;
}

/** The formats by the names that JSON Schema, or this language, has for them. */
export const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["ulid", { has: isUlid, noun: "a ULID: 26 characters, upper case" }],
  ["uuid", { has: isUuid, noun: "a UUID" }],
  [
    "date-time",
    { has: isDateTime, noun: "a date and time with its offset, such as 2026-12-31T23:59:59Z" },
  ],
  ["date", { has: isDate, noun: "a date that exists, such as 2026-12-31" }],
  ["time", { has: isTime, noun: "a time of day, such as 19:30 or 19:30:00Z" }],
  [
    "local-date-time",
    {
      has: isLocalDateTime,
      noun: "a date and time without an offset, such as 2026-12-31T19:30:00",
    },
  ],
  ["duration", { has: isDuration, noun: "a duration, such as P1DT2H or PT0.5S" }],
  ["email", { has: isEmail, noun: "an e-mail address" }],
  ["uri", { has: isUri, noun: "an absolute URI" }],
  ["decimal", { has: isDecimal, noun: "a decimal number of at most 38 digits, such as -12.50" }],
  ["int64", { has: isInt64, noun: "an integer of 64 bits, such as 9007199254740993" }],
]);

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

/** RFC 9562: a UUID of any version, in upper or lower case. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;

/** RFC 3339's `full-date`: a date that exists in the calendar. */
export function isDate(text: string): boolean {
  const [, year, month, day] = (DATE.exec(text) ?? []).map(Number) as number[];
  if (year === undefined || month === undefined || day === undefined) return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const FULL_TIME = /^(\d\d):(\d\d):(\d\d(?:\.\d+)?)(?:z|([+-])(\d\d):(\d\d))$/i;

const DAY_MINUTES = 24 * 60;

/** RFC 3339's `date-time`, with an offset. A leap second is valid only at the end of a UTC day. */
export function isDateTime(text: string): boolean {
  const [date, separator, time] = [text.slice(0, 10), text.slice(10, 11), text.slice(11)];
  const parts = FULL_TIME.exec(time);
  if (!isDate(date) || !/^[t ]$/i.test(separator) || parts === null) return false;
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(1, 4).map(Number);
  const [offsetHours = 0, offsetMinutes = 0] = parts.slice(5).map((part) => Number(part ?? 0));
  if (hours > 23 || minutes > 59 || offsetHours > 23 || offsetMinutes > 59) return false;
  const offset = (offsetHours * 60 + offsetMinutes) * (parts[4] === "-" ? -1 : 1);
  const minuteOfDay = (hours * 60 + minutes - offset + DAY_MINUTES) % DAY_MINUTES;
  return seconds < (minuteOfDay === DAY_MINUTES - 1 ? 61 : 60);
}

/** From 00:00 to 23:59:59.9…, without leap seconds: only a date and an offset tell where one can be. */
const LOCAL_TIME = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?$/;

const OFFSET = /(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** ISO 8601's time of day in its extended format. Seconds, their fraction and the offset are optional. */
export function isTime(text: string): boolean {
  return LOCAL_TIME.test(text.replace(OFFSET, ""));
}

/** ISO 8601's date and time in its extended format, without an offset. Seconds and their fraction are optional. */
export function isLocalDateTime(text: string): boolean {
  return isDate(text.slice(0, 10)) && text[10] === "T" && LOCAL_TIME.test(text.slice(11));
}

const DURATION =
  /^P(?!$)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?)$/;

/**
 * ISO 8601's duration: weeks, or at least one of years, months, days, hours, minutes and seconds in this order.
 * It has no sign, and a fraction only in its seconds.
 */
export function isDuration(text: string): boolean {
  return DURATION.test(text);
}

const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** As many as a number of DynamoDB has, and the largest decimals of SQL databases. */
const MAX_DIGITS = 38;

/**
 * A decimal number in plain digits, such as `-12.50`, with at most 38 digits from the first one that is not 0.
 * A string, so that no digit is lost: a number of JavaScript has about 16.
 */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text) && text.replace(/^[-0.]+|\./g, "").length <= MAX_DIGITS;
}

const INT64 = /^(?:0|-?[1-9]\d{0,18})$/;

/** An integer of 64 bits with a sign, -2^63 to 2^63 - 1, in digits without leading zeros. */
export function isInt64(text: string): boolean {
  return INT64.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}

const ATOM = /^[\w!#$%&'*+/=?^`{|}~-]+$/;

const HOST_LABEL = /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/i;

/** RFC 5322's `dot-atom`, `@`, and a host of two labels or more; all in ASCII. */
export function isEmail(text: string): boolean {
  const at = text.indexOf("@");
  const labels = text.slice(at + 1).split(".");
  return (
    at > 0 &&
    labels.length >= 2 &&
    labels.every((label) => HOST_LABEL.test(label)) &&
    text
      .slice(0, at)
      .split(".")
      .every((atom) => ATOM.test(atom))
  );
}

/** Captures the part between scheme and query, the query, and the fragment. */
const URI = /^[a-z][a-z\d+.-]*:([^?#]+)(?:\?([^#]*))?(?:#(.*))?$/is;

const PERCENT_ENCODED = /%[\da-f]{2}/gi;

// The characters that a part of a URI must not contain outside percent-encoding.
const NO_PATH = /[^\w.~!$&'()*+,;=:@/-]/;
const NO_QUERY = /[^\w.~!$&'()*+,;=:@/?-]/;
const NO_USER = /[^\w.~!$&'()*+,;=:-]/;

function isFreeOf(foreign: RegExp, text: string): boolean {
  return !foreign.test(text.replace(PERCENT_ENCODED, ""));
}

/**
 * RFC 3986: a URI with a scheme, and a path or an authority. The port of a named host is not
 * checked.
 */
export function isUri(text: string): boolean {
  const [, hierarchy, query = "", fragment = ""] = URI.exec(text) ?? [];
  if (hierarchy === undefined || !isFreeOf(NO_QUERY, query) || !isFreeOf(NO_QUERY, fragment)) {
    return false;
  }
  // Like ajv-formats, accepts any part that consists of path characters, with any port. Only an
  // address in brackets is left to check.
  if (isFreeOf(NO_PATH, hierarchy)) return true;
  const [, authority, path = ""] = /^\/\/?([^/]*)(.*)$/s.exec(hierarchy) ?? [];
  return authority !== undefined && hasAddress(authority) && isFreeOf(NO_PATH, path);
}

/** An optional user, an address in brackets, and an optional port. */
const AUTHORITY = /^(?:([^@]*)@)?\[([^\]]*)\](?::\d*)?$/;

const FUTURE_ADDRESS = /^v[\da-f]+\.[\w.~!$&'()*+,;=:-]+$/i;

function hasAddress(authority: string): boolean {
  const [, user = "", address] = AUTHORITY.exec(authority) ?? [];
  if (address === undefined || !isFreeOf(NO_USER, user)) return false;
  return isIPv6(address) || FUTURE_ADDRESS.test(address);
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|[01]?\d{1,2})(?:\.(?!$)|$)){4}$/;

const HEXTET = /^[\da-f]{1,4}$/i;

/**
 * Eight groups of 16 bits. `::` replaces one run of groups, and an IPv4 address can replace the
 * last two.
 */
function isIPv6(text: string): boolean {
  const [head = "", tail, ...more] = text.split("::");
  const groupsOf = (half: string) => (half === "" ? [] : half.split(":"));
  const groups = [...groupsOf(head), ...groupsOf(tail ?? "")];
  const last = (tail ?? head) === "" ? undefined : groups.pop();
  const sizeOfLast =
    last === undefined ? 0 : HEXTET.test(last) ? 1 : IPV4.test(last) ? 2 : Number.NaN;
  const size = groups.length + sizeOfLast;
  return (
    more.length === 0 &&
    groups.every((group) => HEXTET.test(group)) &&
    (tail === undefined ? size === 8 : size <= 7)
  );
}
