import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { OPTIONS } from "../../generator/src/cli/arguments.js";
import { run, STORE, temporaryFolder, write } from "./support.js";

test.each([
  [[], "Name at least one schema file."],
  [["--check"], "Name at least one schema file."],
  [["lint"], "Name at least one schema file."],
  [["lint", "a.yaml", "--check"], "--check has no meaning for lint."],
  [["--out", "b", "lint", "a.yaml"], "--out has no meaning for lint."],
  [["lint", "a.yaml", "--quite"], "There is no option --quite. Did you mean --quiet?"],
  [["lint", "a.yaml", "--forec"], "There is no option --forec."],
  [["a.yaml", "--chekc"], "There is no option --chekc. Did you mean --check?"],
  [["a.yaml", "--zzzzzz"], "There is no option --zzzzzz."],
  [["a.yaml", "-x"], "There is no option -x."],
  [["a.yaml", "--out"], "--out needs a value."],
  [["a.yaml", "--out", "--check"], "--out needs a value."],
  [["a.yaml", "--out="], "--out needs a value."],
  [["a.yaml", "--check=yes"], "--check takes no value."],
  [["a.yaml", "--enum", "const"], '--enum takes native or erasable, not "const".'],
  [["a.yaml", "--check", "--stdout"], "--check and --stdout exclude each other."],
  [["a.yaml", "--stdout", "--out", "b"], "--stdout and --out exclude each other."],
  [["a.yaml", "--format", "yaml"], '--format takes text, json or github, not "yaml".'],
  [["a.yaml", "--color"], "--color needs a value."],
  [["a.yaml", "--color=red"], '--color takes auto, always or never, not "red".'],
  [["a.yaml", "--stdout", "--format", "json"], "--stdout and --format json exclude each other."],
  [["a.yaml", "--stdout", "--format=github"], "--stdout and --format github exclude each other."],
  [["a.yaml", "--\u001b[31mred"], "There is no option --\u{fffd}[31mred."],
])("%j is a usage error", async (args, message) => {
  const outcome = await run(args, temporaryFolder());
  expect(outcome).toEqual({
    exit: 2,
    stdout: "",
    stderr: `${message}\nTry: ddb-pattern-gen --help\n`,
  });
});

test.each([
  ["evnets.yaml", 'did you mean "events.yaml"?'],
  ["./evnets", 'did you mean "events.yaml"?'],
  ["imp/mony.yaml", 'did you mean "imp/money.yaml"?'],
  ["linr", 'did you mean "ddb-pattern-gen lint events.yaml"?'],
  ["check", 'did you mean "--check"?'],
  [
    "generate",
    "name schema files alone: ddb-pattern-gen events.yaml; the only subcommand is lint.",
  ],
  ["imp", 'name a file, or a glob such as "imp/**/*.yaml".'],
  ["other.yaml", "check the path and its permissions."],
  ["imp/*.yml", "check its folders and its extension."],
])("%s is no file: %s", async (argument, wayOut) => {
  const cwd = temporaryFolder({ "events.yaml": STORE, "imp/money.yaml": "" });
  const { exit, stderr } = await run([argument], cwd);
  expect(exit).toBe(1);
  expect(stderr).toContain(wayOut);
});

test("--stdout with two files is one, too", async () => {
  const cwd = temporaryFolder({ "a.yaml": STORE, "b.yaml": STORE });
  expect(await run(["*.yaml", "--stdout"], cwd)).toEqual({
    exit: 2,
    stdout: "",
    stderr: "--stdout takes one schema file.\n",
  });
});

test("--help names every option, and goes to stdout", async () => {
  const { exit, stdout, stderr } = await run(["--help"], temporaryFolder());
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
  const names = Array.from(stdout.matchAll(/^ {2}--(\w+)/gm), ([, name]) => name);
  expect(names).toEqual(Object.keys(OPTIONS));
  expect((await run(["-h"], temporaryFolder())).stdout).toBe(stdout);
});

test("--version prints the package's version", async () => {
  const manifest = new URL("../../generator/package.json", import.meta.url);
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  expect(await run(["--version"], temporaryFolder())).toEqual({
    exit: 0,
    stdout: `${version}\n`,
    stderr: "",
  });
});

describe("the style of the enum", () => {
  const ERASABLE = '{ "compilerOptions": { "erasableSyntaxOnly": true } }';

  async function styleIn(cwd: string, args: readonly string[] = []): Promise<string> {
    write(cwd, "src/events.yaml", STORE);
    const { exit } = await run(["src/events.yaml", ...args], cwd);
    expect(exit).toBe(0);
    const module = readFileSync(join(cwd, "src/events.generated.ts"), "utf8");
    return module.includes("export enum StoreEventTypes") ? "native" : "erasable";
  }

  test("is native where nothing asks for another", async () => {
    expect(await styleIn(temporaryFolder({ "tsconfig.json": "{}" }))).toBe("native");
  });

  test("is as asked, whatever the tsconfig says", async () => {
    const cwd = temporaryFolder({ "tsconfig.json": ERASABLE });
    expect(await styleIn(cwd, ["--enum", "native"])).toBe("native");
    expect(await styleIn(cwd, ["--enum", "erasable"])).toBe("erasable");
  });

  test("is erasable where the nearest tsconfig asks for it, also through extends", async () => {
    expect(await styleIn(temporaryFolder({ "tsconfig.json": ERASABLE }))).toBe("erasable");
    const extended = { "base.json": ERASABLE, "tsconfig.json": '{ "extends": "./base.json" }' };
    expect(await styleIn(temporaryFolder(extended))).toBe("erasable");
    const nearest = { "tsconfig.json": ERASABLE, "src/tsconfig.json": "{}" };
    expect(await styleIn(temporaryFolder(nearest))).toBe("native");
  });

  test("is native where the tsconfig cannot be read", async () => {
    expect(await styleIn(temporaryFolder({ "tsconfig.json": "{ nonsense" }))).toBe("native");
  });

  test("follows a tsconfig that changes, although the schema did not", async () => {
    const cwd = temporaryFolder({ "tsconfig.json": "{}" });
    expect(await styleIn(cwd)).toBe("native");
    write(cwd, "tsconfig.json", ERASABLE);
    expect(await styleIn(cwd)).toBe("erasable");
  });
});
