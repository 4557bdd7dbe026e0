import { expect, test } from "vitest";
import { randomOf } from "../validation/corruptions.js";
import { cleanSchemas } from "./corpus.js";
import { failuresOf, randomTypos, sharesOf } from "./typos.js";

const TYPOS = 2_000;

test("a typo that nobody has tried gets one diagnostic, too", async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const typos = await randomTypos(await cleanSchemas(), TYPOS, randomOf(seed));
  console.log(`seed ${seed}: ${sharesOf(typos)}`);
  expect(failuresOf(typos)).toEqual([]);
});
