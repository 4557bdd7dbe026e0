import { expect, test } from "vitest";
import { codeFrame } from "../../generator/src/diagnostics/render/code-frame.js";
import { locationOf, sourceFile } from "../../generator/src/language/source-file.js";

/** The frame of a word's first occurrence, line by line. */
function frame(text: string, word: string, label?: string): string[] {
  const start = text.indexOf(word);
  const location = locationOf(sourceFile("events.yaml", text), start, start + word.length);
  const style = { linesBefore: 1, underline: "^", gutter: 1, paint: String };
  return codeFrame(text, location, label === undefined ? style : { ...style, label }).split("\n");
}

test("a frame ends with the underlined location, and a label after it", () => {
  expect(frame("a: b\nc: d\ne: f\n", "d")).toEqual(["1 | a: b", "2 | c: d", "  |    ^"]);
  expect(frame("a: b\nc: d\n", "c: d", "here")).toEqual(["1 | a: b", "2 | c: d", "  | ^^^^ here"]);
});

test.each([
  ["wide characters take two columns", "値: 数 x", "値: 数 x", "       ^"],
  ["and are underlined in both", "a: 数値 # x", "a: 数値 # x", "   ^^^^", "数値"],
  ["so do emoji", "😀: x", "😀: x", "    ^"],
  ["a mark on a letter takes none", "e\u0301: x", "e\u0301: x", "   ^"],
  ["a tab is shown as a space", "a:\tx", "a: x", "   ^"],
  [
    "a character that a terminal obeys is shown as one column",
    "\u202e\u200d: x",
    "\ufffd\ufffd: x",
    "    ^",
  ],
  ["also beyond 16 bits", "\u{e0001}: x", "\ufffd: x", "   ^"],
])("%s", (_, text, shown, underline, word = "x") => {
  expect(frame(text, word)).toEqual([`1 | ${shown}`, `  | ${underline}`]);
});

test("carriage returns are not shown", () => {
  expect(frame("a: b\r\nc: d\r\n", "d\r\n")).toEqual(["1 | a: b", "2 | c: d", "  |    ^"]);
});

test("a long line is cut around its location", () => {
  const text = `${"a".repeat(500)}${"x".repeat(500)}`;
  const [line, underline] = frame(text, "x".repeat(500)) as [string, string];
  expect(line).toBe(`1 | …${"a".repeat(78)}${"x".repeat(20)}…`);
  expect(underline).toBe(`  | ${" ".repeat(80 - 1)}${"^".repeat(20 + 1)}`);
});

test("a long line is cut by columns, and the lines before it are shown from their start", () => {
  const before = `key: ${"b".repeat(500)}`;
  const [context, line, underline] = frame(`${before}\n${"数".repeat(200)}x: y`, "x");
  expect(context).toBe(`1 | key: ${"b".repeat(94)}…`);
  expect(line).toBe(`2 | …${"数".repeat(39)}x: y`);
  expect(underline).toBe(`  | ${" ".repeat(79)}^`);
});
