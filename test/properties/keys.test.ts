import { decodeKey, encodeKey } from "ddb-pattern-runtime";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostileIds } from "./keys-hostile.js";

const names = fc.constantFrom("STORE", "PRODUCT", "A");
const lookups = fc.record({
  entities: fc.array(fc.record({ entity: names, id: hostileIds }), { maxLength: 2 }),
  type: fc.constantFrom("PRICE_LOWERED", "STORE", "A"),
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
  });

  test("hold an id without % and : byte for byte, as the source library did", () => {
    const entities = [{ entity: "STORE", id: "Zürich/ 1#é😀" }];
    expect(encodeKey({ entities, type: "PRICE_LOWERED" })).toBe(
      "STORE::Zürich/ 1#é😀::PRICE_LOWERED",
    );
  });
});
