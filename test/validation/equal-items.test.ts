import { equalItems } from "ddb-pattern-runtime/rules";
import { expect, test } from "vitest";

test("finds equal items with members in any order", () => {
  expect(equalItems([{ a: 1, b: [2] }, 7, { b: [2], a: 1 }])).toEqual([2, 0]);
});

test.each<[string, unknown[]]>([
  ["a number and its string", [1, "1"]],
  ["bytes and an object with the same indexes", [Uint8Array.of(1), { 0: 1 }]],
  ["bytes and a list", [Uint8Array.of(1), [1]]],
  ["null and a missing member", [{ a: null }, {}]],
])("%s are not equal", (_, items) => {
  expect(equalItems(items)).toBeUndefined();
});

test("equal bytes are equal", () => {
  expect(equalItems([Uint8Array.of(1, 2), Uint8Array.of(1), Uint8Array.of(1, 2)])).toEqual([2, 0]);
});
