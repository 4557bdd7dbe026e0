import { decodeItem, decodeKey, encodeKey } from "ddb-pattern-runtime";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostileIds, hostileTypes } from "./keys-hostile.js";

const names = fc.constantFrom("STORE", "PRODUCT", "A");
const lookups = fc.record({
  entities: fc.array(fc.record({ entity: names, id: hostileIds }), { maxLength: 2 }),
  type: fc.oneof(fc.constantFrom("PRICE_LOWERED", "STORE", "A", "@prices"), hostileTypes),
});

describe("keys", () => {
  test("are told apart by what they say, and by nothing else", () => {
    fc.assert(
      fc.property(lookups, lookups, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect(encodeKey(one) === encodeKey(other)).toBe(isSame);
      }),
      { numRuns: 2_000 },
    );
  });

  test("give back what they were made of", () => {
    fc.assert(
      fc.property(lookups, (parts) => {
        expect(decodeKey(encodeKey(parts))).toEqual(parts);
      }),
      { numRuns: 1_000 },
    );
  });

  test("are keys of streams if a stream's name makes them, and only then", () => {
    const [id, timestamp] = ["01JA8B7K770W4XABTR20SSW99B", "2024-01-01T00:00:00.000Z"];
    fc.assert(
      fc.property(lookups, ({ entities, type }) => {
        const pk = encodeKey({ entities, type });
        const decoded = decodeItem({ pk, sk: id, id, type: "T", timestamp, data: {} });
        expect(decoded?.stream).toBe(type.startsWith("@") ? pk : undefined);
      }),
      { numRuns: 1_000 },
    );
  });

  test("are the only texts that are taken for keys", () => {
    const texts = fc.string({
      unit: fc.constantFrom(":", "::", "%", "%25", "%3A", "%3a", "A"),
      maxLength: 8,
    });
    fc.assert(
      fc.property(texts, (text) => {
        const parts = decodeKey(text);
        if (parts === undefined) return;
        expect(encodeKey(parts)).toBe(text);
        expect([parts.type, ...parts.entities.flatMap(Object.values)]).not.toContain("");
      }),
      { numRuns: 2_000, examples: [[""], ["A::::A"], ["::A::A"], ["A::a:b::A"], ["A::%::A"]] },
    );
    expect(decodeKey("A::%25%3A::A")).toEqual({ entities: [{ entity: "A", id: "%:" }], type: "A" });
    expect(decodeKey("A::a::%3A%25A")).toEqual({
      entities: [{ entity: "A", id: "a" }],
      type: ":%A",
    });
  });

  test("hold an id or a type without % and : byte for byte, as the source library did", () => {
    const entities = [{ entity: "STORE", id: "Zürich/ 1#é😀" }];
    for (const type of ["PRICE_LOWERED", "price.lowered/v1 #é😀"]) {
      expect(encodeKey({ entities, type })).toBe(`STORE::Zürich/ 1#é😀::${type}`);
    }
  });
});
