/**
 * The formats of the schema language, each whether a text has it, in time linear in its length, whatever is in
 * it. They agree with `ajv-formats` 3 in its "full" mode to the letter, but for what it takes and its RFCs
 * do not have:
 *
 * - `uuid`: no `urn:uuid:` in front;
 * - `date-time`: one space, `T` or `t` before the time, and no other white space; an offset has hours,
 *   a colon and minutes; no hour over 23 and no minute over 59, whatever the offset makes of them.
 *
 * Each is exported by itself, so that a bundle holds only those that its schemas ask for.
 */
export { isEventId as isUlid } from "../events/event-id.js";

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

/** RFC 9562, of any version and in either case. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;

/** RFC 3339's `full-date`: a day that there is. */
export function isDate(text: string): boolean {
  const [, year, month, day] = (DATE.exec(text) ?? []).map(Number) as number[];
  if (year === undefined || month === undefined || day === undefined) return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const TIME = /^(\d\d):(\d\d):(\d\d(?:\.\d+)?)(?:z|([+-])(\d\d):(\d\d))$/i;

const DAY_MINUTES = 24 * 60;

/** RFC 3339's `date-time`: with its offset; with a leap second only where one can be, at the end of a UTC day. */
export function isDateTime(text: string): boolean {
  const [date, separator, time] = [text.slice(0, 10), text.slice(10, 11), text.slice(11)];
  const parts = TIME.exec(time);
  if (!isDate(date) || !/^[t ]$/i.test(separator) || parts === null) return false;
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(1, 4).map(Number);
  const [offsetHours = 0, offsetMinutes = 0] = parts.slice(5).map((part) => Number(part ?? 0));
  if (hours > 23 || minutes > 59 || offsetHours > 23 || offsetMinutes > 59) return false;
  const offset = (offsetHours * 60 + offsetMinutes) * (parts[4] === "-" ? -1 : 1);
  const minuteOfDay = (hours * 60 + minutes - offset + DAY_MINUTES) % DAY_MINUTES;
  return seconds < (minuteOfDay === DAY_MINUTES - 1 ? 61 : 60);
}

const ATOM = /^[\w!#$%&'*+/=?^`{|}~-]+$/;

const HOST_LABEL = /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/i;

/** RFC 5322's `dot-atom` at a host of two labels or more, all in ASCII. */
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

/** Scheme, what is before the query, query and fragment. */
const URI = /^[a-z][a-z\d+.-]*:([^?#]+)(?:\?([^#]*))?(?:#(.*))?$/is;

const PERCENT_ENCODED = /%[\da-f]{2}/gi;

// What a part of a URI may not hold, once what is percent-encoded is taken away.
const NO_PATH = /[^\w.~!$&'()*+,;=:@/-]/;
const NO_QUERY = /[^\w.~!$&'()*+,;=:@/?-]/;
const NO_USER = /[^\w.~!$&'()*+,;=:-]/;

function isFreeOf(foreign: RegExp, text: string): boolean {
  return !foreign.test(text.replace(PERCENT_ENCODED, ""));
}

/** RFC 3986, with a scheme and a path or an authority; the port of a host by name is not looked at. */
export function isUri(text: string): boolean {
  const [, hierarchy, query = "", fragment = ""] = URI.exec(text) ?? [];
  if (hierarchy === undefined || !isFreeOf(NO_QUERY, query) || !isFreeOf(NO_QUERY, fragment)) {
    return false;
  }
  // What is said with a path's characters ajv-formats takes for one, whatever its port is; so only an
  // address in brackets is left to look at.
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

/** Eight groups of 16 bits; one run of them may be left out, and an IPv4 address may end them in place of two. */
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
