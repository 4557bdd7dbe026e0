import { Ajv } from "ajv";
import fc from "fast-check";
import { expect, test } from "vitest";
import { replaceKeywords } from "../../generator/src/json-schema/keywords.js";
import { addOurFormats } from "../../generator/src/json-schema/value-validators.js";
import { equalItems } from "../../runtime/src/validation/equal-items.js";
import { isDateTime, isUuid } from "../../runtime/src/validation/formats.js";
import { codesOf } from "../language/support.js";

const ajv = new Ajv();
addOurFormats(ajv);
const UUID = "123e4567-e89b-12d3-a456-426614174000";
const DATE_TIMES = ["2020-01-01", "2020-02-30", "0000-02-29", "2021-02-29"].flatMap((date) =>
  ["T", "t", " ", "\n", "\t", "\u00a0", "  ", ""].flatMap((separator) =>
    ["10:00:00", "24:00:00", "23:59:60", "00:00:60", "10:60:00", "10:00:00.5", "10:00"].flatMap(
      (time) =>
        ["Z", "z", "+01:00", "-00:30", "+0100", "+01", "+24:00", "+00:60", "", "Z "].map(
          (offset) => `${date}${separator}${time}${offset}`,
        ),
    ),
  ),
);
const unit = fc.constantFrom(..."0123459 Tt\nZz+-:.abuf");

test.each([
  ["uuid", isUuid, [UUID, UUID.toUpperCase(), `urn:uuid:${UUID}`, `${UUID}\n`, ""]],
  ["date-time", isDateTime, DATE_TIMES],
] as const)("the generator and the runtime agree on each %s", (format, isLegal, texts) => {
  const validate = ajv.compile({ type: "string", format });
  for (const text of texts) expect([text, validate(text)]).toEqual([text, isLegal(text)]);
  const drawn = fc.tuple(
    fc.constantFrom(...texts),
    fc.nat(40),
    fc.nat(3),
    fc.string({ unit, maxLength: 3 }),
  );
  fc.assert(
    fc.property(drawn, ([text, at, count, put]) => {
      const changed = text.slice(0, at) + put + text.slice(at + count);
      expect([changed, validate(changed)]).toEqual([changed, isLegal(changed)]);
    }),
    { numRuns: 2_000 },
  );
});

test("a default that the generated validator would refuse is no default", () => {
  const withDefault = (text: string) =>
    `version: 1\nname: Store\nlookups: [entity]\nevents:\n  A:\n    data:\n      a_id: ulid\n      t: { type: timestamp, default: "${text}" }\n`;
  expect(codesOf(withDefault("2020-01-01\\n10:00:00+0100"))).toEqual(["value-mismatch"]);
  expect(codesOf(withDefault("2020-01-01 10:00:00+01:00"))).toEqual([]);
});

test("a stream by a misspelt id blames the id, also with one event type", () => {
  const text =
    "version: 1\nname: Store\nlookups: [entity]\nevents:\n  A: { data: { product_id: ulid } }\nstreams:\n  s: { by: prodct_id, events: [A] }\n";
  expect(codesOf(text)).toEqual(["unknown-stream-field"]);
});

test("the generator and the runtime agree on which items are equal", () => {
  const ours = new Ajv();
  replaceKeywords(ours);
  const validate = ours.compile({ type: "array", uniqueItems: true });
  const key = fc.constantFrom("a", "b", "valueOf", "toString");
  const leaf = fc.constantFrom<unknown>(0, 1, "1", "", true, null);
  const value = fc.oneof(leaf, fc.array(leaf, { maxLength: 2 }), fc.dictionary(key, leaf));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 6 }), (items) => {
      expect(validate(items)).toBe(equalItems(items) === undefined);
    }),
    { numRuns: 1_000 },
  );
});
