import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { COMMAND_NAMES } from "../../generator/src/commands/registry.js";
import { run, STORE, temporaryFolder, write } from "./support.js";

const NO_FILE =
  'Name at least one schema file, or let "ddb-pattern-gen init" write one and a config.';

test.each([
  [[], NO_FILE],
  [["--check"], NO_FILE],
  [["--"], NO_FILE],
  [["a.yaml", "--chekc"], "Unknown option --chekc. Did you mean --check?"],
  [["a.yaml", "--zzzzzz"], "Unknown option --zzzzzz."],
  [["a.yaml", "--\u001b[31mred"], "Unknown option --\u{fffd}[31mred."],
  [["a.yaml", "--constructor"], "Unknown option --constructor."],
  [["a.yaml", "-x"], "Unknown option -x."],
  [["a.yaml", "--out"], "--out requires a value."],
  [["a.yaml", "--out", "--check"], "--out requires a value."],
  [["a.yaml", "--out="], "--out requires a value."],
  [["a.yaml", "--color"], "--color requires a value."],
  [["a.yaml", "--check=yes"], "--check does not take a value."],
  [["a.yaml", "--enum", "const"], '--enum must be native or erasable, got "const".'],
  [["a.yaml", "--format", "yaml"], '--format must be text, json or github, got "yaml".'],
  [["a.yaml", "--color=red"], '--color must be auto, always or never, got "red".'],
  [["a.yaml", "--check", "--stdout"], "--check and --stdout cannot be used together."],
  [["a.yaml", "--stdout", "--out", "b"], "--stdout and --out cannot be used together."],
  [
    ["a.yaml", "--stdout", "--format", "json"],
    "--stdout and --format json cannot be used together.",
  ],
  [
    ["a.yaml", "--stdout", "--format=github"],
    "--stdout and --format github cannot be used together.",
  ],
])("%j is wrong usage", async (args, message) => {
  expect(await run(args, temporaryFolder())).toEqual({
    exit: 2,
    stdout: "",
    stderr: `${message}\nRun "ddb-pattern-gen --help" for the usage.\n`,
  });
});

test.each([
  ["generate", [], NO_FILE],
  ["lint", [], NO_FILE],
  ["lint", ["a.yaml", "--check"], "`lint` does not accept --check."],
  ["lint", ["a.yaml", "--quite"], "Unknown option --quite. Did you mean --quiet?"],
  ["lint", ["a.yaml", "--forec"], "Unknown option --forec."],
  ["completion", ["bash", "zsh"], "`completion` takes one shell, got 2."],
  ["explain", ["--format", "github"], '--format must be text or json, got "github".'],
  ["completion", [], "Name a shell: bash, zsh or fish."],
  ["completion", ["zhs"], '"zhs" is not a shell. Did you mean "zsh"?'],
  ["completion", ["powershell"], '"powershell" is not a shell. Expected bash, zsh or fish.'],
])(
  "%s %j is wrong usage, and the message names the help of the command",
  async (command, args, message) => {
    expect(await run([command, ...args], temporaryFolder())).toEqual({
      exit: 2,
      stdout: "",
      stderr: `${message}\nRun "ddb-pattern-gen ${command} --help" for the usage.\n`,
    });
  },
);

test("options may precede the name of a command", async () => {
  const cwd = temporaryFolder({ "a.yaml": STORE });
  const nothing = { exit: 0, stdout: "", stderr: "" };
  expect(await run(["--format", "text", "--quiet", "lint", "a.yaml"], cwd)).toEqual(nothing);
  expect((await run(["--out", "b", "lint", "a.yaml"], cwd)).stderr).toContain(
    "`lint` does not accept --out.",
  );
});

test("`generate` can be named", async () => {
  const cwd = temporaryFolder({ "a.yaml": STORE });
  expect((await run(["generate", "a.yaml"], cwd)).stderr).toBe("generated  a.generated.ts\n");
});

test.each([
  ["evnets.yaml", 'Did you mean "events.yaml"?'],
  ["./evnets", 'Did you mean "events.yaml"?'],
  ["imp/mony.yaml", 'Did you mean "imp/money.yaml"?'],
  ["linr", 'Did you mean "ddb-pattern-gen lint …"?'],
  ["explian", 'Did you mean "ddb-pattern-gen explain …"?'],
  ["check", 'Did you mean "--check"?'],
  [
    "build",
    `Name a schema file, as in "ddb-pattern-gen events.yaml", or a command: ${COMMAND_NAMES.join(", ")}.`,
  ],
  ["imp", 'Name a file, or a glob such as "imp/**/*.yaml".'],
  ["other.yaml", "Check the path and its permissions."],
  ["imp/*.yml", "Check the folders and the extension in the pattern."],
])("a file %s does not exist: %s", async (argument, help) => {
  const cwd = temporaryFolder({ "events.yaml": STORE, "imp/money.yaml": "" });
  const { exit, stderr } = await run([argument], cwd);
  expect(exit).toBe(1);
  expect(stderr).toContain(`help: ${help}\n`);
});

test("--stdout accepts one schema", async () => {
  const cwd = temporaryFolder({ "a.yaml": STORE, "b.yaml": STORE });
  expect(await run(["*.yaml", "--stdout"], cwd)).toEqual({
    exit: 2,
    stdout: "",
    stderr: "--stdout takes one schema file.\n",
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

  test("is native by default", async () => {
    expect(await styleIn(temporaryFolder({ "tsconfig.json": "{}" }))).toBe("native");
  });

  test("is the one of --enum, not the one of the tsconfig", async () => {
    const cwd = temporaryFolder({ "tsconfig.json": ERASABLE });
    expect(await styleIn(cwd, ["--enum", "native"])).toBe("native");
    expect(await styleIn(cwd, ["--enum", "erasable"])).toBe("erasable");
  });

  test("is erasable if the nearest tsconfig requires it, also through extends", async () => {
    expect(await styleIn(temporaryFolder({ "tsconfig.json": ERASABLE }))).toBe("erasable");
    const extended = { "base.json": ERASABLE, "tsconfig.json": '{ "extends": "./base.json" }' };
    expect(await styleIn(temporaryFolder(extended))).toBe("erasable");
    const nearest = { "tsconfig.json": ERASABLE, "src/tsconfig.json": "{}" };
    expect(await styleIn(temporaryFolder(nearest))).toBe("native");
  });

  test("is native if the tsconfig cannot be read", async () => {
    expect(await styleIn(temporaryFolder({ "tsconfig.json": "{ nonsense" }))).toBe("native");
  });

  test("follows a tsconfig that changes, although the schema did not", async () => {
    const cwd = temporaryFolder({ "tsconfig.json": "{}" });
    expect(await styleIn(cwd)).toBe("native");
    write(cwd, "tsconfig.json", ERASABLE);
    expect(await styleIn(cwd)).toBe("erasable");
  });
});
