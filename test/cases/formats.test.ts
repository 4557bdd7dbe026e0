import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, expect, test } from "vitest";
import { choicesOf } from "../../generator/src/commands/option.js";
import { isCommandName, loadCommands } from "../../generator/src/commands/registry.js";
import { argsOf, CASES, inputFolder, names, read, startTables } from "./support.js";

const run = await startTables();
afterAll(() => run.close());

const schema: unknown = JSON.parse(
  readFileSync(new URL("../../generator/diagnostics.schema.json", import.meta.url), "utf8"),
);

/** The schema with every object closed: what is printed is described, too. */
function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== "object" || part === null) return part;
  const inner = Object.fromEntries(
    Object.entries(part).map(([key, value]) => [key, closed(value)]),
  );
  return inner.type === "object" ? { ...inner, additionalProperties: false } : inner;
}

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
  closed(schema) as object,
);

const COMMAND = /^::(error|warning) ((?:\w+=[^,:\n]*,)*title=[^,:\n]+)::[^\n]+$/;

/** The commands that report diagnostics in all formats. */
const REPORTING = (await loadCommands()).flatMap(({ name, options }) =>
  choicesOf(options.format).includes("github") ? [name] : [],
);

/** Whether a command line is that of a command that reports diagnostics in all formats. */
function reportsDiagnostics([first = ""]: readonly string[]): boolean {
  return !isCommandName(first) || REPORTING.includes(first);
}

/** The cases about one format, and those about other commands, have no diagnostics to compare. */
const cases = names.filter(
  (name) =>
    !name.startsWith("cli-") &&
    reportsDiagnostics(argsOf(name)) &&
    !/--(stdout|format)/.test(argsOf(name).join(" ")) &&
    // A wrong command line has no diagnostics.
    read(join(CASES, name, "exit")) !== "2\n",
);

test.each(cases)("%s: the same diagnostics in every format", async (name) => {
  const cwd = inputFolder(name);
  const args = argsOf(name);
  // What is current would not be read again.
  const again = ["lint", "breaking", "release", "docs"].includes(String(args[0]))
    ? []
    : ["--force"];
  const inFormat = (format: string) => run([...args, ...again, "--format", format], cwd);
  const json = await inFormat("json");
  const github = await inFormat("github");
  const text = await inFormat("text");

  const report = JSON.parse(json.stdout);
  validate(report);
  expect(validate.errors).toBe(null);
  expect([json.exit, github.exit]).toEqual([text.exit, text.exit]);
  expect([json.stderr, github.stderr].join("")).not.toMatch(/^error/m);
  // Nothing that moves a cursor, colours a text or turns its direction.
  expect(json.stdout + github.stdout).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);

  const commands = github.stdout.split("\n").slice(0, -1);
  for (const command of commands) expect(command).toMatch(COMMAND);
  const lines = Array.from(text.stderr.matchAll(/^(error|warning) (\S+) {2}/gm), ([line]) => line);
  expect(report.diagnostics).toHaveLength(lines.length);
  expect(commands).toHaveLength(lines.length);
});
