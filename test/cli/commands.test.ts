import { expect, test } from "vitest";
import { parseArguments } from "../../generator/src/cli/arguments.js";
import { COMMAND_NAMES, COMMANDS, loadCommands } from "../../generator/src/commands/registry.js";
import { shellPath } from "../../generator/src/workspace/targets.js";
import { run, temporaryFolder } from "./support.js";

const commands = await loadCommands();

test("each command is listed under its own name", () => {
  expect(commands.map(({ name }) => name)).toEqual(Object.keys(COMMANDS));
});

test.each(commands)(
  "$name has a summary in the imperative, and help without a last period",
  (command) => {
    expect(command.summary).toMatch(/^[A-Z][a-z]+ .*[^.]$/);
    expect(command.summary.length).toBeLessThan(60);
    for (const { help } of Object.values(command.options)) expect(help).toMatch(/^[A-Z`].*[^.]$/);
  },
);

test.each(commands)("the examples of $name are right", async ({ name, examples }) => {
  expect(examples.length).toBeGreaterThan(0);
  for (const { line, effect } of examples) {
    const words = /ddb-pattern-gen ([^|)]+)/.exec(line)?.[1]?.trim().split(/\s+/) ?? [];
    const request = await parseArguments(words.map((word) => word.replace(/^"|"$/g, "")));
    expect(request, line).toMatchObject({ kind: "run", command: { name } });
    expect(effect).toMatch(/^[A-Z].*[^.]$/);
  }
});

test.each(commands)(
  "the conflicts of $name are between its own options",
  ({ options, conflicts = [] }) => {
    for (const [name, value] of conflicts.flat().map((text) => text.slice(2).split(" "))) {
      const option = options[name ?? ""];
      expect(option).toBeDefined();
      if (value !== undefined)
        expect(option).toMatchObject({ choices: expect.arrayContaining([value]) });
    }
  },
);

test("a file that is called as a command is written with its folder", () => {
  for (const name of COMMAND_NAMES) expect(shellPath(name)).toBe(`./${name}`);
});

test("a command that needs a terminal's output keeps it as data for programs", async () => {
  const env = { GITHUB_ACTIONS: "true" };
  const script = await run(["completion", "bash"], temporaryFolder());
  expect(await run(["completion", "bash"], temporaryFolder(), { env })).toEqual(script);
});
