import { eventIdAt, InvalidArgumentError } from "ddb-pattern-runtime";
import {
  type EventBase,
  type InputOf,
  sequentialStampAndId,
  withTimeAndId,
} from "ddb-pattern-runtime/ddb-pattern";
import { expect, test } from "vitest";

type Note = EventBase<"NOTE">;

const note: InputOf<Note> = { type: "NOTE", data: { note_id: "n" } };

function stamped(date?: Date) {
  return withTimeAndId<"type", Note>(note, date);
}

function timeDigits(date: Date): string {
  return eventIdAt(date).slice(0, 10);
}

test("each event of a backfill has the time of its date, in any order of calls", () => {
  const dates = ["2001-01-01", "1985-05-05", "2024-12-20", "1985-05-05"].map(
    (day) => new Date(day),
  );
  for (const date of dates) {
    const { id, timestamp, ...rest } = stamped(date);
    expect(timestamp).toBe(date.toISOString());
    expect(id.slice(0, 10)).toBe(timeDigits(date));
    expect(rest).toEqual(note);
  }
});

test("ids for one date are unique and grow, with other dates in between", () => {
  const [first, other] = [new Date(5), new Date(4)];
  const ids = Array.from({ length: 1_000 }, () => {
    stamped(other);
    return stamped(first).id;
  });
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});

test("without a date, the current time is used", () => {
  const before = Date.now();
  const time = Date.parse(stamped().timestamp);
  expect(time).toBeGreaterThanOrEqual(before);
  expect(time).toBeLessThanOrEqual(Date.now());
});

test("a custom stamp gives any id for the date", () => {
  const date = new Date("1920-01-01T00:00:00.000Z");
  const own = withTimeAndId<"type", Note>(note, date, (time) => `id${time}`);
  expect(own).toEqual({ ...note, id: `id${date.getTime()}`, timestamp: date.toISOString() });
});

test("a date that a ULID cannot encode is refused", () => {
  for (const date of [new Date(-1), new Date(Number.NaN), new Date("+010000-01-01")]) {
    expect(() => stamped(date)).toThrow(InvalidArgumentError);
  }
});

test("several events have one timestamp, and ids in the order given", () => {
  const events = sequentialStampAndId<"type", Note>(Array.from({ length: 100 }, () => note));
  const ids = events.map(({ id }) => id);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(100);
  expect(new Set(events.map(({ timestamp }) => timestamp)).size).toBe(1);
});
