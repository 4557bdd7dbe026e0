import fc from "fast-check";

/** Ids that try to be more than ids: separators, what they are encoded as, names of entities. */
export const hostileIds: fc.Arbitrary<string> = fc.oneof(
  fc.string({
    unit: fc.constantFrom(":", "::", "%", "%25", "%3A", "%3a", "3A", "STORE", "PRODUCT", "a"),
    minLength: 1,
    maxLength: 6,
  }),
  fc.string({ unit: "binary", minLength: 1 }),
  fc.string({ minLength: 300, maxLength: 400 }),
);

/** Stored types that try to be more than types. None starts as the marker of a stream does. */
export const hostileTypes: fc.Arbitrary<string> = hostileIds.filter(
  (text) => !text.startsWith("@"),
);
