import { expect, test } from "vitest";
import { SLOWNESS } from "../../engines/differences.js";
import { proveRules } from "./run.js";

const PAIRS = 100;

test("whenever the rules find no harm, the new schema reads and finds every event that the old one stored", {
  timeout: 600_000 * SLOWNESS,
}, async () => {
  const figures = await proveRules(1, PAIRS);
  expect(figures.failures).toEqual([]);
  expect(figures.clean).toBeGreaterThan(PAIRS / 4);
  expect(figures.shareShown).toBeGreaterThan(0.9);
});
