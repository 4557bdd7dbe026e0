import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadCommands } from "../../generator/src/commands/registry.js";
import { CODEGEN } from "../../generator/src/emit/typescript/header.js";
import { pageLink } from "../../generator/src/project/links.js";
import { EXIT } from "../../generator/src/terminal/exit-code.js";
import { run, temporaryFolder } from "./support.js";

const MANIFEST = new URL("../../generator/package.json", import.meta.url);
const commands = await loadCommands();

/** What a command prints on stdout, if it succeeds silently otherwise. */
async function output(...args: string[]): Promise<string> {
  const { exit, stdout, stderr } = await run(args, temporaryFolder());
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
  return stdout;
}

function optionsIn(help: string): string[] {
  return Array.from(help.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm), ([, name]) => String(name));
}

test("--help lists commands, exit codes and the options of `generate`", async () => {
  const help = await output("--help");
  expect(await output("-h")).toBe(help);
  for (const { name, summary } of commands) {
    expect(help).toMatch(new RegExp(`^  ${name} +${summary}$`, "m"));
    expect(help).toMatch(new RegExp(`^  ddb-pattern-gen \\[?${name}\\]? .*\\[options\\]`, "m"));
  }
  expect(optionsIn(help)).toEqual(Object.keys(commands[0]?.options ?? {}));
  const codes = Array.from(help.matchAll(/^ {2}(\d+) +\w/gm), ([, code]) => Number(code));
  expect(codes).toEqual(Object.values(EXIT));
});

test.each(commands)(
  "$name --help describes its options and examples",
  async ({ name, ...command }) => {
    const help = await output(name, "--help");
    expect(await output("--help", name)).toBe(help);
    expect(help).toContain(`ddb-pattern-gen ${name}: ${command.summary}\n`);
    expect(optionsIn(help)).toEqual(Object.keys(command.options));
    for (const { line, effect } of command.examples) {
      expect(help).toContain(`\n  ${line}\n      ${effect}\n`);
    }
  },
);

test.each([undefined, ...commands])("no line of help is wider than a terminal", async (command) => {
  const help = await output(...(command === undefined ? [] : [command.name]), "--help");
  for (const line of help.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});

test("help leads to a page of the installed package", async () => {
  const page = pageLink("command-line.md");
  expect(await output("--help")).toContain(`\n  ${page}\n`);
  expect(page).toMatch(/^node_modules\/ddb-pattern-gen\//);
  const inPackage = page.replace("node_modules/ddb-pattern-gen/", "../../generator/");
  expect(readFileSync(new URL(inPackage, import.meta.url), "utf8")).toMatch(
    /^# The command line\n/,
  );
});

test("--version prints the version of the package", async () => {
  const { version } = JSON.parse(readFileSync(MANIFEST, "utf8")) as { version: string };
  expect(await output("--version")).toBe(`${version}\n`);
  expect(await output("--version", "--format", "github")).toBe(`${version}\n`);
  expect(await output("lint", "--version")).toBe(`${version}\n`);
});

test("--version --format json names all that a report of a bug should name", async () => {
  const { version } = JSON.parse(readFileSync(MANIFEST, "utf8")) as { version: string };
  expect(JSON.parse(await output("--version", "--format", "json"))).toEqual({
    name: "ddb-pattern-gen",
    version,
    codegen: CODEGEN,
    language: 1,
    node: process.versions.node,
    platform: process.platform,
    arch: process.arch,
  });
});
