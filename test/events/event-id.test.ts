import { eventIdAt, InvalidArgumentError, newEventId } from "ddb-pattern-runtime";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Clock,
  createEventIdSource,
  type IdOrigin,
  isEventId,
  isSaveId,
  nextEventId,
  previousEventId,
  timestampOf,
} from "../../runtime/src/events/event-id.js";

const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LEAST = "0".repeat(26);
const GREATEST = `7${"Z".repeat(25)}`;

const eventIds = fc
  .tuple(
    fc.constantFrom(..."01234567"),
    fc.array(fc.constantFrom(...DIGITS), { minLength: 25, maxLength: 25 }),
  )
  .map(([first, rest]) => [first, ...rest].join(""));

/** Ids generated at each of these clock times. */
function idsAt(times: readonly number[], origin: IdOrigin = "caller"): string[] {
  const clock = times.values();
  const generate = createEventIdSource(() => clock.next().value as number);
  return times.map(() => generate(origin));
}

function expectGrowing(ids: readonly string[]): void {
  expect([...new Set(ids)].sort()).toEqual(ids);
}

/** The random part of an id, without the origin's digit. */
const randomOf = (id: string) => id.slice(10, 25);

const LAST_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

describe("new ids", () => {
  test("grow within a millisecond", () => {
    expectGrowing(Array.from({ length: 10_000 }, newEventId));
  });

  test("grow while the clock does not advance", () => {
    const ids = idsAt(Array(1_000).fill(1_700_000_000_000));
    expectGrowing(ids);
    expect(new Set(ids.map(timestampOf))).toEqual(new Set(["2023-11-14T22:13:20.000Z"]));
  });

  test("grow even if the clock jumps, and never have a time that the clock did not show", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2 ** 40), { minLength: 1 }), (times) => {
        const ids = idsAt(times);
        expectGrowing(ids);
        const latest = times.map((_, index) => Math.max(...times.slice(0, index + 1)));
        expect(ids.map((id) => Date.parse(timestampOf(id)))).toEqual(latest);
      }),
    );
  });

  test("grow across callers and saves", () => {
    const generate = createEventIdSource(() => 0);
    const origins = Array.from(
      { length: 1_000 },
      (_, index): IdOrigin => (index % 3 === 0 ? "save" : "caller"),
    );
    const ids = origins.map(generate);
    expectGrowing(ids);
    // The last digit records the origin, which a repeated save depends on.
    expect(ids.map(isSaveId)).toEqual(origins.map((origin) => origin === "save"));
  });

  test("of two sources differ at the same time", () => {
    const ids = Array.from({ length: 1_000 }, () => idsAt([0])[0]);
    expect(new Set(ids).size).toBe(1_000);
  });

  test("use new random bits within a millisecond", () => {
    const distances = (ids: readonly string[]) =>
      ids.slice(1).map((id, index) => randomOf(id) > randomOf(ids[index] as string));
    const ids = idsAt(Array(200).fill(5));
    expect(new Set(ids.map(randomOf)).size).toBe(200);
    expect(distances(ids)).not.toContain(false);
  });

  test("are event ids", () => {
    expect(newEventId()).toSatisfy(isEventId);
    expect(idsAt([0])[0]).toMatch(/^0{10}[0-9A-HJKMNP-TV-Z]{16}$/);
  });

  test("use whole milliseconds of a clock with fractions", () => {
    expect(idsAt([1.9]).map(timestampOf)).toEqual(["1970-01-01T00:00:00.001Z"]);
  });

  test("have times in the years 1970 to 9999", () => {
    expect(idsAt([0, LAST_TIME]).map(timestampOf)).toEqual([
      "1970-01-01T00:00:00.000Z",
      "9999-12-31T23:59:59.999Z",
    ]);
  });

  test.each<[string, unknown]>([
    ["NaN", Number.NaN],
    ["a time before 1970", -1],
    ["a time of the year 10000", LAST_TIME + 1],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["undefined", undefined],
    ["null", null],
    ["a string", "2026-01-01"],
    ["a string of digits", "2026"],
    ["a bigint", 1n],
    ["a Date", new Date()],
  ])("are not generated if the clock returns %s", (_, time) => {
    const clock = (() => time) as Clock;
    for (const origin of ["caller", "save"] as const) {
      expect(() => createEventIdSource(clock)(origin)).toThrow(InvalidArgumentErrorLike);
    }
  });
});

/**
 * By code, because this file imports the source, and the error's class comes from the built
 * package.
 */
const InvalidArgumentErrorLike = expect.objectContaining({ code: "invalid-argument" });

describe("eventIdAt", () => {
  test("is the least id of a time", () => {
    const id = eventIdAt(new Date("2026-01-31T12:00:00.500Z"));
    expect(timestampOf(id)).toBe("2026-01-31T12:00:00.500Z");
    expect(id).toBe(eventIdAt(Date.UTC(2026, 0, 31, 12, 0, 0, 500)));
    expect(id.slice(10)).toBe("0".repeat(16));
    expect(timestampOf(previousEventId(id) as string)).toBe("2026-01-31T12:00:00.499Z");
    expect(id < (idsAt([Date.UTC(2026, 0, 31, 12, 0, 0, 500)])[0] as string)).toBe(true);
  });

  test("accepts only the years 1970 to 9999", () => {
    expect(eventIdAt(0)).toBe(LEAST);
    expect(timestampOf(eventIdAt(LAST_TIME))).toBe("9999-12-31T23:59:59.999Z");
    for (const date of [-1, LAST_TIME + 1, new Date(-1), new Date(LAST_TIME + 1)]) {
      expect(() => eventIdAt(date)).toThrow(InvalidArgumentError);
    }
  });

  test.each<[string, unknown]>([
    ["an invalid date", new Date("an invalid date")],
    ["NaN", Number.NaN],
    ["undefined", undefined],
    ["null", null],
    ["a string", "2026-01-01"],
    ["a string of digits", "2026"],
    ["a boolean", true],
    ["a list", []],
    ["an object that turns into a number", { valueOf: () => 1 }],
    ["a bigint", 1n],
    ["a symbol", Symbol("now")],
  ])("refuses %s", (_, date) => {
    expect(() => eventIdAt(date as Date)).toThrow(InvalidArgumentError);
  });
});

describe("isEventId", () => {
  test.each([LEAST, GREATEST, "01JA8B7K770W4XABTR20SSW99B"])("%s is an event id", (id) => {
    expect(isEventId(id)).toBe(true);
  });

  test.each([
    ["empty", ""],
    ["too short", LEAST.slice(1)],
    ["too long", `${LEAST}0`],
    ["beyond 48 bits of time", `8${LEAST.slice(1)}`],
    ["lower case", GREATEST.toLowerCase()],
    ["with a letter that Crockford left out", `${LEAST.slice(1)}I`],
    ["with a line end", `${LEAST}\n`],
    ["a number", 0],
    ["nothing", undefined],
    ["a list", [LEAST]],
  ])("%s is not an event id", (_, id) => {
    expect(isEventId(id)).toBe(false);
  });
});

describe("the next and the previous id", () => {
  test("have no id in between", () => {
    expect(nextEventId(LEAST)).toBe(`${LEAST.slice(1)}1`);
    expect(nextEventId(`0${"Z".repeat(25)}`)).toBe(`1${"0".repeat(25)}`);
    expect(previousEventId(`1${"0".repeat(25)}`)).toBe(`0${"Z".repeat(25)}`);
    expect(previousEventId(GREATEST)).toBe(`${GREATEST.slice(0, -1)}Y`);
  });

  test("end at the extremes", () => {
    expect(nextEventId(GREATEST)).toBeUndefined();
    expect(previousEventId(LEAST)).toBeUndefined();
  });

  test("are greater and less, and inverse to each other", () => {
    fc.assert(
      fc.property(eventIds, (id) => {
        const next = nextEventId(id);
        const previous = previousEventId(id);
        if (next !== undefined) {
          expect(next > id && isEventId(next)).toBe(true);
          expect(previousEventId(next)).toBe(id);
        }
        if (previous !== undefined) {
          expect(previous < id && isEventId(previous)).toBe(true);
          expect(nextEventId(previous)).toBe(id);
        }
      }),
    );
  });
});
