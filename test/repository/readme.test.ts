import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("the README shows a diagnostic as the command prints it", () => {
  const printed = read("test/cases/mistake-of-the-readme/stderr").trim();
  expect(read("README.md")).toContain(`\`\`\`\n${printed}\n\`\`\``);
});
