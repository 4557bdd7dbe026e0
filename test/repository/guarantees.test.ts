import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const GUIDES = new URL("../../docs/guide/", import.meta.url);
const REFERENCE = /\[test\]\((\S+) "(.+?)"\)/g;

const references = readdirSync(GUIDES)
  .filter((page) => page.endsWith(".md"))
  .flatMap((page) =>
    [...readFileSync(new URL(page, GUIDES), "utf8").matchAll(REFERENCE)].map(
      ([, file = "", title = ""]) => ({ page, file, title }),
    ),
  );

/** The first argument of `test(…)`, `describe(…)` and `test.each(…)(…)`. */
const TITLE = /(?:\b(?:test|describe)\(|\)\()\s*(["'`])((?:\\.|(?!\1).)*)\1/gs;

/** The titles of the tests in a file. */
function titlesIn(file: URL): string[] {
  return [...readFileSync(file, "utf8").matchAll(TITLE)].map(([, , title = ""]) =>
    title.replace(/\\(.)/g, "$1"),
  );
}

test("the guide to guarantees refers to tests", () => {
  expect(references.filter(({ page }) => page === "guarantees.md").length).toBeGreaterThan(20);
});

test.each(references)("$page promises what $file tests: $title", ({ file, title }) => {
  const isTested = titlesIn(new URL(file, GUIDES)).some((each) => each.includes(title));
  expect(isTested, `${file} has no test with this title: ${title}`).toBe(true);
});
