import fc from "fast-check";
import { expect, test } from "vitest";
import { proveRules } from "./run.js";

/** `DDB_PATTERN_PAIRS=3000 npm run test:fuzz -- fresh` proves more. */
const PAIRS = Number(process.env.DDB_PATTERN_PAIRS ?? 300);
/** Seeds of other runs are not repeated. */
const FIRST_SEED = (fc.readConfigureGlobal().seed ?? 0) * 10_000;

test(`the rules hold for ${PAIRS} new pairs of schemas, and events show what they find`, {
  timeout: 20_000 * PAIRS,
}, async () => {
  const figures = await proveRules(FIRST_SEED, PAIRS);
  console.log(figures.text);
  expect(figures.failures).toEqual([]);
  expect(figures.clean).toBeGreaterThan(PAIRS / 4);
  expect(figures.shareShown).toBeGreaterThan(0.85);
});
