import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run, STORE, temporaryFolder, write } from "../cli/support.js";

const MODULE = "events.generated.ts";

/** A folder with a schema and its module. */
async function generated(args: readonly string[] = []): Promise<string> {
  const cwd = temporaryFolder({ "events.yaml": STORE });
  expect((await run(["events.yaml", ...args], cwd)).exit).toBe(0);
  return cwd;
}

async function checkAfter(change: (module: string) => string) {
  const cwd = await generated();
  write(cwd, MODULE, change(readFileSync(join(cwd, MODULE), "utf8")));
  const before = listing(cwd);
  const outcome = await run(["events.yaml", "--check"], cwd);
  expect(listing(cwd), "--check writes nothing").toEqual(before);
  return outcome;
}

function listing(folder: string) {
  return readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs]);
}

test("a module without changes is unchanged", async () => {
  const outcome = await checkAfter((module) => module);
  expect(outcome).toEqual({ exit: 0, stdout: "", stderr: `unchanged  ${MODULE}\n` });
});

test("a missing module is reported, and not written", async () => {
  const cwd = temporaryFolder({ "events.yaml": STORE });
  const { exit, stdout, stderr } = await run(["events.yaml", "--check"], cwd);
  expect({ exit, stdout }).toEqual({ exit: 1, stdout: "" });
  expect(stderr).toContain("error output-missing  events.yaml");
  expect(readdirSync(cwd)).toEqual(["events.yaml"]);
});

test("a missing folder is not made", async () => {
  const cwd = temporaryFolder({ "events.yaml": STORE });
  expect((await run(["events.yaml", "--check", "--out", "a/b"], cwd)).exit).toBe(1);
  expect(readdirSync(cwd)).toEqual(["events.yaml"]);
});

test("a change of one byte is reported, and its difference printed", async () => {
  const { exit, stdout, stderr } = await checkAfter((module) =>
    module.replace("price: number", "price: numbe"),
  );
  expect(exit).toBe(1);
  expect(codes(stderr)).toEqual(["output-changed"]);
  expect(stderr).toContain("Run: npx ddb-pattern-gen events.yaml");
  expect(stdout).toMatch(/^--- a\/events.generated.ts.*\n\+\+\+ b\/events.generated.ts.*\n@@ /);
  const changes = stdout.split("\n").filter((line) => /^[-+] /.test(line));
  expect(changes).toEqual(["-    price: numbe;", "+    price: number;"]);
});

test.each([
  ["the command", (text: string) => text.replace("gen events.yaml\n", "gen evil.yaml\n")],
  ["the name", (text: string) => text.replace("Schema: Store", "Schema: Shop")],
  ["a linter's instruction", (text: string) => text.replace("/* eslint-disable */\n", "")],
  ["a line at the end", (text: string) => `${text}// more\n`],
  ["the last line end", (text: string) => text.slice(0, -1)],
])("a change of %s is a change", async (_, change) => {
  const { exit, stderr } = await checkAfter(change);
  expect(exit).toBe(1);
  expect(codes(stderr)).toContain("output-changed");
});

test("a module without its header counts as written by hand", async () => {
  const { exit, stderr } = await checkAfter((text) => text.slice(text.indexOf("import ")));
  expect(exit).toBe(1);
  expect(codes(stderr)).toEqual(["output-not-generated"]);
});

test("the line ends of a checkout are no change, in the module or in the schema", async () => {
  const turned = (text: string) => text.replaceAll("\n", "\r\n");
  expect((await checkAfter(turned)).exit).toBe(0);

  const cwd = await generated();
  write(cwd, "events.yaml", turned(STORE));
  expect((await run(["events.yaml", "--check"], cwd)).exit).toBe(0);
});

test("a change of the schema is a change, and so is another enum style", async () => {
  const cwd = await generated();
  expect((await run(["events.yaml", "--check", "--enum", "erasable"], cwd)).exit).toBe(1);
  write(cwd, "events.yaml", STORE.replace("price: number", "price: integer?"));
  expect((await run(["events.yaml", "--check"], cwd)).exit).toBe(1);
});

test("a module whose schema is gone is an orphan; another file of that name is not", async () => {
  const cwd = await generated();
  write(cwd, "gone.yaml", STORE.replace("Store", "Gone"));
  await run(["gone.yaml"], cwd);
  write(cwd, "mine.generated.ts", "export {};\n");
  const { rmSync } = await import("node:fs");
  rmSync(join(cwd, "gone.yaml"));
  const { exit, stderr } = await run(["events.yaml", "--check"], cwd);
  expect(exit).toBe(1);
  expect(codes(stderr)).toEqual(["output-orphan"]);
  expect(stderr).toContain("generated from gone.yaml, which is gone.");
});

test("a module whose schema has only types is an orphan", async () => {
  const cwd = await generated();
  write(cwd, "events.yaml", "version: 1\ntypes: { Money: integer }\n");
  const { exit, stderr } = await run(["events.yaml", "--check"], cwd);
  expect(exit).toBe(1);
  expect(codes(stderr)).toEqual(["output-orphan"]);
  expect(stderr).toContain("generated from events.yaml, which has only types by now.");
});

test("a difference is printed without control characters, but with its tabs", async () => {
  const { stdout } = await checkAfter((module) => `${module}//\ta\u001b[31m\u202eb\u2028c\r\n`);
  expect(stdout).toContain("\n-//\ta\u{fffd}[31m\u{fffd}b\u{fffd}c\n");
});

test("a difference that is too large is not printed", async () => {
  const lines = Array.from({ length: 600_000 }, (_, index) => `line ${index % 7} ${index}\n`);
  const { exit, stdout } = await checkAfter((module) =>
    [...module.split("\n").slice(0, 4), ...lines].join("\n"),
  );
  expect(exit).toBe(1);
  expect(stdout).toBe(`${MODULE} differs too much to print the difference.\n`);
});

test("a pipe in the place of a module, or beside it, is not read", async () => {
  const cwd = await generated();
  execFileSync("mkfifo", [join(cwd, "pipe.generated.ts"), join(cwd, "other.generated.ts")]);
  expect((await run(["events.yaml", "--check"], cwd)).exit).toBe(0);
  write(cwd, "other.yaml", STORE.replace("Store", "Other"));
  const { exit, stderr } = await run(["other.yaml"], cwd);
  expect(exit).toBe(1);
  expect(stderr).toMatch(/other\.generated\.ts.*: it is not a regular file\./);
});

test("a pipe in the place of a schema is not read", async () => {
  const cwd = temporaryFolder();
  execFileSync("mkfifo", [join(cwd, "pipe.yaml")]);
  const { exit, stderr } = await run(["lint", "pipe.yaml"], cwd);
  expect(exit).toBe(1);
  expect(stderr).toContain("The file cannot be read: it is not a regular file.");
});

function codes(stderr: string): string[] {
  return Array.from(stderr.matchAll(/^error (\S+)/gm), ([, code]) => code as string);
}
