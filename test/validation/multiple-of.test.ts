import { isMultipleOf } from "ddb-pattern-runtime/rules";
import { expect, test } from "vitest";

test.each([
  [19.99, 0.01, true],
  [0.3, 0.1, true],
  [-1.5, 0.5, true],
  [0, 0.7, true],
  [1e21, 1e-7, true],
  [1e-130, 1e-130, true],
  [9007199254740991, 1, true],
  [19.995, 0.01, false],
  [1000000000000.0005, 0.01, false],
  [123456.78901234567, 1e-10, false],
  [1e-7, 1e-6, false],
  [5e-324, 1e-323, false],
])("%d is a multiple of %d: %s", (value, step, expected) => {
  expect(isMultipleOf(value, step)).toBe(expected);
});
