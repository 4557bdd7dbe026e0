import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadCommands } from "../../generator/src/commands/registry.js";
import { ENVIRONMENT } from "../../generator/src/terminal/environment.js";
import { EXIT_MEANINGS } from "../../generator/src/terminal/exit-code.js";
import { sectionOf, tableOf } from "./command-line-page.js";

const PAGE = new URL("../../docs/reference/command-line.md", import.meta.url);
const commands = await loadCommands();

/** The sections of the page by their titles, each from its heading to the next one. */
function sectionsOf(page: string): ReadonlyMap<string, string> {
  const sections = page.split(/^(?=## )/m).map((text) => text.trim());
  return new Map(sections.map((text) => [/^## (.+)$/m.exec(text)?.[1] ?? "", text]));
}

/** What the command prints about one schema: the first code blocks of the section about diagnostics. */
const EXAMPLES = ["lint/events.yaml", "lint/stderr", "lint-json/stdout", "lint-github/stdout"];

function readCase(file: string): string {
  return readFileSync(new URL(`../cases/${file}`, import.meta.url), "utf8");
}

const TABLES = {
  "Exit codes": tableOf(["code", "meaning"], Object.entries(EXIT_MEANINGS)),
  "Environment variables": tableOf(
    ["variable", "effect"],
    Object.entries(ENVIRONMENT).map(([name, effect]) => [`\`${name}\``, `${effect}.`]),
  ),
};

/** The page with its derived parts: sections of commands, tables of other sections, and examples. */
function derived(page: string): string {
  const sections = new Map(sectionsOf(page));
  for (const [title, table] of Object.entries(TABLES)) {
    const text = sections.get(title) ?? "";
    sections.set(
      title,
      text.replace(/^\|.*(?:\n\|.*)*/m, () => table),
    );
  }
  const examples = EXAMPLES.map(readCase);
  const diagnostics = sections.get("Diagnostics") ?? "";
  const withExamples = diagnostics.replace(
    /^(```\w*\n)([\s\S]*?)^```$/gm,
    (_, start: string, text: string) => `${start}${examples.shift() ?? text}\`\`\``,
  );
  sections.set("Diagnostics", withExamples);
  for (const { name } of commands) sections.delete(name);
  const [introduction = "", ...others] = sections.values();
  return `${[introduction, ...commands.map(sectionOf), ...others].join("\n\n")}\n`;
}

/** `UPDATE=1 npx vitest run test/repository/command-line-page.test.ts` writes the derived parts anew. */
test("the page is up to date with commands, exit codes, variables and reports", () => {
  const page = readFileSync(PAGE, "utf8");
  if (process.env.UPDATE === "1") writeFileSync(PAGE, derived(page));
  expect(readFileSync(PAGE, "utf8")).toBe(derived(page));
});

test("the page has every section, table and example that is derived", () => {
  const page = readFileSync(PAGE, "utf8");
  expect([...sectionsOf(page).keys()]).toEqual(
    expect.arrayContaining(commands.map(({ name }) => name)),
  );
  for (const text of [...Object.values(TABLES), ...EXAMPLES.map(readCase)]) {
    expect(page).toContain(text);
  }
});
