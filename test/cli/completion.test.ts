import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { loadCommands } from "../../generator/src/commands/registry.js";
import { run, temporaryFolder } from "./support.js";

const commands = await loadCommands();

const FILES = { "events.yaml": "", "my orders.yml": "", "notes.txt": "", "src/x.ts": "" };

/** The words of a line, the last one unfinished → the completions of the last one. */
const COMPLETIONS: readonly (readonly [readonly string[], readonly string[]])[] = [
  [["l"], ["lint"]],
  [["e"], ["events.yaml", "explain", "export"]],
  [["m"], ["my orders.yml"]],
  [["s"], ["src"]],
  [["lint", "e"], ["events.yaml"]],
  [["--ch"], ["--check"]],
  [["lint", "--ch"], []],
  [
    ["--format", ""],
    ["github", "json", "text"],
  ],
  [
    ["explain", "--format", ""],
    ["json", "text"],
  ],
  [["--out", ""], ["src"]],
  [["explain", "too-d"], ["too-deep"]],
  [
    ["completion", ""],
    ["bash", "fish", "zsh"],
  ],
  [["--color", "auto", "lint", "--q"], ["--quiet"]],
  [["--wat"], ["--watch"]],
  [["init", ""], ["src"]],
  [["explain", "too-deep", "e"], expect.arrayContaining(["events.yaml"])],
  [["dev", "--data", "eve"], ["events.yaml"]],
  [["--config", "my"], ["my orders.yml"]],
];

/** The same after the name of a program that runs commands of packages. */
const AFTER_NPX: typeof COMPLETIONS = [
  [["npx", "ddb-pattern-gen", "l"], ["lint"]],
  [["npx", "ddb-pattern-gen", "lint", "e"], ["events.yaml"]],
  [["bunx", "ddb-pattern-gen", "--ch"], ["--check"]],
];

async function scriptFor(shell: string): Promise<string> {
  const { exit, stdout, stderr } = await run(["completion", shell], temporaryFolder());
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
  return stdout;
}

/** Skips a test, with the reason, where the shell is not installed. */
function require(shell: string, skip: (reason: string) => void): void {
  if (spawnSync(shell, ["-c", "true"]).status !== 0) skip(`${shell} is not installed`);
}

/** The lines that a program prints in a folder with files, sorted. */
function linesOf(shell: string, ...args: readonly string[]): string[] {
  const output = execFileSync(shell, args, { cwd: temporaryFolder(FILES), encoding: "utf8" });
  return output.split("\n").slice(0, -1).sort();
}

describe("bash", () => {
  async function completions(
    words: readonly string[],
    call = "_ddb_pattern_gen",
    first = "ddb-pattern-gen",
  ): Promise<string[]> {
    const program = [
      await scriptFor("bash"),
      `COMP_WORDS=(${first} "$@") COMP_CWORD=$#`,
      call,
      `for reply in "\${COMPREPLY[@]}"; do printf "%s\\n" "$reply"; done`,
    ];
    return linesOf("bash", "-c", program.join("\n"), "bash", ...words);
  }

  test.for(COMPLETIONS)("completes %j", async ([words, expected], { skip }) => {
    require("bash", skip);
    expect(await completions(words)).toEqual(expected);
  });

  test.for(AFTER_NPX)("completes %j", async ([[first, ...words], expected], { skip }) => {
    require("bash", skip);
    expect(await completions(words, "_ddb_pattern_gen_after", first)).toEqual(expected);
    const registered = `${await scriptFor("bash")}\ncomplete -p ${first}`;
    expect(linesOf("bash", "-c", registered)).toEqual([
      expect.stringContaining("_ddb_pattern_gen_after"),
    ]);
  });

  test("completes a value after an equals sign, which bash makes a word of its own", async ({
    skip,
  }) => {
    require("bash", skip);
    expect(await completions(["lint", "--format", "="])).toEqual(["github", "json", "text"]);
    expect(await completions(["lint", "--format", "=", "j"])).toEqual(["json"]);
  });

  test.for(commands)("completes the options of $name", async ({ name, options }, { skip }) => {
    require("bash", skip);
    const names = Object.keys(options).map((option) => `--${option}`);
    expect(await completions([name, "--"])).toEqual(names.sort());
  });
});

describe("fish", () => {
  async function completions(
    words: readonly string[],
    line: readonly string[] = ["ddb-pattern-gen", ...words],
  ): Promise<string[]> {
    const program = [await scriptFor("fish"), `complete -C '${line.join(" ")}'`];
    return (
      linesOf("fish", "--no-config", "-c", program.join("\n"))
        .map((line) => line.replace(/\t.*/, "").replace(/\/$/, ""))
        // fish lists files with another extension last, instead of leaving them out.
        .filter((name) => name !== "notes.txt")
    );
  }

  test.for(COMPLETIONS)("completes %j", async ([words, expected], { skip }) => {
    require("fish", skip);
    expect(await completions(words)).toEqual(expected);
  });

  test.for(AFTER_NPX)("completes %j", async ([words, expected], { skip }) => {
    require("fish", skip);
    expect(await completions([], words)).toEqual(expected);
  });

  test.for(commands)("completes the options of $name", async ({ name, options }, { skip }) => {
    require("fish", skip);
    const names = Object.keys(options).map((option) => `--${option}`);
    expect(await completions([name, "--"])).toEqual(names.sort());
  });
});

describe("zsh", () => {
  /** What the script passes to zsh's own functions, which run only while somebody types. */
  async function calls(words: readonly string[], first = "ddb-pattern-gen"): Promise<string[]> {
    const program = [
      "function compdef() { registered+=($2) }",
      `function _describe() { print -l -- "\${(@P)2}" }`,
      `function _arguments() { print -l -- "\${@:3}" "words: $words" }`,
      await scriptFor("zsh"),
      `words=(${first} "$@") CURRENT=$(( $# + 1 ))`,
      '[[ $registered == "ddb-pattern-gen npx bunx" ]] || exit 1',
      first === "npx" ? "_ddb_pattern_gen_after" : "_ddb_pattern_gen",
    ];
    return linesOf("zsh", "-f", "-c", program.join("\n"), "zsh", ...words);
  }

  test("completes commands, and the options and files of `generate`", async ({ skip }) => {
    require("zsh", skip);
    const offered = await calls([""]);
    expect(offered).toEqual(
      expect.arrayContaining([
        ...commands.map(({ name, summary }) => `${name}:${summary}`),
        '*:schema file:_files -g "*.(yaml|yml)"',
        expect.stringMatching(/^--out=\[.*\]:folder:_files -\/$/),
      ]),
    );
  });

  test.for(commands)("completes the options of $name", async ({ name, options }, { skip }) => {
    require("zsh", skip);
    const offered = await calls([name, "--"]);
    const names = offered.flatMap((line) => /^--([\w-]+)/.exec(line)?.[1] ?? []);
    expect(names).toEqual(Object.keys(options).sort());
    // The command's word is left out: `_arguments` must not take it for a file.
    expect(offered).toContain("words: ddb-pattern-gen --");
  });

  test("completes after npx, which is left out", async ({ skip }) => {
    require("zsh", skip);
    const offered = await calls(["ddb-pattern-gen", "lint", "--"], "npx");
    expect(offered.join("\n")).toMatch(/^--quiet\[/m);
    expect(offered).toContain("words: ddb-pattern-gen --");
  });

  test("completes values and codes", async ({ skip }) => {
    require("zsh", skip);
    const offered = (await calls(["explain", ""])).join("\n");
    expect(offered).toMatch(/^--format=\[.*\]:how:\(text json\)$/m);
    expect(offered).toMatch(/^1:event type, stream or code:\(.*\btoo-deep\b.*\)$/m);
  });
});
