import { type Command, defineCommand } from "./command.js";
import { COLOR_OPTION, COMMON_OPTIONS, type Options } from "./option.js";

const OPTIONS = {
  "dry-run": { type: "boolean", help: "Print the plan, and write nothing" },
  install: { type: "boolean", help: "Run the install command of the package manager, too" },
  agents: { type: "boolean", help: "Write an AGENTS.md with instructions for coding agents, too" },
  ci: {
    type: "boolean",
    help: "Write a workflow of GitHub that checks each pull request. Default: if there is a `.github` folder",
  },
  format: {
    type: "string",
    value: "how",
    choices: ["text", "json"],
    default: "text",
    help: "Print the plan as text on stderr, or as JSON on stdout",
  },
  ...COLOR_OPTION,
  ...COMMON_OPTIONS,
} as const satisfies Options;

export const command: Command = defineCommand({
  name: "init",
  summary: "Set up a project",
  details: [
    "Writes a schema with two event types, the config, a program that saves events and reads them, and a unit test; and adds scripts and packages to package.json. In a folder without a tsconfig.json, it writes that, too. Then it generates the client, and prints the commands that install, run and test.",
    "Follows what is there: the package manager, by the field `packageManager`, the lock file or the program that runs this one (npm, pnpm, yarn, bun); the kind of modules; the tsconfig.json; the test runner (vitest, jest, or that of Node or Bun).",
    "A file that exists is left alone, and package.json keeps its formatting. A second run adds what is still missing. The command never asks.",
  ],
  operands: { name: "folder", noun: "folder", count: "optional", paths: "folders" },
  options: OPTIONS,
  conflicts: [["--dry-run", "--install"]],
  examples: [
    { line: "ddb-pattern-gen init", effect: "Set up the project of this folder" },
    {
      line: "ddb-pattern-gen init orders --install",
      effect: "Make a project in a new folder, and install its packages",
    },
    { line: "ddb-pattern-gen init --dry-run --format json", effect: "Print the plan as JSON" },
  ],
  run: async ({ operands: [folder = "."], options }, terminal) => {
    const { "dry-run": isDryRun, install, agents, ci, format, color } = options;
    const { runInit } = await import("./init/run.js");
    const extras = { hasAgents: agents, hasCi: ci };
    return runInit({ folder, isDryRun, installs: install, extras, format, color }, terminal);
  },
});
