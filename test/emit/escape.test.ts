import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  commentLines,
  commentPattern,
  identifier,
  propertyName,
  splitLiteral,
  stringLiteral,
} from "../../generator/src/emit/typescript/escape.js";
import { block, layOut } from "../../generator/src/emit/typescript/layout.js";
import { valueCode, valueMembers } from "../../generator/src/emit/typescript/value-code.js";
import { hostileText } from "../properties/emit-texts.js";

const evaluate = (code: string): unknown => new Function(`return (${code});`)();

/** What must not stand in code as it is. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|<!--|<\/?script/iu;

describe("a string literal", () => {
  test("has the value of its string, in printable characters of one line", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const code = stringLiteral(text);
        expect(evaluate(code)).toBe(text);
        expect(code).not.toMatch(UNSAFE);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(["</script>", "</SCRIPT", "<script>", "<!--", '"', "\\", "\u2028", "*/", "`"])(
    "of %j is escaped where that is needed",
    (text) => {
      expect(evaluate(stringLiteral(text))).toBe(text);
      expect(stringLiteral(text)).not.toMatch(UNSAFE);
    },
  );

  test("is split into pieces that are as short as asked, and whole again", () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 9 }), (texts) => {
        const text = texts.join("");
        const pieces = splitLiteral(text, 40);
        expect(evaluate(pieces.join(" + "))).toBe(text);
        expect(pieces.filter((piece) => piece.length > 40)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a name", () => {
  test.each(["a", "A1", "_", "$", "class", "constructor", "__proto__"])(
    "%s stands without quotes",
    (name) => {
      expect(propertyName(name)).toBe(name);
    },
  );

  test.each(["", "1", "1a", "a b", "a-b", "größe", "\u2118", "𝒳", "a\u200d", "a\nb"])(
    "%j stands in quotes",
    (name) => {
      expect(propertyName(name)).toBe(stringLiteral(name));
    },
  );

  test.each(["", "a b", "1", "a-b", "größe", "a\n", "a;b"])("%j is no identifier", (name) => {
    expect(() => identifier(name)).toThrow("is no identifier");
  });
});

describe("a constant", () => {
  test("has each of its members, whatever they are called", () => {
    const value = JSON.parse(
      `{ "__proto__": { "a": 1 }, "constructor": [null], "${"x".repeat(200)}": "${"y".repeat(300)}" }`,
    );
    const found = evaluate(layOut([valueCode(value)])) as object;
    expect(Object.entries(found)).toEqual(Object.entries(value));
    expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
  });

  test("of any kind is itself again", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // Source code has no negative zero in it: neither does a table.
        const plain = JSON.parse(JSON.stringify(value));
        expect(evaluate(layOut([valueCode(plain)]))).toEqual(plain);
        const code = layOut([block("{", valueMembers({ value: plain }), ",")]);
        expect(evaluate(code)).toEqual({ value: plain });
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a comment", () => {
  test("cannot be ended, and has no tags of its text", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const line of commentLines(text)) {
          expect(line).not.toContain("*/");
          expect(line).not.toMatch(/(^|\s)@|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ["^[a-z]*/$", ["abc/", "a*/"]],
    ["^a\nb\u2028$", ["a\nb\u2028", "ab"]],
    ["^[ @]+$", [" @", "x"]],
    ["^ @x$", [" @x", "@x"]],
    ["^\\/\\*\\*\\/$", ["/**/", "/*/"]],
    ["^[\u{1f600}-\u{1f64f}\u200d]+$", ["\u{1f601}\u200d", "a"]],
  ])("has a pattern with the meaning of %j", (pattern, values) => {
    const shown = commentPattern(pattern);
    expect(shown).not.toMatch(/\*\/|(^|\s)@|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    const matches = (source: string) => values.map((value) => new RegExp(source, "u").test(value));
    expect(matches(shown)).toEqual(matches(pattern));
  });
});
