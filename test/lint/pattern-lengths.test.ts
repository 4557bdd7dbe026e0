import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FORMAT_LENGTHS } from "../../generator/src/lint/never-matches/format-lengths.js";
import { patternLengths } from "../../generator/src/lint/never-matches/pattern-lengths.js";
import { FORMATS } from "../../runtime/src/validation/formats.js";

const ANY = Number.POSITIVE_INFINITY;

test.each<[string, number, number]>([
  ["", 0, ANY],
  ["^$", 0, 0],
  ["^abc$", 3, 3],
  ["abc", 3, ANY],
  ["^abc", 3, ANY],
  ["^[A-Z]{3}$", 3, 3],
  ["^[^]{2,}$", 2, ANY],
  ["^(?:a|bcd)?$", 0, 3],
  ["^a{2,5}?(b{3})+$", 5, ANY],
  ["^(?<year>\\d{4})-\\d\\d$", 7, 7],
  ["(?:^a$|^bb$)", 1, 2],
  ["^a$|b", 1, ANY],
  ["(^|x)a$", 1, ANY],
  ["^a\\b\\B$", 1, 1],
  ["^(a)\\1$", 1, ANY],
  ["^(?=.*[0-9])(?!x).{8,12}$", 8, 12],
  ["(?<=^a)b$", 1, ANY],
  ["^[\\]a][^\\\\][()|]$", 3, 3],
  ["^\\u{1f600}\\ud83d\\ude00\\u0041\\x41\\cA\\p{L}\\P{Lu}\\d\\/\\.$", 10, 10],
  ["^\u{1f600}\n.$", 3, 3],
  ["^(a{0})*$", 0, 0],
  ["^(?:){99999999999999999999}$", 0, 0],
  ["^(?:[]|a)$", 1, 1],
  ["^($x)?a$", 1, 1],
  // Anchors at a place where they hold.
  ["^^a$$", 1, 1],
  ["x*^a$", 1, ANY],
  ["^a$(b?)", 1, 2],
])("the strings that match %s have %s to %s characters", (pattern, min, max) => {
  new RegExp(pattern, "u");
  expect(patternLengths(pattern)).toEqual({ min, max });
});

test.each([
  ["$x", "after-end"],
  ["^$[0-9]+\\.[0-9]{2}", "after-end"],
  ["(a$|b$)c", "after-end"],
  ["(a$){2}", "after-end"],
  ["x^", "before-start"],
  ["(?:a|b)+^c", "before-start"],
  ["(^a)+(^b)", "before-start"],
  ["$x|y^", "after-end"],
  ["a[]", "empty-class"],
])("no string matches %s", (pattern, reason) => {
  new RegExp(pattern, "u");
  expect(patternLengths(pattern)).toBe(reason);
});

test("anchors of lines say nothing of the whole string", () => {
  expect(patternLengths("^(?m:a$)\\nb$")).toMatchObject({ min: 0, max: ANY });
  expect(patternLengths("^(?i-m:a)$")).toEqual({ min: 1, max: 1 });
});

test("a deep or a long pattern is read without recursion", () => {
  expect(patternLengths(`${"(".repeat(100_000)}a${")".repeat(100_000)}`)).toMatchObject({ min: 1 });
  expect(patternLengths(`^${"(a{1000000000}){1000000000}".repeat(50)}$`)).toMatchObject({
    min: expect.any(Number),
  });
});

/** Patterns over the letters a and b. */
const { pattern: patterns } = fc.letrec<{
  pattern: string;
  branch: string;
  piece: string;
  atom: string;
}>((tie) => ({
  pattern: fc.array(tie("branch"), { minLength: 1, maxLength: 3 }).map((all) => all.join("|")),
  branch: fc.array(tie("piece"), { maxLength: 4 }).map((all) => all.join("")),
  piece: fc.oneof(
    fc.constantFrom("^", "$", "\\b", "\\B"),
    tie("pattern").map((inner) => `(?=${inner})`),
    fc
      .tuple(tie("atom"), fc.constantFrom("", "?", "*", "+", "{2}", "{0,1}", "{1,}", "*?"))
      .map(([atom, quantifier]) => atom + quantifier),
  ),
  atom: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "[]", "\\w"),
    tie("pattern").map((inner) => `(${inner})`),
    tie("pattern").map((inner) => `(?:${inner})`),
  ),
}));

const STRINGS = [0, 1, 2, 3, 4].flatMap((length) =>
  Array.from({ length: 2 ** length }, (_, bits) =>
    Array.from({ length }, (_, at) => ((bits >> at) & 1 ? "b" : "a")).join(""),
  ),
);

test("no string that matches a random pattern is shorter or longer than its bounds", () => {
  let matches = 0;
  let contradictions = 0;
  fc.assert(
    fc.property(patterns, (pattern) => {
      const lengths = patternLengths(pattern);
      const expression = new RegExp(pattern, "u");
      if (typeof lengths === "string") contradictions++;
      for (const text of STRINGS.filter((text) => expression.test(text))) {
        matches++;
        expect(lengths).toBeTypeOf("object");
        const { min, max } = lengths as Exclude<typeof lengths, string>;
        expect(text.length).toBeGreaterThanOrEqual(min);
        expect(text.length).toBeLessThanOrEqual(max);
      }
    }),
    { numRuns: 500 },
  );
  // The patterns are of both kinds.
  expect(matches).toBeGreaterThan(0);
  expect(contradictions).toBeGreaterThan(0);
});

describe("the lengths of a format", () => {
  /** The shortest string of each format and, where there is one, the longest. */
  const EXAMPLES: Record<keyof typeof FORMAT_LENGTHS, readonly [string, string?]> = {
    ulid: ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "01ARZ3NDEKTSV4RRFFQ69G5FAV"],
    uuid: ["123e4567-e89b-12d3-a456-426614174000", "123e4567-e89b-12d3-a456-426614174000"],
    "date-time": ["2026-01-31T12:00:00Z"],
    date: ["2026-01-31", "2026-01-31"],
    time: ["12:00"],
    "local-date-time": ["2026-01-31T12:00"],
    duration: ["P1D"],
    email: ["a@b.c"],
    uri: ["a:b"],
    decimal: ["0"],
    int64: ["0", "-9223372036854775808"],
  };

  test("are those of the format's shortest and longest strings", () => {
    for (const [format, { min, max }] of Object.entries(FORMAT_LENGTHS)) {
      const [shortest, longest] = EXAMPLES[format as keyof typeof EXAMPLES];
      const { has } = FORMATS.get(format) ?? { has: () => false };
      expect(has(shortest), format).toBe(true);
      expect(shortest.length, format).toBe(min);
      if (longest !== undefined) expect(has(longest), format).toBe(true);
      expect(longest?.length ?? ANY, format).toBe(max);
    }
  });

  test.each([
    ["date-time", "2026-01-31T12:00:00.000000000000000000000000000000Z"],
    ["time", "12:00:00.000000000000000000000000000000"],
    ["local-date-time", "2026-01-31T12:00:00.000000000000000000000000000000"],
    ["duration", "P1Y2M3DT4H5M6.000000000000000000000000000000S"],
    ["decimal", `0.${"0".repeat(100)}1`],
  ])("the format %s has long strings", (format, text) => {
    expect(FORMATS.get(format)?.has(text)).toBe(true);
  });
});
