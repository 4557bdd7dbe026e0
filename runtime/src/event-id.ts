import { decodeTime, encodeTime, incrementBase32, TIME_MAX, ulid } from "ulid";

/** Tells the time as `Date.now` does: whole milliseconds since 1970. */
export type Clock = () => number;

/** Mints a new event id. */
export type MintEventId = () => string;

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** The first characters of a ULID tell the time, the other 16 are random. */
const TIME_DIGITS = 10;

/** Asking the system for random bytes costs far more than a byte: one request serves many ids. */
const POOL_BYTES = 1024;

const pool = new Uint8Array(POOL_BYTES);
let used = POOL_BYTES;

function pooledRandom(): number {
  if (used === POOL_BYTES) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  return (pool[used++] as number) / 256;
}

/**
 * A source of ULIDs in strictly growing order, also within one millisecond and when the clock steps
 * back (then the last time is kept until the clock has caught up).
 */
export function createEventIdSource(clock: Clock): MintEventId {
  let time = Number.NEGATIVE_INFINITY;
  let random = "";
  // Not ulid's own factory: that takes a clock that shows 0 for no clock, and asks the system's.
  return () => {
    const now = clock();
    if (now <= time) {
      random = incrementBase32(random);
    } else {
      time = now;
      random = ulid(now, pooledRandom).slice(TIME_DIGITS);
    }
    return encodeTime(time) + random;
  };
}

/**
 * A new event id: a ULID, greater than every other that this process has minted.
 *
 * Mint it before saving, and keep it, to make a save safe to repeat after a crash.
 */
export const newEventId: MintEventId = createEventIdSource(Date.now);

/** Whether the text is a ULID as this package writes them: 26 characters, upper case. */
export function isEventId(text: unknown): text is string {
  return typeof text === "string" && ULID.test(text);
}

/** The time in an event id, as ISO 8601 with milliseconds, in UTC. */
export function timestampOf(eventId: string): string {
  return new Date(decodeTime(eventId)).toISOString();
}

const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The least ULID above this one; `undefined` above the greatest. */
export function nextEventId(id: string): string | undefined {
  return neighbour(id, 1);
}

/** The greatest ULID below this one; `undefined` below the least. */
export function previousEventId(id: string): string | undefined {
  return neighbour(id, -1);
}

/** A new id of the millisecond after this id's; `undefined` where time ends. */
export function eventIdAfter(id: string): string | undefined {
  const time = decodeTime(id) + 1;
  return time > TIME_MAX ? undefined : ulid(time, pooledRandom);
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
