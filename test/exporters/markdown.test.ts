import { expect, test } from "vitest";
import { mdxCode, mdxLine, mdxText } from "../../generator/src/exporters/eventcatalog/markdown.js";

test.each([
  ["import x from 'y'", "&#105;mport x from 'y'"],
  ["important", "important"],
  ["one\n  export default 1", "one\n&#101;xport default 1"],
  ["one\u2028export {}", "one\n&#101;xport \\{\\}"],
  ["{a} <b> `c`", "\\{a\\} \\<b\\> \\`c\\`"],
  ["- a\n+ b\n=\n1. c\n12) d", "&#45; a\n&#43; b\n&#61;\n&#49;. c\n&#49;2) d"],
  [":::note at 10:30 :x", "\\:\\:\\:note at 10:30 \\:x"],
  ["a\u0000b", "a\u{fffd}b"],
])("%j is written as %j", (text, written) => {
  expect(mdxText(text)).toBe(written);
});

test("text on one line keeps no line break", () => {
  expect(mdxLine(" a\n\n|b\t")).toBe("a \\|b");
  expect(mdxCode("a|b")).toBe("<code>a\\|b</code>");
});
