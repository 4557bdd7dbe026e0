import { expect, test } from "vitest";
import { randomOf } from "../validation/corruptions.js";
import { cleanSchemas } from "./corpus.js";
import { failuresOf, randomTypos, sharesOf } from "./typos.js";

/** `fresh-typos.test.ts` has more, and others in each run. */
const TYPOS = 300;

test("a typo gets one diagnostic, which names the declaration if that is misspelt", async () => {
  const schemas = await cleanSchemas();
  expect(schemas.length).toBeGreaterThan(10);
  const typos = await randomTypos(schemas, TYPOS, randomOf(10));
  console.log(sharesOf(typos));
  expect(failuresOf(typos)).toEqual([]);
  // Typos without a diagnostic, as in descriptions, show nothing.
  expect(typos.filter(({ diagnostics }) => diagnostics.length === 1).length).toBeGreaterThan(
    TYPOS / 2,
  );
});
