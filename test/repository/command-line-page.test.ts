import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { OPTIONS, SUBCOMMANDS } from "../../generator/src/cli/arguments.js";
import { COLORFUL_CI } from "../../generator/src/cli/color.js";
import { EXIT } from "../../generator/src/cli/exit-code.js";
import { run, temporaryFolder } from "../cli/support.js";

const page = readFileSync(new URL("../../docs/reference/command-line.md", import.meta.url), "utf8");

/** The rows of a section's table, each as its cells. */
function tableOf(section: string): string[][] {
  const text = page.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? "";
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  return rows
    .slice(2)
    .map((row) => row.split(" | ").map((cell) => cell.replace(/^\||\|$/g, "").trim()));
}

/** The texts in a cell's code spans. */
function spansOf(cell = ""): string[] {
  return Array.from(cell.matchAll(/`([^`]+)`/g), ([, span]) => span as string);
}

test("every option has a row, which names its values and whether lint takes it", () => {
  const rows = tableOf("Options").map(([option, withLint, what]) => ({
    name: /--(\w+)/.exec(spansOf(option)[0] ?? "")?.[1],
    short: spansOf(option)[1],
    hasValue: option?.includes("<"),
    isOfLint: withLint === "yes",
    values: spansOf(what),
  }));
  const options = Object.entries(OPTIONS).map(([name, option]) => ({
    name,
    short: "short" in option ? `-${option.short}` : undefined,
    hasValue: option.type === "string",
    isOfLint: Object.hasOwn(SUBCOMMANDS.lint, name),
    values: expect.arrayContaining("choices" in option ? [...option.choices] : []),
  }));
  expect(rows).toEqual(options);
});

test("every subcommand has a line of usage, here and in --help", async () => {
  const { stdout } = await run(["--help"], temporaryFolder());
  for (const text of [page, stdout]) {
    const usages = Array.from(text.matchAll(/ddb-pattern-gen (?:(\w+) )?<files\.\.\.>/g));
    expect(usages.map(([, name]) => name)).toEqual([undefined, ...Object.keys(SUBCOMMANDS)]);
  }
});

test("every exit code has a row", () => {
  expect(tableOf("Exit codes").map(([code]) => Number(code))).toEqual(Object.values(EXIT));
});

test("every variable of the environment that is read has a row", () => {
  const folder = new URL("../../generator/src/cli/", import.meta.url);
  const code = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8"));
  const read = code.flatMap((text) =>
    Array.from(text.matchAll(/\benv\.([A-Z_]+)/g), ([, name]) => name),
  );
  const listed = tableOf("Environment variables").flatMap(([name]) => spansOf(name));
  expect(new Set(listed)).toEqual(new Set([...read, ...COLORFUL_CI]));
});

test("the examples are what the command prints", () => {
  const cases = new URL("../cases/", import.meta.url);
  for (const file of [
    "lint/events.yaml",
    "lint/stderr",
    "lint-json/stdout",
    "lint-github/stdout",
  ]) {
    expect(page, file).toContain(`\n${readFileSync(new URL(file, cases), "utf8")}\`\`\``);
  }
});
