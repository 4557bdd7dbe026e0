import fc from "fast-check";
import { expect, test } from "vitest";
import { proveRules } from "./run.js";

/** `DDB_PATTERN_PAIRS=3000 npm run test:fuzz -- fresh` proves more. */
const PAIRS = Number(process.env.DDB_PATTERN_PAIRS ?? 300);

test(`the rules hold for ${PAIRS} new pairs of schemas, and events show what they find`, {
  timeout: 20_000 * PAIRS,
}, async () => {
  // Each pair has the next seed, so that two runs have no pair in common.
  const figures = await proveRules((fc.readConfigureGlobal().seed ?? 0) * 10_000, PAIRS);
  console.log(figures.text);
  expect(figures.failures).toEqual([]);
  expect(figures.clean).toBeGreaterThan(PAIRS / 4);
  expect(figures.shareShown).toBeGreaterThan(0.85);
});
