import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decodeItemValues,
  decodeValue,
  encodeValue,
  ItemEncoder,
} from "../../runtime/src/storage/dynamodb/attribute-value.js";

describe("encodes", () => {
  test.each<[unknown, object]>([
    ["", { S: "" }],
    [1.5, { N: "1.5" }],
    [-0, { N: "0" }],
    [1e21, { N: "1e+21" }],
    [12345678901234567890n, { N: "12345678901234567890" }],
    [true, { BOOL: true }],
    [null, { NULL: true }],
    [Uint8Array.of(1), { B: Uint8Array.of(1) }],
    [Buffer.of(1), { B: Buffer.of(1) }],
    [[1, ["a"]], { L: [{ N: "1" }, { L: [{ S: "a" }] }] }],
    [{ a: { b: null } }, { M: { a: { M: { b: { NULL: true } } } } }],
    [Object.assign(Object.create(null), { a: 1 }), { M: { a: { N: "1" } } }],
    [{ a: undefined, b: 1 }, { M: { b: { N: "1" } } }],
    [new Set(["a"]), { SS: ["a"] }],
    [new Set([1, 2n]), { NS: ["1", "2"] }],
    [new Set([Uint8Array.of(1)]), { BS: [Uint8Array.of(1)] }],
  ])("%o", (value, expected) => {
    expect(encodeValue(value)).toEqual(expected);
  });

  test.each([
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Symbol("secret"),
    () => "secret",
    new Date(0),
    new Map([["secret", 1]]),
    new Set(),
    new Set(["secret", 1]),
    [undefined],
  ])("refuses %o without showing it", (value) => {
    expect(() => encodeValue(value)).toThrow(TypeError);
    expect(() => encodeValue(value)).not.toThrow(/secret|1970|NaN/);
  });

  test("a value shared by the items of one write once", () => {
    const data = { a: 1 };
    const encoder = new ItemEncoder();
    const [first, second] = ["a", "b"].map((sk) => encoder.encode({ pk: "p", sk, data }));
    expect(first).toEqual({ pk: { S: "p" }, sk: { S: "a" }, data: { M: { a: { N: "1" } } } });
    expect(second?.data).toBe(first?.data);
    expect(new ItemEncoder().encode({ data }).data).not.toBe(first?.data);
  });

  test("no undefined attribute", () => {
    expect(new ItemEncoder().encode({ pk: "p", metadata: undefined })).toEqual({ pk: { S: "p" } });
  });
});

describe("decodes", () => {
  test.each<[string, number | bigint]>([
    ["0", 0],
    ["-1.5", -1.5],
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", 9007199254740992n],
    ["-9007199254740993", -9007199254740993n],
    ["99999999999999999999999999999999999999", 99999999999999999999999999999999999999n],
    ["1E+20", 100000000000000000000n],
    ["1.25e18", 1250000000000000000n],
    ["12500000000000000000000.0", 12500000000000000000000n],
    ["12345678901234567890.5", Number("12345678901234567890.5")],
    ["9.9E+125", 99n * 10n ** 124n],
    ["1E-130", 1e-130],
  ])("the number %s", (N, expected) => {
    expect(decodeValue({ N })).toBe(expected);
  });

  test("bytes as a plain Uint8Array, also from base64 and from a Buffer", () => {
    const bytes = Uint8Array.of(0, 255, 128, 10);
    const base64 = Buffer.from(bytes).toString("base64");
    for (const B of [bytes, Buffer.from(bytes), base64 as unknown as Uint8Array]) {
      const decoded = decodeValue({ B }) as Uint8Array;
      expect(Object.getPrototypeOf(decoded)).toBe(Uint8Array.prototype);
      expect(decoded).toEqual(bytes);
    }
    expect(decodeValue({ BS: [base64 as unknown as Uint8Array] })).toEqual(new Set([bytes]));
  });

  test("sets", () => {
    expect(decodeValue({ SS: ["a", "b"] })).toEqual(new Set(["a", "b"]));
    expect(decodeValue({ NS: ["1", "9007199254740993"] })).toEqual(new Set([1, 9007199254740993n]));
  });

  test("a member named __proto__ like any other", () => {
    const M = JSON.parse('{ "__proto__": { "M": { "isAdmin": { "BOOL": true } } } }');
    const decoded = decodeValue({ M }) as Record<string, unknown>;
    expect(decoded.isAdmin).toBeUndefined();
    expect(Object.entries(decoded)).toEqual([["__proto__", { isAdmin: true }]]);
    expect(encodeValue(decoded)).toEqual({ M });
    expect({}).not.toHaveProperty("isAdmin");
  });

  test("only attribute values", () => {
    expect(() => decodeValue({} as never)).toThrow(TypeError);
    expect(() => decodeItemValues({ pk: { S: "p" }, x: { X: 1 } })).toThrow(TypeError);
    for (const item of [undefined, null, "item"]) {
      expect(() => decodeItemValues(item)).toThrow(TypeError);
    }
  });
});

test("an item that is plain or encoded", () => {
  const plain = { pk: "p", sk: "s", data: { S: "text" }, bytes: Uint8Array.of(1) };
  expect(decodeItemValues(new ItemEncoder().encode(plain))).toEqual(plain);
  expect(decodeItemValues(plain)).toBe(plain);
  // A part of an item, as a change stream or a projection returns it.
  expect(decodeItemValues({ n: { N: "1" }, s: { S: "s" } })).toEqual({ n: 1, s: "s" });
  expect(decodeItemValues({ n: 1, s: { S: "s" } })).toEqual({ n: 1, s: { S: "s" } });
});

test("every encoded value to an equal value", () => {
  const values = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.string({ unit: "binary" }),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
      fc.integer(),
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 120n }),
      fc.boolean(),
      fc.constant(null),
      fc.uint8Array(),
      fc.array(tie("value")),
      fc.dictionary(fc.string(), tie("value"), { noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(values.value, (value) => {
      const normal = Object.is(value, -0) ? 0 : value;
      expect(decodeValue(encodeValue(value))).toEqual(
        typeof normal === "object" ? JSON.parse(toJson(normal), fromJson) : normal,
      );
    }),
  );
});

/** A deep copy with -0 as 0, and with bytes and large numbers unchanged. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (each instanceof Uint8Array) return { "\u0000bytes": [...each] };
    return typeof each === "bigint" ? { "\u0000bigint": String(each) } : each;
  });
}

function fromJson(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { "\u0000bytes": bytes, "\u0000bigint": bigint } = value as Record<string, unknown>;
  if (Array.isArray(bytes)) return Uint8Array.from(bytes);
  return typeof bigint === "string" ? BigInt(bigint) : value;
}
