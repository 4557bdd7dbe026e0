import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseArguments } from "../../generator/src/cli/arguments.js";

const ROOT = new URL("../../", import.meta.url);

const pages = [
  "README.md",
  "generator/README.md",
  "scripts/llms/generator.md",
  ...readdirSync(new URL("docs/guide", ROOT)).map((page) => `docs/guide/${page}`),
];

/** The command lines of a page that begin with `npx`, in blocks of code and in the text. */
function commandsIn(page: string): string[] {
  const text = readFileSync(new URL(page, ROOT), "utf8");
  const lines = text.matchAll(/(?:^|[`(])npx ddb-pattern-gen\b([^\n`#|&)>]*)/gm);
  return Array.from(lines, ([, rest = ""]) => rest.trim());
}

const commands = pages.flatMap((page) => commandsIn(page).map((line) => ({ page, line })));

test("the documentation has commands", () => {
  expect(commands.length).toBeGreaterThan(10);
});

test.each(commands)("$page: ddb-pattern-gen $line is a command", async ({ line }) => {
  const words = line.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
  const request = await parseArguments(words.map((word) => word.replace(/^["']|["']$/g, "")));
  expect(request).not.toHaveProperty("message");
});
