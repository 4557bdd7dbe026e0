import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const GUIDE = new URL("../../docs/guide/guarantees.md", import.meta.url);
const REFERENCE = /\[test\]\((\S+) "(.+?)"\)/g;

const references = [...readFileSync(GUIDE, "utf8").matchAll(REFERENCE)].map(
  ([, file = "", title = ""]) => ({ file, title }),
);

test("the guide to guarantees refers to tests", () => {
  expect(references.length).toBeGreaterThan(20);
});

test.each(references)("a guarantee is held by $file: $title", ({ file, title }) => {
  expect(readFileSync(new URL(file, GUIDE), "utf8")).toContain(title);
});
