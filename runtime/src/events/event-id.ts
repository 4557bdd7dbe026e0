import { encodeTime } from "ulid";
import { InvalidArgumentError } from "../errors.js";

/** Returns the time as `Date.now` does: in whole milliseconds since 1970. */
export type Clock = () => number;

/**
 * The origin of an id: a caller, who may keep it to repeat a save, or a save whose event had no id.
 * The last character of an id records the origin: `0` for a save. If a caller passes an id that
 * ends in `0`, an earlier save may have stored the event without a guard item (decision 15).
 */
export type IdOrigin = "caller" | "save";

/** Generates an event id that is greater than all earlier ids of the same source. */
export type GenerateEventId = (origin: IdOrigin) => string;

/** The last character of ids that a save generates. */
const SAVE_MARK = "0";

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The first 10 digits of a ULID encode its time in milliseconds; the other 16 are random. */
const RANDOM_DIGITS = 16;

/**
 * 9999-12-31T23:59:59.999Z: a later timestamp has a longer string, which sorts before all others.
 */
export const LAST_TIME: number = 253_402_300_799_999;

/** The number of values of five ULID digits. */
const LIMB = 2 ** 25;

/**
 * Creates a source of strictly increasing ULIDs, also within one millisecond and when the clock
 * steps back (the source then keeps its last time until the clock has caught up).
 *
 * Every id uses new random bits, because a process that is resumed several times from one snapshot
 * must not repeat ids. Within one millisecond the random bits are the distance from the previous
 * id.
 *
 * @throws InvalidArgumentError - from the source, if the clock's time is not in the years 1970 to
 *   9999.
 */
export function createEventIdSource(clock: Clock): GenerateEventId {
  const random = new Uint32Array(4);
  let time = Number.NEGATIVE_INFINITY;
  // 75 random bits in three limbs; the origin's mark is the sixteenth digit.
  let high = 0;
  let middle = 0;
  let low = 0;

  function randomize(): void {
    // One bit of the highest limb stays free for the increments within the millisecond.
    high = (random[0] as number) % (LIMB / 2);
    middle = (random[1] as number) % LIMB;
    low = (random[2] as number) % LIMB;
  }

  function increment(): void {
    low += 1 + ((random[2] as number) % (LIMB - 1));
    middle += ((random[1] as number) % (LIMB / 4)) + Math.floor(low / LIMB);
    high += Math.floor(middle / LIMB);
    low %= LIMB;
    middle %= LIMB;
  }

  return (origin) => {
    const now = checkedTime(clock(), "The clock");
    crypto.getRandomValues(random);
    if (now > time) {
      time = now;
      randomize();
    } else {
      increment();
      if (high >= LIMB) {
        time += 1;
        randomize();
      }
    }
    const mark = origin === "save" ? SAVE_MARK : DIGITS[1 + ((random[3] as number) % 31)];
    return encodeTime(time) + digitsOf(high) + digitsOf(middle) + digitsOf(low) + mark;
  };
}

function digitsOf(limb: number): string {
  let text = "";
  for (let shift = 20; shift >= 0; shift -= 5) text += DIGITS[(limb >>> shift) & 31];
  return text;
}

/**
 * Checks a time, and rounds it down to whole milliseconds since 1970.
 *
 * @throws InvalidArgumentError for a value that is not a number, or not in the years 1970 to 9999.
 */
export function checkedTime(time: unknown, what: string): number {
  const whole = typeof time === "number" ? Math.floor(time) : Number.NaN;
  if (whole >= 0 && whole <= LAST_TIME) return whole;
  throw new InvalidArgumentError(
    `${what} must give a time in the years 1970 to 9999, in milliseconds since 1970.`,
  );
}

/**
 * One source for all copies of this module in a thread: ES module and CommonJS, and other versions.
 */
const SHARED = Symbol.for("ddb-pattern-runtime/event-ids");

interface SharedSource {
  [SHARED]?: GenerateEventId;
}

function sharedSource(): GenerateEventId {
  const shared = globalThis as SharedSource;
  shared[SHARED] ??= createEventIdSource(() => Date.now());
  return shared[SHARED];
}

/** The id source of all clients that do not set `clock`. */
export const generateEventId: GenerateEventId = (origin) => sharedSource()(origin);

/**
 * Generates an event id: a ULID greater than all earlier ones of this thread.
 *
 * To make a save safe to repeat after a crash, generate the id before saving and keep it.
 */
export function newEventId(): string {
  return generateEventId("caller");
}

/**
 * The least event id of a time, for `after` and `before`: `{ after: eventIdAt(monday) }` reads the
 * events since Monday, by their writers' clocks.
 *
 * @param date - A `Date` or milliseconds since 1970, in the years 1970 to 9999.
 * @throws InvalidArgumentError for any other value.
 */
export function eventIdAt(date: Date | number): string {
  const time = date instanceof Date ? date.getTime() : date;
  return encodeTime(checkedTime(time, "A date")) + "0".repeat(RANDOM_DIGITS);
}

/** Whether a value is a ULID as this package writes it: 26 characters, upper case. */
export function isEventId(text: unknown): text is string {
  return typeof text === "string" && ULID.test(text);
}

/** Whether a save generated the id, not a caller. Also true for 1 in 32 ids of other generators. */
export function isSaveId(id: string): boolean {
  return id.endsWith(SAVE_MARK);
}

/** The time in an event id, in milliseconds since 1970. */
export function timeOf(eventId: string): number {
  const digits = Array.from(eventId.slice(0, -RANDOM_DIGITS), (digit) => DIGITS.indexOf(digit));
  return digits.reduce((time, digit) => time * DIGITS.length + digit, 0);
}

/** The time in an event id, as ISO 8601 with milliseconds, in UTC. */
export function timestampOf(eventId: string): string {
  return new Date(timeOf(eventId)).toISOString();
}

/** The least ULID above this one; `undefined` above the greatest. */
export function nextEventId(id: string): string | undefined {
  return neighbor(id, 1);
}

/** The greatest ULID below this one; `undefined` below the least. */
export function previousEventId(id: string): string | undefined {
  return neighbor(id, -1);
}

function neighbor(id: string, step: 1 | -1): string | undefined {
  const digits = Array.from(id, (digit) => DIGITS.indexOf(digit));
  for (let index = digits.length - 1; index >= 0; index--) {
    const digit = (digits[index] as number) + step;
    if (digit >= 0 && digit < DIGITS.length) {
      digits[index] = digit;
      const text = digits.map((value) => DIGITS[value]).join("");
      return isEventId(text) ? text : undefined;
    }
    digits[index] = digit < 0 ? DIGITS.length - 1 : 0;
  }
  return undefined;
}
