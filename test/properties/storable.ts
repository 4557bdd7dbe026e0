import fc from "fast-check";

/** Texts that a table gives back as it took them: well-formed Unicode. */
export function storableText(minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: "binary", minLength, maxLength }),
    fc.string({ unit: "grapheme-ascii", minLength, maxLength }),
  );
}

/** Neither -0, which becomes 0, nor so near to zero that nothing is left of it. */
export function storableNumber(min: number, max: number): fc.Arbitrary<number> {
  return fc
    .double({ min, max, noNaN: true, noDefaultInfinity: true })
    .map((value) => (Math.abs(value) < 1e-100 ? 0 : value))
    .filter((value) => value >= min && value <= max);
}

const ILLEGAL = new Set(["", "__proto__", "constructor"]);

export const memberName: fc.Arbitrary<string> = fc
  .oneof(fc.constantFrom("a", "b", "a/b", "~1", "0", "toString"), storableText(1, 12))
  .filter((name) => !ILLEGAL.has(name));

/** Any JSON value that a table gives back as it took it. */
export const storableJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    fc.constantFrom(null, true, false),
    storableText(0, 12),
    storableNumber(-1e9, 1e9),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(memberName, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
