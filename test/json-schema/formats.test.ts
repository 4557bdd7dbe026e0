import { Ajv } from "ajv";
import { FORMATS } from "ddb-pattern-runtime/rules";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addFormats } from "../../generator/src/json-schema/value-validators.js";
import { STRING_TYPES } from "../../generator/src/model/string-types.js";
import { codesOf } from "../language/support.js";

test("every format of the language has a check", () => {
  const formats = Object.values(STRING_TYPES).filter((format) => format !== undefined);
  expect([...FORMATS.keys()].toSorted()).toEqual(formats.toSorted());
  const ajv = new Ajv();
  addFormats(ajv);
  for (const format of formats) expect(ajv.formats).toHaveProperty(format);
});

const has = (format: string, text: string) => FORMATS.get(format)?.has(text);

test.each([
  [
    "decimal",
    ["0", "-0", "0.0", "12.50", "-12.50", "0.05", "1".repeat(38), `-0.00${"9".repeat(38)}`],
  ],
  ["int64", ["0", "1", "-1", "9007199254740993", "9223372036854775807", "-9223372036854775808"]],
])("%s: has these strings", (format, texts) => {
  expect(texts.filter((text) => !has(format, text))).toEqual([]);
});

test.each([
  [
    "decimal",
    [
      "",
      "-",
      ".5",
      "5.",
      "+1",
      "01",
      "1e3",
      "1,5",
      "1_000",
      " 1",
      "1\n",
      "NaN",
      "0x10",
      "--1",
      "1.2.3",
    ],
  ],
  ["decimal", ["1".repeat(39), `0.${"1".repeat(39)}`, `1.${"0".repeat(38)}`]],
  ["int64", ["", "-", "-0", "00", "01", "+1", "1.0", "1e3", " 1", "1\n", "0x10", "1n", "١"]],
  ["int64", ["9223372036854775808", "-9223372036854775809", "1".repeat(20), "9".repeat(1_000)]],
])("%s: has none of these strings", (format, texts) => {
  expect(texts.filter((text) => has(format, text))).toEqual([]);
});

test("decimals and 64 bits, of any digits", () => {
  const digits = fc.string({ unit: fc.constantFrom(..."0019"), maxLength: 45 });
  const sign = fc.constantFrom("", "-");
  fc.assert(
    fc.property(sign, digits, digits, (minus, whole, fraction) => {
      const text = `${minus}${whole}${fraction === "" ? "" : `.${fraction}`}`;
      const isPlain = whole === "0" || (whole !== "" && !whole.startsWith("0"));
      // An integer of all digits has no zeros in front.
      const isShort = String(BigInt(`0${whole}${fraction}`)).length <= 38;
      expect([text, has("decimal", text)]).toEqual([text, isPlain && isShort]);
    }),
  );
  fc.assert(
    fc.property(fc.bigInt(-(2n ** 65n), 2n ** 65n), (integer) => {
      const isInside = integer >= -(2n ** 63n) && integer < 2n ** 63n;
      expect([integer, has("int64", String(integer))]).toEqual([integer, isInside]);
    }),
  );
});

test("examples and defaults are checked as events are", () => {
  const withDefault = (text: string) =>
    `version: 1\nname: Store\nlookups: [entity]\nevents:\n  A:\n    data:\n      a_id: ulid\n      t: { type: timestamp, default: "${text}" }\n`;
  expect(codesOf(withDefault("2020-01-01\\n10:00:00+0100"))).toEqual(["value-mismatch"]);
  expect(codesOf(withDefault("2020-01-01 10:00:00+01:00"))).toEqual([]);
});

test.each([
  ["[0.1, 0.30000000000000004]", "multipleOf: 0.1", ["value-mismatch"]],
  ["[19.99]", "multipleOf: 0.01", []],
])("numbers %s with %s", (examples, rule, codes) => {
  const yaml = `version: 1\nname: Store\nlookups: [entity]\nevents:\n  A:\n    data:\n      a_id: ulid\n      n: { type: number, ${rule}, examples: ${examples} }\n`;
  expect(codesOf(yaml)).toEqual(codes);
});

test("items are equal by their content, whatever their members are named", () => {
  const withItems = (items: string) =>
    codesOf(
      `version: 1\nname: Store\nlookups: [entity]\nevents:\n  A:\n    data:\n      a_id: ulid\n      l: { type: array, items: object, uniqueItems: true, examples: [${items}] }\n`,
    );
  expect(withItems("[{ a: 1, valueOf: 2 }, { valueOf: 2, a: 1 }]")).toEqual(["value-mismatch"]);
  expect(withItems("[{ a: 1, toString: 2 }, { toString: 1, a: 1 }]")).toEqual([]);
});
