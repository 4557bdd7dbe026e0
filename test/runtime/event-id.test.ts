import { newEventId } from "ddb-pattern-runtime";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createEventIdSource,
  isEventId,
  nextEventId,
  previousEventId,
  timestampOf,
} from "../../runtime/src/event-id.js";

const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LEAST = "0".repeat(26);
const GREATEST = `7${"Z".repeat(25)}`;

const eventIds = fc
  .tuple(
    fc.constantFrom(..."01234567"),
    fc.array(fc.constantFrom(...DIGITS), { minLength: 25, maxLength: 25 }),
  )
  .map(([first, rest]) => [first, ...rest].join(""));

/** Ids minted while the clock shows each of these times. */
function mintAt(times: readonly number[]): string[] {
  const clock = times.values();
  const mint = createEventIdSource(() => clock.next().value as number);
  return times.map(() => mint());
}

function expectGrowing(ids: readonly string[]): void {
  expect([...new Set(ids)].sort()).toEqual(ids);
}

describe("new ids", () => {
  test("grow, many in a millisecond", () => {
    expectGrowing(Array.from({ length: 10_000 }, newEventId));
  });

  test("grow while the clock stands still", () => {
    const ids = mintAt(Array(1_000).fill(1_700_000_000_000));
    expectGrowing(ids);
    expect(new Set(ids.map(timestampOf))).toEqual(new Set(["2023-11-14T22:13:20.000Z"]));
  });

  test("grow whatever the clock does, and never tell a time that it has not shown", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2 ** 40), { minLength: 1 }), (times) => {
        const ids = mintAt(times);
        expectGrowing(ids);
        const latest = times.map((_, index) => Math.max(...times.slice(0, index + 1)));
        expect(ids.map((id) => Date.parse(timestampOf(id)))).toEqual(latest);
      }),
    );
  });

  test("of two sources differ, at the same time", () => {
    const ids = Array.from({ length: 1_000 }, () => mintAt([0])[0]);
    expect(new Set(ids).size).toBe(1_000);
  });

  test("cannot be had of a clock that tells no time", () => {
    for (const time of [Number.NaN, -1, 1.5, 2 ** 48])
      expect(() => mintAt([time])).toThrow(/time/i);
  });

  test("are event ids", () => {
    expect(newEventId()).toSatisfy(isEventId);
    expect(mintAt([0])[0]).toMatch(/^0{10}[0-9A-HJKMNP-TV-Z]{16}$/);
  });
});

describe("isEventId", () => {
  test.each([LEAST, GREATEST, "01JA8B7K770W4XABTR20SSW99B"])("%s is one", (id) => {
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
  ])("%s is none", (_, id) => {
    expect(isEventId(id)).toBe(false);
  });
});

describe("neighbours", () => {
  test("have nothing between them", () => {
    expect(nextEventId(LEAST)).toBe(`${LEAST.slice(1)}1`);
    expect(nextEventId(`0${"Z".repeat(25)}`)).toBe(`1${"0".repeat(25)}`);
    expect(previousEventId(`1${"0".repeat(25)}`)).toBe(`0${"Z".repeat(25)}`);
    expect(previousEventId(GREATEST)).toBe(`${GREATEST.slice(0, -1)}Y`);
  });

  test("end at the extremes", () => {
    expect(nextEventId(GREATEST)).toBeUndefined();
    expect(previousEventId(LEAST)).toBeUndefined();
  });

  test("are greater and less, and each other's", () => {
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
