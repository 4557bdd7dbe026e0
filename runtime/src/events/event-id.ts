import { decodeTime, encodeTime } from "ulid";
import { InvalidArgumentError } from "../errors.js";

/** Gives the time as `Date.now` does: whole milliseconds since 1970. */
export type Clock = () => number;

/**
 * Who asked for an id: a caller, who may keep it to repeat a save, or a save for an event without one. The
 * last character of an id says which: `0` for a save's. An id given to a save that has the mark may have
 * been stored by an earlier save without a guard item (decision 15).
 */
export type IdOrigin = "caller" | "save";

/** Generates an event id, greater than every one that the source generated before. */
export type GenerateEventId = (origin: IdOrigin) => string;

/** How a save's own ids end. */
const SAVE_MARK = "0";

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The first 10 digits of a ULID are its time in milliseconds, the others are random. */
const RANDOM_DIGITS = 16;

/** 9999-12-31T23:59:59.999Z: a later timestamp has a longer text, and sorts before all others. */
export const LAST_TIME: number = 253_402_300_799_999;

/** Five digits of a ULID. */
const LIMB = 2 ** 25;

/**
 * A source of ULIDs in strictly growing order, also within one millisecond and when the clock steps back
 * (then the last time is kept until the clock has caught up).
 *
 * Every id draws fresh randomness: a process that is resumed from a snapshot, several times perhaps, must
 * not repeat the ids of another. Within one millisecond the randomness is the distance to the id before.
 *
 * @throws InvalidArgumentError from the source, for a clock that shows no time of the years 1970 to 9999.
 */
export function createEventIdSource(clock: Clock): GenerateEventId {
  const random = new Uint32Array(4);
  let time = Number.NEGATIVE_INFINITY;
  // 75 bits in three limbs; the mark is the sixteenth digit.
  let high = 0;
  let middle = 0;
  let low = 0;

  function draw(): void {
    // One bit of the highest limb stays free for what is added within the millisecond.
    high = (random[0] as number) % (LIMB / 2);
    middle = (random[1] as number) % LIMB;
    low = (random[2] as number) % LIMB;
  }

  function step(): void {
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
      draw();
    } else {
      step();
      if (high >= LIMB) {
        time += 1;
        draw();
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
 * The whole milliseconds of a time since 1970.
 *
 * @throws InvalidArgumentError for what is no number, or not of the years 1970 to 9999.
 */
export function checkedTime(time: unknown, what: string): number {
  const whole = typeof time === "number" ? Math.floor(time) : Number.NaN;
  if (whole >= 0 && whole <= LAST_TIME) return whole;
  throw new InvalidArgumentError(
    `${what} must show a time of the years 1970 to 9999, in milliseconds since 1970.`,
  );
}

/** One source for all copies of this module in a thread: the ES modules' and CommonJS's, and of several versions. */
const SHARED = Symbol.for("ddb-pattern-runtime/event-ids");

interface SharedSource {
  [SHARED]?: GenerateEventId;
}

function sharedSource(): GenerateEventId {
  const shared = globalThis as SharedSource;
  shared[SHARED] ??= createEventIdSource(() => Date.now());
  return shared[SHARED];
}

/** The id source of every client without a clock of its own. */
export const generateEventId: GenerateEventId = (origin) => sharedSource()(origin);

/**
 * A new event id: a ULID, greater than every other that this thread has generated.
 *
 * Generate it before saving, and keep it, to make a save safe to repeat after a crash.
 */
export function newEventId(): string {
  return generateEventId("caller");
}

/**
 * The least event id of a moment, for `after` and `before`: `{ after: eventIdAt(monday) }` reads the
 * events from Monday on, by the clocks of their writers.
 *
 * @param date - A `Date` or milliseconds since 1970, of the years 1970 to 9999.
 * @throws InvalidArgumentError for any other.
 */
export function eventIdAt(date: Date | number): string {
  const time = date instanceof Date ? date.getTime() : date;
  return encodeTime(checkedTime(time, "A date")) + "0".repeat(RANDOM_DIGITS);
}

/** Whether the text is a ULID as this package writes them: 26 characters, upper case. */
export function isEventId(text: unknown): text is string {
  return typeof text === "string" && ULID.test(text);
}

/** Whether a save generated the id, and not its caller; also true of one in 32 ids of other generators. */
export function isSaveId(id: string): boolean {
  return id.endsWith(SAVE_MARK);
}

/** The time in an event id, in milliseconds since 1970. */
export function timeOf(eventId: string): number {
  return decodeTime(eventId);
}

/** The time in an event id, as ISO 8601 with milliseconds, in UTC. */
export function timestampOf(eventId: string): string {
  return new Date(decodeTime(eventId)).toISOString();
}

/** The least ULID above this one; `undefined` above the greatest. */
export function nextEventId(id: string): string | undefined {
  return neighbour(id, 1);
}

/** The greatest ULID below this one; `undefined` below the least. */
export function previousEventId(id: string): string | undefined {
  return neighbour(id, -1);
}

function neighbour(id: string, step: 1 | -1): string | undefined {
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
