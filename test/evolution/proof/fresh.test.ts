import fc from "fast-check";
import { expect, test } from "vitest";
import { proveRules } from "./run.js";

/** `DDB_PATTERN_PAIRS=3000 npm run test:fuzz -- fresh`, after a change of the rules, tries more new pairs. */
const FRESH = Number(process.env.DDB_PATTERN_PAIRS ?? 50);

/**
 * Most pairs are the same in each run: each has shown that the rules are right of it, so a failure is a
 * fault of the change that is tested.
 */
const KNOWN = { firstSeed: 202_611_230_000, pairs: 100 };

test(
  `the rules hold for ${KNOWN.pairs} pairs of schemas, and events show what they find`,
  {
    timeout: 20_000 * KNOWN.pairs,
  },
  () => prove(KNOWN.firstSeed, KNOWN.pairs),
);

test(
  `the rules hold for ${FRESH} pairs of schemas that nobody has tried`,
  {
    timeout: 20_000 * FRESH,
  },
  () => prove((fc.readConfigureGlobal().seed ?? 0) * 10_000, FRESH),
);

async function prove(firstSeed: number, pairs: number): Promise<void> {
  const figures = await proveRules(firstSeed, pairs);
  console.log(figures.text);
  expect(figures.failures).toEqual([]);
  expect(figures.clean).toBeGreaterThan(pairs / 4);
  expect(figures.shareShown).toBeGreaterThan(0.85);
}
